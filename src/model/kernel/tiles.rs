//! Products of AMX, the processor's registers of 16 rows by 64 bytes: 32 by 32 results at a time, in 8 bits for the layers and in
//! bfloat16 for attention.
//!
//! The instructions stand in assembly, as the intrinsics are not stable yet. Matrices on the right are packed as [`Linear::packed`] is:
//! for each 16 columns all rows, four bytes (or two halves) of one column side by side.

use super::{Aligned, AttentionBuffers, Linear, Out, Rows, wide};
use std::arch::asm;
use std::arch::x86_64::*;

/// Rows and columns of a block: four tiles of 16 by 16.
pub(super) const SIDE: usize = 32;
/// Bytes of a tile, and of its rows.
const TILE: usize = 1024;
const LINE: usize = 64;

/// Whether the processor has tiles and the system lets this process use them.
pub(super) fn detect() -> bool {
    #[cfg(target_os = "linux")]
    {
        const PERMIT: libc::c_long = 0x1023;
        const TILE_DATA: libc::c_long = 18;
        const BF16_TILES_INT8: u32 = 1 << 22 | 1 << 24 | 1 << 25;
        let has = __cpuid(0).eax >= 7 && __cpuid_count(7, 0).edx & BF16_TILES_INT8 == BF16_TILES_INT8;
        // SAFETY: the call takes two numbers and changes nothing but what the process may use; without tiles it is not made.
        let has = has && is_x86_feature_detected!("avx512bf16");
        return has && unsafe { libc::syscall(libc::SYS_arch_prctl, PERMIT, TILE_DATA) } == 0;
    }
    #[allow(unreachable_code)]
    false
}

/// How the eight tiles are cut: palette 1, each of 16 rows by 64 bytes.
#[repr(C, align(64))]
struct Layout([u8; 64]);

static LAYOUT: Layout = {
    let mut bytes = [0; 64];
    bytes[0] = 1;
    let mut t = 0;
    while t < 8 {
        (bytes[16 + 2 * t], bytes[48 + t]) = (LINE as u8, 16);
        t += 1;
    }
    Layout(bytes)
};

/// The tiles, ours until dropped: a thread that holds none is cheaper to switch.
struct Tiles;

impl Tiles {
    /// # Safety
    /// [`detect`] said yes.
    unsafe fn claim() -> Self {
        // SAFETY: reads the 64 bytes of the layout.
        unsafe { asm!("ldtilecfg [{}]", in(reg) &raw const LAYOUT, options(nostack, readonly)) };
        Self
    }
}

impl Drop for Tiles {
    fn drop(&mut self) {
        // SAFETY: only `claim` makes one.
        unsafe { asm!("tilerelease", options(nostack, nomem)) };
    }
}

/// A product of 32 rows by 32 columns, `steps` times 64 bytes deep, stored (not added) to `$to`.
macro_rules! block {
    ($name:ident, $multiply:literal, $number:ty, $value:ty) => {
        /// # Safety
        /// The tiles are claimed. 32 rows of `64 * steps` bytes, `stride` bytes apart, stand at `rows`, two groups of `steps` tiles
        /// at `columns`; `to` has room for 32 rows of 32, `to_stride` bytes apart.
        #[inline]
        unsafe fn $name(rows: *const $number, stride: usize, columns: *const $number, steps: usize, to: *mut $value, to_stride: usize) {
            let (rows, columns, to) = (rows.cast::<u8>(), columns.cast::<u8>(), to.cast::<u8>());
            // SAFETY: by the contract.
            unsafe {
                asm!(
                    "tilezero tmm0", "tilezero tmm1", "tilezero tmm2", "tilezero tmm3",
                    "2:",
                    "tileloadd tmm4, [{upper} + {stride}]",
                    "tileloadd tmm6, [{left} + {line}]",
                    concat!($multiply, " tmm0, tmm4, tmm6"),
                    "tileloadd tmm7, [{right} + {line}]",
                    concat!($multiply, " tmm1, tmm4, tmm7"),
                    "tileloadd tmm5, [{lower} + {stride}]",
                    concat!($multiply, " tmm2, tmm5, tmm6"),
                    concat!($multiply, " tmm3, tmm5, tmm7"),
                    "add {upper}, 64", "add {lower}, 64", "add {left}, 1024", "add {right}, 1024",
                    "dec {steps}",
                    "jnz 2b",
                    "tilestored [{top} + {to_stride}], tmm0",
                    "tilestored [{top} + {to_stride} + 64], tmm1",
                    "tilestored [{bottom} + {to_stride}], tmm2",
                    "tilestored [{bottom} + {to_stride} + 64], tmm3",
                    upper = inout(reg) rows => _,
                    lower = inout(reg) rows.add(16 * stride) => _,
                    left = inout(reg) columns => _,
                    right = inout(reg) columns.add(steps * TILE) => _,
                    steps = inout(reg) steps => _,
                    stride = in(reg) stride,
                    line = in(reg) LINE,
                    top = in(reg) to,
                    bottom = in(reg) to.add(16 * to_stride),
                    to_stride = in(reg) to_stride,
                    out("tmm0") _, out("tmm1") _, out("tmm2") _, out("tmm3") _,
                    out("tmm4") _, out("tmm5") _, out("tmm6") _, out("tmm7") _,
                    options(nostack),
                );
            }
        }
    };
}

block!(bytes, "tdpbusd", u8, i32);
block!(halves, "tdpbf16ps", u16, f32);

/// Sums of one block.
#[repr(C, align(64))]
struct Sums([[i32; SIDE]; SIDE]);

pub(super) fn linear(x: &Rows, w: &Linear, out: Out) {
    assert!(x.bytes.len() >= x.rows.next_multiple_of(SIDE) * w.inputs && x.scale.len() >= x.rows && x.rows > 0);
    assert!(w.packed.len() == w.inputs * w.outputs && w.inputs.is_multiple_of(LINE) && w.outputs.is_multiple_of(SIDE));
    // SAFETY: a backend with tiles comes from `detect` alone; the lengths are those that `linear_wide` asks for.
    unsafe { linear_wide(x, w, out) }
}

/// # Safety
/// As asserted in [`linear`], and the processor has what it takes.
#[target_feature(enable = "avx512f,avx512bw,avx512vl,fma")]
unsafe fn linear_wide(x: &Rows, w: &Linear, mut out: Out) {
    let n = w.outputs;
    // Two, so that one is filled while the other is read.
    let mut sums = [Sums([[0; SIDE]; SIDE]), Sums([[0; SIDE]; SIDE])];
    // Not a power of two apart, so that they do not share their places in the cache.
    let apart = n + 16;
    let mut lines = Aligned::zeros(if matches!(out, Out::Relu(_)) { SIDE * apart } else { 0 });
    // SAFETY: by the contract.
    let _tiles = unsafe { Tiles::claim() };
    let multiply = |first: usize, column: usize, sums: &mut Sums| {
        // SAFETY: 32 rows from `first` and 32 columns from `column` exist, padding included.
        unsafe {
            let (rows, columns) = (x.bytes.as_ptr().add(first * w.inputs), w.packed.as_ptr().add(column * w.inputs));
            bytes(rows, w.inputs, columns.cast(), w.inputs / LINE, sums.0.as_mut_ptr().cast(), 4 * SIDE);
        }
    };
    for first in (0..x.rows).step_by(SIDE) {
        let scales = &x.scale[first..x.rows.min(first + SIDE)];
        let mut tops = [_mm512_setzero_ps(); SIDE];
        let [mut done, mut next] = sums.each_mut();
        multiply(first, 0, done);
        for column in (0..n).step_by(SIDE) {
            if column + SIDE < n {
                multiply(first, column + SIDE, next);
            }
            let part = Part::new(w, x.zero, column);
            match &mut out {
                Out::Store(to) => part.store(done, scales, &mut to[first * n..], n),
                Out::Add(to) => part.add(done, scales, &mut to[first * n..], n),
                Out::Relu(_) => part.cut(done, scales, &mut lines, apart, &mut tops),
            }
            std::mem::swap(&mut done, &mut next);
        }
        if let Out::Relu(to) = &mut out {
            for (r, (line, top)) in lines.chunks_exact(apart).zip(tops).take(scales.len()).enumerate() {
                let r = first + r;
                to.scale[r] = wide::quantise_positive(&line[..n], top, &mut to.bytes[r * n..][..n]);
            }
        }
    }
}

/// What turns the sums of 32 columns into numbers.
struct Part {
    column: usize,
    scale: [__m512; 2],
    bias: [__m512; 2],
    shift: [__m512i; 2],
}

macro_rules! finish {
    ($($(#[$doc:meta])* $name:ident($($extra:ident: $kind:ty)?) |$to:ident, $v:ident, $r:ident| $put:expr;)*) => {
        $($(#[$doc])*
        #[target_feature(enable = "avx512f,avx512bw,avx512vl,fma")]
        #[inline]
        fn $name(&self, sums: &Sums, scales: &[f32], to: &mut [f32], width: usize $(, $extra: $kind)?) {
            for ($r, ((sums, row), to)) in sums.0.iter().zip(scales).zip(to.chunks_exact_mut(width)).enumerate() {
                let row = _mm512_set1_ps(*row);
                let to = to[self.column..][..SIDE].as_chunks_mut::<16>().0;
                for (g, $to) in to.iter_mut().enumerate() {
                    // SAFETY: the row of sums holds 32.
                    let sum = unsafe { _mm512_loadu_si512(sums.as_ptr().add(16 * g).cast()) };
                    let sum = _mm512_mul_ps(_mm512_cvtepi32_ps(_mm512_sub_epi32(sum, self.shift[g])), row);
                    let $v = _mm512_fmadd_ps(sum, self.scale[g], self.bias[g]);
                    $put
                }
            }
        })*
    };
}

impl Part {
    #[target_feature(enable = "avx512f,avx512bw,avx512vl,fma")]
    #[inline]
    fn new(w: &Linear, zero: i32, column: usize) -> Self {
        let part = |all: &[f32], g: usize| wide::load(all[column + 16 * g..][..16].try_into().expect("sixteen"));
        let shift = |g: usize| {
            let sums = &w.sums[column + 16 * g..][..16];
            // SAFETY: sixteen sums.
            _mm512_mullo_epi32(_mm512_set1_epi32(zero), unsafe { _mm512_loadu_si512(sums.as_ptr().cast()) })
        };
        Self {
            column,
            scale: [part(&w.scale, 0), part(&w.scale, 1)],
            bias: [part(&w.bias, 0), part(&w.bias, 1)],
            shift: [shift(0), shift(1)],
        }
    }

    finish! {
        /// Into the columns of `to`.
        store() |to, v, _r| wide::store(to, v);
        /// The same, added to what stands there.
        add() |to, v, _r| {
            let sum = _mm512_add_ps(wide::load(to), v);
            wide::store(to, sum);
        };
        /// The same, cut at zero, and the largest of each row.
        cut(tops: &mut [__m512; SIDE]) |to, v, r| {
            let v = _mm512_max_ps(v, _mm512_setzero_ps());
            tops[r] = _mm512_max_ps(tops[r], v);
            wide::store(to, v);
        };
    }
}

/// Attention as [`super::attend`] describes it, for heads of a multiple of 32 wide, into `b.context`.
pub(super) fn attend(qkv: &[f32], width: usize, heads: usize, b: &mut AttentionBuffers) {
    assert!(heads > 0 && (width / heads).is_multiple_of(SIDE) && qkv.len().is_multiple_of(3 * width) && !qkv.is_empty());
    // SAFETY: a backend with tiles comes from `detect` alone; `attend_wide` makes its own buffers.
    unsafe { attend_wide(qkv, width, heads, b) }
}

/// # Safety
/// As asserted in [`attend`], and the processor has what it takes.
#[target_feature(enable = "avx512f,avx512bw,avx512vl,avx512bf16,fma")]
unsafe fn attend_wide(qkv: &[f32], width: usize, heads: usize, b: &mut AttentionBuffers) {
    let (rows, size) = (qkv.len() / (3 * width), width / heads);
    let padded = rows.next_multiple_of(SIDE);
    pack(qkv, width, size, padded, b);
    b.context.resize(padded * width);
    // Not a power of two apart, so that rows do not share their places in the cache.
    let apart = padded + 16;
    b.scores.resize(SIDE * apart);
    b.shares.resize(SIDE * padded);
    let scale = std::f32::consts::LOG2_E / (size as f32).sqrt();
    let mut factors = [0.0; SIDE];
    // SAFETY: by the contract.
    let _tiles = unsafe { Tiles::claim() };
    for h in 0..heads {
        for first in (0..padded).step_by(SIDE) {
            for key in (0..padded).step_by(SIDE) {
                // SAFETY: `queries` and `keys` are padded to blocks of 32 rows, `scores` holds 32 rows of `padded`.
                unsafe {
                    let queries = b.queries.as_ptr().add(first * width + h * size);
                    let keys = b.keys.as_ptr().add((h * padded + key) * size);
                    halves(queries, 2 * width, keys, size / SIDE, b.scores.as_mut_ptr().add(key), 4 * apart);
                }
            }
            let live = SIDE.min(rows - first);
            let lines = b.scores.chunks_exact_mut(apart).zip(b.shares.chunks_exact_mut(padded));
            for ((line, shares), factor) in lines.zip(&mut factors).take(live) {
                line[rows..padded].fill(f32::MIN);
                *factor = 1.0 / powers(&line[..padded], scale, shares);
            }
            for column in (0..size).step_by(SIDE) {
                // SAFETY: `shares` holds 32 rows of `padded`, `values` all keys of each column, `context` is padded to blocks.
                unsafe {
                    let values = b.values.as_ptr().add((h * size + column) * padded);
                    let context = b.context.as_mut_ptr().add(first * width + h * size + column);
                    halves(b.shares.as_ptr(), 2 * padded, values, padded / SIDE, context, 4 * width);
                }
            }
            for (line, factor) in b.context[first * width..].chunks_exact_mut(width).zip(factors).take(live) {
                wide::scale(&mut line[h * size..][..size], factor);
            }
        }
    }
}

/// Queries as they are, keys and values packed, in halves. What stands in the padding of the keys is written over later; that of the
/// values is zero.
#[target_feature(enable = "avx512f,avx512bw,avx512vl,avx512bf16,fma")]
#[inline]
fn pack(qkv: &[f32], width: usize, size: usize, padded: usize, b: &mut AttentionBuffers) {
    for part in [&mut b.queries, &mut b.keys, &mut b.values] {
        part.resize(padded * width);
    }
    let zeros = Aligned::zeros(width);
    let lines = || qkv.chunks_exact(3 * width);
    let mut key = Aligned::zeros(width);
    for (r, line) in lines().enumerate() {
        to_halves(&line[..width], &mut b.queries[r * width..][..width]);
        to_halves(&line[width..2 * width], &mut key);
        for (h, key) in key.chunks_exact(size).enumerate() {
            // [keys / 16][size / 2][16 keys][2]
            let to = b.keys[(h * padded + r / 16 * 16) * size..][..16 * size].as_chunks_mut::<32>().0;
            for (pair, to) in key.as_chunks::<2>().0.iter().zip(to) {
                to.as_chunks_mut::<2>().0[r % 16] = *pair;
            }
        }
    }
    let mut values = lines().map(|line| &line[2 * width..]);
    for pair in 0..padded / 2 {
        let (even, odd) = (values.next().unwrap_or(&zeros[..]), values.next().unwrap_or(&zeros[..]));
        for (c, (even, odd)) in even.as_chunks::<16>().0.iter().zip(odd.as_chunks::<16>().0).enumerate() {
            // [size / 16][keys / 2][16 columns][2]
            let (low, high) = (half(wide::load(even)), half(wide::load(odd)));
            let both = _mm512_or_si512(_mm512_cvtepu16_epi32(low), _mm512_slli_epi32::<16>(_mm512_cvtepu16_epi32(high)));
            let to = &mut b.values[16 * c * padded + 32 * pair..][..32];
            // SAFETY: 32 halves.
            unsafe { _mm512_storeu_si512(to.as_mut_ptr().cast(), both) };
        }
    }
}

/// Two to the power of each number's distance from the largest, times `scale`: the softmax, but for the factor of the sum, which is
/// returned.
#[target_feature(enable = "avx512f,avx512bw,avx512vl,avx512bf16,fma")]
#[inline]
fn powers(row: &[f32], scale: f32, to: &mut [u16]) -> f32 {
    let (top, scale) = (_mm512_set1_ps(wide::largest(row)), _mm512_set1_ps(scale));
    let mut total = _mm512_setzero_ps();
    for (c, o) in row.as_chunks::<16>().0.iter().zip(to.as_chunks_mut::<16>().0) {
        let v = wide::exp2(_mm512_mul_ps(_mm512_sub_ps(wide::load(c), top), scale));
        total = _mm512_add_ps(total, v);
        store(o, half(v));
    }
    _mm512_reduce_add_ps(total)
}

/// The nearest bfloat16 of each.
#[target_feature(enable = "avx512f,avx512bw,avx512vl,avx512bf16,fma")]
#[inline]
fn to_halves(from: &[f32], to: &mut [u16]) {
    for (c, o) in from.as_chunks::<16>().0.iter().zip(to.as_chunks_mut::<16>().0) {
        store(o, half(wide::load(c)));
    }
}

#[target_feature(enable = "avx512f,avx512bw,avx512vl,avx512bf16,fma")]
#[inline]
fn half(v: __m512) -> __m256i {
    // SAFETY: both are 32 bytes of anything.
    unsafe { std::mem::transmute(_mm512_cvtneps_pbh(v)) }
}

#[target_feature(enable = "avx512f,avx512bw,avx512vl,avx512bf16,fma")]
#[inline]
fn store(to: &mut [u16; 16], v: __m256i) {
    // SAFETY: sixteen halves.
    unsafe { _mm256_storeu_si256(to.as_mut_ptr().cast(), v) };
}
