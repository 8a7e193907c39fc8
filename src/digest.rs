//! Several articles of one event as one summary: what they share once, each sentence with the articles that say it.
//!
//! In: articles with their records. Out: [`Digest`]. Every sentence is a whole sentence of an article. A linear model guesses how much of
//! a sentence an editor would take over (by how many articles share its words and how early, by titles, place and form), a second one how
//! likely each pair of syllables; what adds most to what is already said is taken as long as it fits the budget. The order of the input changes nothing but the numbers of the articles.
//!
//! ```
//! use tomtat::{Article, Pipeline, summary::Budget};
//! let one = "Cầu Sông Trà thông xe\nSáng 14/3/2024, cầu Sông Trà thông xe sau ba năm thi công. Nhiều người dân đến xem.";
//! let two = "Khánh thành cầu Sông Trà\nCầu Sông Trà thông xe sáng 14/3/2024 sau ba năm thi công. Cầu dài 1.200 m.";
//! let digest = Pipeline::new().digest(&[Article::new(one), Article::new(two)], Budget::Sentences(1));
//! let first = &digest.sentences[0];
//! assert!(first.text.contains("thông xe"));
//! assert_eq!(first.also.len(), 1); // the other article says the same
//! ```

mod chances;
mod cluster;
mod concepts;
mod features;
mod figures;
mod record;
mod same;
mod select;
mod shared;
#[cfg(test)]
mod tests;
#[cfg(feature = "train")]
#[doc(hidden)]
pub mod training;

use crate::article::Article;
use crate::pipeline::Pipeline;
use crate::record::Record;
use crate::summary::Budget;
use cluster::Cluster;
use concepts::Concepts;
pub use record::{
    Difference, Digest, DigestArticle, DigestDate, DigestLaw, DigestOfficial, DigestUnit, Figure, Mentioned, Place, SCHEMA, Statement,
};

/// An article and what the pipeline read in it.
#[derive(Clone, Copy, Debug)]
pub struct Reading<'a> {
    /// As it was given to the pipeline.
    pub article: &'a Article<'a>,
    /// As it came back, spans in bytes.
    pub record: &'a Record,
}

/// Sentences that a digest has where only [`Budget::Brief`] is asked for.
const BRIEF: usize = 5;

/// The digest of the articles of one event. One article alone gives the summary of its record where that fits the budget; no article
/// gives an empty digest. [`Budget::Brief`] allows five sentences.
pub fn digest(readings: &[Reading], budget: Budget) -> Digest {
    let cluster = Cluster::new(readings);
    let concepts = Concepts::new(&cluster);
    let chosen = own_summary(&cluster, readings, budget).unwrap_or_else(|| {
        let worth = features::scores(&cluster, &concepts);
        let chances = chances::chances(&cluster, &concepts, &worth);
        select::choose(&cluster, &concepts, select::Judged { worth: &worth, chances: &chances }, budget)
    });
    let same = same::Same::new(&cluster, &concepts);
    let repeated: Vec<Vec<usize>> = chosen.iter().map(|&i| same.elsewhere(i)).collect();
    let order = same::reading_order(&cluster, &chosen);
    let statements = order.iter().map(|&n| (chosen[n], repeated[n].as_slice()));
    record::written(readings, &cluster, statements)
}

/// The sentences of the only article's own summary, where it fits.
fn own_summary(cluster: &Cluster, readings: &[Reading], budget: Budget) -> Option<Vec<usize>> {
    let [only] = readings else { return None };
    let spans = &only.record.summary.sentences;
    let own: Vec<usize> = (0..cluster.candidates.len()).filter(|&i| spans.contains(&cluster.candidates[i].span)).collect();
    let cost: usize = own.iter().map(|&i| select::cost(&cluster.candidates[i], budget)).sum();
    let fits = match budget {
        Budget::Sentences(room) | Budget::Syllables(room) | Budget::Characters(room) => own.len() == 1 || cost <= room,
        _ => true,
    };
    (fits && own.len() == spans.len()).then_some(own)
}

impl Pipeline {
    /// Reads the articles of one event and digests them. See [`crate::digest`].
    pub fn digest(&self, articles: &[Article], budget: Budget) -> Digest {
        let records: Vec<Record> = articles.iter().map(|a| self.enrich(a)).collect();
        let readings: Vec<Reading> = articles.iter().zip(&records).map(|(article, record)| Reading { article, record }).collect();
        digest(&readings, budget)
    }
}
