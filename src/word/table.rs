//! The compiled weights: one table a kind of n-gram, of buckets that hold eight 16-bit checks and then the
//! 8-bit weights of the eight entries; what finds its bucket full goes into the next.
//!
//! In: the bytes of `models/segmenter.bin`, used where they lie. Out: the score of every boundary of a sentence.

use super::atom::Form;
use super::feature::{self, CASED, FOUR, ONE, THREE, TWO, WEIGHTS};
use crate::error::{Error, Result};

/// First bytes of the file; the digit is the version of the form.
pub(crate) const MAGIC: &[u8; 8] = b"tomtseg2";
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
    buckets: u64,
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
            let buckets = word(n + 1).ok_or_else(cut)?.max(1) as usize;
            *kind = Kind { start, buckets: buckets as u64 };
            start += buckets * LANES * (2 + WEIGHTS[n]);
        }
        if start != bytes.len() {
            return Err(cut());
        }
        Ok(Self { bytes, kinds, shapes, bias })
    }

    #[inline]
    fn find<const N: usize>(&self, kind: usize, hash: u64) -> Option<&[u8; N]> {
        let Kind { start, buckets } = self.kinds[kind];
        let mut bucket = bucket_of(hash, buckets);
        let check = u64::from(check_of(hash)) * EVERY_LANE;
        for _ in 0..buckets {
            let at = start + bucket as usize * LANES * (2 + N);
            let entries = self.bytes.get(at..at + LANES * (2 + N))?;
            let lanes = |n: usize| entries[n..n + 8].try_into().map_or(0, u64::from_le_bytes);
            let (low, high) = (lanes(0), lanes(8));
            let (in_low, in_high) = (zero_lanes(low ^ check), zero_lanes(high ^ check));
            if in_low | in_high != 0 {
                let lane = if in_low != 0 { in_low.trailing_zeros() / 16 } else { 4 + in_high.trailing_zeros() / 16 };
                return entries[2 * LANES + lane as usize * N..].first_chunk();
            }
            if high >> 48 == 0 {
                return None;
            }
            bucket = if bucket + 1 == buckets { 0 } else { bucket + 1 };
        }
        None
    }

    /// Hashes of the next n-grams; their buckets are looked into at once, since one after the other each would wait for memory.
    fn fetch(&self, padded: &[Form], grams: &mut [[u64; 4]; BLOCK]) {
        let mut seen = 0;
        for (grams, w) in grams.iter_mut().zip(padded.windows(4)) {
            *grams = feature::grams([w[0].key, w[1].key, w[2].key, w[3].key]);
            for kind in [TWO, THREE, FOUR] {
                let Kind { start, buckets } = self.kinds[kind];
                let at = start + bucket_of(grams[kind], buckets) as usize * LANES * (2 + WEIGHTS[kind]);
                seen ^= self.bytes.get(at).copied().unwrap_or_default();
            }
        }
        std::hint::black_box(seen);
    }

    /// Scores of the boundaries before every atom, of those that are judged; `padded` has [`PAD`] borders on either side.
    pub(crate) fn score(&self, padded: &[Form], scores: &mut Vec<i32>) {
        scores.clear();
        scores.resize(padded.len(), self.bias);
        // Whether the boundaries before atoms p - 1, p, p + 1 and p + 2 are judged.
        let mut wanted = [false; 4];
        let mut grams = [[0; 4]; BLOCK];
        for (p, w) in padded.windows(4).enumerate().skip(PAD - 1) {
            let n = (p + 1 - PAD) % BLOCK;
            if n == 0 {
                self.fetch(&padded[p..], &mut grams);
            }
            wanted = [wanted[1], wanted[2], wanted[3], judged(padded, p + 2)];
            let [_, before, between, behind] = wanted;
            if wanted == [false; 4] {
                continue;
            }
            let Some(near) = scores[p - 1..].first_chunk_mut::<4>() else { return };
            let grams = grams[n];
            if let Some(v) = self.find::<{ WEIGHTS[ONE] }>(ONE, grams[ONE]) {
                (0..4).for_each(|n| near[3 - n] += weight(v[n]));
            }
            if (before | between | behind)
                && let Some(v) = self.find::<{ WEIGHTS[TWO] }>(TWO, grams[TWO])
            {
                (0..3).for_each(|n| near[3 - n] += weight(v[n]));
            }
            if (between | behind)
                && let Some(v) = self.find::<{ WEIGHTS[THREE] }>(THREE, grams[THREE])
            {
                (0..2).for_each(|n| near[3 - n] += weight(v[n]));
            }
            if behind {
                let mut sum = i32::from(self.shapes[feature::shapes(w) % SHAPES]);
                sum += self.find::<{ WEIGHTS[FOUR] }>(FOUR, grams[FOUR]).map_or(0, |v| weight(v[0]));
                feature::cased(padded, p + 2, |h| sum += self.find::<{ WEIGHTS[CASED] }>(CASED, h).map_or(0, |v| weight(v[0])));
                near[3] += sum;
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

/// N-grams whose buckets are fetched together.
const BLOCK: usize = 32;

/// Entries of a bucket.
pub(crate) const LANES: usize = 8;
const EVERY_LANE: u64 = 0x0001_0001_0001_0001;

/// The high bit of every 16-bit lane that is 0; above the lowest one it may err.
#[inline]
fn zero_lanes(x: u64) -> u64 {
    x.wrapping_sub(EVERY_LANE) & !x & (EVERY_LANE << 15)
}

/// Where the search for `hash` begins.
#[inline]
pub(crate) fn bucket_of(hash: u64, buckets: u64) -> u64 {
    ((hash >> 32) * buckets) >> 32
}

/// What an entry is known by; 0 marks a free place.
#[inline]
pub(crate) fn check_of(hash: u64) -> u16 {
    (hash as u16).max(1)
}
