//! Numbers that begin on a cache line: wide loads that cross two lines cost twice as much, tiles five times.

use std::ops::{Deref, DerefMut};

const LINE: usize = 64;

/// A slice of its own that begins on a cache line.
#[derive(Debug, Default)]
pub(crate) struct Aligned<T> {
    all: Vec<T>,
    start: usize,
    len: usize,
}

impl<T: Copy + Default> Aligned<T> {
    /// `len` zeros.
    pub(crate) fn zeros(len: usize) -> Self {
        let all = vec![T::default(); len + LINE / size_of::<T>()];
        let start = all.as_ptr().align_offset(LINE).min(LINE / size_of::<T>());
        Self { all, start, len }
    }

    /// Room for `len` numbers; what they are is left open.
    pub(crate) fn resize(&mut self, len: usize) {
        if self.start + len > self.all.len() {
            *self = Self::zeros(len.max(self.len * 3 / 2));
        }
        self.len = len;
    }
}

impl<T: Copy + Default> From<&[T]> for Aligned<T> {
    fn from(from: &[T]) -> Self {
        let mut out = Self::zeros(from.len());
        out.copy_from_slice(from);
        out
    }
}

impl<T> Deref for Aligned<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        &self.all[self.start..self.start + self.len]
    }
}

impl<T> DerefMut for Aligned<T> {
    fn deref_mut(&mut self) -> &mut [T] {
        &mut self.all[self.start..self.start + self.len]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_begin_on_a_line() {
        let mut numbers = Aligned::from(&[1.0f32, 2.0][..]);
        assert_eq!(*numbers, [1.0, 2.0]);
        for len in [0, 1, 100, 7, 5000] {
            numbers.resize(len);
            assert_eq!(numbers.len(), len);
            assert_eq!(numbers.as_ptr().align_offset(LINE), 0);
        }
    }
}
