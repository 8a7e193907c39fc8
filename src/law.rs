//! Finds and parses citations of laws and Party documents.
//!
//! In: [`Document`]. Out: [`Citation`]s, one a mention, and [`Law`]s, one a document cited.

use crate::sentence::Sentence;
use crate::span::Span;
use crate::text::{Document, TokenRange};
use serde::{Deserialize, Serialize};

/// A place inside a document: điều (article), khoản (clause), điểm (point), chương (chapter).
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Provision {
    /// Điều.
    pub article: Option<String>,
    /// Khoản.
    pub clause: Option<String>,
    /// Điểm.
    pub point: Option<String>,
    /// Chương.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub chapter: Option<String>,
}

/// One cited document, over the whole article.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Law {
    /// Lower-case type: `luật`, `nghị định`, `chỉ thị`, …
    #[serde(rename = "type")]
    pub kind: String,
    /// Number in its normal form: `30/2020/NĐ-CP`, `18-NQ/TW`.
    pub number: Option<String>,
    /// Name, for documents that go by name.
    pub name: Option<String>,
    /// Year of the document.
    pub year: Option<String>,
    /// Who issued it.
    pub issuer: Option<String>,
    /// Day of issue, ISO.
    pub date: Option<String>,
    /// Cited places inside it.
    pub provisions: Vec<Provision>,
    /// Stable identifier of the Akoma Ntoso kind.
    pub id: String,
    /// Where it is cited.
    pub mentions: Vec<Span>,
}

/// One mention of a document in the text, parsed.
#[derive(Clone, Debug)]
pub struct Citation {
    /// The whole mention: pointers, type, number or name, year.
    pub span: Span,
    /// Index into the laws of [`resolve`].
    pub law: u32,
    pub(crate) tokens: TokenRange,
}

/// The citations of a document and the documents they cite.
pub fn read(_document: &Document, _sentences: &[Sentence]) -> (Vec<Citation>, Vec<Law>) {
    Default::default()
}

/// The documents that are cited, where nothing else is wanted.
pub fn read_alone(document: &Document) -> Vec<Law> {
    read(document, &crate::sentence::split(document)).1
}
