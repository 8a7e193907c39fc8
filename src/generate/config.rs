//! `config.json` and `generation_config.json`: which network, and which ids begin and end a text.

use super::checkpoint::Folder;
use super::search::Rules;
use crate::error::Result;
use serde::Deserialize;
use serde_json::Value;

/// What is read of a T5 configuration; where a field is missing, the value that transformers takes.
#[derive(Debug, Deserialize)]
#[serde(default)]
pub(super) struct T5 {
    pub d_model: usize,
    pub d_kv: usize,
    pub d_ff: usize,
    pub num_layers: usize,
    pub num_decoder_layers: Option<usize>,
    pub num_heads: usize,
    pub feed_forward_proj: String,
    pub relative_attention_num_buckets: usize,
    pub relative_attention_max_distance: usize,
    pub layer_norm_epsilon: f32,
    tie_word_embeddings: bool,
    /// What transformers writes from version 5 on, where it always ties; before, tied embeddings said it.
    scale_decoder_outputs: Option<bool>,
}

impl T5 {
    /// Whether the decoder's rows are made small before the head.
    pub(super) fn scaled(&self) -> bool {
        self.scale_decoder_outputs.unwrap_or(self.tie_word_embeddings)
    }
}

impl Default for T5 {
    fn default() -> Self {
        Self {
            d_model: 512,
            d_kv: 64,
            d_ff: 2048,
            num_layers: 6,
            num_decoder_layers: None,
            num_heads: 8,
            feed_forward_proj: "relu".to_owned(),
            relative_attention_num_buckets: 32,
            relative_attention_max_distance: 128,
            layer_norm_epsilon: 1e-6,
            tie_word_embeddings: true,
            scale_decoder_outputs: None,
        }
    }
}

/// The same of an mBART configuration.
#[derive(Debug, Deserialize)]
#[serde(default)]
pub(super) struct MBart {
    pub d_model: usize,
    pub encoder_layers: usize,
    pub decoder_layers: usize,
    pub encoder_ffn_dim: usize,
    pub decoder_ffn_dim: usize,
    pub encoder_attention_heads: usize,
    pub decoder_attention_heads: usize,
    pub max_position_embeddings: usize,
    pub activation_function: String,
    pub scale_embedding: bool,
}

impl Default for MBart {
    fn default() -> Self {
        Self {
            d_model: 1024,
            encoder_layers: 12,
            decoder_layers: 12,
            encoder_ffn_dim: 4096,
            decoder_ffn_dim: 4096,
            encoder_attention_heads: 16,
            decoder_attention_heads: 16,
            max_position_embeddings: 1024,
            activation_function: "gelu".to_owned(),
            scale_embedding: false,
        }
    }
}

/// Which network.
#[derive(Debug)]
pub(super) enum Architecture {
    T5(T5),
    MBart(MBart),
}

impl Architecture {
    /// A size that no network can have.
    fn zero(&self) -> Option<&'static str> {
        let wrong = |sizes: &[(&'static str, bool)]| sizes.iter().find(|s| s.1).map(|s| s.0);
        let divides = |heads: usize, width: usize| heads > 0 && width.is_multiple_of(heads);
        match self {
            Self::T5(c) => wrong(&[
                ("d_model", c.d_model == 0),
                ("d_kv", c.d_kv == 0),
                ("d_ff", c.d_ff == 0),
                ("num_heads", c.num_heads == 0),
                ("relative_attention_num_buckets", c.relative_attention_num_buckets < 4),
                ("relative_attention_max_distance", c.relative_attention_max_distance <= c.relative_attention_num_buckets / 2),
            ]),
            Self::MBart(c) => wrong(&[
                ("d_model", c.d_model == 0),
                ("encoder_ffn_dim", c.encoder_ffn_dim == 0),
                ("decoder_ffn_dim", c.decoder_ffn_dim == 0),
                ("encoder_attention_heads", !divides(c.encoder_attention_heads, c.d_model)),
                ("decoder_attention_heads", !divides(c.decoder_attention_heads, c.d_model)),
                ("max_position_embeddings", c.max_position_embeddings < 4),
            ]),
        }
    }
}

/// Both files, read.
#[derive(Debug)]
pub(super) struct Config {
    pub architecture: Architecture,
    /// Start and end; lengths are left to the options.
    pub rules: Rules,
    /// Most ids of an input that the configuration names.
    pub longest: Option<usize>,
    /// What `task_specific_params` puts before an article to sum up.
    pub prompt: Option<String>,
}

/// One id or a list of them.
#[derive(Deserialize)]
#[serde(untagged)]
enum Ids {
    One(u32),
    Many(Vec<u32>),
}

impl Config {
    /// Positions that there are at all.
    pub(super) fn positions(&self) -> usize {
        match &self.architecture {
            Architecture::T5(_) => usize::MAX,
            Architecture::MBart(c) => c.max_position_embeddings,
        }
    }

    pub(super) fn read(folder: Folder) -> Result<Self> {
        let (config, search) = (folder.config()?, folder.search()?);
        let fail = |reason: String| folder.fail("config.json", reason);
        let kind = config.get("model_type").and_then(Value::as_str).unwrap_or("");
        let form = |e: serde_json::Error| fail(e.to_string());
        let architecture = match kind {
            "t5" => Architecture::T5(serde_json::from_value(config.clone()).map_err(form)?),
            "mt5" => {
                let mt5: T5 = serde_json::from_value(config.clone()).map_err(form)?;
                Architecture::T5(T5 { scale_decoder_outputs: Some(false), ..mt5 })
            }
            "mbart" => Architecture::MBart(serde_json::from_value(config.clone()).map_err(form)?),
            "" => return Err(fail("no `model_type`; the folder of a T5 (`t5`, `mt5`) or mBART (`mbart`) checkpoint is needed".to_owned())),
            other => return Err(fail(format!("model_type `{other}` cannot be run; `t5`, `mt5` (as ViT5) and `mbart` (as BARTpho) can"))),
        };
        if let Some(field) = architecture.zero() {
            return Err(fail(format!("`{field}` is 0 or does not divide the width")));
        }
        let ids = |field: &str| -> Result<Vec<u32>> {
            let value = [&search, &config].into_iter().filter_map(|c| c.get(field)).find(|v| !v.is_null());
            let Some(value) = value else { return Ok(Vec::new()) };
            match Ids::deserialize(value) {
                Ok(Ids::One(id)) => Ok(vec![id]),
                Ok(Ids::Many(ids)) => Ok(ids),
                Err(_) => Err(fail(format!("`{field}` is {value}; an id or a list of ids is needed"))),
            }
        };
        let t5 = matches!(architecture, Architecture::T5(_));
        let or = |ids: Vec<u32>, other: u32| if ids.is_empty() { vec![other] } else { ids };
        let eos = or(ids("eos_token_id")?, if t5 { 1 } else { 2 });
        let start = ids("decoder_start_token_id")?.first().copied();
        let start = start.unwrap_or(if t5 { ids("pad_token_id")?.first().copied().unwrap_or(0) } else { eos[0] });
        let first = ids("forced_bos_token_id")?.first().copied();
        let last = if t5 || config.get("forced_eos_token_id").is_some() { ids("forced_eos_token_id")? } else { vec![2] };
        let longest = match &architecture {
            Architecture::MBart(c) => Some(c.max_position_embeddings),
            Architecture::T5(_) => config.get("n_positions").and_then(Value::as_u64).map(|n| n as usize),
        };
        let prompt = config.pointer("/task_specific_params/summarization/prefix").and_then(Value::as_str).map(str::to_owned);
        Ok(Self { architecture, rules: Rules { start, eos, first, last, ..Rules::default() }, longest, prompt })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_are_scaled_as_the_version_that_wrote_the_file_says() {
        for (config, scaled) in [
            ("{}", true),
            (r#"{"tie_word_embeddings": false}"#, false),
            (r#"{"tie_word_embeddings": true, "scale_decoder_outputs": false}"#, false),
            (r#"{"tie_word_embeddings": true, "scale_decoder_outputs": true}"#, true),
        ] {
            assert_eq!(serde_json::from_str::<T5>(config).unwrap().scaled(), scaled, "{config}");
        }
    }
}
