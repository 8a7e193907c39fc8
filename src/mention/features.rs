//! What the reader looks at, as numbers.
//!
//! A group of features is a 32-bit hash of what stands at one place of the text; it speaks for the tokens around that place,
//! a row of weights for each distance. So one look-up serves up to five tokens.

use super::signs::{FLAG_OPEN, Signs};
use crate::lexicon::{CLASSES, Class};
use crate::text::{TokenRange, Working};

/// A group of features at place `j`: it speaks for tokens `j + from ..= j + to`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Group {
    pub hash: u32,
    pub from: i8,
    pub to: i8,
}

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

/// Template of the group that one class bit makes.
pub(crate) const BIT: u32 = 32;

impl<'a> View<'a> {
    pub(crate) fn new(working: &'a Working, signs: &'a [Signs], range: TokenRange) -> Self {
        let heads = heads(working, signs, range);
        Self { working, signs, range, heads }
    }

    pub(crate) fn is_open(&self, i: usize) -> bool {
        self.signs[i].flags & FLAG_OPEN != 0
    }

    #[inline]
    fn key(&self, j: isize) -> u32 {
        if self.holds(j) { self.working.tokens[j as usize].key } else { 0 }
    }

    #[inline]
    fn signs(&self, j: isize) -> Signs {
        if self.holds(j) { self.signs[j as usize] } else { Signs::default() }
    }

    #[inline]
    fn holds(&self, j: isize) -> bool {
        (self.range.start as isize..self.range.end as isize).contains(&j)
    }

    /// Class bits at place `j`.
    pub(crate) fn bits(&self, j: isize) -> u32 {
        self.signs(j).bits
    }

    /// Calls `put` with the groups of place `j`, those of single class bits apart.
    #[inline]
    pub(crate) fn groups(&self, j: isize, mut put: impl FnMut(Group)) {
        let (k, next) = (self.key(j), self.key(j + 1));
        let (before, here, after) = (self.signs(j - 1), self.signs(j), self.signs(j + 1));
        let shape = |s: Signs| u32::from(s.shape);
        let shapes = shape(before) << 10 | shape(here) << 5 | shape(after);
        let mut group = |template, a, b, from, to| put(Group { hash: hash(template, a, b), from, to });
        group(1, k, shape(here), -2, 2);
        group(2, k, next, -1, 2);
        group(3, shapes, 0, -1, 1);
        if here.bits != 0 {
            group(4, here.bits, shape(here), -1, 1);
        }
        if self.holds(j) {
            let head = self.heads[j as usize - self.range.start as usize];
            group(5, u32::from(here.flags), shapes, 0, 0);
            group(6, u32::from(here.flags) << 8 | u32::from(after.flags), 0, 0, 1);
            group(7, self.key(j - 1), next, 0, 0);
            if head != 0 {
                group(8, head, shape(here), 0, 0);
                group(9, head & !7, k, 0, 0);
            }
            if here.bits | after.bits != 0 {
                group(10, here.bits, after.bits, 0, 1);
            }
        }
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
