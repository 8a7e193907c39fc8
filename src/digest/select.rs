//! Chooses sentences within a budget: what an editor would most likely take over, as long as it says something new.
//!
//! In: cluster, concepts, what each candidate and pair is worth, and a [`Budget`]. Out: indices of candidates, best first.

use super::BRIEF;
use super::cluster::{Candidate, Cluster};
use super::concepts::Concepts;
use crate::summary::Budget;
use crate::summary::background::pair;
use crate::summary::cues::phrase_key;
use crate::summary::openers::rows;
use once_cell::sync::Lazy;
use rustc_hash::FxHashSet;
use std::collections::BinaryHeap;

/// A sentence of whose pairs more than this share is said already is left out.
const REPEATED: f32 = 0.5;
/// What a sentence adds counts by its length to this power: 0 would take the longest sentences, 1 the densest.
const LENGTH: f32 = 0.55;
/// How much of what a sentence adds is judged by its new pairs, each by its own chance; the rest by the worth of the whole sentence.
const BY_PAIRS: f32 = 0.7;
/// What is left of the worth of a sentence that leans on the one before, where that is not chosen.
const HANGS: f32 = 0.85;
/// Where no sentence fits, the shortest of so many of the best is given rather than none.
const BEST: usize = 6;

/// First syllables of sentences that lean on the one before: links and pronouns.
static LEANING: Lazy<FxHashSet<u32>> = Lazy::new(|| {
    let leaning = rows(include_str!("../summary/cues.tsv")).filter(|(kind, _)| matches!(*kind, "link" | "pronoun"));
    leaning.map(|(_, phrase)| phrase_key(phrase)).collect()
});

/// What a candidate takes of the budget.
pub(super) fn cost(candidate: &Candidate, budget: Budget) -> usize {
    match budget {
        Budget::Syllables(_) => candidate.keys.len(),
        Budget::Characters(_) => candidate.text.chars().count() + 1,
        _ => 1,
    }
}

/// What an editor would take over.
#[derive(Clone, Copy)]
pub(super) struct Judged<'j> {
    /// The share of each candidate.
    pub worth: &'j [f32],
    /// The chance of each pair.
    pub chances: &'j [f32],
}

/// A candidate with what it would add when it was last looked at; that only falls.
#[derive(PartialEq)]
struct Open {
    gain: f32,
    /// How many were chosen then.
    seen: usize,
    candidate: usize,
}

impl Eq for Open {}

impl Ord for Open {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.gain.total_cmp(&other.gain).then(other.candidate.cmp(&self.candidate))
    }
}

impl PartialOrd for Open {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

pub(super) fn choose(cluster: &Cluster, concepts: &Concepts, judged: Judged, budget: Budget) -> Vec<usize> {
    let mut room = match budget {
        Budget::Sentences(room) | Budget::Syllables(room) | Budget::Characters(room) => room,
        _ => BRIEF,
    };
    let candidates = &cluster.candidates;
    let pairs = &concepts.0[1];
    let mut said = vec![false; pairs.list.len()];
    let gain = |said: &[bool], i: usize| {
        let hangs = leans(&candidates[i]) && candidates[i].place > 0;
        let new = || pairs.of[i].iter().filter(|&&id| !said[id as usize]);
        let by_pairs: f32 = new().map(|&id| judged.chances[id as usize]).sum();
        let added = BY_PAIRS * by_pairs + (1.0 - BY_PAIRS) * judged.worth[i] * new().count() as f32;
        added / (candidates[i].keys.len() as f32).powf(LENGTH) * if hangs { HANGS } else { 1.0 }
    };
    let mut open: BinaryHeap<Open> = (0..candidates.len()).map(|i| Open { gain: gain(&said, i), seen: 0, candidate: i }).collect();
    let (mut chosen, mut unfit) = (Vec::new(), Vec::new());
    while let Some(best) = open.pop() {
        let i = best.candidate;
        if cost(&candidates[i], budget) > room {
            unfit.push(i);
        } else if best.seen == chosen.len() {
            room -= cost(&candidates[i], budget);
            concepts.0[1].of[i].iter().for_each(|&id| said[id as usize] = true);
            chosen.push(i);
        } else {
            if repeated(concepts, &said, i) <= REPEATED {
                open.push(Open { gain: gain(&said, i), seen: chosen.len(), candidate: i });
            }
        }
    }
    if chosen.is_empty() {
        chosen.extend(unfit.iter().take(BEST).copied().min_by_key(|&i| cost(&candidates[i], budget)));
    }
    chosen
}

/// Share of the pairs that is said already.
fn repeated(concepts: &Concepts, said: &[bool], i: usize) -> f32 {
    let of = &concepts.0[1].of[i];
    // A single syllable has no pair: it is told once.
    if of.is_empty() { 1.0 } else { of.iter().filter(|&&id| said[id as usize]).count() as f32 / of.len() as f32 }
}

fn leans(candidate: &Candidate) -> bool {
    let mut key = None;
    candidate.keys.iter().take(3).any(|&next| {
        let joined = key.map_or(next, |before| pair(before, next));
        key = Some(joined);
        LEANING.contains(&joined)
    })
}
