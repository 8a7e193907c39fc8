//! From label scores to spans: the best path in which `I-x` follows only `B-x` or `I-x`, and none crosses into a new line.

use std::ops::Range;

/// A decoded span: rows of the score table, the type's index, and the confidence.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Decoded {
    pub rows: Range<usize>,
    pub kind: usize,
    /// The smallest probability that one of its tokens gives to the type.
    pub score: f32,
}

const NEVER: f32 = -1e9;

/// Log-probabilities of `row / temperature`, in place.
pub(crate) fn log_softmax(row: &mut [f32], temperature: f32) {
    let top = row.iter().fold(f32::NEG_INFINITY, |a, &b| a.max(b));
    let total: f32 = row.iter().map(|v| ((v - top) / temperature).exp()).sum();
    let shift = total.ln();
    row.iter_mut().for_each(|v| *v = (*v - top) / temperature - shift);
}

/// The best path over rows of `1 + 2k` log-probabilities (`O`, then `B-` and `I-` of each type), as spans. `breaks(i)` says that row `i`
/// cannot continue a span.
pub(crate) fn decode(scores: &[f32], labels: usize, breaks: impl Fn(usize) -> bool) -> Vec<Decoded> {
    let n = scores.len() / labels;
    let (mut best, mut next) = (vec![NEVER; labels], vec![NEVER; labels]);
    let mut back = vec![0u8; n * labels];
    let mut previous = 0;
    for i in 0..n {
        let row = &scores[i * labels..][..labels];
        let from = &mut back[i * labels..][..labels];
        let total = if i == 0 { 0.0 } else { best[previous] };
        for j in 0..labels {
            if j == 0 || j % 2 == 1 {
                (next[j], from[j]) = (row[j] + total, previous as u8);
            } else if i == 0 || breaks(i) {
                next[j] = NEVER;
            } else {
                let before = if best[j - 1] >= best[j] { j - 1 } else { j };
                (next[j], from[j]) = (row[j] + best[before], before as u8);
            }
        }
        std::mem::swap(&mut best, &mut next);
        previous = first_largest(&best);
    }
    let mut path = vec![0u8; n];
    let mut label = previous;
    for i in (0..n).rev() {
        path[i] = label as u8;
        label = usize::from(back[i * labels + label]);
    }
    spans(scores, labels, &path)
}

fn first_largest(row: &[f32]) -> usize {
    (1..row.len()).fold(0, |a, b| if row[b] > row[a] { b } else { a })
}

fn spans(scores: &[f32], labels: usize, path: &[u8]) -> Vec<Decoded> {
    let mut out = Vec::new();
    let mut i = 0;
    while i < path.len() {
        let label = usize::from(path[i]);
        if label % 2 == 0 {
            i += 1;
            continue;
        }
        let start = i;
        i += 1;
        while i < path.len() && usize::from(path[i]) == label + 1 {
            i += 1;
        }
        let of = |r: usize| scores[r * labels + label].exp() + scores[r * labels + label + 1].exp();
        let score = (start..i).map(of).fold(1.0f32, f32::min);
        out.push(Decoded { rows: start..i, kind: label / 2, score });
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Log-probabilities that favour the given labels.
    fn table(labels: usize, favourites: &[usize]) -> Vec<f32> {
        let mut all = Vec::new();
        for &f in favourites {
            let mut row: Vec<f32> = (0..labels).map(|j| if j == f { 4.0 } else { 0.1 * j as f32 }).collect();
            log_softmax(&mut row, 1.0);
            all.extend(row);
        }
        all
    }

    #[test]
    fn an_inside_without_its_beginning_is_repaired() {
        let got = decode(&table(5, &[0, 1, 2, 2, 0, 4]), 5, |_| false);
        let got: Vec<_> = got.into_iter().map(|d| (d.rows, d.kind)).collect();
        assert_eq!(got, [(1..4, 0), (5..6, 1)]);
    }

    #[test]
    fn a_line_break_ends_a_span() {
        let got = decode(&table(3, &[1, 2, 2]), 3, |i| i == 2);
        assert!(got.iter().all(|d| !(d.rows.contains(&1) && d.rows.contains(&2))));
    }

    #[test]
    fn no_rows_no_spans() {
        assert!(decode(&[], 3, |_| false).is_empty());
    }
}
