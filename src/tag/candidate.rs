//! What could be a tag: persons, units, laws, places, offices, and subject phrases.
//!
//! In: what the steps before found. Out: [`Candidate`]s, each with its places in the text.

use super::{Resolved, TagKind, phrase};
use crate::clean::PartKind;
use crate::mention::MentionKind;
use crate::sentence::Sentence;
use crate::span::Span;
use crate::text::{Document, TokenRange, Working, key};
use crate::word::Word;
use rustc_hash::FxHashMap;

/// Sorts of candidates; offices and phrases both become keyphrases.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Sort {
    Person,
    Unit,
    Law,
    Place,
    Office,
    Phrase,
}

impl Sort {
    pub(super) fn kind(self) -> TagKind {
        match self {
            Self::Person => TagKind::Person,
            Self::Unit => TagKind::Unit,
            Self::Law => TagKind::Law,
            Self::Place => TagKind::Place,
            Self::Office | Self::Phrase => TagKind::Keyphrase,
        }
    }
}

/// One candidate.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    pub sort: Sort,
    /// The form that is the label.
    pub label: TokenRange,
    /// Every place, in order.
    pub places: Vec<TokenRange>,
    /// Places in the form of the label.
    pub exact: u32,
    /// Places inside an office.
    pub nested: u32,
    /// Offices that a person holds.
    pub offices: u32,
}

/// Most candidates of an article; what comes later in a text that long is no tag.
const MOST: usize = 2_000;

/// All candidates of a document, each once.
pub(super) fn find(document: &Document, sentences: &[Sentence], words: &[Word], resolved: Resolved) -> Vec<Candidate> {
    let working = document.working();
    let read = Read::new(sentences);
    let mut found = Vec::new();
    for person in resolved.officials {
        group(working, &read, Sort::Person, &person.mentions, &mut found);
        found.last_mut().into_iter().for_each(|c| c.offices = person.titles.len() as u32);
    }
    for unit in resolved.units {
        group(working, &read, Sort::Unit, &unit.mentions, &mut found);
    }
    for law in resolved.laws {
        let named = law.mentions.iter().filter_map(|&s| without_pointers(working, working.tokens_of(s), &law.kind));
        let spans: Vec<Span> = named.map(|t| working.span(t)).collect();
        group(working, &read, Sort::Law, &spans, &mut found);
    }
    for (kind, sort) in [(MentionKind::Loc, Sort::Place), (MentionKind::Title, Sort::Office)] {
        let mut by_form: FxHashMap<&str, Vec<Span>> = FxHashMap::default();
        let mut order = Vec::new();
        for m in resolved.mentions.iter().filter(|m| m.kind == kind) {
            let spans = by_form.entry(working.lower_slice(m.tokens)).or_insert_with_key(|&form| {
                order.push(form);
                Vec::new()
            });
            spans.push(m.span);
        }
        order.iter().for_each(|form| group(working, &read, sort, &by_form[form], &mut found));
    }
    found.truncate(MOST);
    count_nested(&mut found, resolved);
    found.extend(phrase::find(working, sentences, words, resolved));
    found
}

/// Counts the places of each candidate that stand inside an office.
fn count_nested(found: &mut [Candidate], resolved: Resolved) {
    let offices: Vec<TokenRange> = resolved.mentions.iter().filter(|m| m.kind == MentionKind::Title).map(|m| m.tokens).collect();
    let inside = |p: &TokenRange| {
        let n = offices.partition_point(|o| o.end <= p.start);
        offices.get(n).is_some_and(|o| o.contains(*p) && o.len() > p.len())
    };
    for c in found {
        c.nested = c.places.iter().filter(|p| inside(p)).count() as u32;
    }
}

/// Where sentences are: what stands elsewhere (a byline, a menu) is no evidence.
struct Read(Vec<TokenRange>);

impl Read {
    fn new(sentences: &[Sentence]) -> Self {
        Self(sentences.iter().filter(|s| s.part.is_content()).map(|s| s.tokens).collect())
    }

    fn holds(&self, range: TokenRange) -> bool {
        let n = self.0.partition_point(|s| s.end <= range.start);
        self.0.get(n).is_some_and(|s| s.start <= range.start)
    }
}

fn group(working: &Working, read: &Read, sort: Sort, spans: &[Span], found: &mut Vec<Candidate>) {
    let places = spans.iter().map(|&s| working.tokens_of(s)).filter(|&r| !r.is_empty() && read.holds(r));
    let places: Vec<TokenRange> = places.take(MOST).collect();
    let mut forms: FxHashMap<&str, (u32, TokenRange)> = FxHashMap::default();
    for &p in &places {
        forms.entry(working.lower_slice(p)).or_insert((0, p)).0 += 1;
    }
    let weight = |form: &(u32, TokenRange)| (form_weight(sort, form.0, form.1), std::cmp::Reverse(form.1.start));
    if let Some(&(exact, label)) = forms.values().max_by_key(|f| weight(f)) {
        found.push(Candidate { sort, label, places, exact, nested: 0, offices: 0 });
    }
}

/// Of the forms of one thing: a person's longest, of others the longest too unless it stands out as rare.
fn form_weight(sort: Sort, count: u32, form: TokenRange) -> u64 {
    let length = form.len() as u64;
    match sort {
        Sort::Person => length * 1000 + u64::from(count),
        _ => length.min(14) * 30 + u64::from(count.min(6)) * 8,
    }
}

/// The mention of a law from its type word on: `khoản 2 Điều 5 Luật Đất đai` is filed under `Luật Đất đai`, `khoản 2 Điều 5` not at all.
fn without_pointers(working: &Working, mention: TokenRange, kind: &str) -> Option<TokenRange> {
    const POINTERS: [u32; 5] = [key("điểm"), key("khoản"), key("điều"), key("chương"), key("mục")];
    let first = kind.split(' ').next().unwrap_or(kind);
    let named = mention.indices().find(|&i| !first.is_empty() && working.lower(i) == first);
    let start = named.or_else(|| Some(mention.start as usize).filter(|&i| !POINTERS.contains(&working.tokens[i].key)))?;
    Some(TokenRange::new(start as u32, mention.end))
}

/// Whether a part is worth more than running text.
pub(super) fn is_top(part: PartKind) -> bool {
    matches!(part, PartKind::Title | PartKind::Abstract)
}
