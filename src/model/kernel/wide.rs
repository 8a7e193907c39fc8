//! The row operations of [`super::row`] for AVX-512, rows of a multiple of 16.
//!
//! Everything here runs with the features of [`super::vector`]'s backends. Sums run in sixteen lanes, whatever the row's neighbours.

use super::{Aligned, Rows, Taps};
use std::arch::x86_64::*;

/// 1.5 · 2²³: adding it rounds to the nearest integer, which then stands in the low bits.
const ROUND: f32 = 12_582_912.0;
const EPSILON: f32 = 1e-5;

macro_rules! wide {
    ($($(#[$doc:meta])* $visible:vis fn $name:ident($($argument:tt)*) $(-> $result:ty)? $body:block)*) => {
        $($(#[$doc])* #[target_feature(enable = "avx512f,avx512bw,avx512vl,fma")] #[inline] $visible fn $name($($argument)*) $(-> $result)? $body)*
    };
}

wide! {
    pub(super) fn load(c: &[f32; 16]) -> __m512 {
        // SAFETY: sixteen numbers.
        unsafe { _mm512_loadu_ps(c.as_ptr()) }
    }

    pub(super) fn store(c: &mut [f32; 16], v: __m512) {
        // SAFETY: sixteen numbers.
        unsafe { _mm512_storeu_ps(c.as_mut_ptr(), v) }
    }

    fn store_bytes(c: &mut [u8; 16], v: __m128i) {
        // SAFETY: sixteen bytes.
        unsafe { _mm_storeu_si128(c.as_mut_ptr().cast(), v) }
    }

    /// Convolve (or copy) the rows of `x`, norm, and put in 8 bits into `out`.
    pub(super) fn prepare(x: &[f32], taps: Option<Taps>, weight: &[f32], bias: &[f32], out: &mut Rows) {
        let width = weight.len();
        let mut row = Aligned::zeros(width);
        let mut terms = Vec::new();
        for (r, bytes) in (0..x.len() / width).zip(out.bytes.chunks_exact_mut(width)) {
            terms.clear();
            let total = match taps {
                Some(taps) => {
                    reached(x, taps, r, width, &mut terms);
                    weigh(&terms, &mut row)
                }
                None => copy(&x[r * width..][..width], &mut row),
            };
            out.scale[r] = norm_bytes(&mut row, total, weight, bias, bytes);
        }
    }

    /// Layer norm, in place.
    pub(super) fn norm(row: &mut [f32], weight: &[f32], bias: &[f32]) {
        let total = sum(row);
        normed(row, total, weight, bias);
    }

    /// The row in 8 bits around 128; returns its scale.
    pub(super) fn quantise(row: &[f32], out: &mut [u8]) -> f32 {
        let mut top = _mm512_setzero_ps();
        for c in row.as_chunks::<16>().0 {
            top = _mm512_max_ps(top, _mm512_abs_ps(load(c)));
        }
        bytes(row, top, 127.0, 128.0, out)
    }

    /// The row, nowhere negative and nowhere above `top`, in 8 bits from 0; returns its scale.
    pub(super) fn quantise_positive(row: &[f32], top: __m512, out: &mut [u8]) -> f32 {
        bytes(row, top, 255.0, 0.0, out)
    }

    /// The sum of a row's tokens: 4-bit values times their scales, with the feature's and the part's row; normed, into `out`.
    pub(super) fn embed(values: &[i8], scales: &[f32], feature: &[f32], part: &[f32], (weight, bias): (&[f32], &[f32]), out: &mut [f32]) {
        let group = values.len() / scales.len() / 16;
        let mut total = _mm512_setzero_ps();
        let rows = feature.as_chunks::<16>().0.iter().zip(part.as_chunks::<16>().0).zip(values.as_chunks::<16>().0);
        for (i, (((f, p), v), o)) in rows.zip(out.as_chunks_mut::<16>().0).enumerate() {
            // SAFETY: sixteen bytes.
            let v = _mm512_cvtepi32_ps(_mm512_cvtepi8_epi32(unsafe { _mm_loadu_si128(v.as_ptr().cast()) }));
            let sum = _mm512_fmadd_ps(v, _mm512_set1_ps(scales[i / group]), _mm512_add_ps(load(f), load(p)));
            total = _mm512_add_ps(total, sum);
            store(o, sum);
        }
        normed(out, total, weight, bias);
    }

    /// `sum += row`.
    pub(super) fn add(sum: &mut [f32], row: &[f32]) {
        for (s, r) in sum.as_chunks_mut::<16>().0.iter_mut().zip(row.as_chunks::<16>().0) {
            let v = _mm512_add_ps(load(s), load(r));
            store(s, v);
        }
    }

    /// The largest of a row.
    pub(super) fn largest(row: &[f32]) -> f32 {
        let mut top = _mm512_set1_ps(f32::NEG_INFINITY);
        for c in row.as_chunks::<16>().0 {
            top = _mm512_max_ps(top, load(c));
        }
        _mm512_reduce_max_ps(top)
    }

    /// `row *= factor`.
    pub(super) fn scale(row: &mut [f32], factor: f32) {
        for c in row.as_chunks_mut::<16>().0 {
            let v = _mm512_mul_ps(load(c), _mm512_set1_ps(factor));
            store(c, v);
        }
    }

    /// Two to the power of numbers at or below zero, within 1e-5 of its value; 2⁻¹²⁶ where it would be less.
    pub(super) fn exp2(x: __m512) -> __m512 {
        let x = _mm512_max_ps(x, _mm512_set1_ps(-126.0));
        let whole = _mm512_roundscale_ps::<{ _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC }>(x);
        let f = _mm512_sub_ps(x, whole);
        let mut p = _mm512_set1_ps(1.535_336_2e-4);
        for term in [1.339_887_5e-3, 9.618_437e-3, 5.550_332_5e-2, 2.402_264_8e-1, 6.931_472e-1, 1.0] {
            p = _mm512_fmadd_ps(p, f, _mm512_set1_ps(term));
        }
        _mm512_scalef_ps(p, whole)
    }

    /// Sums `row * tap` over the terms into `out`; returns the lanes' totals.
    fn weigh(terms: &[(&[f32], &[f32])], out: &mut [f32]) -> __m512 {
        match terms.len() {
            5 => weigh_some::<5>(terms, out),
            4 => weigh_some::<4>(terms, out),
            3 => weigh_some::<3>(terms, out),
            _ => {
                out.fill(0.0);
                for (row, tap) in terms {
                    out.iter_mut().zip(*row).zip(*tap).for_each(|((o, v), t)| *o += v * t);
                }
                sum(out)
            }
        }
    }

    fn sum(row: &[f32]) -> __m512 {
        let mut total = _mm512_setzero_ps();
        for c in row.as_chunks::<16>().0 {
            total = _mm512_add_ps(total, load(c));
        }
        total
    }

    fn copy(from: &[f32], to: &mut [f32]) -> __m512 {
        let mut total = _mm512_setzero_ps();
        for (c, o) in from.as_chunks::<16>().0.iter().zip(to.as_chunks_mut::<16>().0) {
            let v = load(c);
            total = _mm512_add_ps(total, v);
            store(o, v);
        }
        total
    }

    /// Mean and one over the deviation of a row whose lanes sum to `total`.
    fn moments(row: &[f32], total: __m512) -> (__m512, __m512) {
        let n = row.len() as f32;
        let mean = _mm512_set1_ps(_mm512_reduce_add_ps(total) / n);
        let mut squares = _mm512_setzero_ps();
        for c in row.as_chunks::<16>().0 {
            let v = _mm512_sub_ps(load(c), mean);
            squares = _mm512_fmadd_ps(v, v, squares);
        }
        (mean, _mm512_set1_ps(1.0 / (_mm512_reduce_add_ps(squares) / n + EPSILON).sqrt()))
    }

    /// Norms the row in place, given its lanes' totals; returns the lanes' largest sizes.
    fn normed(row: &mut [f32], total: __m512, weight: &[f32], bias: &[f32]) -> __m512 {
        let (mean, rstd) = moments(row, total);
        let mut top = _mm512_setzero_ps();
        let by = weight.as_chunks::<16>().0.iter().zip(bias.as_chunks::<16>().0);
        for (c, (w, b)) in row.as_chunks_mut::<16>().0.iter_mut().zip(by) {
            let v = _mm512_mul_ps(_mm512_sub_ps(load(c), mean), rstd);
            let v = _mm512_fmadd_ps(v, load(w), load(b));
            top = _mm512_max_ps(top, _mm512_abs_ps(v));
            store(c, v);
        }
        top
    }

    fn norm_bytes(row: &mut [f32], total: __m512, weight: &[f32], bias: &[f32], out: &mut [u8]) -> f32 {
        let top = normed(row, total, weight, bias);
        bytes(row, top, 127.0, 128.0, out)
    }

    /// The row as `value / largest * steps + zero`, given its lanes' largest sizes; returns the scale.
    fn bytes(row: &[f32], top: __m512, steps: f32, zero: f32, out: &mut [u8]) -> f32 {
        let top = _mm512_reduce_max_ps(top);
        let inverse = _mm512_set1_ps(if top > 0.0 { steps / top } else { 0.0 });
        let (zero, round) = (_mm512_set1_ps(zero), _mm512_set1_ps(ROUND));
        for (c, o) in row.as_chunks::<16>().0.iter().zip(out.as_chunks_mut::<16>().0) {
            let v = _mm512_add_ps(_mm512_fmadd_ps(load(c), inverse, zero), round);
            store_bytes(o, _mm512_cvtepi32_epi8(_mm512_castps_si512(v)));
        }
        top / steps
    }
}

/// The sums over `N` terms.
#[target_feature(enable = "avx512f,avx512bw,avx512vl,fma")]
#[inline]
fn weigh_some<const N: usize>(terms: &[(&[f32], &[f32])], out: &mut [f32]) -> __m512 {
    assert!(terms.len() == N && terms.iter().all(|(row, tap)| row.len() == out.len() && tap.len() == out.len()));
    let mut from = [(std::ptr::null(), std::ptr::null()); N];
    for (f, (row, tap)) in from.iter_mut().zip(terms) {
        *f = (row.as_ptr(), tap.as_ptr());
    }
    let mut total = _mm512_setzero_ps();
    for (i, o) in out.as_chunks_mut::<16>().0.iter_mut().enumerate() {
        let mut sum = _mm512_setzero_ps();
        for (row, tap) in from {
            // SAFETY: rows and taps are as long as `out`.
            sum = unsafe { _mm512_fmadd_ps(_mm512_loadu_ps(row.add(16 * i)), _mm512_loadu_ps(tap.add(16 * i)), sum) };
        }
        total = _mm512_add_ps(total, sum);
        store(o, sum);
    }
    total
}

/// The rows that the taps around row `r` reach, each with its tap.
#[inline(always)]
fn reached<'a>(x: &'a [f32], (taps, dilation): Taps<'a>, r: usize, width: usize, terms: &mut Vec<(&'a [f32], &'a [f32])>) {
    let (rows, reach) = (x.len() / width, taps.len() / width / 2 * dilation);
    for (k, tap) in taps.chunks_exact(width).enumerate() {
        if let Some(at) = (r + k * dilation).checked_sub(reach).filter(|&at| at < rows) {
            terms.push((&x[at * width..][..width], tap));
        }
    }
}
