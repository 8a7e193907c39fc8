//! T5 (and mT5): norms of the root mean square, relative positions, no biases.

use super::attention::Attention;
use super::config::T5;
use super::feed::{Activation, Feed};
use super::layers::Norm;
use super::network::{Block, Network, Stack};
use super::relative::Relative;
use super::weights::Weights;
use crate::error::Result;
use std::sync::Arc;

/// The network of a T5 configuration with its weights.
pub(super) fn load(config: &T5, weights: &Weights) -> Result<Network> {
    let part = Part { config, weights };
    let embedding = Arc::new(weights.first_of(&["shared.weight", "encoder.embed_tokens.weight", "lm_head.weight"], config.d_model)?);
    let head = match weights.has("lm_head.weight") {
        true => Arc::new(weights.matrix("lm_head.weight", [embedding.rows(), config.d_model])?),
        false => embedding.clone(),
    };
    Ok(Network {
        embedding,
        scale: 1.0,
        encoder: part.stack("encoder", config.num_layers, false)?,
        decoder: part.stack("decoder", config.num_decoder_layers.unwrap_or(config.num_layers), true)?,
        head,
        head_bias: Vec::new(),
        head_scale: if config.scaled() { (config.d_model as f32).powf(-0.5) } else { 1.0 },
    })
}

struct Part<'w> {
    config: &'w T5,
    weights: &'w Weights,
}

impl Part<'_> {
    fn stack(&self, name: &str, layers: usize, decoder: bool) -> Result<Stack> {
        let config = self.config;
        let table = format!("{name}.block.0.layer.0.SelfAttention.relative_attention_bias.weight");
        let table = self.weights.matrix(&table, [config.relative_attention_num_buckets, config.num_heads])?;
        let block = |i: usize| -> Result<Block> {
            let layer = |n: usize| format!("{name}.block.{i}.layer.{n}");
            let feed = if decoder { layer(2) } else { layer(1) };
            Ok(Block {
                own: (self.norm(&format!("{}.layer_norm", layer(0)))?, self.attention(&format!("{}.SelfAttention", layer(0)))?),
                article: match decoder {
                    true => {
                        Some((self.norm(&format!("{}.layer_norm", layer(1)))?, self.attention(&format!("{}.EncDecAttention", layer(1)))?))
                    }
                    false => None,
                },
                feed: (self.norm(&format!("{feed}.layer_norm"))?, self.feed(&format!("{feed}.DenseReluDense"))?),
            })
        };
        Ok(Stack {
            positions: None,
            first: None,
            relative: Some(Relative::new(&table, config.relative_attention_max_distance, !decoder)),
            blocks: (0..layers).map(block).collect::<Result<_>>()?,
            last: self.norm(&format!("{name}.final_layer_norm"))?,
        })
    }

    fn norm(&self, name: &str) -> Result<Norm> {
        let weight = self.weights.floats(&format!("{name}.weight"), &[self.config.d_model])?;
        Ok(Norm::Scale { weight, epsilon: self.config.layer_norm_epsilon })
    }

    fn attention(&self, name: &str) -> Result<Attention> {
        let (d, inner) = (self.config.d_model, self.config.num_heads * self.config.d_kv);
        let linear = |part: &str, inputs, outputs| self.weights.linear(&format!("{name}.{part}"), inputs, outputs, false);
        Ok(Attention {
            query: linear("q", d, inner)?,
            key: linear("k", d, inner)?,
            value: linear("v", d, inner)?,
            out: linear("o", inner, d)?,
            heads: self.config.num_heads,
            scale: 1.0,
        })
    }

    fn feed(&self, name: &str) -> Result<Feed> {
        let (d, inner) = (self.config.d_model, self.config.d_ff);
        let said = self.config.feed_forward_proj.as_str();
        let (gated, function) = said.strip_prefix("gated-").map_or((false, said), |f| (true, f));
        let function = if said == "gated-gelu" { "gelu_new" } else { function };
        let activation = Activation::named(function).ok_or_else(|| {
            self.weights.fail(format!("`feed_forward_proj` of config.json is `{said}`, which cannot be run; gated-gelu and relu can"))
        })?;
        let linear = |part: &str, inputs, outputs| self.weights.linear(&format!("{name}.{part}"), inputs, outputs, false);
        let gate = if gated { Some(linear("wi_0", d, inner)?) } else { None };
        Ok(Feed { gate, up: linear(if gated { "wi_1" } else { "wi" }, d, inner)?, down: linear("wo", inner, d)?, activation })
    }
}
