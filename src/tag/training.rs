//! What `models/training/tag` needs of this step: rows of the candidates of annotated articles. Not part of the interface.

use super::{Resolved, TagKind, candidate, features, subject};
use crate::article::Article;
use crate::law::Law;
use crate::lexicon::Lexicon;
use crate::mention::{Mention, MentionKind, Source};
use crate::official::{Official, Title};
use crate::span::Span;
use crate::text::{Builder, Document};
use crate::unit::Unit;
use crate::word::Segmenter;
use crate::{date, fold, law, mention, official, sentence, unit};
use std::collections::BTreeMap;

/// An annotated mention.
#[derive(Clone, Debug)]
pub struct Gold {
    /// What it names.
    pub kind: MentionKind,
    /// Where.
    pub span: Span,
    /// Key of the person it names or whose office it is.
    pub person: Option<String>,
}

/// A candidate as the trainer sees it.
#[derive(Clone, Debug)]
pub struct Sample {
    /// The folded label.
    pub label: String,
    /// What it names.
    pub kind: TagKind,
    /// The numbers.
    pub row: Vec<f32>,
    /// Whether it is a gold tag.
    pub hit: bool,
}

/// The candidates of an article, from its gold mentions or, without them, from what the steps before find.
pub fn samples(text: &str, segmenter: &Segmenter, gold: Option<&[Gold]>, tags: &[String]) -> Vec<Sample> {
    let document = Document::new(&Article::new(text));
    let sentences = sentence::split(&document);
    let words = segmenter.segment(&document, &sentences);
    let lexicon = Lexicon::shared();
    let (mentions, officials, units, laws);
    if let Some(gold) = gold {
        mentions = gold_mentions(&document, gold);
        officials = gold_officials(text, gold);
        (units, laws) = gold_units(text, gold);
    } else {
        let (citations, found) = law::read(&document, &sentences);
        let dates = date::find(&document, None, &citations);
        mentions = mention::find(&document, &sentences, lexicon, &citations, &dates);
        officials = official::resolve(&document, &sentences, &mentions, lexicon, &dates);
        units = unit::resolve(&document, &mentions, lexicon);
        laws = found;
    }
    let resolved = Resolved { mentions: &mentions, officials: &officials, units: &units, laws: &laws };
    let found = candidate::find(&document, &sentences, &words, resolved);
    let keys = |t: &String| Builder::plain(t).tokens.iter().filter(|t| !t.is_mark()).map(|t| t.key).collect::<Vec<_>>();
    let own: Vec<u32> = tags.iter().map(|t| subject::phrase_key(&keys(t))).collect();
    let rows = features::rows_but(&document, &sentences, &found, &own);
    let tags: Vec<String> = tags.iter().map(|t| fold(t)).collect();
    let sample = |(c, row): (&candidate::Candidate, features::Row)| {
        let label = fold(document.working().slice(c.label));
        let hit = tags.contains(&label);
        Sample { label, kind: c.sort.kind(), row: row.to_vec(), hit }
    };
    found.iter().zip(rows).map(sample).collect()
}

fn gold_mentions(document: &Document, gold: &[Gold]) -> Vec<Mention> {
    let mention = |g: &Gold| {
        let tokens = document.working().tokens_of(g.span);
        Mention { kind: g.kind, span: g.span, score: 1.0, source: Source::User, parent: None, tokens }
    };
    let mut mentions: Vec<Mention> = gold.iter().map(mention).collect();
    mentions.sort_by_key(|m| (m.span.start, std::cmp::Reverse(m.span.end)));
    mentions
}

fn gold_officials(text: &str, gold: &[Gold]) -> Vec<Official> {
    let mut persons: BTreeMap<&str, Official> = BTreeMap::new();
    for g in gold {
        let Some(person) = &g.person else { continue };
        let official = persons.entry(person).or_default();
        match g.kind {
            MentionKind::Per => official.mentions.push(g.span),
            _ => official.titles.push(Title { text: g.span.of(text).to_owned(), span: g.span, ..Title::default() }),
        }
    }
    persons.into_values().filter(|o| !o.mentions.is_empty()).collect()
}

fn gold_units(text: &str, gold: &[Gold]) -> (Vec<Unit>, Vec<Law>) {
    let (mut units, mut laws): (BTreeMap<String, Unit>, BTreeMap<String, Law>) = Default::default();
    for g in gold {
        let form = fold(g.span.of(text));
        match g.kind {
            MentionKind::Unit => units.entry(form).or_default().mentions.push(g.span),
            MentionKind::Law => laws.entry(form).or_default().mentions.push(g.span),
            _ => {}
        }
    }
    (units.into_values().collect(), laws.into_values().collect())
}
