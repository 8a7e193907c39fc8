//! Forward and backward over one run of boundaries with two states, split and join.

use super::super::corpus::Label;

/// Scores at a boundary: of joining there, and of joining there and at the one before.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Step {
    pub join: f32,
    pub both: f32,
}

/// Buffers; `gradients` holds the result.
#[derive(Default)]
pub(super) struct Chain {
    pub gradients: Vec<Step>,
    ahead: Vec<[f32; 2]>,
    factors: Vec<(f32, f32)>,
}

impl Chain {
    /// Gradients of the loss with respect to every score; the loss itself comes back.
    pub(super) fn gradients(&mut self, steps: &[Step], labels: &[Label]) -> f32 {
        self.factors.clear();
        self.factors.extend(steps.iter().map(|s| (s.join.clamp(-30.0, 30.0).exp(), s.both.clamp(-30.0, 30.0).exp())));
        self.gradients.clear();
        self.gradients.resize(steps.len(), Step::default());
        self.expect(|_| [1.0, 1.0], 1.0) - self.expect(
            |n| match labels[n] {
                Label::Split => [1.0, 0.0],
                Label::Join => [0.0, 1.0],
                _ => [1.0, 1.0],
            },
            -1.0,
        )
    }

    /// Adds `sign` times the expected joins under what is allowed; the logarithm of the sum over all ways comes back.
    fn expect(&mut self, allowed: impl Fn(usize) -> [f32; 2], sign: f32) -> f32 {
        let n = self.factors.len();
        self.ahead.clear();
        self.ahead.resize(n, [1.0, 1.0]);
        for i in (1..n).rev() {
            let (join, both) = self.factors[i];
            let [s, j] = allowed(i);
            let next = self.ahead[i];
            let (split_next, join_next) = (s * next[0], j * join * next[1]);
            let row = [split_next + join_next, split_next + join_next * both];
            let norm = row[0].max(row[1]);
            self.ahead[i - 1] = [row[0] / norm, row[1] / norm];
        }
        let (mut split, mut joined, mut log) = (1.0f32, 0.0f32, 0.0f32);
        for i in 0..n {
            let (join, both) = self.factors[i];
            let [s, j] = allowed(i);
            let next = self.ahead[i];
            let (alone, pair) = (split * j * join, joined * j * join * both);
            let stay = (split + joined) * s;
            let total = stay * next[0] + (alone + pair) * next[1];
            self.gradients[i].join += sign * (alone + pair) * next[1] / total;
            self.gradients[i].both += sign * pair * next[1] / total;
            let norm = stay + alone + pair;
            (split, joined) = (stay / norm, (alone + pair) / norm);
            log += norm.ln();
        }
        log
    }
}
