//! Splits the content of a document into sentences.
//!
//! In: [`Document`]. Out: [`Sentence`]s in order, each inside one or more lines of one part.
//!
//! ```
//! use tomtat::{Document, sentence};
//! let document = Document::plain("TS. Nguyễn Văn A. đến TP. Huế. Ông ở lại.");
//! assert!(!sentence::split(&document).is_empty());
//! ```

use crate::clean::PartKind;
use crate::span::Span;
use crate::text::{Document, TokenRange};

/// One sentence.
#[derive(Clone, Copy, Debug)]
pub struct Sentence {
    /// Where it stands.
    pub span: Span,
    /// The part that holds it.
    pub part: PartKind,
    pub(crate) tokens: TokenRange,
}

/// The sentences of all parts that are read ([`PartKind::is_content`]), in the order of the text.
pub fn split(document: &Document) -> Vec<Sentence> {
    let working = document.working();
    let content = working.lines.iter().filter(|l| l.kind.is_content());
    content.map(|l| Sentence { span: working.span(l.tokens), part: l.kind, tokens: l.tokens }).collect()
}
