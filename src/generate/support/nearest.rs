//! The sentences of the article that a written one comes from: those that share its words, rare ones above all.

use super::Reading;
use crate::clean::PartKind;
use crate::sentence::Sentence;
use rustc_hash::FxHashMap;

/// Most sources of a sentence.
const SOURCES: usize = 3;
/// Share of the words' weight that a source has to hold, and a further one has to add.
const FIRST: f32 = 0.15;
const FURTHER: f32 = 0.12;
/// Candidates to stand in for a sentence.
const RANKED: usize = 8;

/// The article's sentences, ready to be compared.
pub(super) struct Nearest<'a> {
    article: &'a Reading<'a>,
    /// In how many sentences a syllable stands.
    sentences: FxHashMap<u32, u32>,
}

/// What was found for one sentence.
#[derive(Debug, Default)]
pub(super) struct Near {
    /// Indices of sentences that hold its words together, in the order of the text.
    pub sources: Vec<usize>,
    /// Indices of whole sentences of the body, nearest first.
    pub ranked: Vec<usize>,
}

impl<'a> Nearest<'a> {
    pub(super) fn new(article: &'a Reading<'a>) -> Self {
        let (mut sentences, mut last) = (FxHashMap::default(), FxHashMap::default());
        for (i, sentence) in article.read.sentences.iter().enumerate() {
            for key in keys(article, sentence) {
                if last.insert(key, i) != Some(i) {
                    *sentences.entry(key).or_insert(0) += 1;
                }
            }
        }
        Self { article, sentences }
    }

    /// What a sentence of the written text comes from.
    pub(super) fn to(&self, written: &Reading, sentence: &Sentence) -> Near {
        let all = self.article.read.sentences.len() as f32;
        let weight = |key: u32| self.sentences.get(&key).map_or(all + 1.0, |&n| (all + 1.0) / n as f32).ln();
        let mut open: FxHashMap<u32, f32> = keys(written, sentence).map(|key| (key, weight(key))).collect();
        let total: f32 = open.values().sum();
        if total <= 0.0 {
            return Near::default();
        }
        let mut near = Near::default();
        let mut scored = self.scores(&open);
        scored.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        let stands_alone = |i: &usize| matches!(self.article.read.sentences[*i].part, PartKind::Body | PartKind::Abstract);
        near.ranked = scored.iter().map(|s| s.0).filter(stands_alone).take(RANKED).collect();
        let mut least = FIRST;
        while near.sources.len() < SOURCES {
            let best = if near.sources.is_empty() { scored.first().copied() } else { self.most(&open) };
            let Some((i, _)) = best else { break };
            let held = self.shared(i, &open, &mut Vec::new());
            if held < least * total {
                break;
            }
            keys(self.article, &self.article.read.sentences[i]).for_each(|key| {
                open.remove(&key);
            });
            near.sources.push(i);
            least = FURTHER;
        }
        near.sources.sort_unstable();
        near
    }

    /// Weight of the words that a sentence holds.
    fn shared(&self, i: usize, open: &FxHashMap<u32, f32>, found: &mut Vec<u32>) -> f32 {
        found.clear();
        found.extend(keys(self.article, &self.article.read.sentences[i]).filter(|key| open.contains_key(key)));
        found.sort_unstable();
        found.dedup();
        found.iter().map(|key| open[key]).sum()
    }

    /// Sentences that hold any of the words, with how near they are: the weight they hold, long ones counting a little less.
    fn scores(&self, open: &FxHashMap<u32, f32>) -> Vec<(usize, f32)> {
        let mut found = Vec::new();
        let mut score = |i: usize| self.shared(i, open, &mut found) / (30.0 + self.article.read.sentences[i].tokens.len() as f32);
        (0..self.article.read.sentences.len()).map(|i| (i, score(i))).filter(|s| s.1 > 0.0).collect()
    }

    /// The sentence that holds the most of the words that are left.
    fn most(&self, open: &FxHashMap<u32, f32>) -> Option<(usize, f32)> {
        self.scores(open).into_iter().max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)))
    }
}

/// Keys of the syllables and numbers of a sentence.
fn keys<'r>(reading: &'r Reading, sentence: &Sentence) -> impl Iterator<Item = u32> + use<'r> {
    reading.document.working().tokens[sentence.tokens.indices()].iter().filter(|t| !t.is_mark()).map(|t| t.key)
}
