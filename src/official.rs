//! Persons with the positions they hold.
//!
//! In: document, mentions, lexicon. Out: [`Official`]s, one a person.

use crate::lexicon::Lexicon;
use crate::mention::Mention;
use crate::sentence::Sentence;
use crate::span::Span;
use crate::text::Document;
use serde::{Deserialize, Serialize};

/// How a position is held.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Status {
    /// Held.
    #[default]
    Current,
    /// Held once (`nguyên`, `cựu`).
    Former,
    /// Held for the time being (`quyền`).
    Acting,
    /// Just given (`được bổ nhiệm`, `tân`).
    Appointed,
}

/// A position of an official.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Title {
    /// As printed.
    pub text: String,
    /// The office without the unit.
    pub role: String,
    /// The unit it is held in.
    pub unit: Option<String>,
    /// How it is held.
    pub status: Status,
    /// Where it stands.
    pub span: Span,
}

/// One person of the article.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Official {
    /// The longest form of the name.
    pub name: String,
    /// Form of address (`đồng chí`, `ông`).
    pub honorific: Option<String>,
    /// Military, police or academic rank.
    pub rank: Option<String>,
    /// Positions in order of first mention.
    pub titles: Vec<Title>,
    /// Where the person is named.
    pub mentions: Vec<Span>,
}

/// The persons of a document, in order of first mention.
pub fn resolve(_document: &Document, _sentences: &[Sentence], _mentions: &[Mention], _lexicon: &Lexicon) -> Vec<Official> {
    Vec::new()
}
