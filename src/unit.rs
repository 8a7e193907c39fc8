//! Organisations, each once, with abbreviation and kind.
//!
//! In: document, mentions, lexicon. Out: [`Unit`]s.

use crate::lexicon::Lexicon;
use crate::mention::Mention;
use crate::span::Span;
use crate::text::Document;
use serde::{Deserialize, Serialize};

/// One organisation of the article.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unit {
    /// Canonical name, abbreviations written out, old tone placement.
    pub name: String,
    /// The short form that the article uses.
    pub abbreviation: Option<String>,
    /// `party`, `government`, `assembly`, `court`, `procuracy`, `military`, `police`, `mass`, `school`, `company`, `press`, …
    pub kind: Option<String>,
    /// Where it is named.
    pub mentions: Vec<Span>,
}

/// The units of a document, in order of first mention.
pub fn resolve(_document: &Document, _mentions: &[Mention], _lexicon: &Lexicon) -> Vec<Unit> {
    Vec::new()
}
