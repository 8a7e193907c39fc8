//! The pieces of the networks on rows of `f32`: linear layers, norms, activations. Everything runs on the calling thread.

use crate::model::kernel::{product, row::exp};
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

/// What stands between the two products of a feed-forward layer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Activation {
    Relu,
    /// GELU by the error function.
    Gelu,
    /// GELU by the hyperbolic tangent.
    GeluTanh,
    Silu,
}

impl Activation {
    /// By the name that configurations use.
    pub(super) fn named(name: &str) -> Option<Self> {
        Some(match name {
            "relu" => Self::Relu,
            "gelu" => Self::Gelu,
            "gelu_new" | "gelu_pytorch_tanh" => Self::GeluTanh,
            "silu" | "swish" => Self::Silu,
            _ => return None,
        })
    }

    pub(super) fn apply(self, values: &mut [f32]) {
        let each = |values: &mut [f32], f: fn(f32) -> f32| values.iter_mut().for_each(|v| *v = f(*v));
        match self {
            Self::Relu => each(values, |v| v.max(0.0)),
            Self::Gelu => values.iter_mut().for_each(|v| *v = gelu(*v)),
            Self::GeluTanh => values.iter_mut().for_each(|v| *v *= sigmoid(1.595_769 * (*v + 0.044_715 * *v * *v * *v))),
            Self::Silu => values.iter_mut().for_each(|v| *v *= sigmoid(*v)),
        }
    }
}

#[inline(always)]
fn sigmoid(x: f32) -> f32 {
    let e = exp(-x.abs());
    (if x >= 0.0 { 1.0 } else { e }) / (1.0 + e)
}

/// By Abramowitz and Stegun 7.1.26, within 2e-7 of the error function.
#[inline(always)]
fn gelu(x: f32) -> f32 {
    let z = x.abs() * std::f32::consts::FRAC_1_SQRT_2;
    let t = 1.0 / (1.0 + 0.327_591_1 * z);
    let p = ((((1.061_405_4 * t - 1.453_152_1) * t + 1.421_413_8) * t - 0.284_496_72) * t + 0.254_829_6) * t;
    let beyond = 0.5 * p * exp(-z * z);
    x * if x >= 0.0 { 1.0 - beyond } else { beyond }
}

/// Gate, up and down; without a gate the activation stands on the way up.
#[derive(Debug)]
pub(super) struct Feed {
    pub gate: Option<Linear>,
    pub up: Linear,
    pub down: Linear,
    pub activation: Activation,
}

/// Room for the hidden rows of a [`Feed`].
#[derive(Debug, Default)]
pub(super) struct FeedRoom {
    up: Vec<f32>,
    gate: Vec<f32>,
}

impl Feed {
    /// `out +=` the layer's output for the rows of `x`.
    pub(super) fn add(&self, x: &[f32], room: &mut FeedRoom, out: &mut [f32]) {
        let rows = x.len() / self.up.weight.columns;
        room.up.resize(rows * self.up.outputs(), 0.0);
        self.up.apply(x, &mut room.up, false);
        if let Some(gate) = &self.gate {
            room.gate.resize(room.up.len(), 0.0);
            gate.apply(x, &mut room.gate, false);
            self.activation.apply(&mut room.gate);
            room.up.iter_mut().zip(&room.gate).for_each(|(v, g)| *v *= g);
        } else {
            self.activation.apply(&mut room.up);
        }
        self.down.apply(&room.up, out, true);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn activations_are_near_their_definitions() {
        for i in -500..=500 {
            let x = i as f32 / 100.0;
            let z = f64::from(x);
            let tanh = 0.5 * z * (1.0 + (0.797_884_560_8 * (z + 0.044_715 * z * z * z)).tanh());
            // The error function by its series.
            let (mut term, mut erf) = (z / std::f64::consts::SQRT_2, 0.0);
            for n in 0..200 {
                erf += term / f64::from(2 * n + 1);
                term *= -z * z / 2.0 / f64::from(n + 1);
            }
            let expected = [
                (Activation::Relu, z.max(0.0)),
                (Activation::GeluTanh, tanh),
                (Activation::Gelu, 0.5 * z * (1.0 + erf * std::f64::consts::FRAC_2_SQRT_PI)),
                (Activation::Silu, z / (1.0 + (-z).exp())),
            ];
            for (activation, y) in expected {
                let mut v = [x];
                activation.apply(&mut v);
                assert!((f64::from(v[0]) - y).abs() < 2e-5, "{activation:?} of {x}: {} for {y}", v[0]);
            }
        }
    }

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
