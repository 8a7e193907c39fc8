//! The feed-forward layer and its activations.

use super::layers::Linear;
use crate::model::kernel::row::exp;

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
}
