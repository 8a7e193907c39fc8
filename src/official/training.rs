//! What the trainer of the linker needs: the same choices as resolving.

use super::feature::{self, Weights};
use super::linker;
use super::links;
use super::people::People;
use super::scene::Scene;
use super::{Official, resolve_by};
use crate::date::DateRef;
use crate::lexicon::Lexicon;
use crate::mention::{Mention, MentionKind};
use crate::sentence::Sentence;
use crate::span::Span;
use crate::text::{Document, TokenRange};

/// One choice of a holder: signs of each candidate, the last being nobody, and which one is right.
#[derive(Clone, Debug)]
pub struct Example {
    /// Indices of the signs that hold, a candidate each.
    pub candidates: Vec<Vec<u16>>,
    /// Index of the right candidate.
    pub right: usize,
}

/// Names of the signs.
pub fn names() -> Vec<String> {
    feature::names()
}

/// The officials by other weights than those that ship with the crate.
pub fn resolve(document: &Document, sentences: &[Sentence], mentions: &[Mention], dates: &[DateRef], weights: &[f32]) -> Vec<Official> {
    resolve_by(document, sentences, mentions, Lexicon::shared(), dates, &Weights::new(weights))
}

/// The choices of an article; `holder` gives the spans of all mentions of the gold holder of a position.
pub fn examples(document: &Document, sentences: &[Sentence], mentions: &[Mention], holder: impl Fn(Span) -> Vec<Span>) -> Vec<Example> {
    let (working, lexicon) = (document.working(), Lexicon::shared());
    let people = People::find(working, lexicon, mentions);
    let items = links::items(working, lexicon, mentions, &people);
    let mut holders = links::by_grammar(working, lexicon, mentions, &items);
    let ranges: Vec<TokenRange> = sentences.iter().map(|s| s.tokens).collect();
    let scene = Scene::new(working, lexicon, &ranges, mentions, &people, &items);
    let person_at = |s: Span| (0..mentions.len()).find(|&n| mentions[n].kind == MentionKind::Per && mentions[n].span == s);
    let mut out = Vec::new();
    linker::fill(&scene, &mut holders, |k, choice| {
        let spans = holder(mentions[items[k].mention as usize].span);
        let right: Vec<u32> = spans.into_iter().filter_map(person_at).filter_map(|n| people.of[n]).collect();
        let place = choice.candidates.iter().position(|c| c.0.is_some_and(|p| right.contains(&p)));
        // A holder who is no candidate cannot be learned.
        if place.is_some() || right.is_empty() {
            let right = place.unwrap_or(choice.candidates.len() - 1);
            out.push(Example { candidates: choice.candidates.iter().map(|c| c.1.clone()).collect(), right });
        }
        right.first().copied()
    });
    out
}

/// Positions that grammar alone gives to a person: the position and the person's longest mention.
pub fn by_grammar(document: &Document, mentions: &[Mention]) -> Vec<(Span, Span)> {
    let (working, lexicon) = (document.working(), Lexicon::shared());
    let people = People::find(working, lexicon, mentions);
    let items = links::items(working, lexicon, mentions, &people);
    let holders = links::by_grammar(working, lexicon, mentions, &items);
    let of = |(k, p): (usize, Option<u32>)| {
        let longest = people.persons[p? as usize].longest as usize;
        Some((mentions[items[k].mention as usize].span, mentions[longest].span))
    };
    holders.into_iter().enumerate().filter_map(of).collect()
}
