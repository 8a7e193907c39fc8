//! How likely a mention is: the share of all legal rows of labels, by their scores, that hold exactly this mention.
//!
//! In: the score rows of a stretch. Out: a probability for each mention asked for. Forward and backward sums run over plain numbers; each
//! token's are scaled to sum to 1.

use super::MentionKind;
use super::labels::{self, LABELS, OUT};
use super::weights::{LANES, Row, Weights};

/// Powers of the differences of two scores.
const POWERS: usize = 2048;

/// A number a label; the last lanes hold 0.
type Lanes = [f32; LANES];

/// Sums the rows of `steps`, each times its number.
#[inline]
fn weigh(numbers: &Lanes, steps: &[Lanes; LABELS]) -> Lanes {
    let mut sums = [0.0; LANES];
    for (number, steps) in numbers.iter().zip(steps) {
        sums.iter_mut().zip(steps).for_each(|(n, s)| *n += number * s);
    }
    sums
}

/// Turns scores into numbers to be summed and multiplied.
#[derive(Debug)]
pub(crate) struct Powers {
    powers: Vec<f32>,
    /// `steps[from][to]`; 0 where `to` may not follow.
    steps: [Lanes; LABELS],
    /// `back[to][from]`, the same.
    back: [Lanes; LABELS],
}

impl Powers {
    /// Of the reader's steps; scores that differ by `unit` stand e to 1.
    pub(crate) fn new(weights: &Weights, unit: f32) -> Self {
        let power = |score: i32| (score as f32 / unit).exp();
        let step = |from: usize, to: usize| if from.max(to) < LABELS { power(weights.steps[from][to]) } else { 0.0 };
        let steps = std::array::from_fn(|from| std::array::from_fn(|to| step(from, to)));
        let back = std::array::from_fn(|to| std::array::from_fn(|from| step(from, to)));
        Self { powers: (0..POWERS).map(|d| power(-(d as i32))).collect(), steps, back }
    }

    fn row(&self, scores: &Row) -> Lanes {
        let most = scores[..LABELS].iter().copied().max().unwrap_or(0);
        let mut row = [0.0; LANES];
        for (r, score) in row.iter_mut().zip(&scores[..LABELS]) {
            *r = self.powers[(i32::from(most) - i32::from(*score)).min(POWERS as i32 - 1) as usize];
        }
        row
    }

    /// One token further: sums over where a row may come from.
    fn forth(&self, before: &Lanes, row: &Lanes) -> Lanes {
        let mut now = weigh(before, &self.steps);
        now.iter_mut().zip(row).for_each(|(n, r)| *n *= r);
        now
    }
}

/// The sums over one stretch.
pub(crate) struct Chances<'a> {
    powers: &'a Powers,
    rows: Vec<Lanes>,
    forth: Vec<Lanes>,
    back: Vec<Lanes>,
    /// What each token's forward sums were divided by.
    scale: Vec<f32>,
}

impl<'a> Chances<'a> {
    pub(crate) fn new(powers: &'a Powers, scores: &[Row]) -> Self {
        let n = scores.len();
        let rows: Vec<_> = scores.iter().map(|s| powers.row(s)).collect();
        let (mut forth, mut scale) = (Vec::with_capacity(n), Vec::with_capacity(n));
        let mut now = [0.0; LANES];
        now[OUT] = 1.0;
        for row in &rows {
            now = powers.forth(&now, row);
            let sum = now.iter().sum::<f32>().max(f32::MIN_POSITIVE);
            now.iter_mut().for_each(|v| *v /= sum);
            forth.push(now);
            scale.push(sum);
        }
        let mut back = vec![[1.0; LANES]; n];
        for t in (1..n).rev() {
            let ahead = std::array::from_fn(|l| rows[t][l] * back[t][l] / scale[t]);
            back[t - 1] = weigh(&ahead, &powers.back);
        }
        Self { powers, rows, forth, back, scale }
    }

    /// Probability of a mention on the tokens `from..to` of the stretch; `held`: a unit within a position.
    pub(crate) fn of(&self, kind: MentionKind, held: bool, from: usize, to: usize) -> f32 {
        let Some((begins, goes_on)) = labels::of(kind, held) else { return 1.0 };
        let only = |mut v: Lanes, those: &[usize], yes: bool| {
            v.iter_mut().enumerate().for_each(|(l, v)| *v *= f32::from(u8::from(those.contains(&l) == yes)));
            v
        };
        let mut now = only(self.forth[from], begins, true);
        for t in from + 1..to {
            now = only(self.powers.forth(&now, &self.rows[t]).map(|v| v / self.scale[t]), goes_on, true);
        }
        if to == self.rows.len() {
            return now.iter().sum::<f32>().min(1.0);
        }
        let next = only(self.powers.forth(&now, &self.rows[to]).map(|v| v / self.scale[to]), goes_on, false);
        next.iter().zip(&self.back[to]).map(|(n, b)| n * b).sum::<f32>().min(1.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mention::labels::decode;
    use crate::text::TokenRange;

    /// All rows of labels of a short stretch, by their scores.
    fn counted(scores: &[Row], weights: &Weights, unit: f32) -> Vec<(Vec<u8>, f32)> {
        let mut paths = vec![(Vec::new(), 1.0_f32)];
        for row in scores {
            let longer = |(path, p): &(Vec<u8>, f32)| {
                let from = path.last().map_or(OUT, |&l| usize::from(l));
                let legal = (0..LABELS).filter(|&to| labels::may_follow(from, to));
                let grown = legal.map(|to| {
                    let score = f32::from(row[to]) + weights.steps[from][to] as f32;
                    ([&path[..], &[to as u8]].concat(), p * (score / unit).exp())
                });
                grown.collect::<Vec<_>>()
            };
            paths = paths.iter().flat_map(longer).collect();
        }
        let all: f32 = paths.iter().map(|p| p.1).sum();
        paths.iter_mut().for_each(|p| p.1 /= all);
        paths
    }

    #[test]
    fn chances_equal_the_count_of_all_rows() {
        let mut weights = Weights::default();
        let mut seed = 7_u32;
        let mut draw = || {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (seed >> 24) as i16 % 40
        };
        for (from, steps) in weights.steps.iter_mut().enumerate() {
            let legal = (0..LABELS).filter(|&to| labels::may_follow(from, to));
            legal.for_each(|to| steps[to] = draw().into());
        }
        let scores: Vec<Row> = (0..5).map(|_| std::array::from_fn(|_| draw())).collect();
        let unit = 16.0;
        let powers = Powers::new(&weights, unit);
        let chances = Chances::new(&powers, &scores);
        let paths = counted(&scores, &weights, unit);
        for (kind, held) in [(MentionKind::Per, false), (MentionKind::Title, false), (MentionKind::Unit, true), (MentionKind::Unit, false)]
        {
            for (from, to) in [(0, 2), (1, 4), (3, 5), (2, 3)] {
                let range = TokenRange::new(0, 5);
                let wanted = (kind, TokenRange::new(from as u32, to as u32));
                let holds = |path: &[u8]| {
                    let all = decode(range, path);
                    let inside = |r: TokenRange| all.iter().any(|m| m.0 == MentionKind::Title && m.1.contains(r));
                    all.iter().any(|m| *m == wanted && (kind != MentionKind::Unit || inside(m.1) == held))
                };
                let want: f32 = paths.iter().filter(|p| holds(&p.0)).map(|p| p.1).sum();
                let got = chances.of(kind, held, from, to);
                assert!((want - got).abs() < 1e-4, "{kind:?} {held} {from}..{to}: {got}, counted {want}");
            }
        }
    }
}
