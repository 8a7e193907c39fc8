//! The pieces of the networks on rows of `f32`: linear layers and norms. Everything runs on the calling thread.

use crate::model::kernel::product;
use std::sync::Arc;

/// Rows up to which a product reads the weights as they lie: for more, packing them pays.
const FEW: usize = 16;
/// Numbers of a product that the `gemm` crate makes by dot products, without packing.
const DOTS: usize = 256;

/// Numbers of shape (rows, columns).
#[derive(Debug)]
pub(super) struct Matrix {
    pub values: Vec<f32>,
    pub columns: usize,
}

impl Matrix {
    pub(super) fn rows(&self) -> usize {
        self.values.len() / self.columns
    }

    pub(super) fn row(&self, i: usize) -> &[f32] {
        &self.values[i * self.columns..][..self.columns]
    }

    /// `out (+)= x · selfᵀ`: rows of `columns` in, rows of `rows` out.
    pub(super) fn product(&self, x: &[f32], out: &mut [f32], add: bool) {
        let (n, k) = (self.rows(), self.columns);
        by_rows((x.len() / k, n, k), (x, k), (&self.values, k), (out, n), add);
    }
}

/// `out (+)= x · wᵀ` of (rows, columns, depth), each matrix with the distance between two rows.
pub(super) fn by_rows((m, n, k): (usize, usize, usize), x: (&[f32], usize), w: (&[f32], usize), out: (&mut [f32], usize), add: bool) {
    let step = if m <= FEW { DOTS / m.max(1) } else { n };
    for column in (0..n).step_by(step.max(1)) {
        product((m, step.min(n - column), k), x, (&w.0[column * w.1..], w.1), true, (&mut out.0[column..], out.1), add);
    }
}

/// `x · wᵀ + bias`.
#[derive(Debug)]
pub(super) struct Linear {
    pub weight: Arc<Matrix>,
    /// Empty where there is none.
    pub bias: Vec<f32>,
}

impl Linear {
    /// `out (+)=` the layer's output.
    pub(super) fn apply(&self, x: &[f32], out: &mut [f32], add: bool) {
        self.weight.product(x, out, add);
        add_to_rows(out, &self.bias);
    }

    /// Numbers of an output row.
    pub(super) fn outputs(&self) -> usize {
        self.weight.rows()
    }
}

/// Adds `bias` to every row of `rows`; nothing where it is empty.
pub(super) fn add_to_rows(rows: &mut [f32], bias: &[f32]) {
    if !bias.is_empty() {
        rows.chunks_exact_mut(bias.len()).for_each(|row| row.iter_mut().zip(bias).for_each(|(v, b)| *v += b));
    }
}

/// The sum of `f` over a row, in eight lanes.
fn sum(row: &[f32], f: impl Fn(f32) -> f32) -> f32 {
    let mut lanes = [0.0f32; 8];
    let (chunks, rest) = row.as_chunks::<8>();
    for chunk in chunks {
        lanes.iter_mut().zip(chunk).for_each(|(lane, v)| *lane += f(*v));
    }
    lanes.iter().sum::<f32>() + rest.iter().map(|v| f(*v)).sum::<f32>()
}

/// `a · b`, in sixteen lanes.
pub(super) fn dot(a: &[f32], b: &[f32]) -> f32 {
    let mut lanes = [0.0f32; 16];
    let ((a, a_rest), (b, b_rest)) = (a.as_chunks::<16>(), b.as_chunks::<16>());
    for (a, b) in a.iter().zip(b) {
        (0..16).for_each(|i| lanes[i] += a[i] * b[i]);
    }
    lanes.iter().sum::<f32>() + a_rest.iter().zip(b_rest).map(|(a, b)| a * b).sum::<f32>()
}

/// The norm before a layer.
#[derive(Debug)]
pub(super) enum Norm {
    /// Of the root mean square, without shift (T5).
    Scale { weight: Vec<f32>, epsilon: f32 },
    /// Of mean and variance.
    Layer { weight: Vec<f32>, bias: Vec<f32>, epsilon: f32 },
}

impl Norm {
    fn width(&self) -> usize {
        match self {
            Self::Scale { weight, .. } | Self::Layer { weight, .. } => weight.len(),
        }
    }

    /// The rows of `x`, normed, into `out`.
    pub(super) fn apply(&self, x: &[f32], out: &mut Vec<f32>) {
        out.clear();
        out.extend_from_slice(x);
        self.within(out);
    }

    /// In place.
    pub(super) fn within(&self, rows: &mut [f32]) {
        let n = self.width() as f32;
        for row in rows.chunks_exact_mut(self.width()) {
            match self {
                Self::Scale { weight, epsilon } => {
                    let by = 1.0 / (sum(row, |v| v * v) / n + epsilon).sqrt();
                    row.iter_mut().zip(weight).for_each(|(v, w)| *v = w * (*v * by));
                }
                Self::Layer { weight, bias, epsilon } => {
                    let mean = sum(row, |v| v) / n;
                    let by = 1.0 / (sum(row, |v| (v - mean) * (v - mean)) / n + epsilon).sqrt();
                    row.iter_mut().zip(weight).zip(bias).for_each(|((v, w), b)| *v = (*v - mean) * by * w + b);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn products_of_few_and_many_rows_agree() {
        let (k, n) = (37, 301);
        let numbers = |count: usize| -> Vec<f32> { (0..count).map(|i| ((i * 7919 % 1013) as f32 - 500.0) / 500.0).collect() };
        let w = Matrix { values: numbers(n * k), columns: k };
        for m in [1, 2, 5, 16, 17] {
            let x = numbers(m * k);
            let mut out = vec![1.0; m * n];
            w.product(&x, &mut out, true);
            for (i, v) in out.iter().enumerate() {
                let expected = 1.0 + dot(&x[i / n * k..][..k], w.row(i % n));
                assert!((v - expected).abs() < 1e-4, "{m}: {v} for {expected}");
            }
        }
    }
}
