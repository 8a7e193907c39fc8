//! Reads mentions from the signs: weights summed for each token, then the best legal row of labels.

use super::Source;
use super::assemble::Candidate;
use super::features::View;
use super::labels::{self, LABELS, OUT};
use super::signs::Signs;
use super::weights::{LANES, NEVER, Row, SCALE, Weights};
use crate::text::{TokenRange, Working};

/// Adds the mentions of one sentence to `found`.
pub(crate) fn read(working: &Working, signs: &[Signs], range: TokenRange, weights: &Weights, found: &mut Vec<Candidate>) {
    let view = View::new(working, signs, range);
    let (mut i, end) = (range.start as usize, range.end as usize);
    while i < end {
        if !view.is_open(i) {
            i += 1;
            continue;
        }
        let stop = (i..end).find(|&j| !view.is_open(j)).unwrap_or(end);
        let stretch = TokenRange::new(i as u32, stop as u32);
        let sums = sums(&view, stretch, weights);
        let path = best_path(&sums, weights);
        for (kind, tokens) in labels::decode(stretch, &path) {
            found.push(Candidate::new(kind, tokens, sureness(&sums, &path, stretch, tokens), Source::Grammar));
        }
        i = stop;
    }
}

fn sums(view: &View, stretch: TokenRange, weights: &Weights) -> Vec<Row> {
    let mut sums = vec![[0; LANES]; stretch.len()];
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

/// How much the tokens of a mention prefer their labels over all others.
fn sureness(sums: &[Row], path: &[u8], stretch: TokenRange, tokens: TokenRange) -> f32 {
    let from = (tokens.start - stretch.start) as usize;
    let margin = |t: usize| {
        let own = path[t] as usize;
        let other = (0..LABELS).filter(|&l| l != own).map(|l| sums[t][l]).max().unwrap_or(0);
        f32::from(sums[t][own]) - f32::from(other)
    };
    let mean = (from..from + tokens.len()).map(margin).sum::<f32>() / SCALE / tokens.len().max(1) as f32;
    1.0 / (1.0 + (-mean).exp())
}
