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

mod builder;
pub(crate) mod steps;

pub use builder::{Builder, Options};

use crate::article::Article;
use crate::clean::PartKind;
#[cfg(feature = "generate")]
use crate::generate::{Generator, support::Reading};
use crate::knowledge::{Candidate, Entity, EntityLink, Resolve};
use crate::lexicon::Lexicon;
use crate::mention::{Entries, Mention};
#[cfg(feature = "model")]
use crate::model::Model;
use crate::record::{Anchored, Coverage, MentionRecord, Record, SCHEMA, SentenceSpan};
use crate::summary::Summary;
use crate::tag::Resolved;
use crate::tag::own::OwnTopics;
use crate::tag::vocabulary::Vocabulary;
use crate::text::Document;
use crate::word::Segmenter;
use crate::{clean, date, event, official, summary, tag, unit};
#[cfg(feature = "model")]
use std::sync::Arc;
use steps::Steps;

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

    fn steps(&self) -> Steps<'_> {
        Steps {
            segmenter: &self.segmenter,
            lexicon: self.lexicon,
            entries: self.entries.as_ref(),
            #[cfg(feature = "model")]
            model: self.model.as_deref(),
        }
    }

    /// Reads one article. Never fails: an empty article gives an empty record.
    pub fn enrich(&self, article: &Article) -> Record {
        self.enrich_with(article, self.options)
    }

    /// [`enrich`](Self::enrich) with options for this article alone.
    pub fn enrich_with(&self, article: &Article, options: Options) -> Record {
        let document = Document::new(article);
        let published = article.published.map(str::to_owned).or_else(|| date::published(&document));
        let read = self.steps().read(&document, published.as_deref());
        let (sentences, words, mentions, laws, dates) = (&read.sentences, &read.words, &read.mentions, &read.laws, &read.dates);
        let officials = official::resolve(&document, sentences, mentions, self.lexicon, dates);
        let event = event::find(&document, sentences, mentions, dates, published.as_deref());
        let day = day(published.as_deref(), event.as_ref().and_then(|e| e.date.as_deref()), dates);
        let mut units = unit::resolve_on(&document, mentions, self.lexicon, day);
        let named = summary::Named { officials: &officials, shorten: options.compress.then_some(mentions.as_slice()) };
        let summary = summary::advised(&document, sentences, options.summary, read.opinion(), named);
        #[cfg(feature = "generate")]
        let summary = match &self.generator {
            Some(generator) => {
                let article = Reading { document: &document, read: &read, units: &units, published: published.as_deref() };
                generator.summarise(&article, self.steps(), summary)
            }
            None => summary,
        };
        let resolved = Resolved { mentions, officials: &officials, units: &units, laws };
        let tags = tag::tags(&document, sentences, words, resolved, options.tags);
        unit::add_of_titles(&mut units, &officials, self.lexicon);
        let topics = tag::topics_advised(&document, sentences, self.lexicon, read.topics());
        let title = title(&document);
        let headline = if title.is_none() { summary::headline(&document, sentences, words, mentions, &summary) } else { None };
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
            laws: read.laws,
            dates: read.dates,
            event,
            summary: Summary { headline, ..summary },
            tags,
            topics,
            model: self.reader(),
            links: Vec::new(),
            vocabulary: None,
            own_topics: self.own_topics.as_ref().map_or_else(Vec::new, |own| own.nearest(&document, sentences)),
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
