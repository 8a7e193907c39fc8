//! Whether the article holds what a checkpoint wrote.
//!
//! In: the article as the steps read it, the written text, the extractive summary. Out: a [`Summary`] whose every sentence either
//! holds nothing that the article does not, or is the article's own.
//!
//! The written text goes through the same steps as the article. Its names have to stand in the article in the same words
//! (abbreviations written out on both sides), its numbers with the same value, its dates on the same day, its documents with the
//! same number and provisions; half of its syllables at least have to stand there too.

mod held;
mod nearest;
mod number;

use crate::pipeline::steps::{Read, Steps};
use crate::sentence::Sentence;
use crate::span::Span;
use crate::summary::{GeneratedSentence, Summary};
use crate::text::Document;
use crate::unit::{self, Unit};
use held::Held;
use nearest::Nearest;

/// A text as the steps read it.
pub(crate) struct Reading<'a> {
    pub document: &'a Document<'a>,
    pub read: &'a Read,
    pub units: &'a [Unit],
    pub published: Option<&'a str>,
}

/// A sentence of the written text on its way into the summary.
struct Candidate {
    written: GeneratedSentence,
    /// Sentences of the article, nearest first.
    near: Vec<usize>,
}

/// The summary that `text` comes to, with `extractive` where it does not hold. Nothing is said of what was read.
pub(super) fn checked(article: &Reading, steps: Steps, text: &str, extractive: Summary) -> (Summary, Vec<GeneratedSentence>) {
    let mut candidates = candidates(article, steps, text);
    if !candidates.iter().any(|c| c.written.supported) {
        return (extractive, candidates.into_iter().map(|c| c.written).collect());
    }
    replace(article, &mut candidates, &extractive);
    let (mut text, mut sentences) = (String::new(), Vec::new());
    for written in candidates.iter().map(|c| &c.written) {
        match written.replaced_by {
            None if written.supported => {
                crate::summary::join(&mut text, &written.text);
                sentences.extend_from_slice(&written.sources);
            }
            Some(span) => {
                crate::summary::join(&mut text, &article.document.printed(span));
                sentences.push(span);
            }
            None => {}
        }
    }
    sentences.sort_unstable();
    sentences.dedup();
    let summary = Summary { text, method: "abstractive".to_owned(), sentences, pieces: Vec::new(), inserted: Vec::new(), ..extractive };
    (summary, candidates.into_iter().map(|c| c.written).collect())
}

/// The sentences of the text, each with what the article does not hold.
fn candidates(article: &Reading, steps: Steps, text: &str) -> Vec<Candidate> {
    let document = Document::plain(text);
    let read = steps.read(&document, article.published);
    let units = unit::resolve_on(&document, &read.mentions, steps.lexicon, article.published);
    let written = Reading { document: &document, read: &read, units: &units, published: None };
    let held = Held::new(article, steps.lexicon);
    let nearest = Nearest::new(article);
    let candidate = |s: &Sentence| {
        let near = nearest.to(&written, s);
        let unsupported = held.lacks(&written, s);
        // Without a sentence that it comes from, nothing can be followed back.
        let supported = unsupported.is_empty() && !near.sources.is_empty();
        let span = |&i: &usize| article.read.sentences[i].span;
        let sources = near.sources.iter().map(span).collect();
        let text = document.printed(s.span).split_whitespace().collect::<Vec<_>>().join(" ");
        Candidate { written: GeneratedSentence { text, supported, unsupported, sources, replaced_by: None }, near: near.ranked }
    };
    read.sentences.iter().map(candidate).collect()
}

/// Gives each sentence that does not hold the nearest one of the article that nothing else stands for, else the next of the summary.
fn replace(article: &Reading, candidates: &mut [Candidate], extractive: &Summary) {
    let mut used: Vec<Span> = candidates.iter().filter(|c| c.written.supported).flat_map(|c| c.written.sources.iter().copied()).collect();
    for candidate in candidates.iter_mut().filter(|c| !c.written.supported) {
        let near = candidate.near.iter().map(|&i| article.read.sentences[i].span);
        let by = near.chain(extractive.sentences.iter().copied()).find(|span| !used.contains(span));
        used.extend(by);
        candidate.written.replaced_by = by;
    }
}

#[cfg(test)]
mod tests;
