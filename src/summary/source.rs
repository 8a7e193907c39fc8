//! What a summary may be made of: the candidate sentences of a document and its title.

use crate::clean::PartKind;
use crate::sentence::Sentence;
use crate::text::{Builder, Document, Working};

/// Most sentences that are candidates.
const CANDIDATES: usize = 600;
/// Most tokens of a sentence that are looked at.
pub(super) const TOKENS: usize = 300;

/// A candidate: its place among the sentences of the document, and what it is made of.
#[derive(Clone, Copy, Debug)]
pub(super) struct Candidate {
    pub sentence: usize,
    pub part: PartKind,
    pub first: usize,
    pub end: usize,
    /// Syllables and numbers, uncapped.
    pub syllables: u32,
}

/// The candidates in order, and the title's syllables as keys.
#[derive(Debug, Default)]
pub(super) struct Source {
    pub candidates: Vec<Candidate>,
    pub title: Vec<u32>,
}

impl Source {
    pub(super) fn new(document: &Document, sentences: &[Sentence]) -> Self {
        let working = document.working();
        let title = title(document, sentences);
        for accept in [is_source as fn(PartKind) -> bool, |kind| kind != PartKind::Title] {
            let candidates = candidates(working, sentences, &title, accept);
            if !candidates.is_empty() {
                return Self { candidates, title };
            }
        }
        // Nothing but a title: it is better than nothing.
        Self { candidates: candidates(working, sentences, &[], |_| true), title }
    }
}

fn is_source(kind: PartKind) -> bool {
    matches!(kind, PartKind::Body | PartKind::Abstract)
}

fn candidates(working: &Working, sentences: &[Sentence], title: &[u32], accept: fn(PartKind) -> bool) -> Vec<Candidate> {
    let all = sentences.iter().enumerate().filter(|(_, s)| accept(s.part) && !s.tokens.is_empty());
    let made = all.map(|(n, s)| {
        let syllables = working.tokens[s.tokens.indices()].iter().filter(|t| !t.is_mark()).count() as u32;
        Candidate { sentence: n, part: s.part, first: s.tokens.start as usize, end: s.tokens.end as usize, syllables }
    });
    made.filter(|c| title.is_empty() || !repeats(working, c, title)).take(CANDIDATES).collect()
}

/// Whether the sentence is the title over again.
fn repeats(working: &Working, c: &Candidate, title: &[u32]) -> bool {
    let mut left = title.iter();
    c.syllables as usize == title.len() && keys(working, c).all(|k| left.next() == Some(&k))
}

/// Keys of the syllables and numbers of a candidate.
pub(super) fn keys<'w>(working: &'w Working, c: &Candidate) -> impl Iterator<Item = u32> + 'w {
    working.tokens[c.first..c.end.min(c.first + TOKENS)].iter().filter(|t| !t.is_mark()).map(|t| t.key)
}

fn title(document: &Document, sentences: &[Sentence]) -> Vec<u32> {
    let working = document.working();
    let own = sentences.iter().filter(|s| s.part == PartKind::Title).flat_map(|s| &working.tokens[s.tokens.indices()]);
    let mut keys: Vec<u32> = own.filter(|t| !t.is_mark()).map(|t| t.key).take(TOKENS).collect();
    if let (true, Some(given)) = (keys.is_empty(), document.given_title()) {
        keys.extend(Builder::plain(given).tokens.iter().filter(|t| !t.is_mark()).map(|t| t.key).take(TOKENS));
    }
    keys
}
