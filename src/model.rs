//! The neural reader: a small convolutional encoder with a head for each task.
//!
//! In: [`Document`] and its [`Sentence`]s. Out: [`Scores`]. Long texts are read in overlapping windows, one after the other on the
//! calling thread; a [`Model`] is shared between threads by reference, and what it says depends on the text alone.
//!
//! ```
//! use tomtat::{Document, model::Model, sentence};
//! # fn main() -> tomtat::Result<()> {
//! let model = Model::bundled()?;
//! let document = Document::plain("Sáng 14/3, Bộ trưởng Bộ Nội vụ Phạm Thị Thanh Trà làm việc với UBND tỉnh Bình Dương.");
//! let scores = model.read(&document, &sentence::split(&document));
//! assert!(scores.mentions().iter().any(|m| m.span.of(document.original()) == "Phạm Thị Thanh Trà"));
//! # Ok(())
//! # }
//! ```

mod config;
mod decode;
mod encoder;
mod heads;
pub(crate) mod kernel;
#[cfg(test)]
mod reference;
mod scores;
#[cfg(test)]
mod tests;
mod tokenize;
mod weights;
mod window;

pub use scores::{ModelMention, Scores};

use crate::error::{Error, Result};
use crate::sentence::Sentence;
use crate::summary::Opinion;
use crate::text::Document;
use config::Config;
use encoder::{Encoder, Scratch};
use heads::{Heads, Pool};
use kernel::Backend;
use std::path::Path;
use std::sync::{Arc, Mutex};
use tokenize::{Inputs, Vocabulary};
use weights::Weights;

/// File names of a model.
const CONFIG: &str = "config.json";
const WEIGHTS: &str = "model.safetensors";
const TOKENIZER: &str = "tokenizer.json";

/// Sentences whose salience is judged; later ones get 0.
const SENTENCES: usize = 10_000;

/// A model ready to read. About 10 MB; loading takes tens of milliseconds.
#[derive(Debug)]
pub struct Model {
    config: Config,
    vocabulary: Vocabulary,
    encoder: Encoder,
    heads: Heads,
    /// Buffers of past readings.
    scratch: Mutex<Vec<Scratch>>,
}

/// What one article's tokens come to before decoding.
struct Raw {
    inputs: Inputs,
    /// Rows of all heads' outputs.
    labels: Vec<f32>,
    salience: Vec<f32>,
    topics: Vec<f32>,
    /// The mean row of each sentence, of as many as a summary looks at.
    vectors: Vec<f32>,
}

impl Model {
    /// The model compiled into the crate.
    pub fn bundled() -> Result<Self> {
        Self::parse(
            [
                include_bytes!("../models/config.json"),
                include_bytes!("../models/model.safetensors"),
                include_bytes!("../models/tokenizer.json"),
            ],
            |file| format!("built-in {file}"),
            Backend::detect(),
        )
    }

    /// The same, loaded once and shared by all who ask.
    pub(crate) fn shared() -> Arc<Self> {
        static SHARED: once_cell::sync::Lazy<Arc<Model>> =
            once_cell::sync::Lazy::new(|| Arc::new(Model::bundled().expect("the built-in model is whole")));
        SHARED.clone()
    }

    /// The model in `directory`: `config.json`, `model.safetensors`, `tokenizer.json`.
    pub fn open(directory: impl AsRef<Path>) -> Result<Self> {
        let path = |file: &str| directory.as_ref().join(file);
        let read = |file: &str| std::fs::read(path(file)).map_err(|e| Error::io(path(file), e));
        let (config, weights, tokenizer) = (read(CONFIG)?, read(WEIGHTS)?, read(TOKENIZER)?);
        Self::parse([&config, &weights, &tokenizer], |file| path(file).display().to_string(), Backend::detect())
    }

    /// A model from what its files hold: `config.json`, `model.safetensors`, `tokenizer.json`.
    pub fn from_bytes(config: &[u8], weights: &[u8], tokenizer: &[u8]) -> Result<Self> {
        Self::parse([config, weights, tokenizer], str::to_owned, Backend::detect())
    }

    fn parse([config, weights, tokenizer]: [&[u8]; 3], name: impl Fn(&str) -> String, backend: Backend) -> Result<Self> {
        let config = Config::parse(config, &name(CONFIG))?;
        let weights = Weights::parse(weights, &name(WEIGHTS))?;
        Ok(Self {
            vocabulary: Vocabulary::parse(tokenizer, &config, &name(TOKENIZER))?,
            encoder: Encoder::load(&weights, &config, backend)?,
            heads: Heads::load(&weights, &config)?,
            scratch: Mutex::default(),
            config,
        })
    }

    /// Name and version, as records carry it.
    pub fn name(&self) -> &str {
        &self.config.name
    }

    /// Codes of the topics, in the order of [`Scores::topics`].
    pub fn topics(&self) -> &[String] {
        &self.config.labels.topics
    }

    /// Reads the content lines of `document` (and the date line), at most 100,000 tokens; `sentences` get one salience each, 0 from
    /// the ten thousandth on.
    pub fn read(&self, document: &Document, sentences: &[Sentence]) -> Scores {
        let raw = self.run(self.vocabulary.inputs(document), sentences);
        Scores::new(&self.config, document, raw, true)
    }

    /// As [`read`](Self::read), without the entities of general news, which no record holds.
    pub(crate) fn advise(&self, document: &Document, sentences: &[Sentence]) -> Scores {
        let raw = self.run(self.vocabulary.inputs(document), sentences);
        Scores::new(&self.config, document, raw, false)
    }

    fn run(&self, inputs: Inputs, sentences: &[Sentence]) -> Raw {
        let (d, backend) = (self.config.d, self.encoder.backend());
        let mut scratch = self.scratch.lock().map_or_else(|_| None, |mut s| s.pop()).unwrap_or_default();
        let mut labels = Vec::with_capacity(inputs.id.len() * self.config.outputs());
        let (mut all, mut embedded) = (Pool::new(d), Pool::new(d));
        let last = inputs.token.last().copied().unwrap_or_default();
        let reached = sentences.partition_point(|s| s.tokens.start <= last).min(SENTENCES);
        let mut pools: Vec<Pool> = sentences[..reached].iter().map(|_| Pool::new(d)).collect();
        let mut at = 0;
        for w in window::windows(inputs.id.len(), self.config.window, self.config.overlap) {
            self.encoder.run(&inputs, w.read.clone(), &mut scratch);
            let rows = (w.keep.start - w.read.start) * d..(w.keep.end - w.read.start) * d;
            self.heads.labels(&scratch.hidden[rows.clone()], &mut labels);
            let lines = scratch.hidden[rows.clone()].chunks_exact(d).zip(scratch.embedded[rows].chunks_exact(d));
            for (i, (row, early)) in w.keep.zip(lines) {
                let head = inputs.part[i] < 2;
                all.add(backend, row, head);
                embedded.add(backend, early, head);
                while sentences.get(at).is_some_and(|s| s.tokens.end <= inputs.token[i]) {
                    at += 1;
                }
                if sentences[..reached].get(at).is_some_and(|s| s.tokens.start <= inputs.token[i]) {
                    pools[at].add(backend, row, head);
                }
            }
        }
        if let Ok(mut kept) = self.scratch.lock() {
            kept.push(scratch);
        }
        let (mut salience, topics) = (self.heads.salience(&pools, &all), self.heads.topics(&all, &embedded));
        salience.resize(sentences.len(), f32::NEG_INFINITY);
        let vectors = pools.iter().take(Opinion::SENTENCES).flat_map(Pool::mean).collect();
        Raw { inputs, labels, salience, topics, vectors }
    }
}
