//! What a pipeline is made of.

use super::Pipeline;
#[cfg(feature = "generate")]
use crate::generate::Generator;
use crate::knowledge::Resolve;
use crate::lexicon::Lexicon;
use crate::mention::Entries;
#[cfg(feature = "model")]
use crate::model::Model;
use crate::summary::Budget;
use crate::tag::own::OwnTopics;
use crate::tag::vocabulary::Vocabulary;
use crate::word::Segmenter;
#[cfg(feature = "model")]
use std::sync::Arc;

/// What a pipeline does beyond its defaults.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// Length of the summary.
    pub summary: Budget,
    /// Most tags of a record.
    pub tags: usize,
    /// Sentences of the summary are shortened by leaving phrases out. Needs the neural model.
    pub compress: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self { summary: Budget::default(), tags: 8, compress: false }
    }
}

/// Makes a [`Pipeline`].
#[derive(Debug, Default)]
pub struct Builder {
    segmenter: Option<Segmenter>,
    options: Options,
    resolver: Option<Box<dyn Resolve>>,
    entries: Option<Entries>,
    vocabulary: Option<Vocabulary>,
    own_topics: Option<OwnTopics>,
    /// The outer none: the model that ships with the crate.
    #[cfg(feature = "model")]
    model: Option<Option<Arc<Model>>>,
    #[cfg(feature = "generate")]
    generator: Option<Arc<Generator>>,
}

impl Builder {
    /// Ties officials, units and laws to entries of the user's: a [`crate::knowledge::Knowledge`] table or an own resolver.
    #[must_use]
    pub fn resolver(mut self, resolver: impl Resolve + 'static) -> Self {
        self.resolver = Some(Box::new(resolver));
        self
    }

    /// A segmenter with own words.
    #[must_use]
    pub fn segmenter(mut self, segmenter: Segmenter) -> Self {
        self.segmenter = Some(segmenter);
        self
    }

    /// Another model than the one that ships with the crate, perhaps shared with other pipelines.
    #[cfg(feature = "model")]
    #[must_use]
    pub fn model(mut self, model: impl Into<Arc<Model>>) -> Self {
        self.model = Some(Some(model.into()));
        self
    }

    /// No neural model: tables, grammars and linear readers alone.
    #[cfg(feature = "model")]
    #[must_use]
    pub fn without_model(mut self) -> Self {
        self.model = Some(None);
        self
    }

    /// Summaries written by a checkpoint of the user's, every sentence held against the article.
    #[cfg(feature = "generate")]
    #[must_use]
    pub fn generator(mut self, generator: impl Into<Arc<Generator>>) -> Self {
        self.generator = Some(generator.into());
        self
    }

    /// Names of the user's, which win over what is read.
    #[must_use]
    pub fn entries(mut self, entries: Entries) -> Self {
        self.entries = Some(entries);
        self
    }

    /// Files the tags under the terms of a vocabulary of the user's.
    #[must_use]
    pub fn vocabulary(mut self, vocabulary: Vocabulary) -> Self {
        self.vocabulary = Some(vocabulary);
        self
    }

    /// Topics of the user's own, beside the fixed ones.
    #[must_use]
    pub fn own_topics(mut self, topics: OwnTopics) -> Self {
        self.own_topics = Some(topics);
        self
    }

    /// Length of the summary.
    #[must_use]
    pub fn summary(mut self, budget: Budget) -> Self {
        self.options.summary = budget;
        self
    }

    /// Shortens the sentences of the summary by leaving phrases out; every word that stays points to its place.
    #[must_use]
    pub fn compress(mut self, compress: bool) -> Self {
        self.options.compress = compress;
        self
    }

    /// Most tags of a record.
    #[must_use]
    pub fn tags(mut self, most: usize) -> Self {
        self.options.tags = most;
        self
    }

    /// The pipeline.
    pub fn build(self) -> Pipeline {
        Pipeline {
            segmenter: self.segmenter.unwrap_or_default(),
            lexicon: Lexicon::shared(),
            options: self.options,
            resolver: self.resolver,
            entries: self.entries,
            vocabulary: self.vocabulary,
            own_topics: self.own_topics,
            #[cfg(feature = "model")]
            model: self.model.unwrap_or_else(|| Some(Model::shared())),
            #[cfg(feature = "generate")]
            generator: self.generator,
        }
    }
}
