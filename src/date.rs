//! Finds calendar dates and gives their ISO value with the precision they have.
//!
//! In: [`Document`]. Out: [`DateRef`]s.

use crate::span::Span;
use crate::text::{Document, TokenRange};
use serde::{Deserialize, Serialize};

/// One date of the text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DateRef {
    /// As printed.
    pub text: String,
    /// Where.
    pub span: Span,
    /// ISO 8601: `2024-02-25`, `2024-02`, `2024-Q1`, `2024`, intervals with `/`; none where the year is not known.
    pub iso: Option<String>,
    #[serde(skip)]
    pub(crate) tokens: TokenRange,
}

/// The dates of all lines that are read, date lines included. `published` (`YYYY-MM-DD`) gives years that the text leaves out.
pub fn find(_document: &Document, _published: Option<&str>) -> Vec<DateRef> {
    Vec::new()
}

/// The day of publication that a date line of the article states, `YYYY-MM-DD`.
pub fn published(_document: &Document) -> Option<String> {
    None
}
