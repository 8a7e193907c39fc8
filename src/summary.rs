//! An extractive summary: whole sentences of the text, in its order.
//!
//! In: document, sentences, words, mentions. Out: [`Summary`]. Every syllable and pair of syllables gets the chance that an editor would
//! put it into the abstract; a small network ranks the sentences by that and by place, title and form, and a second one
//! chooses between one sentence and two. Neither reads anything but the article and the tables compiled in.
//!
//! ```
//! use tomtat::{Article, Pipeline};
//! let text = "Huyện Sông Trà thưởng cho xã giữ rừng tốt\n\
//!     Ngày 14/3, UBND huyện Sông Trà quyết định thưởng 50 triệu đồng cho các xã giữ rừng tốt. Trời hôm ấy nắng đẹp.";
//! let summary = Pipeline::new().enrich(&Article::new(text)).summary;
//! assert_eq!(summary.method, "extractive");
//! assert!(!summary.sentences.is_empty());
//! ```

pub(crate) mod background;
mod chance;
mod compress;
mod concepts;
mod context;
mod cues;
mod features;
mod headline;
pub(crate) mod network;
mod phrase;
mod points;
mod select;
mod source;
#[cfg(test)]
mod tests;
#[cfg(feature = "train")]
#[doc(hidden)]
pub mod training;

use crate::mention::Mention;
use crate::sentence::Sentence;
use crate::span::Span;
use crate::text::Document;
use crate::text::fold::capitalised;
use crate::word::Word;
use select::Choice;
use serde::{Deserialize, Serialize};

/// How long a summary may be.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[non_exhaustive]
pub enum Budget {
    /// One or two sentences, whichever come nearest to the abstract that an editor would write.
    #[default]
    Brief,
    /// At most so many sentences (never less than one).
    Sentences(usize),
    /// At most so many syllables (one sentence is always given).
    Syllables(usize),
    /// At most so many characters (one sentence is always given).
    Characters(usize),
}

/// A piece of writing made of pieces of the text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Quote {
    /// The pieces, joined by a blank; the first letter may be made large.
    pub text: String,
    /// Where the pieces stand.
    pub spans: Vec<Span>,
}

impl Quote {
    fn of(document: &Document, spans: impl Iterator<Item = Span>) -> Self {
        let mut quote = Self::default();
        for span in spans {
            join(&mut quote.text, &document.printed(span));
            quote.spans.push(span);
        }
        quote
    }
}

/// Adds a piece, blanks as one.
pub(crate) fn join(text: &mut String, piece: &str) {
    for word in piece.split_whitespace() {
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(word);
    }
}

/// A summary that points back to its source.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Summary {
    /// The sentences, joined by a blank.
    pub text: String,
    /// How it was made: `extractive` of whole sentences, `compressed` where words were left out, `abstractive` where a checkpoint of
    /// the user's wrote any of it.
    pub method: String,
    /// Where its sentences stand; of an `abstractive` one, the sentences that it comes from.
    pub sentences: Vec<Span>,
    /// Where the words of a `compressed` one stand, run by run; left out where whole sentences are given.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pieces: Vec<Span>,
    /// One sentence that says the most by itself, for metadata; none where the document has no sentence.
    #[serde(rename = "abstract", default, skip_serializing_if = "Option::is_none")]
    pub lead: Option<Quote>,
    /// Key points, at most [`POINTS`], each a sentence, in the order of the text.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub points: Vec<Quote>,
    /// A headline of at most [`HEADLINE`] characters, where the article has no title.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub headline: Option<Quote>,
    /// What the user's own checkpoint wrote; left out where none was asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub generated: Option<Generation>,
}

/// What a checkpoint of the user's wrote, held against the article.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Generation {
    /// The checkpoint's folder.
    pub checkpoint: String,
    /// Its sentences in order, those that the summary does not hold included.
    pub sentences: Vec<GeneratedSentence>,
    /// Bytes of the article's sentences, as printed with blanks between, that it read.
    pub read: usize,
    /// Bytes that were too long for it.
    pub unread: usize,
}

/// One sentence that a checkpoint wrote.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct GeneratedSentence {
    /// As written.
    pub text: String,
    /// Every name, number, date and law in it stands in the article, and it comes from a sentence of the article.
    pub supported: bool,
    /// What the article does not hold, as written.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unsupported: Vec<String>,
    /// The sentences of the article that it comes from, at most three, in the order of the text.
    pub sources: Vec<Span>,
    /// The sentence of the article that stands in the summary in its place; none where it is supported, or none was left.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replaced_by: Option<Span>,
}

/// What a neural model says of a document.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Opinion<'s> {
    /// One a sentence.
    pub salience: &'s [f32],
    /// One a token of the working text.
    pub kept: &'s [f32],
    /// The mean vector of each sentence, one after the other, of the first [`Self::SENTENCES`] at most.
    pub vectors: &'s [f32],
    /// Numbers of a vector.
    pub width: usize,
}

#[cfg_attr(not(feature = "model"), allow(dead_code))]
impl Opinion<'_> {
    /// Sentences that have vectors: more than the candidates that are looked at, titles and captions included.
    pub const SENTENCES: usize = 1024;
}

/// Most key points of a summary.
pub const POINTS: usize = 3;
/// Most characters of a headline.
pub const HEADLINE: usize = headline::LONGEST;

/// The summary of a document within a budget; empty only where the document has no sentence.
///
/// The title is no part of it, unless there is nothing else. Only the first sentences are candidates (some hundreds, far
/// more than news has), so that the time stays in proportion.
pub fn summarise(document: &Document, sentences: &[Sentence], budget: Budget) -> Summary {
    advised(document, sentences, budget, None, None)
}

/// The same with a neural model's opinion, where there is one, and shortened where `mentions` are given.
pub(crate) fn advised(
    document: &Document,
    sentences: &[Sentence],
    budget: Budget,
    opinion: Option<Opinion>,
    mentions: Option<&[Mention]>,
) -> Summary {
    let chosen = select::choose(document, sentences, budget, opinion, mentions);
    let quote = |&i: &usize| Quote::of(document, std::iter::once(sentences[i].span));
    let (lead, points) = (chosen.best.as_ref().map(quote), chosen.points.iter().map(quote).collect());
    Summary { lead, points, ..written(document, sentences, &chosen.summary) }
}

fn written(document: &Document, sentences: &[Sentence], chosen: &[Choice]) -> Summary {
    let (mut text, mut pieces) = (String::new(), Vec::new());
    for choice in chosen {
        if choice.runs.is_empty() {
            join(&mut text, &document.printed(sentences[choice.sentence].span));
        }
        let runs = choice.runs.iter().map(|&r| document.working().span(r));
        for (n, span) in runs.enumerate() {
            append(&mut text, &document.printed(span), n == 0);
            pieces.push(span);
        }
    }
    let method = if pieces.is_empty() { "extractive" } else { "compressed" };
    if !pieces.is_empty() {
        let whole = chosen.iter().filter(|c| c.runs.is_empty()).map(|c| sentences[c.sentence].span);
        pieces.extend(whole);
        pieces.sort_unstable();
    }
    Summary {
        text,
        method: method.to_owned(),
        sentences: chosen.iter().map(|c| sentences[c.sentence].span).collect(),
        pieces,
        ..Summary::default()
    }
}

/// Adds words after what stands, a blank between, but none before a closing mark.
fn append(text: &mut String, words: &str, capital: bool) {
    for (n, word) in words.split_whitespace().enumerate() {
        if !text.is_empty() && !word.starts_with([',', '.', ';', ':', '!', '?', '…', ')', '”']) {
            text.push(' ');
        }
        match capital && n == 0 {
            true => text.push_str(&capitalised(word)),
            false => text.push_str(word),
        }
    }
}

/// A headline for an article without a title, from the sentence of its abstract.
pub fn headline(document: &Document, sentences: &[Sentence], words: &[Word], mentions: &[Mention], summary: &Summary) -> Option<Quote> {
    let span = *summary.lead.as_ref()?.spans.first()?;
    let sentence = sentences.get(sentences.partition_point(|s| s.span.start < span.start))?;
    headline::headline(document, sentence, mentions, words)
}
