//! The folder of a checkpoint: which files there are, and what to do where they are of another form.

use crate::error::{Error, Result};
use std::path::{Path, PathBuf};

const CONFIG: &str = "config.json";
const SEARCH: &str = "generation_config.json";
const TOKENIZER: &str = "tokenizer.json";
const TOKENIZER_CONFIG: &str = "tokenizer_config.json";
const WEIGHTS: &str = "model.safetensors";
const INDEX: &str = "model.safetensors.index.json";
/// Weights in Python's own format, which is a program and is not run here.
const PICKLED: [&str; 2] = ["pytorch_model.bin", "pytorch_model.bin.index.json"];
/// Tokenizers of the form before `tokenizer.json`.
const PIECES: [&str; 3] = ["spiece.model", "sentencepiece.bpe.model", "sentencepiece.model"];
/// The pieces that BARTpho uses of its tokenizer.
const REDUCED: &str = "dict.txt";

/// A folder that holds a checkpoint in Hugging Face form.
#[derive(Clone, Copy, Debug)]
pub(super) struct Folder<'p>(pub &'p Path);

impl Folder<'_> {
    fn path(&self, file: &str) -> PathBuf {
        self.0.join(file)
    }

    fn has(&self, file: &str) -> bool {
        self.path(file).is_file()
    }

    /// An error of this file.
    pub(super) fn fail(&self, file: &str, reason: impl Into<String>) -> Error {
        Error::Weights { name: self.path(file).display().to_string(), reason: reason.into() }
    }

    fn read(&self, file: &str) -> Result<Vec<u8>> {
        std::fs::read(self.path(file)).map_err(|e| Error::io(self.path(file), e))
    }

    fn json(&self, file: &str) -> Result<serde_json::Value> {
        serde_json::from_slice(&self.read(file)?).map_err(|e| self.fail(file, format!("not JSON: {e}")))
    }

    /// `config.json`.
    pub(super) fn config(&self) -> Result<serde_json::Value> {
        if !self.0.is_dir() {
            let reason = "no such folder; give the folder of a checkpoint: config.json, model.safetensors, tokenizer.json".to_owned();
            return Err(Error::Weights { name: self.0.display().to_string(), reason });
        }
        self.json(CONFIG)
    }

    /// What `generation_config.json` says, nothing where there is none.
    pub(super) fn search(&self) -> Result<serde_json::Value> {
        if self.has(SEARCH) { self.json(SEARCH) } else { Ok(serde_json::Value::Null) }
    }

    /// The most ids of an input by `tokenizer_config.json`, where it says a number that is meant.
    pub(super) fn longest_input(&self) -> Option<usize> {
        let longest = self.json(TOKENIZER_CONFIG).ok()?.get("model_max_length")?.as_u64()?;
        usize::try_from(longest).ok().filter(|&n| n < 1_000_000)
    }

    /// `tokenizer.json`.
    pub(super) fn tokenizer(&self) -> Result<tokenizers::Tokenizer> {
        if let Some(pieces) = PIECES.iter().find(|p| !self.has(TOKENIZER) && self.has(p)) {
            let how = match self.has(REDUCED) {
                true => "`python models/training/bartpho_tokenizer.py DIR`, a script in the sources of tomtat",
                false => "transformers and sentencepiece: `AutoTokenizer.from_pretrained(DIR).save_pretrained(DIR)`",
            };
            return Err(self.fail(TOKENIZER, format!("missing, there is only {pieces}; write it with {how}")));
        }
        let bytes = self.read(TOKENIZER)?;
        // Its reader panics at some broken normalizers.
        let read = std::panic::catch_unwind(|| tokenizers::Tokenizer::from_bytes(bytes));
        let read = read.unwrap_or_else(|_| Err("its normalizer is broken".into()));
        read.map_err(|e| self.fail(TOKENIZER, format!("not a tokenizer: {e}")))
    }

    /// The files of the weights.
    pub(super) fn weights(&self) -> Result<Vec<PathBuf>> {
        if self.has(WEIGHTS) {
            return Ok(vec![self.path(WEIGHTS)]);
        }
        if self.has(INDEX) {
            return self.shards();
        }
        let reason = match PICKLED.iter().find(|p| self.has(p)) {
            Some(pickled) => format!(
                "missing, there is only {pickled}; convert it with transformers: \
                 `AutoModelForSeq2SeqLM.from_pretrained(DIR).save_pretrained(DIR, safe_serialization=True)`"
            ),
            None => format!("missing, and so is {INDEX}; a checkpoint needs its weights as safetensors"),
        };
        Err(self.fail(WEIGHTS, reason))
    }

    fn shards(&self) -> Result<Vec<PathBuf>> {
        let index = self.json(INDEX)?;
        let map = index.get("weight_map").and_then(|m| m.as_object()).ok_or_else(|| self.fail(INDEX, "no `weight_map`"))?;
        let mut files: Vec<&str> = map.values().filter_map(|v| v.as_str()).collect();
        files.sort_unstable();
        files.dedup();
        // A shard lies in the folder itself.
        let plain = |file: &str| Path::new(file).file_name().is_some_and(|name| name == file);
        match files.iter().find(|f| !plain(f) || !self.has(f)) {
            Some(missing) => Err(self.fail(INDEX, format!("names `{missing}`, which is not there; download all files of the checkpoint"))),
            None => Ok(files.into_iter().map(|f| self.path(f)).collect()),
        }
    }
}
