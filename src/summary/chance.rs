//! The chance that the abstract of an article holds one of its syllables or pairs, by counting.
//!
//! In: what the article shows of it ([`Cell`]). Out: a probability from `chance.bin`, made by `models/training/summary`.

use crate::number::{self, logit};
use once_cell::sync::Lazy;

const TITLE: usize = 2;
const COUNT: usize = 5;
const FIRST: usize = 6;
const LENGTH: usize = 3;
const WORTH: usize = 12;
/// Cells of the table.
pub(super) const CELLS: usize = 2 * TITLE * COUNT * FIRST * LENGTH * WORTH;

static TABLE: &[u8; CELLS] = include_bytes!("chance.bin");

/// A cell of the table.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cell(pub usize);

impl Cell {
    /// `first` and `sentences` count candidates; `worth` is the background's.
    #[inline]
    pub(super) fn new(order: usize, in_title: bool, count: u16, first: u16, sentences: usize, worth: u8) -> Self {
        let count = match count {
            0..=3 => usize::from(count.max(1)) - 1,
            4..=6 => 3,
            _ => 4,
        };
        let first = match first {
            0..=2 => usize::from(first),
            3..=5 => 3,
            6..=10 => 4,
            _ => 5,
        };
        let length = match sentences {
            0..=9 => 0,
            10..=19 => 1,
            _ => 2,
        };
        let worth = (usize::from(worth.saturating_sub(32)) / 12).min(WORTH - 1);
        Self(((((order * TITLE + usize::from(in_title)) * COUNT + count) * FIRST + first) * LENGTH + length) * WORTH + worth)
    }
}

/// What is known of a syllable or pair where a neural model has read the article.
#[derive(Clone, Copy, Debug)]
pub(super) struct Seen {
    /// The table's chance.
    pub table: f32,
    /// The model's highest chance over its places, and the mean.
    pub most: f32,
    pub mean: f32,
    /// How often it stands in the article.
    pub count: u16,
}

/// Numbers of a [`Seen`], the constant included.
pub(super) const SEEN: usize = 6;

impl Seen {
    pub(super) fn row(&self) -> [f32; SEEN] {
        let count = f32::from(self.count).ln();
        [1.0, logit(self.table), logit(self.most), logit(self.mean), count, logit(self.most) * count]
    }
}

/// Weights of a logistic model, syllables then pairs; 32-bit floats.
static ADVISED: Lazy<Vec<f32>> = Lazy::new(|| number::floats(include_bytes!("advised.bin")).collect());

/// The chance with the model's opinion.
pub(super) fn advised(order: usize, seen: &Seen) -> f32 {
    let weights = &ADVISED[order * SEEN..][..SEEN];
    number::chance(seen.row().iter().zip(weights).map(|(x, w)| x * w).sum())
}

/// The chance of a cell; the table holds square roots in steps of 1/255, to be fine where chances are small.
#[inline]
pub(super) fn of(cell: &Cell) -> f32 {
    let root = f32::from(TABLE[cell.0]) / 255.0;
    root * root
}
