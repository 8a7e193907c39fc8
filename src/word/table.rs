//! The compiled weights: one open-addressed table a kind of n-gram, an entry being a 16-bit check and its 8-bit weights.
//!
//! In: the bytes of `models/segmenter.bin`, used where they lie. Out: the score of every boundary of a sentence.

use super::atom::Form;
use super::feature::{self, CASED, FOUR, ONE, THREE, TWO, WEIGHTS};
use crate::error::{Error, Result};

/// First bytes of the file; the digit is the version of the form.
pub(crate) const MAGIC: &[u8; 8] = b"tomtseg1";
/// Cells of the dense table of shapes.
pub(crate) const SHAPES: usize = 1 << 12;
/// Borders before and behind a sentence, so that windows need no bounds.
pub(crate) const PAD: usize = 3;

/// Weights in the units of the file; a sum above 0 joins.
#[derive(Debug)]
pub(crate) struct Tables {
    bytes: &'static [u8],
    kinds: [Kind; 5],
    shapes: Box<[i16]>,
    bias: i32,
}

#[derive(Clone, Copy, Debug, Default)]
struct Kind {
    start: usize,
    slots: u64,
}

impl Tables {
    /// Checks the form and finds the tables; nothing is unpacked but the small dense one.
    pub(crate) fn read(bytes: &'static [u8]) -> Result<Self> {
        let broken = |reason: &str| Error::Weights { name: "segmenter.bin".to_owned(), reason: reason.to_owned() };
        let rest = bytes.strip_prefix(MAGIC).ok_or_else(|| broken("is no table of this version: train it anew"))?;
        let word = |n: usize| rest.get(n * 4..n * 4 + 4).map(|b| i32::from_le_bytes([b[0], b[1], b[2], b[3]]));
        let cut = || broken("ends too early: fetch or train it anew");
        let bias = word(0).ok_or_else(cut)?;
        let mut start = MAGIC.len() + 6 * 4;
        let dense = bytes.get(start..start + 2 * SHAPES).ok_or_else(cut)?;
        let shapes = dense.chunks_exact(2).map(|b| i16::from_le_bytes([b[0], b[1]])).collect();
        start += 2 * SHAPES;
        let mut kinds = [Kind::default(); 5];
        for (n, kind) in kinds.iter_mut().enumerate() {
            let slots = word(n + 1).ok_or_else(cut)?.max(1) as usize;
            *kind = Kind { start, slots: slots as u64 };
            start += slots * (2 + WEIGHTS[n]);
        }
        if start != bytes.len() {
            return Err(cut());
        }
        Ok(Self { bytes, kinds, shapes, bias })
    }

    #[inline]
    fn find<const N: usize>(&self, kind: usize, hash: u64) -> Option<&[u8; N]> {
        let Kind { start, slots } = self.kinds[kind];
        let (mut slot, check) = (slot_of(hash, slots), check_of(hash));
        loop {
            let at = start + slot as usize * (2 + N);
            let entry = &self.bytes[at..at + 2 + N];
            let found = u16::from_le_bytes([entry[0], entry[1]]);
            if found == check {
                return entry[2..].try_into().ok();
            }
            if found == 0 {
                return None;
            }
            slot = if slot + 1 == slots { 0 } else { slot + 1 };
        }
    }

    /// Scores of the boundaries before every atom; `padded` has [`PAD`] borders on either side.
    pub(crate) fn score(&self, padded: &[Form], scores: &mut Vec<i32>) {
        scores.clear();
        scores.resize(padded.len() + PAD, self.bias);
        let inner = padded.len() - PAD;
        for p in PAD - 1..inner {
            let w: &[Form; 4] = padded[p..p + 4].try_into().unwrap_or(&[Form::BORDER; 4]);
            let [a, b, c, d] = w.map(|f| f.key);
            if let Some(v) = self.find::<{ WEIGHTS[ONE] }>(ONE, feature::one(a)) {
                for (n, &x) in v.iter().enumerate() {
                    scores[p + 2 - n] += weight(x);
                }
            }
            if let Some(v) = self.find::<{ WEIGHTS[TWO] }>(TWO, feature::two(a, b)) {
                for (n, &x) in v.iter().enumerate() {
                    scores[p + 2 - n] += weight(x);
                }
            }
            if let Some(v) = self.find::<{ WEIGHTS[THREE] }>(THREE, feature::three(a, b, c)) {
                scores[p + 2] += weight(v[0]);
                scores[p + 1] += weight(v[1]);
            }
            if let Some(v) = self.find::<{ WEIGHTS[FOUR] }>(FOUR, feature::four(a, b, c, d)) {
                scores[p + 2] += weight(v[0]);
            }
            scores[p + 2] += i32::from(self.shapes[feature::shapes(w) % SHAPES]);
        }
        for c in PAD + 1..inner {
            if judged(padded, c) {
                let mut sum = 0;
                feature::cased(padded, c, |h| sum += self.find::<{ WEIGHTS[CASED] }>(CASED, h).map_or(0, |v| weight(v[0])));
                scores[c] += sum;
            }
        }
    }
}

/// Whether a word may run across the boundary before atom `c`.
#[inline]
pub(crate) fn judged(padded: &[Form], c: usize) -> bool {
    padded[c].open && padded[c].shape.joins() && padded[c - 1].shape.joins()
}

#[inline]
fn weight(byte: u8) -> i32 {
    i32::from(byte as i8)
}

/// Where the search for `hash` begins.
#[inline]
pub(crate) fn slot_of(hash: u64, slots: u64) -> u64 {
    ((hash >> 32) * slots) >> 32
}

/// What an entry is known by; 0 marks a free slot.
#[inline]
pub(crate) fn check_of(hash: u64) -> u16 {
    (hash as u16).max(1)
}
