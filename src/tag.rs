//! What an editor would file the article under.
//!
//! In: document, sentences, words, mentions, resolved officials, units and laws. Out: [`Tag`]s, best first, and [`Topic`]s.

use crate::law::Law;
use crate::lexicon::Lexicon;
use crate::mention::Mention;
use crate::official::Official;
use crate::sentence::Sentence;
use crate::span::Span;
use crate::text::Document;
use crate::unit::Unit;
use crate::word::Word;
use serde::{Deserialize, Serialize};

/// What a tag names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum TagKind {
    /// A person.
    Person,
    /// An organisation.
    Unit,
    /// A law or Party document.
    Law,
    /// A place.
    Place,
    /// A subject phrase of the text.
    Keyphrase,
}

/// One tag with its evidence.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Tag {
    /// What is filed under.
    pub label: String,
    /// What it names.
    pub kind: TagKind,
    /// Between 0 and 1.
    pub score: f32,
    /// Where it stands in the text.
    pub spans: Vec<Span>,
}

/// One topic of the fixed list of 21.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Topic {
    /// Code, such as `defence`.
    pub code: String,
    /// Vietnamese label.
    pub label: String,
    /// IPTC Media Topic id, where one fits.
    pub medtop: Option<String>,
    /// Between 0 and 1.
    pub score: f32,
}

/// What tagging looks at.
#[derive(Clone, Copy, Debug)]
pub struct Resolved<'a> {
    /// Mentions of the document.
    pub mentions: &'a [Mention],
    /// Persons.
    pub officials: &'a [Official],
    /// Units.
    pub units: &'a [Unit],
    /// Laws.
    pub laws: &'a [Law],
}

/// At most `most` tags, best first.
pub fn tags(
    _document: &Document,
    _sentences: &[Sentence],
    _words: &[Word],
    _resolved: Resolved,
    _lexicon: &Lexicon,
    _most: usize,
) -> Vec<Tag> {
    Vec::new()
}

/// One or two topics, the main one first.
pub fn topics(_document: &Document, _sentences: &[Sentence], _words: &[Word], _lexicon: &Lexicon) -> Vec<Topic> {
    Vec::new()
}
