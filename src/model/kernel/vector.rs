//! The row operations compiled for AVX2, those of [`super::wide`] behind safe names, and the 8-bit product of AVX-512 VNNI.

use super::{Backend, Linear, Out, Rows, Taps, row, tiles, wide};
use std::arch::x86_64::*;

/// Rows and groups of sixteen outputs of one tile: 24 sums, 4 weights and 1 activation fit the 32 registers.
const TILE: usize = 6;
const GROUPS: usize = 4;
/// Rows that share one pass over the weights.
const BLOCK: usize = 24;

pub(super) fn detect() -> Backend {
    let wide = is_x86_feature_detected!("avx512f") && is_x86_feature_detected!("avx512bw") && is_x86_feature_detected!("avx512vl");
    if wide && is_x86_feature_detected!("avx512vnni") && is_x86_feature_detected!("fma") {
        if tiles::detect() { Backend::Amx } else { Backend::Vnni }
    } else if is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma") {
        Backend::Avx2
    } else {
        Backend::Plain
    }
}

// SAFETY of all calls below: a `Backend` other than `Plain` comes from `detect` alone.

pub(super) fn prepare_bytes(x: &[f32], taps: Option<Taps>, weight: &[f32], bias: &[f32], out: &mut Rows) {
    unsafe { wide::prepare(x, taps, weight, bias, out) }
}

pub(super) fn norm(rows: &mut [f32], weight: &[f32], bias: &[f32]) {
    rows.chunks_exact_mut(weight.len()).for_each(|line| unsafe { wide::norm(line, weight, bias) });
}

pub(super) fn embed(values: &[i8], scales: &[f32], [a, b]: [&[f32]; 2], norm: (&[f32], &[f32]), out: &mut [f32]) {
    unsafe { wide::embed(values, scales, a, b, norm, out) }
}

pub(super) fn add(sum: &mut [f32], row: &[f32]) {
    unsafe { wide::add(sum, row) }
}

pub(super) fn quantise(x: &[f32], out: &mut Rows) {
    let width = out.width;
    for ((line, bytes), scale) in x.chunks_exact(width).zip(out.bytes.chunks_exact_mut(width)).zip(out.scale.iter_mut()) {
        *scale = unsafe { wide::quantise(line, bytes) };
    }
}

pub(super) fn prepare_floats(x: &[f32], taps: Option<Taps>, weight: &[f32], bias: &[f32], out: &mut Rows) {
    #[target_feature(enable = "avx2,fma")]
    fn wide(x: &[f32], taps: Option<Taps>, weight: &[f32], bias: &[f32], out: &mut Rows) {
        row::prepare_floats(x, taps, weight, bias, out);
    }
    unsafe { wide(x, taps, weight, bias, out) }
}

pub(super) fn softmax(scores: &mut [f32], width: usize, scale: f32) {
    #[target_feature(enable = "avx2,fma")]
    fn wide(scores: &mut [f32], width: usize, scale: f32) {
        row::softmax_rows(scores, width, scale);
    }
    unsafe { wide(scores, width, scale) }
}

pub(super) fn linear(x: &Rows, w: &Linear, out: Out) {
    assert!(x.bytes.len() >= x.rows * w.inputs && x.scale.len() >= x.rows);
    assert!(w.packed.len() == w.inputs * w.outputs && w.inputs.is_multiple_of(4) && w.outputs.is_multiple_of(16 * GROUPS));
    assert!(w.scale.len() == w.outputs && w.bias.len() == w.outputs && w.sums.len() == w.outputs);
    unsafe { linear_wide(x, w, out) }
}

#[target_feature(enable = "avx512f,avx512bw,avx512vl,avx512vnni,fma")]
fn linear_wide(x: &Rows, w: &Linear, mut out: Out) {
    let mut lines = vec![0.0f32; BLOCK * w.outputs];
    for first in (0..x.rows).step_by(BLOCK) {
        let count = BLOCK.min(x.rows - first);
        for column in (0..w.outputs).step_by(16 * GROUPS) {
            for t in (0..count).step_by(TILE) {
                let to = &mut lines[t * w.outputs..];
                // SAFETY: `linear` checked the lengths; the tile holds rows below `x.rows` and columns below `w.outputs`.
                unsafe {
                    match TILE.min(count - t) {
                        1 => tile::<1>(x, w, first + t, column, to),
                        2 => tile::<2>(x, w, first + t, column, to),
                        3 => tile::<3>(x, w, first + t, column, to),
                        4 => tile::<4>(x, w, first + t, column, to),
                        5 => tile::<5>(x, w, first + t, column, to),
                        _ => tile::<TILE>(x, w, first + t, column, to),
                    }
                }
            }
        }
        for r in 0..count {
            out.take(first + r, &lines[r * w.outputs..][..w.outputs]);
        }
    }
}

/// Outputs `column .. column + 64` of the rows `first .. first + R`, into rows of `to`.
///
/// # Safety
/// Rows and columns exist in `x` and `w`, `to` holds R rows, and the processor has the features.
#[target_feature(enable = "avx512f,avx512bw,avx512vl,avx512vnni,fma")]
#[inline]
unsafe fn tile<const R: usize>(x: &Rows, w: &Linear, first: usize, column: usize, to: &mut [f32]) {
    let steps = w.inputs / 4;
    let mut sums = [[_mm512_setzero_si512(); GROUPS]; R];
    // SAFETY: by the contract, all offsets stay inside the slices.
    unsafe {
        let weights = w.packed.as_ptr().add(column * w.inputs);
        let rows = x.bytes.as_ptr().add(first * w.inputs);
        for k in 0..steps {
            // Loops, not closures: those would be calls here, with the sums in memory.
            let mut group = [_mm512_setzero_si512(); GROUPS];
            for (g, lanes) in group.iter_mut().enumerate() {
                *lanes = _mm512_loadu_si512(weights.add((g * steps + k) * 64).cast());
            }
            for (r, sums) in sums.iter_mut().enumerate() {
                let four = _mm512_set1_epi32(rows.add(r * w.inputs + 4 * k).cast::<i32>().read_unaligned());
                for (sum, lanes) in sums.iter_mut().zip(group) {
                    *sum = _mm512_dpbusd_epi32(*sum, four, lanes);
                }
            }
        }
        let zero = _mm512_set1_epi32(x.zero);
        for (r, sums) in sums.iter().enumerate() {
            let row = _mm512_set1_ps(x.scale[first + r]);
            for (g, sum) in sums.iter().enumerate() {
                let o = column + 16 * g;
                let shift = _mm512_mullo_epi32(zero, _mm512_loadu_si512(w.sums.as_ptr().add(o).cast()));
                let (scale, bias) = (_mm512_loadu_ps(w.scale.as_ptr().add(o)), _mm512_loadu_ps(w.bias.as_ptr().add(o)));
                let value = _mm512_mul_ps(_mm512_cvtepi32_ps(_mm512_sub_epi32(*sum, shift)), row);
                _mm512_storeu_ps(to[r * w.outputs + o..][..16].as_mut_ptr(), _mm512_fmadd_ps(value, scale, bias));
            }
        }
    }
}
