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

/// The candidates in order, and the syllables of title and abstract as keys.
#[derive(Debug, Default)]
pub(super) struct Source {
    pub candidates: Vec<Candidate>,
    pub title: Vec<u32>,
    /// The sentence that is the title.
    pub title_sentence: Option<usize>,
    /// The abstract's syllables.
    pub lead: Vec<u32>,
}

impl Source {
    /// Body and abstract.
    pub(super) fn new(document: &Document, sentences: &[Sentence]) -> Self {
        let title = title(document, sentences);
        let accepts = [|kind| matches!(kind, PartKind::Body | PartKind::Abstract), |kind| kind != PartKind::Title];
        let mut source = Self::first_of(document, sentences, title, &accepts);
        source.lead = keys_of(document.working(), sentences, PartKind::Abstract);
        source
    }

    /// The body, with the abstract to compare it to.
    pub(super) fn body(document: &Document, sentences: &[Sentence]) -> Self {
        let title = title(document, sentences);
        let accepts = [|kind| kind == PartKind::Body, |kind| kind != PartKind::Title];
        let mut source = Self::first_of(document, sentences, title, &accepts);
        if !source.candidates.iter().any(|c| c.part == PartKind::Abstract) {
            source.lead = keys_of(document.working(), sentences, PartKind::Abstract);
        }
        source
    }

    /// The candidates of the first rule that finds any.
    fn first_of(document: &Document, sentences: &[Sentence], title: Vec<u32>, accepts: &[fn(PartKind) -> bool]) -> Self {
        let working = document.working();
        let title_sentence = sentences.iter().position(|s| s.part == PartKind::Title);
        for &accept in accepts {
            let candidates = candidates(working, sentences, &title, accept);
            if !candidates.is_empty() {
                return Self { candidates, title, title_sentence, lead: Vec::new() };
            }
        }
        // Nothing but a title: it is better than nothing.
        Self { candidates: candidates(working, sentences, &[], |_| true), title, title_sentence, lead: Vec::new() }
    }
}

fn keys_of(working: &Working, sentences: &[Sentence], part: PartKind) -> Vec<u32> {
    let tokens = sentences.iter().filter(|s| s.part == part).flat_map(|s| &working.tokens[s.tokens.indices()]);
    tokens.filter(|t| !t.is_mark()).map(|t| t.key).take(TOKENS).collect()
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
    placed_keys(working, c).map(|(_, key)| key)
}

/// The same with their places among the tokens.
pub(super) fn placed_keys<'w>(working: &'w Working, c: &Candidate) -> impl Iterator<Item = (usize, u32)> + 'w {
    let tokens = working.tokens[c.first..c.end.min(c.first + TOKENS)].iter();
    (c.first..).zip(tokens).filter(|(_, t)| !t.is_mark()).map(|(at, t)| (at, t.key))
}

fn title(document: &Document, sentences: &[Sentence]) -> Vec<u32> {
    let mut keys = keys_of(document.working(), sentences, PartKind::Title);
    if let (true, Some(given)) = (keys.is_empty(), document.given_title()) {
        keys.extend(Builder::plain(given).tokens.iter().filter(|t| !t.is_mark()).map(|t| t.key).take(TOKENS));
    }
    keys
}
