//! The record: everything the article says, owned and serialisable. Schema version 1.
//!
//! In: what the steps found. Out: [`Record`].

mod check;

use crate::clean::Part;
use crate::date::DateRef;
use crate::event::Event;
use crate::knowledge::EntityLink;
use crate::law::Law;
use crate::mention::{MentionKind, Source};
use crate::official::Official;
use crate::span::Span;
use crate::summary::Summary;
use crate::tag::vocabulary::Filing;
use crate::tag::{Tag, Topic};
use crate::unit::Unit;
use serde::{Deserialize, Serialize};

/// Version of the record's form.
pub const SCHEMA: u32 = 1;

/// A piece of the text with its place; the place is missing where the caller gave the text beside the article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Anchored {
    /// As printed.
    pub text: String,
    /// Where.
    pub span: Option<Span>,
}

/// A sentence of the record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct SentenceSpan {
    /// Where.
    pub span: Span,
}

/// A mention of the record.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct MentionRecord {
    /// What it names.
    #[serde(rename = "type")]
    pub kind: MentionKind,
    /// Where.
    pub span: Span,
    /// As printed.
    pub text: String,
    /// Confidence between 0 and 1.
    pub score: f32,
    /// What found it.
    pub source: Source,
    /// Index of the mention that holds it.
    pub parent: Option<u32>,
}

/// How much of the text was read. All three count bytes of the caller's text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Coverage {
    /// Length of the text.
    pub bytes: usize,
    /// Marked as boilerplate, and markup.
    pub cleaned: usize,
    /// Read by the steps that find things.
    pub read: usize,
}

/// Everything the article says. Spans count bytes of [`crate::Article::text`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Record {
    /// [`SCHEMA`].
    pub schema: u32,
    /// The caller's identifier.
    pub id: Option<String>,
    /// Language, always `vi`.
    pub lang: String,
    /// The headline.
    pub title: Option<Anchored>,
    /// Day of publication, ISO.
    pub published: Option<String>,
    /// Who signs the article.
    pub byline: Option<String>,
    /// Non-blank lines with their kinds.
    pub parts: Vec<Part>,
    /// Sentences of the parts that are read.
    pub sentences: Vec<SentenceSpan>,
    /// Mentions, sorted by start, outer before inner.
    pub mentions: Vec<MentionRecord>,
    /// Persons with their positions.
    pub officials: Vec<Official>,
    /// Organisations.
    pub units: Vec<Unit>,
    /// Cited documents.
    pub laws: Vec<Law>,
    /// Dates.
    pub dates: Vec<DateRef>,
    /// When and where it happened; left out where the article states neither.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub event: Option<Event>,
    /// Extractive summary.
    pub summary: Summary,
    /// Tags, best first.
    pub tags: Vec<Tag>,
    /// Topics, the main one first.
    pub topics: Vec<Topic>,
    /// How much was read.
    pub coverage: Coverage,
    /// What read it.
    pub model: String,
    /// Ties to the user's own tables; left out where no table was given.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<EntityLink>,
    /// The tags in the user's own vocabulary; left out where none was given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vocabulary: Option<Filing>,
    /// The nearest of the user's own topics; left out where none was given or none is near.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub own_topics: Vec<Topic>,
    /// Fields of the input that are not ours, as they came.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<serde_json::Map<String, serde_json::Value>>,
}

/// What stands in a stream in place of the record of an article that could not be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ErrorRecord {
    /// [`SCHEMA`].
    pub schema: u32,
    /// The identifier, where it could be read.
    pub id: Option<String>,
    /// What went wrong.
    pub error: Failure,
}

/// Why an article could not be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Failure {
    /// The file, `-` for standard input.
    pub file: String,
    /// The line of a JSON Lines file, from 1.
    pub line: Option<usize>,
    /// What is wrong and what was expected.
    pub reason: String,
}

impl ErrorRecord {
    /// The record of a failure.
    pub fn new(id: Option<String>, file: String, line: Option<usize>, reason: String) -> Self {
        Self { schema: SCHEMA, id, error: Failure { file, line, reason } }
    }
}
