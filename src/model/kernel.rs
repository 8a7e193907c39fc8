//! The arithmetic of the encoder on rows of `f32`, with 8-bit products where the processor has them.
//!
//! In: row-major activations. Out: the same, in buffers of the caller. Everything runs on the calling thread and works row by row, so
//! results depend neither on what else is in a batch nor on threads. [`row`] holds the safe forms, [`vector`] compiles them for AVX2 and
//! adds the 8-bit product of VNNI, [`wide`] has them for AVX-512, [`tiles`] the products of AMX, [`products`] wraps the `f32` product.

mod aligned;
#[allow(unsafe_code)]
mod products;
pub(crate) mod row;
#[cfg(test)]
mod tests;
#[cfg(target_arch = "x86_64")]
#[allow(unsafe_code)]
mod tiles;
#[cfg(target_arch = "x86_64")]
#[allow(unsafe_code)]
mod vector;
#[cfg(target_arch = "x86_64")]
#[allow(unsafe_code)]
mod wide;

pub(crate) use aligned::Aligned;
pub(crate) use products::product;

/// What computes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Backend {
    /// 8-bit products and attention by the tiles of AMX, everything else by AVX-512.
    Amx,
    /// 8-bit products by AVX-512 VNNI.
    Vnni,
    /// `f32` products, everything else by AVX2 and FMA.
    Avx2,
    /// `f32` products, everything else in plain Rust.
    Plain,
}

impl Backend {
    /// The fastest that this processor has.
    pub(crate) fn detect() -> Self {
        #[cfg(target_arch = "x86_64")]
        return vector::detect();
        #[cfg(not(target_arch = "x86_64"))]
        Self::Plain
    }

    /// Products in 8 bits.
    pub(crate) fn is_bytes(self) -> bool {
        matches!(self, Self::Amx | Self::Vnni)
    }
}

/// Rows that go into a product: in 8 bits, `value = (byte - zero) * scale` with one scale a row, or as they are.
#[derive(Debug, Default)]
pub(crate) struct Rows {
    pub bytes: Aligned<u8>,
    pub scale: Vec<f32>,
    /// 128 for signed rows, 0 for rows that are never negative.
    pub zero: i32,
    pub floats: Aligned<f32>,
    pub width: usize,
    pub rows: usize,
}

impl Rows {
    /// Room for `rows` rows; what stood there before may remain.
    pub(crate) fn shape(&mut self, backend: Backend, rows: usize, width: usize, zero: i32) {
        if backend.is_bytes() {
            // Whole blocks of rows, for the tiles.
            self.bytes.resize(rows.next_multiple_of(32) * width);
            self.scale.resize(rows, 0.0);
        } else {
            self.floats.resize(rows * width);
        }
        (self.zero, self.width, self.rows) = (zero, width, rows);
    }
}

/// A linear layer, `x · wᵀ + bias`, with one scale for each output's 8-bit weights.
#[derive(Debug)]
pub(crate) struct Linear {
    /// Packed for products of four: `[outputs / 16][inputs / 4][16][4]`. Empty where products are in `f32`.
    pub packed: Aligned<i8>,
    /// Shape (outputs, inputs). Empty where products are in 8 bits.
    pub floats: Vec<f32>,
    pub scale: Aligned<f32>,
    pub bias: Aligned<f32>,
    /// Sum of each output's 8-bit weights, for the zero point.
    pub sums: Aligned<i32>,
    pub inputs: usize,
    pub outputs: usize,
}

impl Linear {
    /// From 8-bit weights of shape (outputs, inputs), both multiples of 64.
    pub(crate) fn new(backend: Backend, weights: &[i8], scale: &[f32], bias: &[f32], inputs: usize, outputs: usize) -> Self {
        assert!(inputs.is_multiple_of(64) && outputs.is_multiple_of(64) && weights.len() == inputs * outputs);
        let (mut packed, mut floats, mut sums) = (Aligned::default(), Vec::new(), Aligned::default());
        if backend.is_bytes() {
            packed = Aligned::zeros(weights.len());
            for (o, row) in weights.chunks_exact(inputs).enumerate() {
                for (i, four) in row.chunks_exact(4).enumerate() {
                    packed[((o / 16 * (inputs / 4) + i) * 16 + o % 16) * 4..][..4].copy_from_slice(four);
                }
            }
            let each: Vec<i32> = weights.chunks_exact(inputs).map(|row| row.iter().map(|&w| i32::from(w)).sum()).collect();
            sums = each[..].into();
        } else {
            floats = weights.chunks_exact(inputs).zip(scale).flat_map(|(row, s)| row.iter().map(move |&w| f32::from(w) * s)).collect();
        }
        Self { packed, floats, scale: scale.into(), bias: bias.into(), sums, inputs, outputs }
    }
}

/// Where the rows of a product go.
pub(crate) enum Out<'a> {
    /// Stored.
    Store(&'a mut [f32]),
    /// Added.
    Add(&'a mut [f32]),
    /// Negative values cut to 0, ready for the next product.
    Relu(&'a mut Rows),
}

impl Out<'_> {
    /// Takes row `r`.
    #[inline(always)]
    fn take(&mut self, r: usize, line: &[f32]) {
        let n = line.len();
        match self {
            Out::Store(out) => out[r * n..][..n].copy_from_slice(line),
            Out::Add(out) => out[r * n..][..n].iter_mut().zip(line).for_each(|(o, v)| *o += v),
            Out::Relu(out) => out.scale[r] = row::quantise_positive(line, &mut out.bytes[r * n..][..n]),
        }
    }
}

/// `x · wᵀ + b` for all rows, into `out`.
pub(crate) fn linear(backend: Backend, x: &Rows, w: &Linear, mut out: Out) {
    assert_eq!(x.width, w.inputs);
    if let Out::Relu(rows) = &mut out {
        rows.shape(backend, x.rows, w.outputs, 0);
    }
    if x.rows == 0 {
        return;
    }
    match backend {
        #[cfg(target_arch = "x86_64")]
        Backend::Amx => tiles::linear(x, w, out),
        #[cfg(target_arch = "x86_64")]
        Backend::Vnni => vector::linear(x, w, out),
        _ => linear_floats(x, w, out),
    }
}

fn linear_floats(x: &Rows, w: &Linear, out: Out) {
    let n = w.outputs;
    let (lhs, rhs) = ((&x.floats[..x.rows * w.inputs], w.inputs), (&w.floats[..], w.inputs));
    let finish = |out: &mut [f32], f: fn(f32) -> f32| {
        out.chunks_exact_mut(n).for_each(|line| line.iter_mut().zip(w.bias.iter()).for_each(|(v, b)| *v = f(*v + b)));
    };
    match out {
        Out::Store(out) => {
            product((x.rows, n, w.inputs), lhs, rhs, true, (out, n), false);
            finish(out, |v| v);
        }
        Out::Add(out) => {
            product((x.rows, n, w.inputs), lhs, rhs, true, (out, n), true);
            finish(out, |v| v);
        }
        Out::Relu(rows) => {
            product((x.rows, n, w.inputs), lhs, rhs, true, (&mut rows.floats, n), false);
            finish(&mut rows.floats, |v| v.max(0.0));
        }
    }
}

/// Depthwise taps of shape (kernel, width) and the distance between two of them.
pub(crate) type Taps<'a> = (&'a [f32], usize);

/// The first half of a block for all rows of `x`: convolve (or copy, without taps), norm, make ready for a product.
pub(crate) fn prepare(backend: Backend, x: &[f32], taps: Option<Taps>, weight: &[f32], bias: &[f32], out: &mut Rows) {
    let width = weight.len();
    out.shape(backend, x.len() / width, width, 128);
    match backend {
        #[cfg(target_arch = "x86_64")]
        Backend::Amx | Backend::Vnni => vector::prepare_bytes(x, taps, weight, bias, out),
        #[cfg(target_arch = "x86_64")]
        Backend::Avx2 => vector::prepare_floats(x, taps, weight, bias, out),
        _ => row::prepare_floats(x, taps, weight, bias, out),
    }
}

/// Layer norm of each row, in place.
pub(crate) fn norm(backend: Backend, rows: &mut [f32], weight: &[f32], bias: &[f32]) {
    match backend {
        #[cfg(target_arch = "x86_64")]
        Backend::Amx | Backend::Vnni => vector::norm(rows, weight, bias),
        _ => rows.chunks_exact_mut(weight.len()).for_each(|line| row::norm(line, weight, bias)),
    }
}

/// The row of one token, normed: whole numbers times their scales, one for each so many, and two rows to add.
pub(crate) fn embed(backend: Backend, (values, scales): (&[i8], &[f32]), also: [&[f32]; 2], norm: (&[f32], &[f32]), out: &mut [f32]) {
    match backend {
        #[cfg(target_arch = "x86_64")]
        Backend::Amx | Backend::Vnni => vector::embed(values, scales, also, norm, out),
        _ => row::embed(values, scales, also, norm, out),
    }
}

/// `sum += row`.
pub(crate) fn add(backend: Backend, sum: &mut [f32], row: &[f32]) {
    match backend {
        #[cfg(target_arch = "x86_64")]
        Backend::Amx | Backend::Vnni => vector::add(sum, row),
        _ => sum.iter_mut().zip(row).for_each(|(s, v)| *s += v),
    }
}

/// Softmax of each row of `scores * scale`, `width` numbers a row, in place.
pub(crate) fn softmax(backend: Backend, scores: &mut [f32], width: usize, scale: f32) {
    match backend {
        #[cfg(target_arch = "x86_64")]
        Backend::Amx | Backend::Vnni | Backend::Avx2 => vector::softmax(scores, width, scale),
        _ => row::softmax_rows(scores, width, scale),
    }
}

/// What attention needs room for.
#[derive(Debug, Default)]
pub(crate) struct AttentionBuffers {
    scores: Aligned<f32>,
    pub context: Aligned<f32>,
    /// In halves, for the tiles alone.
    queries: Aligned<u16>,
    keys: Aligned<u16>,
    values: Aligned<u16>,
    shares: Aligned<u16>,
}

/// Attention of every row to every row. `qkv` has rows of queries, keys and values, `3 * width` wide; `out` gets rows of `width`.
pub(crate) fn attend(backend: Backend, qkv: &[f32], width: usize, heads: usize, b: &mut AttentionBuffers, out: &mut Rows) {
    let rows = qkv.len() / (3 * width);
    out.shape(backend, rows, width, 128);
    if rows == 0 {
        return;
    }
    match backend {
        #[cfg(target_arch = "x86_64")]
        Backend::Amx if (width / heads).is_multiple_of(tiles::SIDE) => tiles::attend(qkv, width, heads, b),
        _ => attend_floats(backend, qkv, width, heads, b),
    }
    let context = &b.context[..rows * width];
    match backend {
        #[cfg(target_arch = "x86_64")]
        Backend::Amx | Backend::Vnni => vector::quantise(context, out),
        _ => out.floats.copy_from_slice(context),
    }
}

fn attend_floats(backend: Backend, qkv: &[f32], width: usize, heads: usize, b: &mut AttentionBuffers) {
    let (rows, size) = (qkv.len() / (3 * width), width / heads);
    let (scores, context) = (&mut b.scores, &mut b.context);
    scores.resize(rows * rows);
    context.resize(rows * width);
    let scale = 1.0 / (size as f32).sqrt();
    for h in 0..heads {
        let (q, k, v) = (&qkv[h * size..], &qkv[width + h * size..], &qkv[2 * width + h * size..]);
        product((rows, rows, size), (q, 3 * width), (k, 3 * width), true, (scores, rows), false);
        softmax(backend, scores, rows, scale);
        product((rows, size, rows), (scores, rows), (v, 3 * width), false, (&mut context[h * size..], width), false);
    }
}
