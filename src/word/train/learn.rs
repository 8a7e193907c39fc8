//! Logistic regression over the features of a boundary, by AdaGrad.

use super::super::atom::Form;
use super::super::feature::{self, CASED, FOUR, ONE, THREE, TWO, WEIGHTS};
use super::super::table::SHAPES;
use super::corpus::{Corpus, Example};
use rustc_hash::FxHashMap;

/// An n-gram and which of its weights speaks for the boundary.
pub(super) struct Feature {
    pub kind: usize,
    pub hash: u64,
    pub offset: usize,
}

/// All hashed features of the boundary before atom `c`.
pub(super) fn features(padded: &[Form], c: usize, mut with: impl FnMut(Feature)) {
    let [a, b, c_key, d] = [padded[c - 2], padded[c - 1], padded[c], padded[c + 1]].map(|f| f.key);
    for (offset, key) in [a, b, c_key].into_iter().enumerate() {
        with(Feature { kind: ONE, hash: feature::one(key), offset });
    }
    if padded[c + 1] != Form::BORDER {
        with(Feature { kind: ONE, hash: feature::one(d), offset: 3 });
    }
    for (offset, (x, y)) in [(a, b), (b, c_key), (c_key, d)].into_iter().enumerate() {
        with(Feature { kind: TWO, hash: feature::two(x, y), offset });
    }
    with(Feature { kind: THREE, hash: feature::three(a, b, c_key), offset: 0 });
    with(Feature { kind: THREE, hash: feature::three(b, c_key, d), offset: 1 });
    with(Feature { kind: FOUR, hash: feature::four(a, b, c_key, d), offset: 0 });
    feature::cased(padded, c, |hash| with(Feature { kind: CASED, hash, offset: 0 }));
}

/// Counts in a fixed room: a cell a hash, shared by chance.
pub(super) struct Sketch(Vec<u8>);

impl Sketch {
    pub(super) fn new() -> Self {
        Self(vec![0; 1 << 28])
    }

    fn cell(&mut self, hash: u64) -> &mut u8 {
        let n = self.0.len() - 1;
        &mut self.0[(hash >> 20) as usize & n]
    }

    pub(super) fn count(&mut self, corpus: &Corpus, times: u8) {
        for (c, _) in corpus.boundaries() {
            features(&corpus.forms, c, |f| {
                let cell = self.cell(f.hash);
                *cell = cell.saturating_add(times);
            });
        }
    }
}

/// The weights that are learned.
#[derive(Clone)]
pub(super) struct Learner {
    /// Where the weights of an n-gram begin.
    pub index: [FxHashMap<u64, u32>; 5],
    pub weights: Vec<f32>,
    squares: Vec<f32>,
    /// Least count of each kind.
    least: [u8; 5],
}

const BIAS: usize = SHAPES;

impl Learner {
    pub(super) fn new(least: [u8; 5]) -> Self {
        let weights = vec![0.0; SHAPES + 1];
        Self { index: Default::default(), squares: vec![0.1; weights.len()], weights, least }
    }

    /// Gives a place to every n-gram of the corpus that was counted often enough.
    pub(super) fn admit(&mut self, corpus: &Corpus, sketch: &mut Sketch) {
        for (c, _) in corpus.boundaries() {
            features(&corpus.forms, c, |f| {
                if *sketch.cell(f.hash) >= self.least[f.kind] {
                    let fresh = self.weights.len() as u32;
                    let at = *self.index[f.kind].entry(f.hash).or_insert(fresh);
                    if at == fresh {
                        self.weights.resize(self.weights.len() + WEIGHTS[f.kind], 0.0);
                    }
                }
            });
        }
        self.squares.resize(self.weights.len(), 0.1);
    }

    fn gather(&self, padded: &[Form], c: usize, at: &mut Vec<u32>) -> f32 {
        at.clear();
        at.extend([BIAS as u32, feature::shapes(&padded[c - 2..c + 2]) as u32]);
        features(padded, c, |f| {
            if let Some(&start) = self.index[f.kind].get(&f.hash) {
                at.push(start + f.offset as u32);
            }
        });
        at.iter().map(|&i| self.weights[i as usize]).sum()
    }

    /// One pass; `rate` is AdaGrad's step, `pull` draws every weight touched towards 0.
    pub(super) fn pass(&mut self, corpus: &Corpus, rate: f32, pull: f32) -> f64 {
        let (mut at, mut loss, mut n) = (Vec::new(), 0.0f64, 0);
        for (c, join) in corpus.boundaries() {
            let score = self.gather(&corpus.forms, c, &mut at);
            let wanted = if join { score } else { -score };
            let miss = 1.0 / (1.0 + wanted.exp());
            loss += f64::from(-(1.0 - miss).max(1e-9).ln());
            n += 1;
            if miss < 0.005 {
                continue;
            }
            let gradient = if join { -miss } else { miss };
            for &i in &at {
                let i = i as usize;
                let g = gradient + pull * self.weights[i];
                self.squares[i] += g * g;
                self.weights[i] -= rate * g / self.squares[i].sqrt();
            }
        }
        loss / f64::from(n.max(1))
    }

    /// Forgets how far each weight has gone, so that the next corpus moves it again.
    pub(super) fn refresh(&mut self, square: f32) {
        self.squares.iter_mut().for_each(|s| *s = s.min(square));
    }

    pub(super) fn score(&self, padded: &[Form], c: usize) -> f32 {
        self.gather(padded, c, &mut Vec::new())
    }
}

/// Right, found and wanted words.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Tally(pub usize, pub usize, pub usize);

impl Tally {
    pub(super) fn f1(self) -> f64 {
        200.0 * self.0 as f64 / (self.1 + self.2).max(1) as f64
    }

    /// Counts one line: `gold` is segmented, `joins` says what was decided between its atoms.
    pub(super) fn count(&mut self, gold: &str, example: &Example, joins: impl Iterator<Item = bool>) {
        let mut at = 0;
        let wanted: Vec<(usize, usize)> = gold
            .split_whitespace()
            .map(|w| {
                let start = at;
                at += w.bytes().filter(|&b| b != b'_').count();
                (start, at)
            })
            .collect();
        let mut found = Vec::new();
        let mut start = 0;
        for (n, join) in joins.chain([false]).take(example.ends.len()).enumerate() {
            if !join {
                found.push((start, example.ends[n]));
                start = example.ends[n];
            }
        }
        self.0 += found.iter().filter(|w| wanted.binary_search(w).is_ok()).count();
        self.1 += found.len();
        self.2 += wanted.len();
    }
}
