//! The encoder: embedding, convolution blocks with one layer of attention between them, norm.
//!
//! In: the inputs of one window (`n` tokens). Out: `n` rows of `d`. With `x` the rows:
//! a convolution block is `x + W₂ relu(W₁ norm(depthwise(x)))`, attention is `x + Wₒ attention(norm(x) W)`.

use super::config::Config;
use super::kernel::{self, Aligned, AttentionBuffers, Backend, Linear, Out, Rows};
use super::tokenize::{GAPS, Inputs, PARTS, SHAPES};
use super::weights::{GROUP, Weights};
use crate::error::Result;
use std::ops::Range;

#[derive(Debug)]
struct Norm {
    weight: Aligned<f32>,
    bias: Aligned<f32>,
}

impl Norm {
    fn load(weights: &Weights, name: &str, d: usize) -> Result<Self> {
        let row = |part: &str| Ok(weights.floats(&format!("{name}.{part}"), &[d])?[..].into());
        Ok(Self { weight: row("weight")?, bias: row("bias")? })
    }
}

#[derive(Debug)]
enum Layer {
    Convolution { taps: Aligned<f32>, dilation: usize, norm: Norm, up: Linear, down: Linear },
    Attention { norm: Norm, qkv: Linear, out: Linear },
}

/// Weights of the encoder, ready for one backend.
#[derive(Debug)]
pub(crate) struct Encoder {
    backend: Backend,
    d: usize,
    heads: usize,
    token: Vec<i8>,
    token_scale: Vec<f32>,
    /// Shape (gaps × shapes, d) and (parts, d).
    feature: Aligned<f32>,
    part: Aligned<f32>,
    norm_in: Norm,
    norm_out: Norm,
    layers: Vec<Layer>,
}

/// Buffers of one window, kept between windows.
#[derive(Debug, Default)]
pub(crate) struct Scratch {
    /// The embedding, then the result: rows of `d`.
    pub embedded: Aligned<f32>,
    pub hidden: Aligned<f32>,
    rows: Rows,
    wide: Rows,
    qkv: Aligned<f32>,
    attention: AttentionBuffers,
}

impl Encoder {
    pub(crate) fn load(weights: &Weights, config: &Config, backend: Backend) -> Result<Self> {
        let d = config.d;
        let linear = |name: &str, inputs: usize, outputs: usize| -> Result<Linear> {
            let (q, scale) = weights.bytes(name, [outputs, inputs])?;
            Ok(Linear::new(backend, &q, &scale, &weights.floats(&format!("{name}.bias"), &[outputs])?, inputs, outputs))
        };
        let mut layers = Vec::new();
        for (i, &dilation) in config.dilations.iter().enumerate() {
            if i == config.attention_after {
                let name = format!("layers.{}", layers.len());
                let norm = Norm::load(weights, &format!("{name}.norm"), d)?;
                let (qkv, out) = (linear(&format!("{name}.qkv"), d, 3 * d)?, linear(&format!("{name}.out"), d, d)?);
                layers.push(Layer::Attention { norm, qkv, out });
            }
            let name = format!("layers.{}", layers.len());
            let norm = Norm::load(weights, &format!("{name}.norm"), d)?;
            let (up, down) = (linear(&format!("{name}.up"), d, config.ffn)?, linear(&format!("{name}.down"), config.ffn, d)?);
            layers.push(Layer::Convolution {
                taps: weights.floats(&format!("{name}.depth"), &[config.kernel, d])?[..].into(),
                dilation,
                norm,
                up,
                down,
            });
        }
        let (token, token_scale) = weights.nibbles("token", [config.vocab, d])?;
        Ok(Self {
            backend,
            d,
            heads: config.heads,
            token,
            token_scale,
            feature: weights.floats("feat", &[SHAPES * GAPS, d])?[..].into(),
            part: weights.floats("part", &[PARTS, d])?[..].into(),
            norm_in: Norm::load(weights, "norm_in", d)?,
            norm_out: Norm::load(weights, "norm_out", d)?,
            layers,
        })
    }

    /// What computes.
    pub(crate) fn backend(&self) -> Backend {
        self.backend
    }

    /// Reads one window; the rows stand in `s.embedded` and `s.hidden` afterwards.
    pub(crate) fn run(&self, inputs: &Inputs, window: Range<usize>, s: &mut Scratch) {
        let (d, n, backend) = (self.d, window.len(), self.backend);
        s.embedded.resize(n * d);
        s.hidden.resize(n * d);
        for (i, line) in window.zip(s.embedded.chunks_exact_mut(d)) {
            let (id, feature, part) = (usize::from(inputs.id[i]), usize::from(inputs.feature[i]), usize::from(inputs.part[i]));
            let (scales, token) = (&self.token_scale[id * (d / GROUP)..][..d / GROUP], &self.token[id * d..][..d]);
            let (feature, part) = (&self.feature[feature * d..][..d], &self.part[part * d..][..d]);
            kernel::embed(backend, (token, scales), [feature, part], (&self.norm_in.weight, &self.norm_in.bias), line);
        }
        s.hidden.copy_from_slice(&s.embedded);
        for layer in &self.layers {
            match layer {
                Layer::Convolution { taps, dilation, norm, up, down } => {
                    kernel::prepare(backend, &s.hidden, Some((taps, *dilation)), &norm.weight, &norm.bias, &mut s.rows);
                    kernel::linear(backend, &s.rows, up, Out::Relu(&mut s.wide));
                    kernel::linear(backend, &s.wide, down, Out::Add(&mut s.hidden));
                }
                Layer::Attention { norm, qkv, out } => {
                    kernel::prepare(backend, &s.hidden, None, &norm.weight, &norm.bias, &mut s.rows);
                    s.qkv.resize(n * 3 * d);
                    kernel::linear(backend, &s.rows, qkv, Out::Store(&mut s.qkv));
                    kernel::attend(backend, &s.qkv, d, self.heads, &mut s.attention, &mut s.rows);
                    kernel::linear(backend, &s.rows, out, Out::Add(&mut s.hidden));
                }
            }
        }
        kernel::norm(backend, &mut s.hidden, &self.norm_out.weight, &self.norm_out.bias);
    }
}
