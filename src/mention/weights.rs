//! The reader's table: rows of label weights for each group of features, and for each pair of labels.
//!
//! File: `TOMR`, number of groups (u32), transitions (labels × labels, i16), then the groups: hash (u32), first and last
//! distance (i8), and for each distance a row of weights (labels, i8). Little-endian; one unit is 1/[`SCALE`].

use super::features::{BIT, Group, hash};
use super::labels::{LABELS, may_follow};
use crate::lexicon::CLASSES;

/// Units to one.
pub(crate) const SCALE: f32 = 16.0;
/// Lanes of a row, labels rounded up.
pub(crate) const LANES: usize = 16;
/// How far a group of a single class bit speaks.
pub(crate) const BIT_REACH: isize = 2;
const BIT_ROWS: usize = 2 * BIT_REACH as usize + 1;

/// A sum that nothing makes good.
pub(crate) const NEVER: i32 = i32::MIN / 4;

pub(crate) type Row = [i16; LANES];
type Packed = [i8; LANES];

/// A slot of the table: the hash and where its rows begin; rows from 1, so that 0 says empty.
type Slot = (u32, u32);

/// The table, read once.
#[derive(Debug)]
pub(crate) struct Weights {
    slots: Vec<Slot>,
    rows: Vec<Packed>,
    bits: Vec<[Packed; BIT_ROWS]>,
    /// `steps[from][to]`, [`NEVER`] where the step is not legal.
    pub steps: [[i32; LANES]; LABELS],
}

impl Weights {
    /// Of the file's bytes; none if they are another file's.
    pub(crate) fn read(bytes: &[u8]) -> Option<Self> {
        let bytes = bytes.strip_prefix(b"TOMR")?;
        let (count, bytes) = bytes.split_first_chunk::<4>()?;
        let count = u32::from_le_bytes(*count) as usize;
        let (head, mut body) = bytes.split_at_checked(LABELS * LABELS * 2)?;
        let mut weights = Self { rows: vec![[0; LANES]], ..Self::default() };
        for (k, pair) in head.chunks_exact(2).enumerate() {
            let (to, from) = (k / LABELS, k % LABELS);
            if may_follow(from, to) {
                weights.steps[from][to] = i16::from_le_bytes([pair[0], pair[1]]).into();
            }
        }
        weights.slots = vec![(0, 0); (count.min(body.len()) * 2).next_power_of_two()];
        for _ in 0..count {
            let (group, rest) = body.split_at_checked(6)?;
            let width = (group[5] as i8).checked_sub(group[4] as i8).filter(|w| *w >= 0)? as usize + 1;
            let (rows, rest) = rest.split_at_checked(width * LABELS)?;
            body = rest;
            weights.insert(u32::from_le_bytes([group[0], group[1], group[2], group[3]]), rows);
        }
        weights.bits = (0..2 * CLASSES as u32).map(|b| weights.bit_rows(hash(BIT, b, 0))).collect();
        Some(weights)
    }

    fn insert(&mut self, hash: u32, rows: &[u8]) {
        let mask = self.slots.len() - 1;
        let mut at = hash as usize & mask;
        while self.slots[at].1 != 0 {
            at = (at + 1) & mask;
        }
        self.slots[at] = (hash, self.rows.len() as u32);
        for row in rows.chunks_exact(LABELS) {
            let mut packed = [0; LANES];
            packed.iter_mut().zip(row).for_each(|(p, &w)| *p = w as i8);
            self.rows.push(packed);
        }
    }

    fn bit_rows(&self, hash: u32) -> [Packed; BIT_ROWS] {
        let at = self.find(hash);
        std::array::from_fn(|d| at.map_or([0; LANES], |at| self.rows[at + d]))
    }

    /// Where the rows of a group begin.
    #[inline]
    fn find(&self, hash: u32) -> Option<usize> {
        let mask = self.slots.len().wrapping_sub(1);
        let mut at = hash as usize & mask;
        loop {
            match *self.slots.get(at)? {
                (_, 0) => return None,
                (h, rows) if h == hash => return Some(rows as usize),
                _ => at = (at + 1) & mask,
            }
        }
    }

    /// Adds the rows of a group at place `j` to the sums of the tokens it speaks for; `sums[0]` is token `first`.
    #[inline]
    pub(crate) fn add(&self, group: Group, j: isize, first: isize, sums: &mut [Row]) {
        let Some(at) = self.find(group.hash) else { return };
        for d in group.from..=group.to {
            if let Some(sum) = sum_at(sums, j + isize::from(d) - first) {
                add(sum, &self.rows[at + (d - group.from) as usize]);
            }
        }
    }

    /// The same for the groups of single class bits.
    #[inline]
    pub(crate) fn add_bits(&self, mut bits: u32, j: isize, first: isize, sums: &mut [Row]) {
        while bits != 0 {
            let rows = self.bits.get(bits.trailing_zeros() as usize);
            bits &= bits - 1;
            for (d, row) in rows.into_iter().flatten().enumerate() {
                if let Some(sum) = sum_at(sums, j + d as isize - BIT_REACH - first) {
                    add(sum, row);
                }
            }
        }
    }
}

#[inline]
fn sum_at(sums: &mut [Row], at: isize) -> Option<&mut Row> {
    usize::try_from(at).ok().and_then(|at| sums.get_mut(at))
}

#[inline]
fn add(sum: &mut Row, row: &Packed) {
    for lane in 0..LANES {
        sum[lane] = sum[lane].saturating_add(i16::from(row[lane]));
    }
}

impl Default for Weights {
    fn default() -> Self {
        Self { slots: vec![(0, 0)], rows: vec![[0; LANES]], bits: Vec::new(), steps: [[NEVER; LANES]; LABELS] }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_broken_table_is_refused() {
        assert!(Weights::read(b"TOMX").is_none());
        assert!(Weights::read(b"TOMR\xff\xff\xff\xff").is_none());
        let mut cut = b"TOMR\x02\0\0\0".to_vec();
        cut.resize(8 + LABELS * LABELS * 2 + 7, 1);
        assert!(Weights::read(&cut).is_none());
    }
}
