//! The encoder once more, as plain candle operations: slow and short, what the kernels are checked against.

use super::config::Config;
use super::tokenize::Inputs;
use super::weights::Weights;
use candle_core::{D, Device, Result, Tensor};
use candle_nn::ops::{layer_norm_slow, softmax};

/// Tensors of one file, in `f32`.
struct Store<'a>(&'a Weights);

impl Store<'_> {
    fn get(&self, name: &str, shape: &[usize]) -> Result<Tensor> {
        Tensor::from_vec(self.0.floats(name, shape).map_err(candle_core::Error::wrap)?, shape, &Device::Cpu)
    }

    fn matrix(&self, name: &str, shape: [usize; 2]) -> Result<Tensor> {
        let (q, scale) = self.0.bytes(name, shape).map_err(candle_core::Error::wrap)?;
        scaled(&q, &scale, shape)
    }

    fn norm(&self, x: &Tensor, name: &str, d: usize) -> Result<Tensor> {
        layer_norm_slow(x, &self.get(&format!("{name}.weight"), &[d])?, &self.get(&format!("{name}.bias"), &[d])?, 1e-5)
    }

    fn linear(&self, x: &Tensor, name: &str, inputs: usize, outputs: usize) -> Result<Tensor> {
        x.matmul(&self.matrix(name, [outputs, inputs])?.t()?)?.broadcast_add(&self.get(&format!("{name}.bias"), &[outputs])?)
    }
}

/// Whole numbers times their scales, each of which holds for as many as the others.
fn scaled(q: &[i8], scale: &[f32], shape: [usize; 2]) -> Result<Tensor> {
    let floats: Vec<f32> =
        q.chunks_exact(q.len() / scale.len()).zip(scale).flat_map(|(row, s)| row.iter().map(move |&w| f32::from(w) * s)).collect();
    Tensor::from_vec(floats, &shape, &Device::Cpu)
}

/// Rows of the whole text read as one window, shape (tokens, d).
pub(super) fn hidden(weights: &Weights, c: &Config, inputs: &Inputs) -> Result<Tensor> {
    let (w, d, n) = (Store(weights), c.d, inputs.id.len());
    let pick = |table: Tensor, rows: Vec<u32>| table.index_select(&Tensor::from_vec(rows, n, &Device::Cpu)?, 0);
    let (q, scale) = weights.nibbles("token", [c.vocab, d]).map_err(candle_core::Error::wrap)?;
    let token = pick(scaled(&q, &scale, [c.vocab, d])?, inputs.id.iter().map(|&i| u32::from(i)).collect())?;
    let feature = pick(w.get("feat", &[39, d])?, inputs.feature.iter().map(|&i| u32::from(i)).collect())?;
    let part = pick(w.get("part", &[4, d])?, inputs.part.iter().map(|&i| u32::from(i)).collect())?;
    let mut x = w.norm(&((token + feature)? + part)?, "norm_in", d)?;
    let mut layer = 0;
    for (i, dilation) in c.dilations.iter().enumerate() {
        if i == c.attention_after {
            let name = format!("layers.{layer}");
            let qkv = w.linear(&w.norm(&x, &format!("{name}.norm"), d)?, &format!("{name}.qkv"), d, 3 * d)?;
            let qkv = qkv.reshape((n, 3, c.heads, d / c.heads))?.permute((1, 2, 0, 3))?.contiguous()?;
            let (q, k, v) = (qkv.get(0)?, qkv.get(1)?, qkv.get(2)?);
            let scores = (q.matmul(&k.t()?)? / ((d / c.heads) as f64).sqrt())?;
            let context = softmax(&scores, D::Minus1)?.matmul(&v)?.transpose(0, 1)?.reshape((n, d))?;
            x = (x + w.linear(&context, &format!("{name}.out"), d, d)?)?;
            layer += 1;
        }
        let name = format!("layers.{layer}");
        let taps = w.get(&format!("{name}.depth"), &[c.kernel, d])?;
        let reach = dilation * (c.kernel / 2);
        let padded = x.pad_with_zeros(0, reach, reach)?;
        let mut y = x.zeros_like()?;
        for k in 0..c.kernel {
            y = (y + padded.narrow(0, k * dilation, n)?.broadcast_mul(&taps.get(k)?)?)?;
        }
        let y = w.norm(&y, &format!("{name}.norm"), d)?;
        let y = w.linear(&w.linear(&y, &format!("{name}.up"), d, c.ffn)?.relu()?, &format!("{name}.down"), c.ffn, d)?;
        x = (x + y)?;
        layer += 1;
    }
    w.norm(&x, "norm_out", d)
}
