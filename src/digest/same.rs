//! Which sentences of other articles say what a sentence says, and an order that reads well.

use super::cluster::Cluster;
use super::concepts::Concepts;

/// A sentence says what another one does where they share at least this much of both, by rarity,
const SHARED: f32 = 0.5;
/// or where it holds this much of the other one.
const HELD: f32 = 0.6;
/// What stands in more sentences tells nothing and is not followed.
const COMMON: usize = 400;

/// Which candidates hold a syllable or pair.
pub(super) struct Same<'c> {
    cluster: &'c Cluster,
    concepts: &'c Concepts,
    holders: [Vec<Vec<u32>>; 2],
    weights: Vec<f32>,
}

impl<'c> Same<'c> {
    pub(super) fn new(cluster: &'c Cluster, concepts: &'c Concepts) -> Self {
        let mut weights = vec![0.0; cluster.candidates.len()];
        let holders = [0, 1].map(|order| {
            let layer = &concepts.0[order];
            let mut holders: Vec<Vec<u32>> = vec![Vec::new(); layer.list.len()];
            for (i, of) in layer.of.iter().enumerate() {
                for &id in of {
                    holders[id as usize].push(i as u32);
                    weights[i] += layer.list[id as usize].rarity;
                }
            }
            holders
        });
        Self { cluster, concepts, holders, weights }
    }

    /// The sentence of each other article that says most of candidate `i`, where one does, in the order of the articles.
    pub(super) fn elsewhere(&self, i: usize) -> Vec<usize> {
        let candidates = &self.cluster.candidates;
        let mut shared = vec![0.0; candidates.len()];
        for (layer, holders) in self.concepts.0.iter().zip(&self.holders) {
            for &id in &layer.of[i] {
                let rarity = layer.list[id as usize].rarity;
                holders[id as usize].iter().take(COMMON).for_each(|&j| shared[j as usize] += rarity);
            }
        }
        let likeness = |j: usize| {
            let (both, held) = (2.0 * shared[j] / (self.weights[i] + self.weights[j]).max(1e-6), shared[j] / self.weights[i].max(1e-6));
            (both / SHARED).max(held / HELD)
        };
        let mut best: Vec<usize> = Vec::new();
        for j in (0..candidates.len()).filter(|&j| candidates[j].article != candidates[i].article && likeness(j) >= 1.0) {
            match best.last_mut() {
                Some(last) if candidates[*last].article == candidates[j].article => {
                    if likeness(j) > likeness(*last) {
                        *last = j;
                    }
                }
                _ => best.push(j),
            }
        }
        best
    }
}

/// Positions in `chosen`: article by article, each in its own order; the articles by the day of publication, on one day the one first
/// whose first chosen sentence stands nearest to its beginning.
pub(super) fn reading_order(cluster: &Cluster, chosen: &[usize]) -> Vec<usize> {
    let article = |n: usize| cluster.candidates[chosen[n]].article;
    let mut first = vec![f32::MAX; cluster.articles.len()];
    for (n, candidate) in chosen.iter().map(|&i| &cluster.candidates[i]).enumerate() {
        first[article(n)] = first[article(n)].min(candidate.place as f32 / candidate.of as f32);
    }
    let day = |n: usize| cluster.articles[article(n)].day;
    let mut order: Vec<usize> = (0..chosen.len()).collect();
    order.sort_by(|&a, &b| {
        let shares = first[article(a)].total_cmp(&first[article(b)]);
        day(a).cmp(&day(b)).then(shares).then(chosen[a].cmp(&chosen[b]))
    });
    order
}
