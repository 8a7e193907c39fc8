//! The syllables and pairs of syllables of a cluster: in how many articles, how often, how early.
//!
//! In: [`Cluster`]. Out: [`Concepts`], one [`Layer`] for syllables and one for pairs.

use super::cluster::Cluster;
use crate::summary::background::{self, pair};
use rustc_hash::FxHashMap;

/// One syllable or pair.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Concept {
    #[cfg(feature = "train")]
    pub key: u32,
    /// Articles that hold it.
    pub articles: u32,
    /// Sentences that hold it.
    pub sentences: u32,
    /// Sum over the articles of 1 / (1 + place of the first sentence that holds it).
    pub early: f32,
    /// Place of the first sentence that holds it, the earliest of all articles.
    pub first: u32,
    /// Sum over the titles that hold it of 1 / weight of the title.
    pub titled: f32,
    /// Rarity in news, in natural logarithms.
    pub rarity: f32,
    /// Logit of the chance that an abstract takes it over.
    pub worth: f32,
    last: Option<usize>,
}

/// All syllables or all pairs.
#[derive(Debug, Default)]
pub(super) struct Layer {
    pub list: Vec<Concept>,
    /// For each candidate the distinct ones, as indices into `list`.
    pub of: Vec<Vec<u32>>,
}

/// Both layers.
#[derive(Debug)]
pub(super) struct Concepts(pub [Layer; 2]);

impl Concepts {
    pub(super) fn new(cluster: &Cluster) -> Self {
        Self([0, 1].map(|order| Layer::new(cluster, order)))
    }
}

/// The syllables or the pairs of them.
pub(super) fn grams(keys: &[u32], order: usize) -> Vec<u32> {
    match order {
        0 => keys.to_vec(),
        _ => keys.windows(2).map(|w| pair(w[0], w[1])).collect(),
    }
}

impl Layer {
    fn new(cluster: &Cluster, order: usize) -> Self {
        let mut layer = Self::default();
        let mut ids: FxHashMap<u32, u32> = FxHashMap::default();
        for candidate in &cluster.candidates {
            let mut own = Vec::with_capacity(candidate.keys.len());
            for gram in grams(&candidate.keys, order) {
                let id = *ids.entry(gram).or_insert_with(|| {
                    layer.list.push(concept(gram, order));
                    layer.list.len() as u32 - 1
                });
                own.push(id);
            }
            own.sort_unstable();
            own.dedup();
            for &id in &own {
                layer.list[id as usize].add(candidate.article, candidate.place);
            }
            layer.of.push(own);
        }
        for article in &cluster.articles {
            let mut all = grams(&article.title, order);
            all.sort_unstable();
            all.dedup();
            let rarity = |gram: &u32| ids.get(gram).map_or_else(|| concept(*gram, order).rarity, |&id| layer.list[id as usize].rarity);
            let weight: f32 = all.iter().map(rarity).sum();
            for id in all.iter().filter_map(|g| ids.get(g)) {
                layer.list[*id as usize].titled += 1.0 / weight.max(1e-6);
            }
        }
        layer
    }
}

fn concept(gram: u32, order: usize) -> Concept {
    let entry = background::look_up(gram, order);
    Concept {
        #[cfg(feature = "train")]
        key: gram,
        rarity: f32::from(entry.rarity) / 16.0,
        worth: f32::from(entry.worth) / 32.0 - 6.0,
        first: u32::MAX,
        ..Concept::default()
    }
}

impl Concept {
    fn add(&mut self, article: usize, place: usize) {
        self.sentences += 1;
        self.first = self.first.min(place as u32);
        if self.last != Some(article) {
            self.last = Some(article);
            self.articles += 1;
            self.early += 1.0 / (1.0 + place as f32);
        }
    }
}
