//! Ranks sentences in the sight of the whole article: each beside its neighbours, the title and the mean of all.
//!
//! In: the ranker's rows, and the neural model's mean vector of every sentence. Out: a score a candidate. Weights are 32-bit floats in
//! `context.bin`, matrices `[out, in]`: sentence, its bias, title, its bias, mix, its bias, last, its bias.

use super::Opinion;
use super::features::{Row, WIDTH as ROW};
use super::source::Source;
use crate::number;
use once_cell::sync::Lazy;

/// Numbers of a sentence's vector: the width of the model that the weights were trained with.
pub(super) const VECTOR: usize = 256;
/// Numbers of a sentence as the article sees it.
const UNIT: usize = 64;
/// A sentence, the one before, the one after, the mean, and its products with the mean and the title.
const MIXED: usize = 6 * UNIT;

struct Layer {
    /// `[in, UNIT]`, so that the inner loop runs over neighbours.
    weight: Vec<[f32; UNIT]>,
    bias: [f32; UNIT],
}

struct Weights {
    sentence: Layer,
    title: Layer,
    mix: Layer,
    last: [f32; UNIT],
    last_bias: f32,
}

static WEIGHTS: Lazy<Weights> = Lazy::new(|| {
    let mut numbers = number::floats(include_bytes!("context.bin"));
    let mut next = || numbers.next().unwrap_or_default();
    let (sentence, title, mix) = (Layer::read(VECTOR + ROW, &mut next), Layer::read(VECTOR, &mut next), Layer::read(MIXED, &mut next));
    Weights { sentence, title, mix, last: std::array::from_fn(|_| next()), last_bias: next() }
});

impl Layer {
    fn read(inputs: usize, next: &mut impl FnMut() -> f32) -> Self {
        let mut weight = vec![[0.0; UNIT]; inputs];
        for out in 0..UNIT {
            weight.iter_mut().for_each(|row| row[out] = next());
        }
        Self { weight, bias: std::array::from_fn(|_| next()) }
    }

    /// `relu(W · x + b)`; inputs that are missing count as 0.
    fn apply<'x>(&self, x: impl Iterator<Item = &'x f32>) -> [f32; UNIT] {
        let mut out = self.bias;
        for (x, row) in x.zip(&self.weight) {
            for i in 0..UNIT {
                out[i] += x * row[i];
            }
        }
        out.map(|v| v.max(0.0))
    }
}

/// The vector of a sentence of the document; empty where the model does not [fit](fits).
pub(super) fn vector<'o>(opinion: Opinion<'o>, sentence: usize) -> &'o [f32] {
    if fits(opinion) { opinion.vectors.get(sentence * VECTOR..(sentence + 1) * VECTOR).unwrap_or_default() } else { &[] }
}

/// Whether the model is as wide as the one that the weights were trained with.
pub(super) fn fits(opinion: Opinion) -> bool {
    opinion.width == VECTOR
}

/// The scores of all candidates.
pub(super) fn scores(source: &Source, rows: &[Row], opinion: Opinion) -> Vec<f32> {
    const NONE: [f32; UNIT] = [0.0; UNIT];
    const ZEROS: [f32; VECTOR] = [0.0; VECTOR];
    let weights = &*WEIGHTS;
    let or_zeros = |v: &'_ [f32]| if v.is_empty() { ZEROS.to_vec() } else { v.to_vec() };
    let one = |(c, row): (&super::source::Candidate, &Row)| weights.sentence.apply(or_zeros(vector(opinion, c.sentence)).iter().chain(row));
    let units: Vec<[f32; UNIT]> = source.candidates.iter().zip(rows).map(one).collect();
    let title = source.title_sentence.map_or(NONE, |t| weights.title.apply(or_zeros(vector(opinion, t)).iter()));
    let mut mean = NONE;
    units.iter().for_each(|u| mean.iter_mut().zip(u).for_each(|(m, v)| *m += v / units.len() as f32));
    let at = |i: Option<usize>| i.and_then(|i| units.get(i)).unwrap_or(&NONE);
    let times = |a: &[f32; UNIT], b: &[f32; UNIT]| std::array::from_fn::<f32, UNIT, _>(|i| a[i] * b[i]);
    let score = |i: usize| {
        let (u, by_mean, by_title) = (&units[i], times(&units[i], &mean), times(&units[i], &title));
        let seen = [u, at(i.checked_sub(1)), at(Some(i + 1)), &mean, &by_mean, &by_title];
        let hidden = weights.mix.apply(seen.into_iter().flatten());
        hidden.iter().zip(&weights.last).map(|(h, w)| h * w).sum::<f32>() + weights.last_bias
    };
    (0..units.len()).map(score).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_has_every_weight() {
        let numbers = UNIT * (VECTOR + ROW + 1) + UNIT * (VECTOR + 1) + UNIT * (MIXED + 1) + UNIT + 1;
        assert_eq!(include_bytes!("context.bin").len(), 4 * numbers);
    }

    #[test]
    fn a_layer_computed_by_hand() {
        let mut numbers = (0..UNIT).flat_map(|o| [o as f32, -1.0]).chain((0..UNIT).map(|_| 0.5));
        let layer = Layer::read(2, &mut || numbers.next().unwrap());
        let out = layer.apply([2.0, 3.0].iter());
        assert_eq!((out[0], out[1], out[4]), (0.0, 0.0, 5.5));
    }
}
