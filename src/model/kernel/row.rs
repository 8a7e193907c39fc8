//! Row operations in safe Rust. Always inlined, so that [`super::vector`] compiles them again for wider registers.

use super::{Rows, Taps};

/// 1.5 · 2²³: adding it rounds to the nearest integer, which then stands in the low bits.
const ROUND: f32 = 12_582_912.0;

/// Folds a row in sixteen lanes, then the lanes: one order of operations everywhere, and it vectorises.
#[inline(always)]
fn fold(row: &[f32], start: f32, f: impl Fn(f32, f32) -> f32, join: impl Fn(f32, f32) -> f32) -> f32 {
    let mut lanes = [start; 16];
    let (chunks, rest) = row.as_chunks::<16>();
    for c in chunks {
        for i in 0..16 {
            lanes[i] = f(lanes[i], c[i]);
        }
    }
    for &v in rest {
        lanes[0] = f(lanes[0], v);
    }
    for half in [8, 4, 2, 1] {
        for i in 0..half {
            lanes[i] = join(lanes[i], lanes[i + half]);
        }
    }
    lanes[0]
}

#[inline(always)]
fn larger(a: f32, b: f32) -> f32 {
    if b > a { b } else { a }
}

/// Layer norm, in place.
#[inline(always)]
pub(crate) fn norm(row: &mut [f32], weight: &[f32], bias: &[f32]) {
    let n = row.len() as f32;
    let mean = fold(row, 0.0, |a, v| a + v, |a, b| a + b) / n;
    let rstd = 1.0 / (fold(row, 0.0, |a, v| a + (v - mean) * (v - mean), |a, b| a + b) / n + 1e-5).sqrt();
    row.iter_mut().zip(weight).zip(bias).for_each(|((v, w), b)| *v = ((*v - mean) * rstd) * w + b);
}

/// A token's row: whole numbers times their scales, and two rows; normed.
#[inline(always)]
pub(crate) fn embed(values: &[i8], scales: &[f32], [a, b]: [&[f32]; 2], (weight, bias): (&[f32], &[f32]), out: &mut [f32]) {
    let group = values.len() / scales.len();
    for (j, v) in out.iter_mut().enumerate() {
        *v = f32::from(values[j]) * scales[j / group] + a[j] + b[j];
    }
    norm(out, weight, bias);
}

/// Depthwise convolution around row `r` of `x`, zero outside, into `out`.
#[inline(always)]
pub(crate) fn convolve(x: &[f32], (taps, dilation): Taps, r: usize, out: &mut [f32]) {
    let width = out.len();
    let (rows, reach) = (x.len() / width, taps.len() / width / 2 * dilation);
    out.fill(0.0);
    for (k, tap) in taps.chunks_exact(width).enumerate() {
        let Some(at) = (r + k * dilation).checked_sub(reach).filter(|&at| at < rows) else { continue };
        out.iter_mut().zip(&x[at * width..][..width]).zip(tap).for_each(|((o, v), t)| *o += v * t);
    }
}

/// The row's positive part in 8 bits from 0; returns its scale.
#[inline(always)]
pub(crate) fn quantise_positive(row: &[f32], out: &mut [u8]) -> f32 {
    let top = fold(row, 0.0, larger, larger);
    let inverse = if top > 0.0 { 255.0 / top } else { 0.0 };
    out.iter_mut().zip(row).for_each(|(o, v)| *o = (larger(0.0, *v) * inverse + ROUND).to_bits() as u8);
    top / 255.0
}

/// `exp` of numbers at or below zero, within 1e-5 of its value; 1e-38 where it would be less.
#[inline(always)]
pub(crate) fn exp(x: f32) -> f32 {
    let x = larger(-126.0, x * std::f32::consts::LOG2_E);
    let shifted = x + ROUND;
    let f = x - (shifted - ROUND);
    let p = 1.535_336_2e-4 * f + 1.339_887_5e-3;
    let p = ((p * f + 9.618_437e-3) * f + 5.550_332_5e-2) * f + 2.402_264_8e-1;
    let p = (p * f + 6.931_472e-1) * f + 1.0;
    f32::from_bits(shifted.to_bits().wrapping_add(127) << 23) * p
}

/// Softmax of `row * scale`, in place.
#[inline(always)]
pub(crate) fn softmax(row: &mut [f32], scale: f32) {
    let top = fold(row, f32::NEG_INFINITY, larger, larger);
    row.iter_mut().for_each(|v| *v = exp((*v - top) * scale));
    let inverse = 1.0 / fold(row, 0.0, |a, v| a + v, |a, b| a + b);
    row.iter_mut().for_each(|v| *v *= inverse);
}

/// Softmax of each row of `scores * scale`, in place.
#[inline(always)]
pub(crate) fn softmax_rows(scores: &mut [f32], width: usize, scale: f32) {
    scores.chunks_exact_mut(width).for_each(|row| softmax(row, scale));
}

#[inline(always)]
fn prepare(x: &[f32], taps: Option<Taps>, weight: &[f32], bias: &[f32], mut take: impl FnMut(usize, &[f32])) {
    let width = weight.len();
    let mut row = vec![0.0; width];
    for r in 0..x.len() / width {
        match taps {
            Some(taps) => convolve(x, taps, r, &mut row),
            None => row.copy_from_slice(&x[r * width..][..width]),
        }
        norm(&mut row, weight, bias);
        take(r, &row);
    }
}

/// Convolve and norm into `out.floats`.
#[inline(always)]
pub(crate) fn prepare_floats(x: &[f32], taps: Option<Taps>, weight: &[f32], bias: &[f32], out: &mut Rows) {
    let width = out.width;
    prepare(x, taps, weight, bias, |r, row| out.floats[r * width..][..width].copy_from_slice(row));
}
