//! Splits the content of a document into sentences.
//!
//! In: [`Document`]. Out: [`Sentence`]s in order, each inside one or more lines of one part.
//!
//! ```
//! use tomtat::{Document, sentence};
//! let document = Document::plain("TS. Nguyễn Văn A. đến TP. Huế. Ông ở lại.");
//! let sentences = sentence::split(&document);
//! let texts: Vec<&str> = sentences.iter().map(|s| s.span.of(document.original())).collect();
//! assert_eq!(texts, ["TS. Nguyễn Văn A. đến TP. Huế.", "Ông ở lại."]);
//! ```

mod abbreviation;
mod boundary;

use crate::clean::PartKind;
use crate::clean::block::{blocks, goes_on};
use crate::span::Span;
use crate::text::{Document, TokenRange, Working};

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
    let mut out = Vec::with_capacity(working.tokens.len() / 24);
    for (kind, tokens) in paragraphs(working) {
        let mut add = |tokens: TokenRange| out.push(Sentence { span: working.span(tokens), part: kind, tokens });
        if matches!(kind, PartKind::Title | PartKind::Heading) {
            boundary::cut_long(working, tokens, &mut add);
        } else {
            boundary::split(working, tokens, &mut add);
        }
    }
    out
}

/// Ranges of tokens inside which sentences are sought: blocks that are read, and those that go on in mid-sentence made one.
fn paragraphs(working: &Working) -> Vec<(PartKind, TokenRange)> {
    let mut out: Vec<(PartKind, TokenRange)> = Vec::with_capacity(working.lines.len());
    for block in blocks(working) {
        let kind = working.lines[block.lines.0 as usize].kind;
        if !kind.is_content() {
            continue;
        }
        match out.last_mut() {
            Some((last, tokens)) if *last == kind && tokens.end == block.tokens.start && goes_on(working, block.lines.0 as usize) => {
                tokens.end = block.tokens.end;
            }
            _ => out.push((kind, block.tokens)),
        }
    }
    out
}

#[cfg(test)]
mod tests;
