//! Finds the parts of a page: date line, title, abstract, headings, body, captions, byline, source, boilerplate.
//!
//! In: the lines of the working text. Out: a [`PartKind`] a line. Nothing is deleted: boilerplate is marked and not read.
//!
//! ```
//! use tomtat::{Article, Document, PartKind};
//! let article = Article::new("Trang chủ | Tin tức\nBộ Nội vụ họp giao ban\nSáng 14/3, Bộ Nội vụ họp giao ban tại Hà Nội.\n");
//! let document = Document::new(&article);
//! assert_eq!(document.parts().last().unwrap().kind, PartKind::Body);
//! ```

pub(crate) mod block;
mod byline;
mod chain;
mod cue;
#[cfg(feature = "html")]
mod element;
#[cfg(feature = "html")]
mod entity;
mod features;
#[cfg(feature = "html")]
pub(crate) mod html;
mod sketch;
mod stamp;
mod state;
#[doc(hidden)]
pub mod training;

pub use byline::byline;

use crate::span::Span;
use crate::text::{Builder, Line, TokenRange, Working};
use serde::{Deserialize, Serialize};
use sketch::{Sketch, sketch};

/// What a line of a page is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum PartKind {
    /// Day and time of publication.
    Date,
    /// The headline.
    Title,
    /// The lead (sapo) under the headline.
    Abstract,
    /// Running text.
    Body,
    /// A heading inside the text.
    Heading,
    /// What stands under a picture.
    Caption,
    /// The byline.
    Author,
    /// Where the text was taken from.
    Source,
    /// Menus, buttons, counts, related links, footers: not read.
    Boilerplate,
}

impl PartKind {
    /// Whether sentences are made of it (title, abstract, body, heading, caption).
    pub fn is_content(self) -> bool {
        matches!(self, Self::Title | Self::Abstract | Self::Body | Self::Heading | Self::Caption)
    }
}

/// A line of the article and what it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Part {
    /// What the line is.
    pub kind: PartKind,
    /// Where it stands, outer blanks apart.
    pub span: Span,
}

/// Sets the kind of every line; `title` is the title that the caller knows.
pub(crate) fn classify(working: &mut Working, title: Option<&str>) {
    let blocks = block::blocks(working);
    let sketches: Vec<Sketch> = blocks.iter().map(|b| sketch(working, b)).collect();
    let headline = title.and_then(|t| blocks.iter().position(|b| says(working, b.tokens, t)));
    let asked = |i: usize| match headline {
        Some(h) if h == i => Some(PartKind::Title),
        _ => working.lines[blocks[i].lines.0 as usize].hint,
    };
    let kinds = chain::decide(&sketches, asked);
    for (block, kind) in blocks.iter().zip(kinds) {
        working.lines[block.lines.0 as usize..block.lines.1 as usize].iter_mut().for_each(|l| l.kind = kind);
    }
}

/// Running text without noise: the first line is the title if it is the caller's or looks like one, the rest is body.
pub(crate) fn keep_all(working: &mut Working, title: Option<&str>) {
    let told = |l: &mut Line| l.kind = l.hint.filter(|&k| k != PartKind::Boilerplate).unwrap_or(l.kind);
    working.lines.iter_mut().for_each(told);
    let Some(first) = working.lines.first().map(|l| l.tokens) else { return };
    let known = title.is_some_and(|t| says(working, first, t));
    let alone = working.lines.len() > 1 && first.len() <= 40 && !block::ends_sentence(working, first);
    if known || title.is_none() && alone {
        working.lines[0].kind = PartKind::Title;
    }
}

/// Whether a line says the same words as `title`.
fn says(working: &Working, tokens: TokenRange, title: &str) -> bool {
    let title = Builder::plain(title);
    let words = title.tokens.iter().filter(|t| !t.is_mark()).map(|t| t.key);
    words.eq(working.tokens[tokens.indices()].iter().filter(|t| !t.is_mark()).map(|t| t.key))
}

/// Whether the words of a line stand in this order, without a gap, in another.
#[cfg(feature = "html")]
fn says_within(working: &Working, line: TokenRange, other: TokenRange) -> bool {
    let words = |range: TokenRange| working.tokens[range.indices()].iter().filter(|t| !t.is_mark()).map(|t| t.key).collect::<Vec<_>>();
    let (line, other) = (words(line), words(other));
    !line.is_empty() && other.windows(line.len()).any(|w| w == line)
}

#[cfg(test)]
mod tests;
