//! Ranks sentences as key points: what was decided, by whom and why, one beside the other.
//!
//! In: ranked candidates. Out: for each the chance that an editor would mark it as one of three. A linear model over the ranker's row,
//! its score and the likeness to the abstract; `points.bin` holds its weights and its bias as 32-bit floats.

use super::features::{WIDTH as ROW, is_formula};
use super::ranked::Ranked;
use crate::number;
use once_cell::sync::Lazy;

/// Numbers a sentence.
pub(super) const WIDTH: usize = ROW + 8;

/// What is left of the chance of a list of who attended.
const FORMULA: f32 = 0.2;

static WEIGHTS: Lazy<Vec<f32>> = Lazy::new(|| number::floats(include_bytes!("points.bin")).collect());

/// The chances of all candidates.
pub(super) fn scores(ranked: &Ranked) -> Vec<f32> {
    let logit = |row: [f32; WIDTH]| row.iter().zip(&*WEIGHTS).map(|(x, w)| x * w).sum::<f32>() + WEIGHTS[WIDTH];
    let rows = rows(ranked).into_iter().zip(&ranked.rows);
    rows.map(|(row, sentence)| number::chance(logit(row)) * if is_formula(sentence) { FORMULA } else { 1.0 }).collect()
}

/// The rows of all candidates.
pub(super) fn rows(ranked: &Ranked) -> Vec<[f32; WIDTH]> {
    let best = ranked.scores.iter().copied().fold(f32::MIN, f32::max);
    let titled = f32::from(u8::from(!ranked.source.lead.is_empty()));
    let rows = ranked.rows.iter().zip(&ranked.scores).enumerate().map(|(i, (row, &score))| {
        let mut out = [0.0; WIDTH];
        out[..ROW].copy_from_slice(row);
        let better = ranked.scores.iter().filter(|&&s| s > score).count() as f32;
        let [one, two] = [0, 1].map(|order| cover(ranked, order, i));
        let more = [score * 2.0, best - score, (1.0 + better).ln() / 3.0, titled, one.0, one.1, two.0, two.1];
        out[ROW..].copy_from_slice(&more);
        out
    });
    rows.collect()
}

/// Share of the abstract that the sentence says, and share of the sentence that the abstract says, by rarity.
fn cover(ranked: &Ranked, order: usize, i: usize) -> (f32, f32) {
    let layer = &ranked.concepts.0[order];
    let (mut all, mut said) = (1.0, 0.0);
    for c in layer.of(i) {
        all += c.rarity;
        said += if c.in_lead { c.rarity } else { 0.0 };
    }
    let lead: f32 = layer.list.iter().filter(|c| c.in_lead).map(|c| c.rarity).sum();
    (said / lead.max(1.0), said / all)
}
