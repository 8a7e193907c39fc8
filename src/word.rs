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
