//! What the reader looks at for each token, as numbers.
//!
//! A feature is a 32-bit hash of a template and what the template sees; a token's features depend on its sentence alone.

use super::signs::{FLAG_OPEN, Signs};
use crate::lexicon::{CLASSES, Class};
use crate::text::{TokenRange, Working};

/// Most features of a token.
pub(crate) const MOST: usize = 96;

#[inline]
pub(crate) fn hash(template: u32, a: u32, b: u32) -> u32 {
    let h = (u64::from(template) << 56 ^ u64::from(a) << 20 ^ u64::from(b)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let h = (h ^ h >> 29).wrapping_add(u64::from(a)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    (h >> 32) as u32
}

/// One sentence ready for its features.
pub(crate) struct View<'a> {
    working: &'a Working,
    signs: &'a [Signs],
    range: TokenRange,
    /// For each token the key of the head that last began before it in the same clause, mixed with how far it is.
    heads: Vec<u32>,
}

impl<'a> View<'a> {
    pub(crate) fn new(working: &'a Working, signs: &'a [Signs], range: TokenRange) -> Self {
        let heads = heads(working, signs, range);
        Self { working, signs, range, heads }
    }

    pub(crate) fn is_open(&self, i: usize) -> bool {
        self.signs[i].flags & FLAG_OPEN != 0
    }

    fn at(&self, i: usize, by: isize) -> Option<usize> {
        let j = i.checked_add_signed(by)?;
        self.range.indices().contains(&j).then_some(j)
    }

    fn key(&self, at: Option<usize>) -> u32 {
        at.map_or(0, |j| self.working.tokens[j].key)
    }

    fn signs(&self, at: Option<usize>) -> Signs {
        at.map_or_else(Signs::default, |j| self.signs[j])
    }

    /// Writes the features of token `i`, `out[..n]`, and gives `n`.
    pub(crate) fn features(&self, i: usize, out: &mut [u32; MOST]) -> usize {
        let near: [Option<usize>; 5] = std::array::from_fn(|k| self.at(i, k as isize - 2));
        let keys = near.map(|j| self.key(j));
        let s = near.map(|j| self.signs(j));
        let shape = s.map(|s| u32::from(s.shape));
        let mut n = 0;
        let mut put = |f: u32| {
            if n < MOST {
                out[n] = f;
                n += 1;
            }
        };
        put(hash(1, keys[2], shape[2]));
        put(hash(2, keys[1], shape[2]));
        put(hash(3, keys[3], shape[2]));
        put(hash(4, keys[0], 0));
        put(hash(5, keys[4], 0));
        put(hash(6, keys[1], keys[2]));
        put(hash(7, keys[2], keys[3]));
        put(hash(8, keys[0] ^ keys[1].rotate_left(7), 0));
        put(hash(9, shape[1] << 10 | shape[2] << 5 | shape[3], 0));
        put(hash(10, shape[0] << 10 | shape[1] << 5 | shape[2], 0));
        put(hash(11, shape[2] << 10 | shape[3] << 5 | shape[4], 0));
        put(hash(12, s[2].bits, shape[2]));
        put(hash(13, u32::from(s[2].flags), shape[1] << 10 | shape[2] << 5 | shape[3]));
        put(hash(14, u32::from(s[1].flags), u32::from(s[2].flags)));
        put(hash(15, u32::from(s[3].flags), u32::from(s[2].flags)));
        put(hash(16, self.heads[i - self.range.start as usize], shape[2]));
        put(hash(17, self.heads[i - self.range.start as usize] & !7, keys[2]));
        put(hash(18, s[1].bits, shape[2]));
        put(hash(19, s[3].bits, shape[2]));
        put(hash(20, keys[1], keys[3]));
        for (k, s) in s.iter().enumerate() {
            let mut bits = s.bits;
            while bits != 0 {
                put(hash(32 + k as u32, bits.trailing_zeros(), if k == 2 { shape[2] } else { 0 }));
                bits &= bits - 1;
            }
        }
        n
    }
}

fn heads(working: &Working, signs: &[Signs], range: TokenRange) -> Vec<u32> {
    const HEADS: u32 = Class::Role.bit()
        | Class::FullRole.bit()
        | Class::Group.bit()
        | Class::UnitHead.bit()
        | Class::PlaceType.bit()
        | Class::Honorific.bit()
        | Class::Rank.bit();
    const GOES_ON: u32 = HEADS << CLASSES;
    let (mut head, mut far) = (0_u32, 0_u32);
    range
        .indices()
        .map(|i| {
            let now = if head == 0 { 0 } else { (head & !7) | (far / 2).min(7) };
            far += 1;
            if signs[i].bits & HEADS != 0 && signs[i].bits & GOES_ON == 0 {
                (head, far) = (working.tokens[i].key | 8, 0);
            } else if far > 14 || matches!(signs[i].shape, 7 | 9 | 10) {
                head = 0;
            }
            now
        })
        .collect()
}
