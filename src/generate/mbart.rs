//! mBART (as BARTpho): norms with mean and bias, learned positions from row 2 on, embeddings scaled and normed.

use super::attention::Attention;
use super::config::MBart;
use super::feed::{Activation, Feed};
use super::layers::Norm;
use super::network::{Block, Network, Positions, Stack};
use super::weights::Weights;
use crate::error::Result;
use std::sync::Arc;

/// Rows of the table of positions before that of the first position.
const SKIP: usize = 2;
/// Of PyTorch's layer norm.
const EPSILON: f32 = 1e-5;

/// The network of an mBART configuration with its weights.
pub(super) fn load(config: &MBart, weights: &Weights) -> Result<Network> {
    let d = config.d_model;
    let names = ["model.shared.weight", "model.encoder.embed_tokens.weight", "model.decoder.embed_tokens.weight", "lm_head.weight"];
    let embedding = Arc::new(weights.first_of(&names, d)?);
    let head = match weights.has("lm_head.weight") {
        true => Arc::new(weights.matrix("lm_head.weight", [embedding.rows(), d])?),
        false => embedding.clone(),
    };
    let head_bias = match weights.has("final_logits_bias") {
        true => weights.floats("final_logits_bias", &[1, embedding.rows()])?,
        false => Vec::new(),
    };
    let activation = Activation::named(&config.activation_function).ok_or_else(|| {
        weights.fail(format!(
            "`activation_function` of config.json is `{}`, which cannot be run; gelu and relu can",
            config.activation_function
        ))
    })?;
    let part = Part { weights, d, positions: config.max_position_embeddings, activation };
    Ok(Network {
        embedding,
        scale: if config.scale_embedding { (d as f32).sqrt() } else { 1.0 },
        encoder: part.stack("model.encoder", config.encoder_layers, config.encoder_ffn_dim, config.encoder_attention_heads, false)?,
        decoder: part.stack("model.decoder", config.decoder_layers, config.decoder_ffn_dim, config.decoder_attention_heads, true)?,
        head,
        head_bias,
        head_scale: 1.0,
    })
}

struct Part<'w> {
    weights: &'w Weights,
    d: usize,
    positions: usize,
    activation: Activation,
}

impl Part<'_> {
    fn stack(&self, name: &str, layers: usize, inner: usize, heads: usize, decoder: bool) -> Result<Stack> {
        let block = |i: usize| -> Result<Block> {
            let at = format!("{name}.layers.{i}");
            Ok(Block {
                own: (self.norm(&format!("{at}.self_attn_layer_norm"))?, self.attention(&format!("{at}.self_attn"), heads)?),
                article: match decoder {
                    true => {
                        Some((self.norm(&format!("{at}.encoder_attn_layer_norm"))?, self.attention(&format!("{at}.encoder_attn"), heads)?))
                    }
                    false => None,
                },
                feed: (self.norm(&format!("{at}.final_layer_norm"))?, self.feed(&at, inner)?),
            })
        };
        let table = self.weights.matrix(&format!("{name}.embed_positions.weight"), [self.positions + SKIP, self.d])?;
        Ok(Stack {
            positions: Some(Positions { table, skip: SKIP }),
            first: Some(self.norm(&format!("{name}.layernorm_embedding"))?),
            relative: None,
            blocks: (0..layers).map(block).collect::<Result<_>>()?,
            last: self.norm(&format!("{name}.layer_norm"))?,
        })
    }

    fn norm(&self, name: &str) -> Result<Norm> {
        let floats = |part: &str| self.weights.floats(&format!("{name}.{part}"), &[self.d]);
        Ok(Norm::Layer { weight: floats("weight")?, bias: floats("bias")?, epsilon: EPSILON })
    }

    fn attention(&self, name: &str, heads: usize) -> Result<Attention> {
        let linear = |part: &str| self.weights.linear(&format!("{name}.{part}_proj"), self.d, self.d, true);
        let scale = ((self.d / heads) as f32).powf(-0.5);
        Ok(Attention { query: linear("q")?, key: linear("k")?, value: linear("v")?, out: linear("out")?, heads, scale })
    }

    fn feed(&self, name: &str, inner: usize) -> Result<Feed> {
        let up = self.weights.linear(&format!("{name}.fc1"), self.d, inner, true)?;
        let down = self.weights.linear(&format!("{name}.fc2"), inner, self.d, true)?;
        Ok(Feed { gate: None, up, down, activation: self.activation })
    }
}
