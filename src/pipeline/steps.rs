//! The steps from a document to its mentions: the same for an article and for what a checkpoint writes of it.

use crate::date::{self, DateRef};
use crate::law::{self, Law};
use crate::lexicon::Lexicon;
use crate::mention::{self, Entries, Mention, Own};
#[cfg(feature = "model")]
use crate::model::{Model, Scores};
use crate::sentence::{self, Sentence};
use crate::summary::Opinion;
use crate::text::Document;
use crate::word::{Segmenter, Word};

/// What the steps need.
#[derive(Clone, Copy)]
pub(crate) struct Steps<'a> {
    pub segmenter: &'a Segmenter,
    pub lexicon: &'static Lexicon,
    pub entries: Option<&'a Entries>,
    #[cfg(feature = "model")]
    pub model: Option<&'a Model>,
}

/// A document read up to its mentions.
pub(crate) struct Read {
    pub sentences: Vec<Sentence>,
    pub words: Vec<Word>,
    pub laws: Vec<Law>,
    pub dates: Vec<DateRef>,
    pub mentions: Vec<Mention>,
    #[cfg(feature = "model")]
    scores: Option<Scores>,
}

impl Steps<'_> {
    /// Reads a document; `published` tells what year a date without one is in.
    pub(crate) fn read(&self, document: &Document, published: Option<&str>) -> Read {
        let sentences = sentence::split(document);
        let words = self.segmenter.segment(document, &sentences);
        let (citations, laws) = law::read(document, &sentences);
        let dates = date::find(document, published, &citations);
        #[cfg(feature = "model")]
        let scores = self.model.map(|m| m.advise(document, &sentences));
        #[cfg(feature = "model")]
        let advice = scores.as_ref().map(Scores::advice);
        #[cfg(not(feature = "model"))]
        let advice = None;
        let own = Own { advice, entries: self.entries };
        let mut mentions = mention::advised(document, &sentences, self.lexicon, &citations, &dates, own);
        mention::whole::complete(document, self.lexicon, &words, &mut mentions);
        #[cfg(feature = "model")]
        return Read { sentences, words, laws, dates, mentions, scores };
        #[cfg(not(feature = "model"))]
        Read { sentences, words, laws, dates, mentions }
    }
}

#[cfg(feature = "model")]
impl Read {
    /// What the neural model says of the sentences.
    pub(crate) fn opinion(&self) -> Option<Opinion<'_>> {
        let s = self.scores.as_ref()?;
        Some(Opinion { salience: s.salience(), kept: s.kept(), vectors: s.vectors(), width: s.width() })
    }

    /// The topics that the neural model sees.
    pub(crate) fn topics(&self) -> &[(String, f32)] {
        self.scores.as_ref().map_or(&[], Scores::topics)
    }
}

#[cfg(not(feature = "model"))]
impl Read {
    pub(crate) fn opinion(&self) -> Option<Opinion<'_>> {
        None
    }

    pub(crate) fn topics(&self) -> &[(String, f32)] {
        &[]
    }
}
