//! Windows over a text of any length: equal, overlapping, each token's scores taken from the window where it stands deeper.

use std::ops::Range;

/// One window: the tokens it reads and those whose scores are kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Window {
    pub read: Range<usize>,
    pub keep: Range<usize>,
}

/// Windows of at most `size` tokens over `n`, neighbours sharing at least `overlap`.
pub(crate) fn windows(n: usize, size: usize, overlap: usize) -> Vec<Window> {
    if n <= size {
        return vec![Window { read: 0..n, keep: 0..n }];
    }
    let count = (n - overlap).div_ceil(size - overlap);
    let each = (n + (count - 1) * overlap).div_ceil(count);
    let start = |i: usize| (i * (each - overlap)).min(n - each);
    (0..count)
        .map(|i| {
            let read = start(i)..start(i) + each;
            let from = if i == 0 { 0 } else { (read.start + start(i - 1) + each) / 2 };
            let to = if i + 1 == count { n } else { (start(i + 1) + read.end) / 2 };
            Window { read, keep: from..to }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_token_is_kept_once() {
        for n in (1..2000).step_by(7) {
            let mut at = 0;
            for w in windows(n, 256, 32) {
                assert!(w.read.len() <= 256 && w.read.start <= w.keep.start && w.keep.end <= w.read.end);
                assert_eq!(w.keep.start, at);
                at = w.keep.end;
            }
            assert_eq!(at, n);
        }
    }
}
