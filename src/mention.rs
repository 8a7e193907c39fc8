//! Where persons, positions, units, laws, places and dates are named.
//!
//! In: document, sentences, words, lexicon, citations, dates. Out: [`Mention`]s in order, outer before inner.

#[cfg_attr(not(feature = "model"), allow(dead_code))]
pub(crate) mod advice;
pub(crate) mod assemble;
mod chances;
mod entries;
mod features;
mod labels;
mod named_after;
mod persons;
mod reader;
mod signs;
#[doc(hidden)]
pub mod training;
mod trim;
mod weights;
pub(crate) mod whole;

use crate::clean::PartKind;
use crate::date::DateRef;
use crate::law::Citation;
use crate::lexicon::{Class, Lexicon};
use crate::sentence::Sentence;
use crate::span::Span;
use crate::text::{Document, TokenRange, Working, key};
use advice::Advice;
use assemble::{Candidate, assemble};
pub use entries::Entries;
use reader::Reader;
use serde::{Deserialize, Serialize};

/// What a mention names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "UPPERCASE")]
pub enum MentionKind {
    /// A person's name.
    Per,
    /// A position (office).
    Title,
    /// A named organisation.
    Unit,
    /// A citation of a legal or Party document.
    Law,
    /// A named place.
    Loc,
    /// A calendar date.
    Date,
}

/// What found a mention.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Source {
    /// The neural model.
    Model,
    /// A grammar (laws, dates, names, positions).
    Grammar,
    /// A table.
    Lexicon,
    /// The user's own entries.
    User,
}

/// One mention. A unit inside a position has that position as its parent; nothing else nests.
#[derive(Clone, Copy, Debug)]
pub struct Mention {
    /// What it names.
    pub kind: MentionKind,
    /// Where it stands.
    pub span: Span,
    /// Confidence between 0 and 1.
    pub score: f32,
    /// What found it.
    pub source: Source,
    /// Index of the mention that holds it.
    pub parent: Option<u32>,
    pub(crate) tokens: TokenRange,
}

/// The mentions of a document by grammar and lexicon, sorted by start, outer before inner.
pub fn find(document: &Document, sentences: &[Sentence], lexicon: &Lexicon, citations: &[Citation], dates: &[DateRef]) -> Vec<Mention> {
    advised(document, sentences, lexicon, citations, dates, Own::default())
}

/// What is known beside the text and the tables.
#[derive(Clone, Copy, Default)]
pub(crate) struct Own<'a> {
    /// The scores of another reader.
    pub advice: Option<&'a Advice>,
    /// The user's entries.
    pub entries: Option<&'a Entries>,
}

/// As [`find`], with the scores of another reader and the user's entries.
pub(crate) fn advised(
    document: &Document,
    sentences: &[Sentence],
    lexicon: &Lexicon,
    citations: &[Citation],
    dates: &[DateRef],
    own: Own,
) -> Vec<Mention> {
    let mut found = parsed(citations, dates);
    found.extend(candidates(document, sentences, lexicon, citations, dates, own.advice));
    trim::trim(document.working(), lexicon, &mut found);
    named_after::join(document.working(), &mut found);
    if let Some(entries) = own.entries {
        readable(document, sentences).into_iter().for_each(|range| entries.find(document.working(), range, &mut found));
    }
    assemble(document, found)
}

/// Mentions that the caller knows, made ready for the steps after reading.
pub fn given(document: &Document, spans: &[(MentionKind, Span)]) -> Vec<Mention> {
    let candidate = |&(kind, span): &(MentionKind, Span)| Candidate::new(kind, document.working().tokens_of(span), 1.0, Source::User);
    assemble(document, spans.iter().map(candidate).collect())
}

/// Laws and dates as their own grammars found them.
pub(crate) fn parsed(citations: &[Citation], dates: &[DateRef]) -> Vec<Candidate> {
    let laws = citations.iter().map(|c| Candidate::new(MentionKind::Law, c.tokens, 0.95, Source::Grammar));
    let days = dates.iter().map(|d| Candidate::new(MentionKind::Date, d.tokens, 0.95, Source::Grammar));
    laws.chain(days).collect()
}

/// The sentences, and in a plain article the byline too: on a crawled page it is not read.
fn readable(document: &Document, sentences: &[Sentence]) -> Vec<TokenRange> {
    let lines = &document.working().lines;
    let mut ranges: Vec<TokenRange> = sentences.iter().map(|s| s.tokens).collect();
    if !lines.iter().any(|l| l.kind == PartKind::Boilerplate) {
        ranges.extend(lines.iter().filter(|l| l.kind == PartKind::Author).map(|l| l.tokens));
        ranges.sort_unstable();
    }
    ranges
}

/// Persons, positions, units and places by tables and the linear reader.
pub(crate) fn candidates(
    document: &Document,
    sentences: &[Sentence],
    lexicon: &Lexicon,
    citations: &[Citation],
    dates: &[DateRef],
    advice: Option<&Advice>,
) -> Vec<Candidate> {
    let working = document.working();
    let ranges = readable(document, sentences);
    let laws = citations.iter().map(|c| (c.tokens, false));
    let blocked: Vec<_> = laws.chain(dates.iter().map(|d| (d.tokens, true))).collect();
    let signs = signs::read(working, lexicon, &ranges, &blocked);
    let (reader, mut found) = (Reader::shared(), Vec::new());
    for &range in &ranges {
        reader.read(working, &signs, range, advice, &mut found);
    }
    found.retain(|c| c.kind != MentionKind::Unit || begins_unit(working, lexicon, c.tokens));
    let named = |c: &&mut Candidate| matches!(c.kind, MentionKind::Title | MentionKind::Unit);
    found.iter_mut().filter(named).for_each(|c| c.tokens = without_link(working, c.tokens));
    found
}

/// A position or unit without the word that only ties it to what follows (`Giám đốc công ty là`).
fn without_link(working: &Working, mut tokens: TokenRange) -> TokenRange {
    const LINKS: [u32; 9] = [key("là"), key("và"), key("đã"), key("được"), key("của"), key("cho"), key("vào"), key("tại"), key("với")];
    while tokens.len() > 1 && LINKS.contains(&working.tokens[tokens.end as usize - 1].key) {
        tokens.end -= 1;
    }
    tokens
}

/// Whether a unit's name can begin there: not in a small letter in the middle of the word that units are known to begin with
/// (`ban chỉ huy quân sự` is no `huy quân sự`).
fn begins_unit(working: &Working, lexicon: &Lexicon, tokens: TokenRange) -> bool {
    let (start, end) = (tokens.start as usize, tokens.end as usize);
    let head = |from: usize| lexicon.phrases.longest(working, from, end, Class::UnitHead.bit()).map_or(from, |h| h.1);
    let first = working.tokens.get(start).filter(|t| t.is_letters() && !t.is_capital() && !t.is_all_upper());
    first.is_none() || head(start) > start || (start.saturating_sub(4)..start).all(|from| head(from) <= start)
}

#[cfg(test)]
mod tests;
