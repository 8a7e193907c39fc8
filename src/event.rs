//! When and where it happened that the article tells of.
//!
//! In: document, sentences, mentions, dates, the day of publication. Out: [`Event`]. Only the first sentences are read: a day
//! with a part of the day before it (`Sáng 24/02`), else one that opens a sentence; `sáng nay` and `hôm qua` count from the
//! day of publication.
//!
//! ```
//! use tomtat::{Article, Pipeline};
//! let mut article = Article::new("Sáng 24/02, tại xã Hòa Tiến, UBND huyện ra quân làm đường.");
//! article.published = Some("2024-02-25");
//! let event = Pipeline::new().enrich(&article).event.unwrap();
//! assert_eq!(event.date.as_deref(), Some("2024-02-24"));
//! assert_eq!(event.places[0].name, "xã Hòa Tiến");
//! ```

mod day;

use crate::clean::PartKind;
use crate::date::DateRef;
use crate::mention::{Mention, MentionKind};
use crate::sentence::Sentence;
use crate::span::Span;
use crate::text::{Document, TokenRange, Working};
use serde::{Deserialize, Serialize};

/// When and where it happened.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Event {
    /// The day or days, ISO; none where the year is not known.
    pub date: Option<String>,
    /// Where the day is told.
    pub span: Option<Span>,
    /// Where it happened, in the order of the text.
    pub places: Vec<EventPlace>,
}

/// A place of an event.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct EventPlace {
    /// As printed.
    pub name: String,
    /// Where.
    pub span: Span,
}

/// Sentences that are read, headings apart, and the most places of an event.
const READ: usize = 6;
const PLACES: usize = 8;

/// The event that the article tells of; none where it states neither day nor place.
pub fn find(
    document: &Document,
    sentences: &[Sentence],
    mentions: &[Mention],
    dates: &[DateRef],
    published: Option<&str>,
) -> Option<Event> {
    let working = document.working();
    let telling = |s: &&Sentence| matches!(s.part, PartKind::Abstract | PartKind::Body);
    let first: Vec<TokenRange> = sentences.iter().filter(telling).take(READ).map(|s| s.tokens).collect();
    let told = day::told(working, &first, mentions, dates, published);
    let order = told.iter().map(|t| t.sentence).chain(0..first.len().min(2));
    let places = order.map(|n| places(working, first[n], mentions)).find(|p| !p.is_empty()).unwrap_or_default();
    let place = |t: TokenRange| {
        let span = working.span(t);
        EventPlace { name: document.printed(span).into_owned(), span }
    };
    let places: Vec<EventPlace> = places.into_iter().map(place).collect();
    let (date, span) = told.map_or((None, None), |t| (t.iso, Some(working.span(t.tokens))));
    (span.is_some() || !places.is_empty()).then_some(Event { date, span, places })
}

/// Places of a sentence: what a dateline names, what stands behind `tại` or `ở`, the house of a
/// unit, and what such a place lies in.
fn places(working: &Working, sentence: TokenRange, mentions: &[Mention]) -> Vec<TokenRange> {
    let from = mentions.partition_point(|m| m.tokens.start < sentence.start);
    let here = mentions[from..].iter().take_while(|m| m.tokens.end <= sentence.end);
    let mut found: Vec<TokenRange> = Vec::new();
    for (kind, at) in here.map(|m| (m.kind, m.tokens)) {
        let place = match kind {
            MentionKind::Loc => leads(working, sentence, at) || dateline(working, sentence, at),
            MentionKind::Unit => houses(working, sentence, at),
            _ => continue,
        };
        let goes_on = kind == MentionKind::Loc && found.last().is_some_and(|l| contains(working, *l, at));
        if (place || goes_on) && found.len() < PLACES {
            found.push(at);
        }
    }
    found
}

/// `tại`, `ở`, `trên địa bàn` stand before the place.
fn leads(working: &Working, sentence: TokenRange, loc: TokenRange) -> bool {
    let before = |n: u32| if loc.start >= sentence.start + n { working.lower((loc.start - n) as usize) } else { "" };
    matches!(before(1), "tại" | "ở") || before(1) == "bàn" && before(2) == "địa"
}

/// `tại trụ sở UBND tỉnh`, `tại Trường THPT …`: the unit's house, not where somebody works.
fn houses(working: &Working, sentence: TokenRange, unit: TokenRange) -> bool {
    let before = |n: u32| if unit.start >= sentence.start + n { working.lower((unit.start - n) as usize) } else { "" };
    let hall = matches!((before(2), before(1)), ("trụ", "sở") | ("hội", "trường"));
    let at = if hall { 3 } else { 1 };
    before(at) == "tại" && matches!(before(at + 1), "" | "," | "nay" | "qua" | "ra")
}

/// `Hà Nội - Sáng 5/6`, `Hà Nội, ngày 5/6 (TTXVN)`: the place opens the sentence and is set apart from it.
fn dateline(working: &Working, sentence: TokenRange, loc: TokenRange) -> bool {
    let next = working.lower_at(loc.end as usize, sentence.end as usize);
    let day = matches!(working.lower_at(loc.end as usize + 1, sentence.end as usize), "ngày" | "sáng" | "chiều" | "trưa" | "tối");
    loc.start == sentence.start && (matches!(next, "-" | "–" | "—" | "(") || next == "," && day)
}

/// Nothing but a comma or bracket stands between: `xã A, huyện B (tỉnh C)`.
fn contains(working: &Working, small: TokenRange, large: TokenRange) -> bool {
    let between = small.end..large.start;
    between.len() <= 2 && !between.is_empty() && between.clone().all(|i| matches!(working.surface(i as usize), "," | "(" | "-" | "–"))
}

#[cfg(test)]
mod tests;
