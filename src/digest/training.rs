//! What `models/training/digest` needs of this step: the numbers of a cluster's sentences and pairs. Not part of the interface.

use super::cluster::{Cluster, keys};
use super::concepts::{Concept, Concepts, grams};
use super::{Reading, features};
use crate::text::Builder;
use rustc_hash::FxHashSet;

/// A cluster as its model sees it.
#[derive(Debug, serde::Serialize)]
pub struct Sample {
    /// Names of the numbers of a sentence.
    pub names: Vec<&'static str>,
    /// The article of each sentence, its numbers, and its pairs of syllables.
    pub sentences: Vec<(usize, Vec<f32>, Vec<u32>)>,
    /// Of each pair: articles, sentences, first place, titled or not, rarity, worth, share of the references that hold it.
    pub pairs: Vec<[f32; 7]>,
    /// How many articles there are.
    pub articles: usize,
}

/// The sentences and pairs of a cluster beside its reference summaries.
pub fn sample(readings: &[Reading], references: &[String]) -> Sample {
    let cluster = Cluster::new(readings);
    let concepts = Concepts::new(&cluster);
    let layer = &concepts.0[1];
    let gold: Vec<FxHashSet<u32>> = references.iter().map(|r| grams(&keys(&Builder::plain(r)), 1).into_iter().collect()).collect();
    let held = |key: &u32| gold.iter().filter(|g| g.contains(key)).count() as f32 / gold.len().max(1) as f32;
    let pair = |c: &Concept| {
        let titled = f32::from(u8::from(c.titled > 0.0));
        [c.articles as f32, c.sentences as f32, c.first as f32, titled, c.rarity, c.worth, held(&c.key)]
    };
    let sentence = |i: usize| (cluster.candidates[i].article, features::row(&cluster, &concepts, i).to_vec(), layer.of[i].clone());
    Sample {
        names: features::NAMES.to_vec(),
        sentences: (0..cluster.candidates.len()).map(sentence).collect(),
        pairs: layer.list.iter().map(pair).collect(),
        articles: cluster.articles.len(),
    }
}
