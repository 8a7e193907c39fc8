//! The reader's table: a row of label weights for each feature, and for each pair of labels.
//!
//! File: `TOMR`, number of rows (u32), transitions (labels × labels, i16), then rows of feature hash (u32) and weights
//! (labels, i8). Little-endian; one unit is 1/[`SCALE`].

use super::labels::LABELS;
use rustc_hash::FxHashMap;

/// Units to one.
pub(crate) const SCALE: f32 = 16.0;
/// Lanes of a row, labels rounded up.
pub(crate) const LANES: usize = 16;

pub(crate) type Row = [i16; LANES];

/// The table, read once.
#[derive(Debug)]
pub(crate) struct Weights {
    places: FxHashMap<u32, u32>,
    rows: Vec<Row>,
    /// `steps[to][from]`.
    pub steps: [Row; LABELS],
}

impl Weights {
    /// The table that ships with the crate.
    pub(crate) fn shared() -> &'static Self {
        static WEIGHTS: once_cell::sync::Lazy<Weights> =
            once_cell::sync::Lazy::new(|| Weights::read(include_bytes!("reader.bin")).unwrap_or_default());
        &WEIGHTS
    }

    pub(crate) fn read(bytes: &[u8]) -> Option<Self> {
        let bytes = bytes.strip_prefix(b"TOMR")?;
        let (count, bytes) = bytes.split_first_chunk::<4>()?;
        let count = u32::from_le_bytes(*count) as usize;
        let (head, body) = bytes.split_at_checked(LABELS * LABELS * 2)?;
        let mut weights = Self::default();
        for (k, pair) in head.chunks_exact(2).enumerate() {
            weights.steps[k / LABELS][k % LABELS] = i16::from_le_bytes([pair[0], pair[1]]);
        }
        weights.places.reserve(count);
        weights.rows.reserve(count);
        for row in body.chunks_exact(4 + LABELS).take(count) {
            let hash = u32::from_le_bytes([row[0], row[1], row[2], row[3]]);
            let mut lanes = [0; LANES];
            lanes.iter_mut().zip(&row[4..]).for_each(|(l, &w)| *l = i16::from(w as i8));
            weights.places.insert(hash, weights.rows.len() as u32);
            weights.rows.push(lanes);
        }
        (weights.rows.len() == count).then_some(weights)
    }

    /// Adds the row of a feature to `sum`.
    #[inline]
    pub(crate) fn add(&self, feature: u32, sum: &mut Row) {
        if let Some(&at) = self.places.get(&feature) {
            let row = &self.rows[at as usize];
            for (s, w) in sum.iter_mut().zip(row) {
                *s = s.saturating_add(*w);
            }
        }
    }
}

impl Default for Weights {
    fn default() -> Self {
        Self { places: FxHashMap::default(), rows: Vec::new(), steps: [[0; LANES]; LABELS] }
    }
}
