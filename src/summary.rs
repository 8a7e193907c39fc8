//! An extractive summary: whole sentences of the text, in its order.
//!
//! In: document, sentences, words, mentions. Out: [`Summary`].

use crate::mention::Mention;
use crate::sentence::Sentence;
use crate::span::Span;
use crate::text::Document;
use crate::word::Word;
use serde::{Deserialize, Serialize};

/// How long a summary may be.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum Budget {
    /// At most so many sentences.
    Sentences(usize),
    /// At most so many syllables (one sentence is always given).
    Syllables(usize),
    /// At most so many characters (one sentence is always given).
    Characters(usize),
}

impl Default for Budget {
    fn default() -> Self {
        Self::Sentences(2)
    }
}

/// A summary that points back to its source.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Summary {
    /// The sentences, joined by a blank.
    pub text: String,
    /// How it was made: `extractive`.
    pub method: String,
    /// Where its sentences stand.
    pub sentences: Vec<Span>,
}

/// The summary of a document within a budget; empty only where the document has no sentence.
pub fn summarise(_document: &Document, _sentences: &[Sentence], _words: &[Word], _mentions: &[Mention], _budget: Budget) -> Summary {
    Summary::default()
}
