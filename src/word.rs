//! Joins syllables into words.
//!
//! In: [`Document`] and its sentences, or a line of text. Out: [`Word`]s with spans.
//!
//! Names are joined (`Nguyễn_Văn_A`, `Mỏ_Cày_Bắc`); numbers, dates, addresses and document numbers stay whole.
//!
//! ```
//! use tomtat::Segmenter;
//! let segmenter = Segmenter::new();
//! let text = "Chính phủ ban hành Nghị định 30/2020/NĐ-CP.";
//! let words: Vec<&str> = segmenter.words(text).iter().map(|span| span.of(text)).collect();
//! assert_eq!(words, ["Chính phủ", "ban hành", "Nghị định", "30/2020/NĐ-CP", "."]);
//! ```

mod atom;
mod feature;
mod table;
#[cfg(feature = "train")]
pub mod train;
mod user;

use crate::error::Result;
use crate::sentence::Sentence;
use crate::span::Span;
use crate::text::{Builder, Document, TokenRange, Working};
use atom::Form;
use once_cell::sync::Lazy;
use std::path::Path;
use std::sync::Arc;
use table::{PAD, Tables};
use user::UserWords;

/// One word, number, document number, address or mark.
#[derive(Clone, Copy, Debug)]
pub struct Word {
    /// Where it stands.
    pub span: Span,
    /// Index of its sentence.
    pub sentence: u32,
    pub(crate) tokens: TokenRange,
}

static TABLES: Lazy<Tables> =
    Lazy::new(|| Tables::read(include_bytes!("../models/segmenter.bin")).expect("the bundled tables are read in the tests"));

/// The word segmenter. Cheap to clone and to share.
#[derive(Clone, Debug)]
pub struct Segmenter {
    tables: &'static Tables,
    user: Option<Arc<UserWords>>,
}

impl Default for Segmenter {
    fn default() -> Self {
        Self::new()
    }
}

/// Buffers that live for one call.
#[derive(Default)]
struct Scratch {
    forms: Vec<Form>,
    ends: Vec<u32>,
    scores: Vec<i32>,
}

impl Segmenter {
    /// The segmenter with the tables that ship with the crate.
    pub fn new() -> Self {
        Self { tables: &TABLES, user: None }
    }

    /// A segmenter whose `words` win over the tables: each a string with `_` or blank between syllables, in any case.
    ///
    /// ```
    /// use tomtat::Segmenter;
    /// let segmenter = Segmenter::with_words(["cửa hàng số"]).unwrap();
    /// let mut line = String::new();
    /// segmenter.join("Một cửa hàng số mới mở.", &mut line);
    /// assert_eq!(line, "Một cửa_hàng_số mới mở .");
    /// ```
    ///
    /// # Errors
    /// [`crate::Error::Table`] with the number of the entry that is no word.
    pub fn with_words<S: AsRef<str>>(words: impl IntoIterator<Item = S>) -> Result<Self> {
        Ok(Self { user: Some(Arc::new(UserWords::read("words", words)?)), ..Self::new() })
    }

    /// A segmenter with the words of a file, one a line, `_` or blank between syllables; they win over the tables.
    ///
    /// # Errors
    /// [`crate::Error`] where the file cannot be read or a line is no word; it names file and line.
    pub fn with_word_file(path: impl AsRef<Path>) -> Result<Self> {
        let path = path.as_ref();
        let text = std::fs::read_to_string(path).map_err(|e| crate::Error::io(path, e))?;
        Ok(Self { user: Some(Arc::new(UserWords::read(&path.display().to_string(), text.lines())?)), ..Self::new() })
    }

    /// The words of a text, in order.
    pub fn words(&self, text: &str) -> Vec<Span> {
        let working = Builder::plain(text);
        let mut spans = Vec::with_capacity(working.tokens.len());
        self.lines(&working, |tokens| spans.push(working.span(tokens)));
        spans
    }

    /// Appends the words of a text to `out`, a blank between words, `_` between syllables.
    pub fn join(&self, text: &str, out: &mut String) {
        let working = Builder::plain(text);
        let mut first = true;
        self.lines(&working, |tokens| {
            if !std::mem::take(&mut first) {
                out.push(' ');
            }
            let word = working.span(tokens).of(text);
            if tokens.len() == 1 {
                return out.push_str(word);
            }
            let mut syllables = word.split_whitespace();
            out.extend(syllables.next());
            syllables.for_each(|s| out.extend(["_", s]));
        });
    }

    /// The words of all sentences, in order.
    pub fn segment(&self, document: &Document, sentences: &[Sentence]) -> Vec<Word> {
        let mut words = Vec::with_capacity(document.working().tokens.len());
        self.segment_into(document, sentences, &mut words);
        words
    }

    /// [`segment`](Self::segment) into a vector that is cleared first and keeps its room.
    pub fn segment_into(&self, document: &Document, sentences: &[Sentence], words: &mut Vec<Word>) {
        words.clear();
        let working = document.working();
        let mut scratch = Scratch::default();
        for (sentence, n) in sentences.iter().zip(0..) {
            let each = |tokens| words.push(Word { span: working.span(tokens), sentence: n, tokens });
            self.range(working, sentence.tokens, &mut scratch, each);
        }
    }

    fn lines(&self, working: &Working, mut each: impl FnMut(TokenRange)) {
        let mut scratch = Scratch::default();
        for line in &working.lines {
            self.range(working, line.tokens, &mut scratch, &mut each);
        }
    }

    fn range(&self, working: &Working, range: TokenRange, scratch: &mut Scratch, mut each: impl FnMut(TokenRange)) {
        let Scratch { forms, ends, scores } = scratch;
        forms.clear();
        ends.clear();
        forms.resize(PAD, Form::BORDER);
        atom::atoms(working, range, self.user.as_deref(), forms, ends);
        forms.resize(forms.len() + PAD, Form::BORDER);
        self.tables.score(forms, scores);
        let mut start = range.start;
        for (&end, c) in ends.iter().zip(PAD + 1..) {
            if !(table::judged(forms, c) && scores[c] > 0) {
                each(TokenRange::new(start, end));
                start = end;
            }
        }
    }
}

#[cfg(test)]
mod tests;
