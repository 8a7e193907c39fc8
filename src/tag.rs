//! What an editor would file the article under.
//!
//! In: document, sentences, words, mentions, resolved officials, units and laws. Out: [`Tag`]s, best first, and [`Topic`]s.
//! Candidates are the persons, units, laws and places that the steps before found, and phrases of one to three words; a small
//! network ranks them by kind, place, frequency, rarity in news and how well the phrase holds together.
//!
//! ```
//! use tomtat::{Article, Pipeline};
//! let text = "Xã Mường Chanh giữ rừng đầu nguồn\n\
//!     Sáng 14/3, xã Mường Chanh họp về giữ rừng đầu nguồn. Giữ rừng đầu nguồn là việc của mọi nhà.";
//! let record = Pipeline::new().enrich(&Article::new(text));
//! assert!(record.tags.iter().all(|t| text.to_lowercase().contains(&t.label.to_lowercase())));
//! ```

pub(crate) mod candidate;
mod features;
pub mod own;
mod phrase;
mod rank;
#[cfg(feature = "skos")]
mod skos;
mod slug;
mod subject;
#[cfg(test)]
mod tests;
mod topic;
#[cfg(feature = "train")]
#[doc(hidden)]
pub mod training;
pub mod vocabulary;

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
pub use slug::slug;

/// What a tag names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
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
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Tag {
    /// What is filed under.
    pub label: String,
    /// The label in small letters without marks, joined by `-`: `dan-quan-tu-ve`.
    #[serde(default)]
    pub slug: String,
    /// What it names.
    pub kind: TagKind,
    /// Between 0 and 1.
    pub score: f32,
    /// Where it stands in the text.
    pub spans: Vec<Span>,
}

/// One topic of the fixed list of 21.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
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

/// At most `most` tags, best first. No two name the same, none ends inside a word.
pub fn tags(document: &Document, sentences: &[Sentence], words: &[Word], resolved: Resolved, most: usize) -> Vec<Tag> {
    let found = candidate::find(document, sentences, words, resolved);
    let rows = features::rows(document, sentences, &found);
    rank::choose(document, found, &rows, most)
}

/// One or two topics, the main one first; none where nothing of the text is known.
pub fn topics(document: &Document, sentences: &[Sentence], lexicon: &Lexicon) -> Vec<Topic> {
    topic::find(document, sentences, lexicon, &[])
}

/// As [`topics`], with what another reader says: codes and probabilities.
pub(crate) fn topics_advised(document: &Document, sentences: &[Sentence], lexicon: &Lexicon, other: &[(String, f32)]) -> Vec<Topic> {
    topic::find(document, sentences, lexicon, other)
}
