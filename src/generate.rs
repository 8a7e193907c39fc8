//! Abstractive summaries by the user's own checkpoint: T5 (as ViT5) and mBART (as BARTpho), on the CPU.
//!
//! In: a folder in Hugging Face form: `config.json`, `model.safetensors` (or its shards with their index), `tokenizer.json`. Out: a
//! [`Generator`], which writes texts with greedy or beam search as transformers' `generate` does, token by token. In a pipeline
//! every sentence that it writes is held against the article: one with names, numbers, dates or laws that the article does not
//! hold is replaced by a sentence of the article, and the record says so ([`Generation`]).
//!
//! ```no_run
//! use tomtat::{Article, Pipeline, generate::{Generator, Options}};
//! # fn main() -> tomtat::Result<()> {
//! let options = Options { beams: 5, prompt: Some("vietnews: ".to_owned()), ..Options::default() };
//! let pipeline = Pipeline::builder().generator(Generator::open_with("vit5-base-vietnews", options)?).build();
//! let record = pipeline.enrich(&Article::new("Sáng 14/3, UBND huyện Sông Trà quyết định thưởng cho các xã giữ rừng tốt."));
//! assert_eq!(record.summary.method, "abstractive");
//! for sentence in &record.summary.generated.unwrap().sentences {
//!     println!("{} (đúng với bài: {})", sentence.text, sentence.supported);
//! }
//! # Ok(())
//! # }
//! ```

mod attention;
mod cache;
mod checkpoint;
mod config;
mod feed;
mod input;
mod layers;
mod mbart;
mod network;
mod options;
mod relative;
mod search;
pub(crate) mod support;
mod t5;
mod weights;

use crate::clean::PartKind;
use crate::error::Result;
use crate::pipeline::steps::Steps;
use crate::summary::{Generation, Summary};
use checkpoint::Folder;
use config::{Architecture, Config};
use input::Pieces;
use network::Network;
pub use options::{EarlyStopping, Options};
use search::Rules;
use std::path::Path;
use support::Reading;
use weights::Weights;

/// Most tokens of an input where the checkpoint says nothing.
const INPUT: usize = 1024;

/// A checkpoint ready to write. Shared between threads by reference; what it writes depends on text and options alone.
#[derive(Debug)]
pub struct Generator {
    name: String,
    network: Network,
    pieces: Pieces,
    rules: Rules,
    options: Options,
    prompt: String,
}

/// What was written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// The text.
    pub text: String,
    /// Its ids, the one that ends it included.
    pub ids: Vec<u32>,
    /// Bytes of the input's text that were read; what is beyond was too long for the checkpoint.
    pub read: usize,
}

impl Generator {
    /// The checkpoint in `directory`, with [`Options::default`].
    pub fn open(directory: impl AsRef<Path>) -> Result<Self> {
        Self::open_with(directory, Options::default())
    }

    /// The checkpoint in `directory`. Weights in 16 bits become `f32`; they take four bytes each.
    pub fn open_with(directory: impl AsRef<Path>, options: Options) -> Result<Self> {
        let folder = Folder(directory.as_ref());
        let config = Config::read(folder)?;
        let positions = config.positions();
        let most = options.input.or_else(|| folder.longest_input().into_iter().chain(config.longest).min()).unwrap_or(INPUT).min(positions);
        options.check(most)?;
        let (tokenizer, files) = (folder.tokenizer()?, folder.weights()?);
        let weights = Weights::open(folder.0, &files)?;
        let network = match &config.architecture {
            Architecture::T5(c) => t5::load(c, &weights)?,
            Architecture::MBart(c) => mbart::load(c, &weights)?,
        };
        let more = matches!(config.architecture, Architecture::MBart(_));
        let pieces = Pieces::new(tokenizer, most, network.vocabulary(), more).map_err(|reason| folder.fail("tokenizer.json", reason))?;
        let rules = Rules { most: options.most.min(positions), least: options.least, no_repeat: options.no_repeat, ..config.rules };
        let mut ids = [rules.start].into_iter().chain(rules.first).chain(rules.eos.iter().chain(&rules.last).copied());
        if let Some(id) = ids.find(|&id| id as usize >= network.vocabulary()) {
            let reason = format!("id {id} of config.json has no row among the {}: files of two models", network.vocabulary());
            return Err(weights.fail(reason));
        }
        let prompt = options.prompt.clone().or(config.prompt).unwrap_or_default();
        let name = folder.0.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        Ok(Self { name, network, pieces, rules, options, prompt })
    }

    /// The name of the folder.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// How it writes.
    pub fn options(&self) -> &Options {
        &self.options
    }

    /// Writes what the checkpoint makes of `text`, the prompt before it. As much of the text is read as fits the checkpoint.
    pub fn write(&self, text: &str) -> Written {
        let input = self.pieces.encode(&format!("{}{text}", self.prompt));
        if input.ids.is_empty() {
            return Written::default();
        }
        let ids = search::search(&mut self.network.read(&input.ids, self.options.beams), &self.rules, &self.options);
        Written { text: self.pieces.decode(&ids), ids, read: input.read.saturating_sub(self.prompt.len()) }
    }

    /// The summary of an article; what the article does not hold is taken from `extractive`.
    pub(crate) fn summarise(&self, article: &Reading, steps: Steps, extractive: Summary) -> Summary {
        let mut text = String::new();
        for sentence in article.read.sentences.iter().filter(|s| s.part != PartKind::Title) {
            crate::summary::join(&mut text, &article.document.printed(sentence.span));
        }
        let written = if text.is_empty() { Written::default() } else { self.write(&text) };
        let (summary, sentences) = support::checked(article, steps, &written.text, extractive);
        let (read, unread) = (written.read, text.len() - written.read);
        Summary { generated: Some(Generation { checkpoint: self.name.clone(), sentences, read, unread }), ..summary }
    }
}

#[cfg(test)]
mod tests;
