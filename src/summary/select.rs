//! Chooses sentences within a budget.
//!
//! In: the candidates and a [`Budget`]. Out: indices of sentences, in the order of the text, at least one where there is a candidate.

use super::fill::fill;
use super::lean::{self, Lean, Mending};
use super::ranked::Ranked;
use super::source::Source;
use super::{Budget, Opinion};
use crate::mention::Mention;
use crate::official::Official;
use crate::sentence::Sentence;
use crate::text::{Document, TokenRange};

/// What is left of the score of a sentence that leans on one that is not there.
pub(super) const HANGS: f32 = 0.6;

/// What was chosen, as indices of sentences in the order of the text.
#[derive(Debug, Default)]
pub(super) struct Chosen {
    pub summary: Vec<Choice>,
    /// The sentence that says the most by itself.
    pub best: Option<Choice>,
    /// The key points.
    pub points: Vec<Choice>,
}

/// The chosen sentences.
///
/// A brief summary may take the abstract; other budgets, and the points, are filled from the body, which says what the abstract leaves out.
/// The model's opinion serves brief ones alone: key points were marked in the articles that the model learned from.
pub(super) fn choose(document: &Document, sentences: &[Sentence], budget: Budget, opinion: Option<Opinion>, named: Named) -> Chosen {
    let source = &match budget {
        Budget::Brief => Source::new(document, sentences),
        _ => Source::body(document, sentences),
    };
    if source.candidates.is_empty() {
        return Chosen::default();
    }
    let leans = lean::judge_all(document, source, named.officials);
    let mut plain = Ranked::new(document, source, None);
    let advised = opinion.map(|o| Ranked::new(document, source, Some(o)));
    let ranked = advised.as_ref().unwrap_or(&plain);
    let alone = |&i: &usize| ranked.scores[i] * if leans[i] == Lean::Hangs { HANGS } else { 1.0 };
    let best = ranked.order.iter().copied().max_by(|a, b| alone(a).total_cmp(&alone(b)));
    let brief = (budget == Budget::Brief).then(|| ranked.brief(&leans));
    plain.rank_as_points();
    let points = fill(document, &plain, &leans, Budget::Sentences(super::POINTS));
    let summary = brief.unwrap_or_else(|| fill(document, &plain, &leans, budget));
    let runs = |i: usize| match (&advised, opinion, named.shorten) {
        (Some(ranked), Some(opinion), Some(mentions)) => ranked.shortened(document, mentions, opinion, &summary, i),
        _ => Vec::new(),
    };
    let mended = |chosen: &[usize], i: usize, runs: Vec<TokenRange>| {
        let led = plain.before(i).is_some_and(|b| chosen.contains(&b));
        let mending = match &leans[i] {
            Lean::Mends(mending) if !led => Some(mending.clone()),
            _ => None,
        };
        Choice { sentence: source.candidates[i].sentence, runs, mending }
    };
    let ordered = |chosen: &[usize], runs: &dyn Fn(usize) -> Vec<TokenRange>| -> Vec<Choice> {
        let mut choices: Vec<Choice> = chosen.iter().map(|&i| mended(chosen, i, runs(i))).collect();
        choices.sort_unstable_by_key(|c| c.sentence);
        choices
    };
    Chosen { summary: ordered(&summary, &runs), best: best.map(|i| mended(&[], i, Vec::new())), points: ordered(&points, &|_| Vec::new()) }
}

/// What the text names, as far as the summary needs it.
#[derive(Clone, Copy, Default)]
pub(crate) struct Named<'a> {
    /// The persons, for the names that a sentence without its neighbour lacks.
    pub officials: &'a [Official],
    /// All mentions, where sentences are to be shortened.
    pub shorten: Option<&'a [Mention]>,
}

/// A chosen sentence; `runs` are the tokens that stay of a shortened one.
#[derive(Debug)]
pub(super) struct Choice {
    pub sentence: usize,
    pub runs: Vec<TokenRange>,
    /// What makes it stand without the sentence before.
    pub mending: Option<Mending>,
}
