//! The chance that an editor's digest holds a pair of syllables: a logistic model over what the cluster shows of it.
//!
//! In: the worth of each candidate and the pairs. Out: a chance a pair. `chances.tsv` is made by `models/training/digest`.

use super::cluster::Cluster;
use super::concepts::{Concept, Concepts};
use crate::number::{self, logit};
use once_cell::sync::Lazy;

/// Names of the numbers of a pair, in order.
pub(super) const NAMES: [&str; 8] = ["best", "any", "articles", "sentences", "first", "title", "rarity", "worth"];

static WEIGHTS: Lazy<([f32; NAMES.len()], f32)> = Lazy::new(|| super::features::weights(include_str!("chances.tsv"), NAMES));

/// Where a pair stands, as far as it was looked for.
#[derive(Clone, Copy)]
struct Held {
    /// The worth of the best sentence that holds it.
    best: f32,
    /// The chance that no article before the last one has it taken over.
    none: f32,
    /// The worth of the best sentence of the last article.
    last: f32,
    article: usize,
}

/// The chances of all pairs; `worth` is that of the candidates.
pub(super) fn chances(cluster: &Cluster, concepts: &Concepts, worth: &[f32]) -> Vec<f32> {
    let layer = &concepts.0[1];
    let mut held = vec![Held { best: 0.0, none: 1.0, last: 0.0, article: usize::MAX }; layer.list.len()];
    for (i, candidate) in cluster.candidates.iter().enumerate() {
        let worth = worth[i].clamp(0.01, 0.95);
        for &id in &layer.of[i] {
            let h = &mut held[id as usize];
            if h.article != candidate.article {
                (h.none, h.last, h.article) = (h.none * (1.0 - h.last), 0.0, candidate.article);
            }
            (h.best, h.last) = (h.best.max(worth), h.last.max(worth));
        }
    }
    let articles = cluster.articles.len() as f32;
    layer.list.iter().zip(held).map(|(concept, held)| chance(concept, held, articles)).collect()
}

fn chance(concept: &Concept, held: Held, articles: f32) -> f32 {
    let row = [
        logit(held.best),
        logit(1.0 - held.none * (1.0 - held.last)),
        concept.articles as f32 / articles,
        (concept.sentences as f32).ln(),
        (1.0 + concept.first as f32).ln(),
        f32::from(u8::from(concept.titled > 0.0)),
        concept.rarity / 8.0,
        concept.worth / 4.0,
    ];
    let (weights, bias) = &*WEIGHTS;
    number::chance(row.iter().zip(weights).map(|(x, w)| x * w).sum::<f32>() + bias)
}
