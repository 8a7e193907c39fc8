//! Finds and parses citations of laws and Party documents.
//!
//! In: [`Document`]. Out: [`Citation`]s, one a mention, and [`Law`]s, one a document cited, with the places (điều, khoản, điểm)
//! that the article points at in it, and what they do to each other. A recursive-descent parser over tokens; types, number codes and known names are tables.
//!
//! ```
//! use tomtat::law;
//! let laws = law::parse("Theo điểm a, b khoản 1 Điều 8 Luật Đất đai năm 2024 và Nghị định 30/2020/ NĐ-CP ngày 5-3-2020.");
//! assert_eq!(laws[0].name.as_deref(), Some("Luật Đất đai"));
//! assert_eq!(laws[0].provisions[1].point.as_deref(), Some("b"));
//! assert_eq!(laws[1].number.as_deref(), Some("30/2020/NĐ-CP"));
//! assert_eq!(laws[1].id, "/akn/vn/act/nghi-dinh/2020/30-2020-nd-cp");
//!
//! let laws = law::parse("Nghị định 30/2020/NĐ-CP thay thế Nghị định 110/2004/NĐ-CP.");
//! assert_eq!((laws[0].relations[0].kind, &laws[0].relations[0].id), (law::RelationKind::Replaces, &laws[1].id));
//! ```

mod after;
mod amends;
mod cited;
mod cursor;
mod id;
mod keys;
mod name;
mod number;
mod provision;
mod relation;
mod resolve;
mod scan;
mod session;
mod tables;

#[cfg(test)]
mod relation_tests;
#[cfg(test)]
mod tests;

use crate::sentence::Sentence;
use crate::span::Span;
use crate::text::{Document, TokenRange};
pub use relation::{Relation, RelationKind};
use resolve::Resolver;
use scan::Scan;
use serde::{Deserialize, Serialize};

/// A place inside a document: điều (article), khoản (clause), điểm (point), chương (chapter).
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
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
#[cfg_attr(test, derive(schemars::JsonSchema))]
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
    /// Term of the body that passed it, where the text states it behind the number: `XII`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub term: Option<String>,
    /// Cited places inside it.
    pub provisions: Vec<Provision>,
    /// Stable identifier of the Akoma Ntoso kind.
    pub id: String,
    /// Where it is cited.
    pub mentions: Vec<Span>,
    /// What it does to other documents of the article, where the text says so.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub relations: Vec<Relation>,
}

/// One mention of a document in the text, parsed.
#[derive(Clone, Debug)]
pub struct Citation {
    /// The whole mention: pointers, type, number or name, year.
    pub span: Span,
    /// Index into the laws of [`read`].
    pub law: u32,
    /// The number as this mention has it, in normal form.
    pub number: Option<String>,
    /// The name as this mention has it.
    pub name: Option<String>,
    /// The year that this mention states.
    pub year: Option<u16>,
    /// The places that this mention points at.
    pub provisions: Vec<Provision>,
    pub(crate) tokens: TokenRange,
}

/// The citations of a document in the order of the text, and the documents they cite.
pub fn read(document: &Document, sentences: &[Sentence]) -> (Vec<Citation>, Vec<Law>) {
    let working = document.working();
    let (citations, mut laws) = Resolver::resolve(working, Scan::drafts(working, sentences));
    relation::relate(working, sentences, &citations, &mut laws);
    (citations, laws)
}

/// The documents that are cited, where nothing else is wanted.
pub fn read_alone(document: &Document) -> Vec<Law> {
    read(document, &crate::sentence::split(document)).1
}

/// The documents that a text cites; spans point into `text`.
pub fn parse(text: &str) -> Vec<Law> {
    read_alone(&Document::plain(text))
}
