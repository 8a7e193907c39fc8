//! What several dialects ask of a record: its address, its day, its places, what it is about.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::knowledge::Entity;
use crate::mention::MentionKind;
use crate::record::Record;
use crate::span::Span;
use crate::text::fold::fold;

/// The address under which the article was found, where the input gave one that can be followed.
pub(super) fn url(record: &Record) -> Option<&str> {
    record.source.as_ref()?.get("url")?.as_str().filter(|u| is_web(u))
}

/// Whether a text is an address of the web and nothing else: it will stand in links.
pub(super) fn is_web(text: &str) -> bool {
    (text.starts_with("https://") || text.starts_with("http://"))
        && text.bytes().all(|b| b.is_ascii_graphic() && !b"\"<>\\^`{|}".contains(&b))
}

/// A URI for the article: its address, or its identifier as a name.
pub(super) fn uri(record: &Record) -> String {
    if let Some(url) = url(record) {
        return url.to_owned();
    }
    let name = match &record.id {
        Some(id) if !id.is_empty() => id.clone(),
        _ => {
            let title = record.title.as_ref().map_or("", |t| t.text.as_str());
            [title, &record.summary.text, record.published.as_deref().unwrap_or("")].join(" ")
        }
    };
    let mut uri = "urn:tomtat:".to_owned();
    for b in name.bytes() {
        match b {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => uri.push(b as char),
            _ => uri.push_str(&format!("%{b:02X}")),
        }
    }
    uri
}

/// The title on one line, or the headline made for want of one.
pub(super) fn headline(record: &Record) -> Option<String> {
    let title = record.title.as_ref().map(|t| t.text.split_whitespace().collect::<Vec<_>>().join(" "));
    title.filter(|t| !t.is_empty()).or_else(|| record.summary.headline.as_ref().map(|h| h.text.clone()))
}

/// The day of publication, where it is a real day: `2024-06-13`.
pub(super) fn day(record: &Record) -> Option<String> {
    let day = record.published.as_deref()?.get(..10)?;
    day.parse::<jiff::civil::Date>().ok().map(|d| d.to_string())
}

/// Places by name, each once, with where they stand.
pub(super) fn places(record: &Record) -> Vec<(&str, Vec<Span>)> {
    let mut known = FxHashMap::default();
    let mut places: Vec<(&str, Vec<Span>)> = Vec::new();
    for m in record.mentions.iter().filter(|m| m.kind == MentionKind::Loc) {
        let at = *known.entry(fold(&m.text)).or_insert_with(|| {
            places.push((m.text.as_str(), Vec::new()));
            places.len() - 1
        });
        places[at].1.push(m.span);
    }
    places
}

/// Where the tags of a record stand: what stands there is what the article is about.
pub(super) struct Tagged(FxHashSet<Span>);

impl Tagged {
    pub(super) fn new(record: &Record) -> Self {
        Self(record.tags.iter().flat_map(|t| t.spans.iter().copied()).collect())
    }

    pub(super) fn holds(&self, mentions: &[Span]) -> bool {
        mentions.iter().any(|s| self.0.contains(s))
    }
}

/// The user's ids of officials, units and laws.
pub(super) struct Links<'r>(FxHashMap<(Entity, u32), &'r str>);

impl<'r> Links<'r> {
    pub(super) fn new(record: &'r Record) -> Self {
        Self(record.links.iter().map(|l| ((l.kind, l.index), l.link.id.as_str())).collect())
    }

    pub(super) fn of(&self, kind: Entity, index: usize) -> Option<&'r str> {
        self.0.get(&(kind, index as u32)).copied()
    }
}
