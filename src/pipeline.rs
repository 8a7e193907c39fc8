//! All steps together.
//!
//! In: [`Article`]. Out: [`Record`].
//!
//! ```
//! use tomtat::{Article, Pipeline};
//! let pipeline = Pipeline::new();
//! let record = pipeline.enrich(&Article::new("Ngày 14/3/2024, Bộ Nội vụ họp tại Hà Nội."));
//! assert_eq!(record.sentences.len(), 1);
//! ```

use crate::article::Article;
use crate::clean::PartKind;
#[cfg(feature = "generate")]
use crate::generate::{
    Generator,
    support::{Reading, Steps},
};
use crate::knowledge::{Candidate, Entity, EntityLink, Resolve};
use crate::lexicon::Lexicon;
use crate::mention::{Entries, Mention, Own};
#[cfg(feature = "model")]
use crate::model::{Model, Scores};
use crate::record::{Anchored, Coverage, MentionRecord, Record, SCHEMA, SentenceSpan};
use crate::summary::{Budget, Summary};
use crate::tag::Resolved;
use crate::tag::own::OwnTopics;
use crate::tag::vocabulary::Vocabulary;
use crate::text::Document;
use crate::word::Segmenter;
use crate::{clean, date, event, law, mention, official, sentence, summary, tag, unit};
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

/// Reads articles. Shared between threads by reference; starts none.
#[derive(Debug)]
pub struct Pipeline {
    segmenter: Segmenter,
    lexicon: &'static Lexicon,
    options: Options,
    resolver: Option<Box<dyn Resolve>>,
    entries: Option<Entries>,
    vocabulary: Option<Vocabulary>,
    own_topics: Option<OwnTopics>,
    #[cfg(feature = "model")]
    model: Option<Arc<Model>>,
    #[cfg(feature = "generate")]
    generator: Option<Arc<Generator>>,
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

impl Default for Pipeline {
    fn default() -> Self {
        Self::new()
    }
}

impl Pipeline {
    /// A pipeline with the tables and the model that ship with the crate.
    pub fn new() -> Self {
        Self::builder().build()
    }

    /// A pipeline with own words or options.
    pub fn builder() -> Builder {
        Builder::default()
    }

    /// What reads, as records name it.
    fn reader(&self) -> String {
        #[cfg(feature = "model")]
        if let Some(model) = &self.model {
            return model.name().to_owned();
        }
        concat!("tomtat-lexicon ", env!("CARGO_PKG_VERSION")).to_owned()
    }

    /// What it does beyond the defaults.
    pub fn options(&self) -> Options {
        self.options
    }

    /// Reads one article. Never fails: an empty article gives an empty record.
    pub fn enrich(&self, article: &Article) -> Record {
        self.enrich_with(article, self.options)
    }

    /// [`enrich`](Self::enrich) with options for this article alone.
    pub fn enrich_with(&self, article: &Article, options: Options) -> Record {
        let document = Document::new(article);
        let sentences = sentence::split(&document);
        let words = self.segmenter.segment(&document, &sentences);
        let published = article.published.map(str::to_owned).or_else(|| date::published(&document));
        let (citations, laws) = law::read(&document, &sentences);
        let dates = date::find(&document, published.as_deref(), &citations);
        #[cfg(feature = "model")]
        let scores = self.model.as_ref().map(|m| m.advise(&document, &sentences));
        #[cfg(feature = "model")]
        let advice = scores.as_ref().map(Scores::advice);
        #[cfg(feature = "model")]
        let other = scores.as_ref().map_or(&[][..], Scores::topics);
        #[cfg(not(feature = "model"))]
        let (advice, other) = (None, &[]);
        let own = Own { advice, entries: self.entries.as_ref() };
        let mut mentions = mention::advised(&document, &sentences, self.lexicon, &citations, &dates, own);
        mention::whole::complete(&document, self.lexicon, &words, &mut mentions);
        let officials = official::resolve(&document, &sentences, &mentions, self.lexicon, &dates);
        let event = event::find(&document, &sentences, &mentions, &dates, published.as_deref());
        let day = day(published.as_deref(), event.as_ref().and_then(|e| e.date.as_deref()), &dates);
        let mut units = unit::resolve_on(&document, &mentions, self.lexicon, day);
        #[cfg(feature = "model")]
        let opinion =
            scores.as_ref().map(|s| summary::Opinion { salience: s.salience(), kept: s.kept(), vectors: s.vectors(), width: s.width() });
        #[cfg(not(feature = "model"))]
        let opinion = None;
        let named = summary::Named { officials: &officials, shorten: options.compress.then_some(mentions.as_slice()) };
        let summary = summary::advised(&document, &sentences, options.summary, opinion, named);
        #[cfg(feature = "generate")]
        let summary = match &self.generator {
            Some(generator) => {
                let (document, sentences, published) = (&document, &sentences[..], published.as_deref());
                let reading = Reading { document, sentences, mentions: &mentions, units: &units, laws: &laws, dates: &dates, published };
                let steps = Steps { lexicon: self.lexicon, model: self.model.as_deref(), entries: self.entries.as_ref() };
                generator.summarise(&reading, steps, summary)
            }
            None => summary,
        };
        let resolved = Resolved { mentions: &mentions, officials: &officials, units: &units, laws: &laws };
        let tags = tag::tags(&document, &sentences, &words, resolved, options.tags);
        unit::add_of_titles(&mut units, &officials, self.lexicon);
        let topics = tag::topics_advised(&document, &sentences, self.lexicon, other);
        let title = title(&document);
        let headline = if title.is_none() { summary::headline(&document, &sentences, &words, &mentions, &summary) } else { None };
        let mut record = Record {
            schema: SCHEMA,
            id: article.id.map(str::to_owned),
            lang: "vi".to_owned(),
            title,
            published,
            byline: byline(&document),
            parts: document.parts().to_vec(),
            sentences: sentences.iter().map(|s| SentenceSpan { span: s.span }).collect(),
            mentions: mentions.iter().map(|m| written(&document, m)).collect(),
            coverage: coverage(&document),
            officials,
            units,
            laws,
            dates,
            event,
            summary: Summary { headline, ..summary },
            tags,
            topics,
            model: self.reader(),
            links: Vec::new(),
            vocabulary: None,
            own_topics: self.own_topics.as_ref().map_or_else(Vec::new, |own| own.nearest(&document, &sentences)),
            source: None,
        };
        if let Some(resolver) = self.resolver.as_deref() {
            record.links = links(&record, resolver);
        }
        record.vocabulary = self.vocabulary.as_ref().map(|v| v.file(&record));
        record
    }
}

/// Asks the resolver for every official, unit and law of the record.
fn links(record: &Record, resolver: &dyn Resolve) -> Vec<EntityLink> {
    let published = record.published.as_deref();
    let mut links = Vec::new();
    let mut ask = |kind, index: usize, names: &[&str], context: &[&str]| {
        let link = resolver.resolve(&Candidate { kind, names, context, published });
        links.extend(link.map(|link| EntityLink { kind, index: index as u32, link }));
    };
    for (i, official) in record.officials.iter().enumerate() {
        let context: Vec<&str> = official.titles.iter().flat_map(|t| [Some(t.text.as_str()), t.unit.as_deref()]).flatten().collect();
        ask(Entity::Person, i, &[&official.name], &context);
    }
    for (i, unit) in record.units.iter().enumerate() {
        let names: Vec<&str> = std::iter::once(unit.name.as_str()).chain(unit.abbreviation.as_deref()).collect();
        ask(Entity::Unit, i, &names, &[]);
    }
    for (i, law) in record.laws.iter().enumerate() {
        let names: Vec<&str> = [law.number.as_deref(), law.name.as_deref(), Some(&law.id)].into_iter().flatten().collect();
        ask(Entity::Law, i, &names, &[]);
    }
    links
}

/// The day that the article speaks on: its publication, else that of its event, else the first full date that it names.
fn day<'a>(published: Option<&'a str>, event: Option<&'a str>, dates: &'a [date::DateRef]) -> Option<&'a str> {
    let full = |iso: &&str| iso.len() == "2024-02-25".len();
    published.or(event.filter(full)).or_else(|| dates.iter().filter_map(|d| d.iso.as_deref()).find(full))
}

fn title(document: &Document) -> Option<Anchored> {
    let part = document.parts().iter().find(|p| p.kind == PartKind::Title);
    match (part, document.given_title()) {
        (Some(p), _) => Some(Anchored { text: document.printed(p.span).into_owned(), span: Some(p.span) }),
        (None, Some(text)) => Some(Anchored { text: text.to_owned(), span: None }),
        (None, None) => None,
    }
}

fn byline(document: &Document) -> Option<String> {
    let part = document.parts().iter().find(|p| p.kind == PartKind::Author)?;
    let line = document.printed(part.span);
    let name = clean::byline(&line);
    (!name.is_empty()).then(|| name.to_owned())
}

fn written(document: &Document, m: &Mention) -> MentionRecord {
    let text = document.printed(m.span).into_owned();
    MentionRecord { kind: m.kind, span: m.span, text, score: m.score, source: m.source, parent: m.parent }
}

fn coverage(document: &Document) -> Coverage {
    let bytes = document.original().len();
    let cleaned = document.cleaned();
    Coverage { bytes, cleaned, read: bytes - cleaned }
}
