//! Reads mentions from the signs: weights summed for each token, then the best legal row of labels.

use super::assemble::Candidate;
use super::features::{MOST, View};
use super::labels::{self, LABELS, OUT};
use super::signs::Signs;
use super::weights::{LANES, Row, SCALE, Weights};
use super::{MentionKind, Source};
use crate::text::{TokenRange, Working};

const NEVER: i32 = i32::MIN / 4;

/// Adds the mentions of one sentence to `found`.
pub(crate) fn read(working: &Working, signs: &[Signs], range: TokenRange, weights: &Weights, found: &mut Vec<Candidate>) {
    let view = View::new(working, signs, range);
    let mut i = range.start as usize;
    let end = range.end as usize;
    while i < end {
        if !view.is_open(i) {
            i += 1;
            continue;
        }
        let stop = (i..end).find(|&j| !view.is_open(j)).unwrap_or(end);
        let stretch = TokenRange::new(i as u32, stop as u32);
        let scores: Vec<Row> = (i..stop).map(|j| score(&view, j, weights)).collect();
        let path = best_path(&scores, weights);
        for (kind, tokens) in labels::decode(stretch, &path) {
            found.push(Candidate::new(kind, tokens, sureness(&scores, &path, stretch, tokens), Source::Grammar));
        }
        i = stop;
    }
}

fn score(view: &View, i: usize, weights: &Weights) -> Row {
    let (mut features, mut sum) = ([0; MOST], [0; LANES]);
    let n = view.features(i, &mut features);
    features[..n].iter().for_each(|&f| weights.add(f, &mut sum));
    sum
}

/// Viterbi over the legal steps.
fn best_path(scores: &[Row], weights: &Weights) -> Vec<u8> {
    let mut back: Vec<[u8; LABELS]> = Vec::with_capacity(scores.len());
    let mut now = [NEVER; LABELS];
    for (t, row) in scores.iter().enumerate() {
        let before = now;
        let mut from = [0_u8; LABELS];
        for to in 0..LABELS {
            let (mut best, mut at) = if t == 0 { (i32::from(weights.steps[to][OUT]), OUT) } else { (NEVER, OUT) };
            if t == 0 && !labels::may_follow(OUT, to) {
                best = NEVER;
            }
            for f in (0..LABELS).filter(|&f| t > 0 && labels::may_follow(f, to)) {
                let s = before[f] + i32::from(weights.steps[to][f]);
                if s > best {
                    (best, at) = (s, f);
                }
            }
            now[to] = best + i32::from(row[to]);
            from[to] = at as u8;
        }
        back.push(from);
    }
    let mut path = vec![OUT as u8; scores.len()];
    let mut label = (0..LABELS).max_by_key(|&l| now[l]).unwrap_or(OUT);
    for t in (0..scores.len()).rev() {
        path[t] = label as u8;
        label = back[t][label] as usize;
    }
    path
}

/// How much the tokens of a mention prefer their labels over being outside or of another kind.
fn sureness(scores: &[Row], path: &[u8], stretch: TokenRange, tokens: TokenRange) -> f32 {
    let from = (tokens.start - stretch.start) as usize;
    let margin: f32 = (from..from + tokens.len())
        .map(|t| {
            let own = scores[t][path[t] as usize];
            let other = (0..LABELS).filter(|&l| l != path[t] as usize).map(|l| scores[t][l]).max().unwrap_or(0);
            f32::from(own) - f32::from(other)
        })
        .sum();
    let mean = margin / SCALE / tokens.len().max(1) as f32;
    1.0 / (1.0 + (-mean).exp())
}

/// Kinds that the reader finds.
pub(crate) const KINDS: [MentionKind; 4] = [MentionKind::Per, MentionKind::Title, MentionKind::Unit, MentionKind::Loc];
