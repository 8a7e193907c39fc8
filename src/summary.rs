//! An extractive summary: whole sentences of the text, in its order, those that lean on one that is not there mended.
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
pub(crate) mod cues;
mod features;
mod fill;
mod headline;
mod lean;
pub(crate) mod network;
pub(crate) mod openers;
mod phrase;
mod points;
mod ranked;
mod select;
mod source;
#[cfg(test)]
mod tests;
#[cfg(feature = "train")]
#[doc(hidden)]
pub mod training;

use crate::error::Error;
use crate::mention::Mention;
use crate::sentence::Sentence;
use crate::span::Span;
use crate::text::fold::capitalised;
use crate::text::{Document, TokenRange};
use crate::word::Word;
use lean::Mending;
use select::Choice;
pub(crate) use select::Named;
use serde::{Deserialize, Serialize};
use std::str::FromStr;

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

impl FromStr for Budget {
    type Err = Error;

    /// `2` or `2s` sentences, `50syl` syllables, `300c` characters.
    fn from_str(text: &str) -> Result<Self, Error> {
        let wrong = |reason| Err(Error::Option { option: "summary", reason });
        let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        let Ok(number) = digits.parse() else {
            return wrong(format!("`{text}` has no number; write for example `2`, `50syl` or `300c`"));
        };
        match &text[digits.len()..] {
            _ if number == 0 => wrong("a summary has at least one sentence; write `1` or more".to_owned()),
            "" | "s" => Ok(Self::Sentences(number)),
            "syl" => Ok(Self::Syllables(number)),
            "c" => Ok(Self::Characters(number)),
            unit => wrong(format!("`{unit}` is no unit of length; use `s` (sentences), `syl` (syllables) or `c` (characters)")),
        }
    }
}

/// A piece of writing made of pieces of the text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Quote {
    /// The pieces, joined by a blank; the first letter may be made large.
    pub text: String,
    /// Where the pieces stand.
    pub spans: Vec<Span>,
    /// Names that were put in, `[in brackets]` in the text, in its order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub inserted: Vec<Inserted>,
}

/// A name that a sentence lacks where the sentence before is not given: `Ông [Lê Văn An] cũng …`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Inserted {
    /// The name without the brackets.
    pub text: String,
    /// Where it stands.
    pub span: Span,
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

    /// Adds a sentence by the runs of tokens that stay of it, mended.
    fn add(&mut self, document: &Document, runs: &[TokenRange], mending: Option<&Mending>) {
        let mut capital = true;
        let from = mending.map_or(0, |m| m.from as u32);
        let name = mending.and_then(|m| m.name.as_ref());
        for run in runs.iter().filter(|r| r.end > from) {
            let run = TokenRange::new(run.start.max(from), run.end);
            let at = name.map(|n| n.0 as u32).filter(|&at| at > run.start && at < run.end);
            for part in at.map_or(vec![run], |at| vec![TokenRange::new(run.start, at), TokenRange::new(at, run.end)]) {
                let span = document.working().span(part);
                if let Some((_, text, place)) = name.filter(|_| at == Some(part.start)) {
                    append(&mut self.text, &format!("[{text}]"), false);
                    self.inserted.push(Inserted { text: text.clone(), span: *place });
                }
                append(&mut self.text, &document.printed(span), std::mem::take(&mut capital));
                self.spans.push(span);
            }
        }
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
    /// Where its words stand, run by run, where sentences were shortened or mended; left out where whole ones are given.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pieces: Vec<Span>,
    /// Names that were put in, `[in brackets]` in the text, in its order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub inserted: Vec<Inserted>,
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
    advised(document, sentences, budget, None, Named::default())
}

/// The same with a neural model's opinion, where there is one, and with what the text names.
pub(crate) fn advised(document: &Document, sentences: &[Sentence], budget: Budget, opinion: Option<Opinion>, named: Named) -> Summary {
    let chosen = select::choose(document, sentences, budget, opinion, named);
    let quote = |choice: &Choice| written(document, sentences, std::slice::from_ref(choice)).0;
    let (written, whole) = written(document, sentences, &chosen.summary);
    let short = chosen.summary.iter().any(|c| !c.runs.is_empty());
    Summary {
        text: written.text,
        method: if short { "compressed" } else { "extractive" }.to_owned(),
        sentences: chosen.summary.iter().map(|c| sentences[c.sentence].span).collect(),
        pieces: if whole { Vec::new() } else { written.spans },
        inserted: written.inserted,
        lead: chosen.best.as_ref().map(quote),
        points: chosen.points.iter().map(quote).collect(),
        ..Summary::default()
    }
}

/// The chosen sentences as text, and whether all are whole.
fn written(document: &Document, sentences: &[Sentence], chosen: &[Choice]) -> (Quote, bool) {
    let (mut quote, mut whole) = (Quote::default(), true);
    for choice in chosen {
        let tokens = sentences[choice.sentence].tokens;
        let runs = match (&choice.mending, choice.runs.is_empty()) {
            (None, true) => {
                join(&mut quote.text, &document.printed(sentences[choice.sentence].span));
                quote.spans.push(sentences[choice.sentence].span);
                continue;
            }
            (_, true) => vec![tokens],
            (_, false) => choice.runs.clone(),
        };
        whole = false;
        quote.add(document, &runs, choice.mending.as_ref());
    }
    (quote, whole)
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
