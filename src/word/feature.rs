//! What a boundary between two atoms is judged by; the trainer and the tables share these hashes.
//!
//! A boundary lies between atoms `b` and `c` of a window `a b | c d`. N-grams of keys are looked up once and give a weight
//! to every boundary in or beside them.

use super::atom::{Form, Shape};

/// Kinds of n-gram, each with its own table.
pub(crate) const ONE: usize = 0;
pub(crate) const TWO: usize = 1;
pub(crate) const THREE: usize = 2;
pub(crate) const FOUR: usize = 3;
/// N-grams with the shapes beside the boundary, and runs of capitals.
pub(crate) const CASED: usize = 4;

/// Weights of an entry of each kind.
pub(crate) const WEIGHTS: [usize; 5] = [4, 3, 2, 1, 1];

const M: u64 = 0x9e37_79b9_7f4a_7c15;

#[inline]
fn mix(h: u64, k: u32) -> u64 {
    (h.rotate_left(23) ^ u64::from(k)).wrapping_mul(M)
}

#[inline]
fn finish(h: u64) -> u64 {
    let h = (h ^ (h >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    h ^ (h >> 32)
}

/// Hashes of the n-grams of one to four keys that begin with the first, in the order of the kinds.
#[inline]
pub(crate) fn grams(keys: [u32; 4]) -> [u64; 4] {
    let mut h = 1;
    keys.map(|k| {
        h = mix(h, k);
        finish(h)
    })
}

/// Cell of the dense table of shapes: the two atoms before the boundary and the two behind it.
#[inline]
pub(crate) fn shapes(window: &[Form]) -> usize {
    window.iter().fold(0, |n, a| n << 3 | a.shape as usize)
}

/// Hashes of the features with case; none where both atoms beside the boundary are plain small letters.
#[inline]
pub(crate) fn cased(padded: &[Form], c: usize, mut with: impl FnMut(u64)) {
    let (b, c_atom) = (&padded[c - 1], &padded[c]);
    if b.shape == Shape::Lower && c_atom.shape == Shape::Lower {
        return;
    }
    let sides = (b.shape as u32) << 3 | c_atom.shape as u32;
    with(finish(mix(mix(5, b.key), sides)));
    with(finish(mix(mix(6, c_atom.key), sides)));
    with(finish(mix(mix(mix(7, b.key), c_atom.key), sides)));
    if b.shape != Shape::Lower && c_atom.shape != Shape::Lower {
        run(padded, c, with);
    }
}

/// Longest run of capitals that is looked at on either side.
const RUN: usize = 5;

/// Where the boundary stands in a run of capitals, and what stands before and behind the run.
fn run(padded: &[Form], c: usize, mut with: impl FnMut(u64)) {
    let capital = |a: &Form| matches!(a.shape, Shape::Capital | Shape::Upper | Shape::Initial | Shape::Mixed);
    let before = padded[..c].iter().rev().take(RUN).take_while(|a| capital(a)).count();
    let behind = padded[c..].iter().take(RUN).take_while(|a| capital(a)).count();
    let place = (before as u32) << 4 | behind as u32;
    let outer = padded[c - 1 - before.min(c - 1)].key;
    let first = padded[c - before.max(1)].key;
    let mut forms = 0;
    for a in &padded[c.saturating_sub(3)..(c + 3).min(padded.len())] {
        forms = forms << 3 | a.shape as u32;
    }
    with(finish(mix(mix(8, outer), place)));
    with(finish(mix(mix(9, first), place)));
    with(finish(mix(mix(10, forms), place)));
}
