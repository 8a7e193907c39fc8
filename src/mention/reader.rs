//! Reads mentions from the signs: weights summed for each token, then the best legal row of labels.

use super::advice::Advice;
use super::assemble::Candidate;
use super::chances::{Chances, Powers};
use super::features::View;
use super::labels::{self, LABELS, OUT};
use super::signs::Signs;
use super::weights::{LANES, NEVER, Row, SCALE, Weights};
use super::{MentionKind, Source};
use crate::text::{TokenRange, Working};

/// What the scores are divided by to make probabilities that hold, fitted on validation articles: the reader's own scores, and
/// these with the neural model's.
const ALONE: f32 = 0.8;
const ADVISED: f32 = 1.1;

/// The table and what follows from it, made once.
#[derive(Debug)]
pub(crate) struct Reader {
    weights: Weights,
    alone: Powers,
    advised: Powers,
}

impl Reader {
    /// The reader that ships with the crate.
    pub(crate) fn shared() -> &'static Self {
        static READER: once_cell::sync::Lazy<Reader> =
            once_cell::sync::Lazy::new(|| Reader::new(Weights::read(include_bytes!("reader.bin")).unwrap_or_default()));
        &READER
    }

    fn new(weights: Weights) -> Self {
        let (alone, advised) = (Powers::new(&weights, ALONE * SCALE), Powers::new(&weights, ADVISED * SCALE));
        Self { weights, alone, advised }
    }

    /// Adds the mentions of one sentence to `found`.
    pub(crate) fn read(&self, working: &Working, signs: &[Signs], range: TokenRange, advice: Option<&Advice>, found: &mut Vec<Candidate>) {
        let view = View::new(working, signs, range);
        let (mut i, end) = (range.start as usize, range.end as usize);
        while i < end {
            if !view.is_open(i) {
                i += 1;
                continue;
            }
            let stop = (i..end).find(|&j| !view.is_open(j)).unwrap_or(end);
            let stretch = TokenRange::new(i as u32, stop as u32);
            let sums = sums(&view, stretch, &self.weights, advice);
            let path = best_path(&sums, &self.weights);
            self.add(stretch, &sums, &path, advice.is_some(), found);
            i = stop;
        }
    }

    /// Adds what a row of labels says, with how likely it is.
    fn add(&self, stretch: TokenRange, sums: &[Row], path: &[u8], advised: bool, found: &mut Vec<Candidate>) {
        let mentions = labels::decode(stretch, path);
        if mentions.is_empty() {
            return;
        }
        let (source, powers) = if advised { (Source::Model, &self.advised) } else { (Source::Grammar, &self.alone) };
        let chances = Chances::new(powers, sums);
        let mut title = TokenRange::default();
        for (kind, tokens) in mentions {
            let [from, to] = [tokens.start, tokens.end].map(|t| (t - stretch.start) as usize);
            let score = chances.of(kind, title.contains(tokens), from, to);
            if kind == MentionKind::Title {
                title = tokens;
            }
            found.push(Candidate::new(kind, tokens, score, source));
        }
    }
}

fn sums(view: &View, stretch: TokenRange, weights: &Weights, advice: Option<&Advice>) -> Vec<Row> {
    let start = |i: usize| advice.and_then(|a| a.row(i)).copied().unwrap_or_default();
    let mut sums: Vec<Row> = stretch.indices().map(start).collect();
    let first = stretch.start as isize;
    for j in first - 2..stretch.end as isize + 2 {
        view.groups(j, |group| weights.add(group, j, first, &mut sums));
        weights.add_bits(view.bits(j), j, first, &mut sums);
    }
    sums
}

/// Viterbi over the legal steps.
fn best_path(sums: &[Row], weights: &Weights) -> Vec<u8> {
    let mut back: Vec<[u8; LANES]> = Vec::with_capacity(sums.len());
    let mut now = [NEVER; LANES];
    now[OUT] = 0;
    for row in sums {
        let (mut best, mut from) = ([NEVER; LANES], [OUT as u8; LANES]);
        for (f, steps) in weights.steps.iter().enumerate() {
            for to in 0..LANES {
                let sum = now[f] + steps[to];
                let better = sum > best[to];
                best[to] = if better { sum } else { best[to] };
                from[to] = if better { f as u8 } else { from[to] };
            }
        }
        for to in 0..LANES {
            now[to] = best[to].max(NEVER) + i32::from(row[to]);
        }
        back.push(from);
    }
    let mut path = vec![OUT as u8; sums.len()];
    let mut label = (0..LABELS).max_by_key(|&l| now[l]).unwrap_or(OUT);
    for t in (0..sums.len()).rev() {
        path[t] = label as u8;
        label = back[t][label] as usize;
    }
    path
}
