//! From tokens of the working text to the network's inputs.
//!
//! In: the tokens of the lines that are read. Out: for each a vocabulary id (first piece of `tokenizer.json`), a feature (its shape and
//! what stands before it) and the part of the article.

use super::config::Config;
use crate::clean::PartKind;
use crate::error::{Error, Result};
use crate::text::{Document, Token, TokenKind};
use rustc_hash::FxHashMap;
use serde::Deserialize;
use tokenizers::{Model, ModelWrapper};

/// Shape classes of a token; 12 is "hidden", used in training only.
pub(crate) const SHAPES: usize = 13;
/// Glued to what stands before, after a blank, first of its line.
pub(crate) const GAPS: usize = 3;
/// Title, abstract, body, other lines.
pub(crate) const PARTS: usize = 4;
const UNKNOWN: u16 = 1;
/// Tokens of a document that are read, some two hundred pages: what comes later is left to the readers that need no network.
const MOST: usize = 100_000;

/// What of `tokenizer.json` is used. The rest is not even looked at: a broken normalizer makes the reader of whole files panic.
#[derive(Deserialize)]
struct File {
    model: ModelWrapper,
}

/// The vocabulary by folded lower-case piece.
#[derive(Debug)]
pub(crate) struct Vocabulary {
    ids: FxHashMap<Box<str>, u16>,
    longest: usize,
}

/// Columns of equal length: one entry a token that is read.
#[derive(Debug, Default)]
pub(crate) struct Inputs {
    /// Index of the token in the document.
    pub token: Vec<u32>,
    pub id: Vec<u16>,
    /// Shape + [`SHAPES`] × gap.
    pub feature: Vec<u8>,
    pub part: Vec<u8>,
    /// First of its line.
    pub line: Vec<bool>,
}

impl Vocabulary {
    /// Reads `tokenizer.json`; `name` stands in messages.
    pub(crate) fn parse(bytes: &[u8], config: &Config, name: &str) -> Result<Self> {
        let fail = |reason: String| Error::Weights { name: name.to_owned(), reason };
        let tokenizer: File = serde_json::from_slice(bytes).map_err(|e| fail(format!("not a tokenizer: {e}")))?;
        let mut ids = FxHashMap::default();
        for (piece, id) in tokenizer.model.get_vocab() {
            if id as usize >= config.vocab {
                return Err(fail(format!("piece `{piece}` has id {id}, the configuration has {} rows: files of two models", config.vocab)));
            }
            if !piece.starts_with("##") && !piece.starts_with('[') || piece.len() == 1 {
                ids.insert(piece.into_boxed_str(), id as u16);
            }
        }
        let longest = ids.keys().map(|k| k.len()).max().unwrap_or(0);
        Ok(Self { ids, longest })
    }

    /// Id of the longest piece that `word` (folded, lower case, digits as 0) begins with.
    pub(crate) fn id(&self, word: &str) -> u16 {
        if let Some(&id) = self.ids.get(word) {
            return id;
        }
        let ends = word.char_indices().map(|(i, _)| i).filter(|&i| 0 < i && i <= self.longest);
        ends.rev().find_map(|end| self.ids.get(&word[..end])).copied().unwrap_or(UNKNOWN)
    }

    /// The inputs of all lines that are read, in the order of the text.
    pub(crate) fn inputs(&self, document: &Document) -> Inputs {
        const ZEROS: &str = "0000000000000000000000000000000000000000000000000000000000000000";
        let working = document.working();
        let mut inputs = Inputs::default();
        for line in working.lines.iter().filter(|l| is_read(l.kind)) {
            let part = match line.kind {
                PartKind::Title => 0,
                PartKind::Abstract => 1,
                PartKind::Body => 2,
                _ => 3,
            };
            let room = MOST - inputs.token.len();
            for i in line.tokens.indices().take(room) {
                let token = &working.tokens[i];
                let word = working.lower(i);
                let word = if token.is_digits() { &ZEROS[..word.chars().count().min(ZEROS.len())] } else { word };
                inputs.token.push(i as u32);
                inputs.id.push(self.id(word));
                inputs.feature.push((shape(token, working.lower(i)) + SHAPES * gap(token)) as u8);
                inputs.part.push(part);
                inputs.line.push(token.starts_line());
            }
        }
        inputs
    }
}

/// Lines that the model reads: the content and the line of the date.
pub(crate) fn is_read(kind: PartKind) -> bool {
    kind.is_content() || kind == PartKind::Date
}

fn gap(token: &Token) -> usize {
    match (token.starts_line(), token.space_before()) {
        (true, _) => 2,
        (false, true) => 1,
        (false, false) => 0,
    }
}

/// Lower, capitalised, one capital, capitals, mixed, digits by number, year, other.
fn shape(token: &Token, word: &str) -> usize {
    match token.kind {
        TokenKind::Mark => 11,
        TokenKind::Digits => match word.chars().count() {
            4 if word.starts_with("19") || word.starts_with("20") => 9,
            n @ 1..=4 => 4 + n,
            _ => 10,
        },
        TokenKind::Letters if token.is_all_upper() => {
            if word.chars().nth(1).is_none() {
                2
            } else {
                3
            }
        }
        TokenKind::Letters if token.is_mixed_case() => 4,
        TokenKind::Letters if token.is_capital() => 1,
        TokenKind::Letters => 0,
    }
}
