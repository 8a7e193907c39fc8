//! `config.json`: the network's shape, its labels and the temperatures of its probabilities.

use crate::error::{Error, Result};
use serde::Deserialize;

/// The file's form; raised when weights or inputs change their meaning.
pub(crate) const VERSION: u32 = 1;
const FORMAT: &str = "tomtat-model";

/// See [`super`] for what each number does.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Config {
    format: String,
    version: u32,
    pub name: String,
    pub vocab: usize,
    pub d: usize,
    pub ffn: usize,
    pub kernel: usize,
    /// One a convolution.
    pub dilations: Vec<usize>,
    /// Convolutions before the layer of attention; more than there are: no attention.
    pub attention_after: usize,
    pub heads: usize,
    /// Tokens read at once.
    pub window: usize,
    /// Tokens that neighbouring windows share.
    pub overlap: usize,
    pub labels: Labels,
    pub temperature: Temperature,
}

/// Names in the order of the outputs; the BIO heads have `O`, then `B-` and `I-` of each.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Labels {
    pub outer: Vec<String>,
    pub inner: Vec<String>,
    pub general: Vec<String>,
    pub topics: Vec<String>,
    /// The last two outputs of a token say whether an abstract would keep it; otherwise they serve training alone.
    #[serde(default)]
    pub kept: bool,
}

/// What each head's outputs are divided by to make them probabilities that hold.
#[derive(Clone, Copy, Debug, Deserialize)]
pub(crate) struct Temperature {
    pub outer: f32,
    pub inner: f32,
    pub general: f32,
    pub topics: f32,
    pub salience: f32,
}

impl Temperature {
    fn all(&self) -> [f32; 5] {
        [self.outer, self.inner, self.general, self.topics, self.salience]
    }
}

impl Config {
    /// Reads and checks the file; `name` stands in messages.
    pub(crate) fn parse(bytes: &[u8], name: &str) -> Result<Self> {
        let fail = |reason: String| Error::Weights { name: name.to_owned(), reason };
        let config: Self = serde_json::from_slice(bytes).map_err(|e| fail(format!("not a model configuration: {e}")))?;
        if config.format != FORMAT {
            return Err(fail(format!("`format` is `{}`, expected `{FORMAT}`: this is another kind of model", config.format)));
        }
        if config.version != VERSION {
            return Err(fail(format!("`version` is {}, this build reads {VERSION}: take the model that came with it", config.version)));
        }
        let rules = [
            ("d", (64..=4096).contains(&config.d) && config.d.is_multiple_of(64), "a multiple of 64, 4096 at most"),
            ("ffn", (64..=16384).contains(&config.ffn) && config.ffn.is_multiple_of(64), "a multiple of 64, 16384 at most"),
            ("heads", config.heads > 0 && config.d.is_multiple_of(config.heads.max(1)), "a divisor of `d`"),
            ("kernel", config.kernel % 2 == 1 && config.kernel < 64, "odd, 63 at most"),
            ("dilations", (1..=64).contains(&config.dilations.len()), "1 to 64 numbers"),
            ("dilations", config.dilations.iter().all(|d| (1..=4096).contains(d)), "numbers of 1 to 4096"),
            ("window", (2..=4096).contains(&config.window), "2 to 4096"),
            ("overlap", config.overlap <= config.window / 2, "half of `window` at most"),
            ("vocab", (3..=65536).contains(&config.vocab), "3 to 65536"),
            ("labels.inner", config.labels.inner.len() == 1, "one name"),
            ("labels", !config.labels.outer.is_empty() && !config.labels.topics.is_empty(), "not empty"),
            ("labels", config.labels.outer.len().max(config.labels.general.len()) <= 100, "100 names at most"),
            ("temperature", config.temperature.all().iter().all(|t| (0.01..=100.0).contains(t)), "numbers of 0.01 to 100"),
        ];
        match rules.iter().find(|r| !r.1) {
            Some((field, _, expected)) => Err(fail(format!("`{field}` has a value that cannot be used, expected {expected}"))),
            None => Ok(config),
        }
    }

    /// Outputs of all token heads together: outer, inner, general, kept.
    pub(crate) fn outputs(&self) -> usize {
        4 + 2 * (self.labels.outer.len() + self.labels.inner.len() + self.labels.general.len()) + 1
    }
}
