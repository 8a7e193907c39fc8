//! Logistic regression over the features of a boundary, by AdaGrad.

use super::super::atom::Form;
use super::super::feature::{self, CASED, FOUR, ONE, WEIGHTS};
use super::super::table::SHAPES;
use super::corpus::{Corpus, Example, Label};
use crate::error::{Error, Result};
use rustc_hash::FxHashMap;
use std::path::Path;

/// An n-gram and which of its weights speaks for the boundary.
pub(super) struct Feature {
    pub kind: usize,
    pub hash: u64,
    pub offset: usize,
}

/// All hashed features of the boundary before atom `c`.
pub(super) fn features(padded: &[Form], c: usize, mut with: impl FnMut(Feature)) {
    // An n-gram that begins `offset` atoms behind `a` and has the boundary inside or beside it.
    for offset in 0..4 {
        let at = c + offset - 2;
        if padded[at] == Form::BORDER && offset == 3 {
            continue;
        }
        let key = |n: usize| padded.get(at + n).map_or(0, |f| f.key);
        let hashes = feature::grams([key(0), key(1), key(2), key(3)]);
        for (kind, &hash) in hashes[ONE..=FOUR - offset].iter().enumerate() {
            with(Feature { kind, hash, offset });
        }
    }
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
        for c in corpus.boundaries() {
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
        for c in corpus.boundaries() {
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

    /// One pass; `rate` is AdaGrad's step. The mean loss comes back.
    pub(super) fn pass<'c>(&mut self, boundaries: impl Iterator<Item = (&'c Corpus, usize, f32)>) -> f64 {
        let (mut at, mut loss, mut n) = (Vec::new(), 0.0f64, 0);
        for (corpus, c, rate) in boundaries {
            let join = corpus.labels[c] == Label::Join;
            let score = self.gather(&corpus.forms, c, &mut at);
            let wanted = if join { score } else { -score };
            let miss = 1.0 / (1.0 + wanted.exp());
            loss += f64::from(-(1.0 - miss).max(1e-9).ln());
            n += 1;
            if miss < 0.005 {
                continue;
            }
            for &i in &at {
                let i = i as usize;
                self.squares[i] += miss * miss;
                let step = rate * miss / self.squares[i].sqrt();
                self.weights[i] += if join { step } else { -step };
            }
        }
        loss / f64::from(n.max(1))
    }

    /// Sets the weights to the mean of several states of them.
    pub(super) fn average(&mut self, states: &[Vec<f32>]) {
        for (i, w) in self.weights.iter_mut().enumerate() {
            *w = states.iter().map(|s| s[i]).sum::<f32>() / states.len().max(1) as f32;
        }
    }

    /// Forgets how far each weight has gone, so that the next corpus moves it again.
    pub(super) fn refresh(&mut self, square: f32) {
        self.squares.iter_mut().for_each(|s| *s = s.min(square));
    }

    /// Writes everything, so that gold can be tried anew without silver.
    pub(super) fn save(&self, path: &Path) -> Result<()> {
        let mut bytes = Vec::new();
        for index in &self.index {
            bytes.extend((index.len() as u64).to_le_bytes());
            index.iter().for_each(|(h, at)| bytes.extend(h.to_le_bytes().into_iter().chain(at.to_le_bytes())));
        }
        self.weights.iter().chain(&self.squares).for_each(|w| bytes.extend(w.to_le_bytes()));
        std::fs::write(path, bytes).map_err(|e| Error::io(path, e))
    }

    /// Reads what [`save`](Self::save) wrote.
    pub(super) fn load(path: &Path) -> Result<Self> {
        let bytes = std::fs::read(path).map_err(|e| Error::io(path, e))?;
        let broken = || Error::Weights { name: path.display().to_string(), reason: "is cut off: remove it and train again".to_owned() };
        let mut rest = &bytes[..];
        let mut learner = Self::new([0; 5]);
        for index in &mut learner.index {
            let (count, behind) = rest.split_first_chunk().ok_or_else(broken)?;
            let length = u64::from_le_bytes(*count) as usize * 12;
            let entries = behind.get(..length).ok_or_else(broken)?;
            for e in entries.chunks_exact(12) {
                let (hash, at) = e.split_first_chunk().ok_or_else(broken)?;
                index.insert(u64::from_le_bytes(*hash), at.first_chunk().map_or(0, |a| u32::from_le_bytes(*a)));
            }
            rest = &behind[length..];
        }
        let numbers: Vec<f32> = rest.as_chunks().0.iter().map(|&b| f32::from_le_bytes(b)).collect();
        let (weights, squares) = numbers.split_at(numbers.len() / 2);
        (learner.weights, learner.squares) = (weights.to_vec(), squares.to_vec());
        Ok(learner)
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
