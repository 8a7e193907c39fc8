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
mod concepts;
mod cues;
mod features;
pub(crate) mod network;
mod points;
mod select;
mod source;
#[cfg(test)]
mod tests;
#[cfg(feature = "train")]
#[doc(hidden)]
pub mod training;

use crate::sentence::Sentence;
use crate::span::Span;
use crate::text::Document;
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

/// A summary that points back to its source.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Summary {
    /// The sentences, joined by a blank.
    pub text: String,
    /// How it was made: `extractive`.
    pub method: String,
    /// Where its sentences stand.
    pub sentences: Vec<Span>,
}

/// The summary of a document within a budget; empty only where the document has no sentence.
///
/// The title is no part of it, unless there is nothing else. Only the first sentences are candidates (some hundreds, far
/// more than news has), so that the time stays in proportion.
pub fn summarise(document: &Document, sentences: &[Sentence], budget: Budget) -> Summary {
    let chosen = select::choose(document, sentences, budget);
    written(document, sentences, &chosen)
}

fn written(document: &Document, sentences: &[Sentence], chosen: &[usize]) -> Summary {
    let spans: Vec<Span> = chosen.iter().map(|&i| sentences[i].span).collect();
    let mut text = String::new();
    for span in &spans {
        for piece in document.printed(*span).split_whitespace() {
            if !text.is_empty() {
                text.push(' ');
            }
            text.push_str(piece);
        }
    }
    Summary { text, method: "extractive".to_owned(), sentences: spans }
}
