//! The candidates ranked, and the sets of them that a brief summary may be.
//!
//! In: the candidates, a neural model's opinion where there is one. Out: [`Ranked`]: scores, the best sets that stand without the rest, and
//! the best of all by a network that sees both sentences.

use super::Opinion;
use super::compress;
use super::concepts::Concepts;
use super::context;
use super::features::{self, Row, expected};
use super::lean::Lean;
use super::network::Network;
use super::points;
use super::source::Source;
use crate::clean::PartKind;
use crate::mention::Mention;
use crate::text::{Document, TokenRange};
use once_cell::sync::Lazy;

/// Ranks single sentences.
pub(super) type Ranker = Network<{ features::WIDTH }, 32, 16>;
/// Chooses between sets.
pub(super) type Chooser = Network<SET_WIDTH, 24, 16>;

/// Without a neural model, and with one.
static RANKER: Lazy<Ranker> = Lazy::new(|| Network::new(include_bytes!("ranker.bin")));
static CHOOSERS: Lazy<[Chooser; 2]> =
    Lazy::new(|| [include_bytes!("chooser.bin"), include_bytes!("chooser-model.bin")].map(|b| Network::new(b)));

/// Sentences that pairs are made of.
pub(super) const BEST: usize = 6;
/// Numbers a set.
pub(super) const SET_WIDTH: usize = 32;
/// What a list of who attended loses: rare in the news that the ranker learned from, it says little wherever it stands.
const FORMULA: f32 = 0.4;
/// Pairs are made of what scores at least this share of the best.
const COMPARABLE: f32 = 0.4;

/// One or two candidates, in the order of the text.
pub(super) type Set = (usize, Option<usize>);

/// Everything known of an article's candidates.
pub(super) struct Ranked<'s> {
    pub source: &'s Source,
    pub concepts: Concepts,
    pub rows: Vec<Row>,
    pub scores: Vec<f32>,
    /// Candidates, best first.
    pub order: Vec<usize>,
    chooser: &'static Chooser,
}

impl<'s> Ranked<'s> {
    pub(super) fn new(document: &Document, source: &'s Source, opinion: Option<Opinion>) -> Self {
        let concepts = Concepts::new(document.working(), source, opinion);
        let rows = features::rows(document.working(), source, &concepts, opinion);
        let mut scores = match opinion {
            Some(opinion) if context::fits(opinion) => context::scores(source, &rows, opinion),
            _ => rows.iter().map(|r| RANKER.score(r)).collect(),
        };
        scores.iter_mut().zip(&rows).filter(|(_, r)| features::is_formula(r)).for_each(|(s, _)| *s -= FORMULA);
        let mut order: Vec<usize> = (0..rows.len()).collect();
        order.sort_by(|&a, &b| scores[b].total_cmp(&scores[a]));
        Self { source, concepts, rows, scores, order, chooser: &CHOOSERS[usize::from(opinion.is_some())] }
    }

    /// Ranks by what the sentences say together with others, rather than alone.
    pub(super) fn rank_as_points(&mut self) {
        self.scores = points::scores(self);
        self.order.sort_by(|&a, &b| self.scores[b].total_cmp(&self.scores[a]));
    }

    /// The best sentences alone and in pairs.
    fn sets(&self) -> Vec<Set> {
        let least = self.scores[self.order[0]] * COMPARABLE;
        let comparable = self.order.iter().take(BEST).take_while(|&&i| self.scores[i] >= least).count().max(1);
        let best = &self.order[..comparable];
        let pairs = best.iter().enumerate().flat_map(|(n, &a)| best[..n].iter().map(move |&b| (a.min(b), Some(a.max(b)))));
        best.iter().map(|&a| (a, None)).chain(pairs).collect()
    }

    /// What the chooser sees of a set.
    pub(super) fn set_row(&self, (a, b): Set) -> [f32; SET_WIDTH] {
        let (length_a, length_b) = (self.length(a), b.map_or(0.0, |b| self.length(b)));
        let length = length_a + length_b;
        let (score_a, score_b) = (self.scores[a], b.map_or(0.0, |b| self.scores[b]));
        let [one, two] = [self.union(0, a, b), self.union(1, a, b)];
        let gap = b.map_or(0.0, |b| (b - a) as f32);
        let flag = |yes: bool| f32::from(u8::from(yes));
        let leans = |i: usize| flag(features::leans(&self.rows[i]));
        let rank = |i: usize| self.order.iter().take(BEST).position(|&o| o == i).unwrap_or(BEST) as f32 / BEST as f32;
        let best = self.scores[self.order[0]];
        [
            flag(b.is_some()),
            score_a,
            score_b,
            score_a.max(score_b),
            score_a + score_b,
            best - score_a.max(score_b),
            expected(one.chance, length) * 2.0,
            expected(two.chance, length) * 2.0,
            one.chance / 16.0,
            two.chance / 16.0,
            (length / 80.0).min(3.0),
            ((length - features::ABSTRACT).abs() / 40.0).min(2.0),
            (1.0 + length).ln() / 4.0,
            one.shared,
            two.shared,
            (1.0 + a as f32).ln() / 3.0,
            b.map_or(0.0, |b| (1.0 + b as f32).ln() / 3.0),
            flag(gap == 1.0),
            leans(a),
            b.map_or(0.0, |b| if gap == 1.0 { 0.0 } else { leans(b) }),
            one.title,
            two.title,
            (length_a / 40.0).min(3.0),
            (length_b / 40.0).min(3.0),
            (1.0 + self.rows.len() as f32).ln() / 4.0,
            rank(a),
            b.map_or(0.0, rank),
            flag(a == 0),
            flag(self.source.title.is_empty()),
            (length * score_a.max(score_b) / 40.0).min(2.0),
            flag(self.source.candidates[a].part == PartKind::Abstract),
            self.scores[self.order[self.order.len().min(3) - 1]],
        ]
    }

    /// The sets that stand without the rest; all where none does.
    pub(super) fn standing(&self, leans: &[Lean]) -> Vec<Set> {
        let hangs = |i: usize| leans[i] == Lean::Hangs;
        let mut sets = self.sets();
        let followed: Vec<Set> =
            sets.iter().filter(|s| s.1.is_none() && hangs(s.0)).filter_map(|s| Some((self.before(s.0)?, Some(s.0)))).collect();
        sets.extend(followed);
        let stands = |&(a, b): &Set| !hangs(a) && b.is_none_or(|b| !hangs(b) || self.before(b) == Some(a));
        if sets.iter().any(stands) {
            sets.retain(stands);
        }
        sets
    }

    /// The best single sentence or pair.
    pub(super) fn brief(&self, leans: &[Lean]) -> Vec<usize> {
        let scored = self.standing(leans).into_iter().map(|set| (self.chooser.score(&self.set_row(set)), set));
        let best = scored.max_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, set)| set);
        best.map_or(Vec::new(), |(a, b)| std::iter::once(a).chain(b).collect())
    }

    /// Candidate `i` of the chosen ones, ready to be shortened.
    pub(super) fn sentence<'a>(
        &'a self,
        document: &'a Document,
        mentions: &'a [Mention],
        opinion: Opinion<'a>,
        chosen: &[usize],
        i: usize,
    ) -> compress::Sentence<'a> {
        let candidate = &self.source.candidates[i];
        let (from, to) = (candidate.first as u32, candidate.end as u32);
        let start = mentions.partition_point(|m| m.tokens.start < from);
        let inside = mentions[start..].iter().take_while(|m| m.tokens.start < to).count();
        compress::Sentence {
            working: document.working(),
            concepts: &self.concepts,
            opinion,
            candidate,
            place: i,
            length: chosen.iter().map(|&c| self.length(c)).sum(),
            mentions: &mentions[start..start + inside],
        }
    }

    pub(super) fn shortened(
        &self,
        document: &Document,
        mentions: &[Mention],
        opinion: Opinion,
        chosen: &[usize],
        i: usize,
    ) -> Vec<TokenRange> {
        let runs = self.sentence(document, mentions, opinion, chosen, i).shortened();
        let candidate = &self.source.candidates[i];
        let whole = runs.len() == 1 && runs[0].len() == candidate.end - candidate.first;
        if whole { Vec::new() } else { runs }
    }

    /// The candidate that the text has right before.
    pub(super) fn before(&self, i: usize) -> Option<usize> {
        let candidates = &self.source.candidates;
        i.checked_sub(1).filter(|&b| candidates[b].sentence + 1 == candidates[i].sentence)
    }

    fn length(&self, i: usize) -> f32 {
        (self.source.candidates[i].syllables as f32).max(1.0)
    }

    fn union(&self, order: usize, a: usize, b: Option<usize>) -> Union {
        let layer = &self.concepts.0[order];
        let (first, second) = (layer.ids(a), b.map_or(&[][..], |b| layer.ids(b)));
        let mut union = Union::default();
        let mut title = 0.0;
        for &id in first {
            let c = &layer.list[id as usize];
            union.chance += c.chance;
            title += if c.in_title { c.rarity } else { 0.0 };
        }
        let mut shared = 0.0;
        for &id in second {
            let c = &layer.list[id as usize];
            if first.contains(&id) {
                shared += 1.0;
            } else {
                union.chance += c.chance;
                title += if c.in_title { c.rarity } else { 0.0 };
            }
        }
        let all: f32 = layer.list.iter().filter(|c| c.in_title).map(|c| c.rarity).sum();
        union.title = title / all.max(1.0);
        union.shared = shared / (second.len().min(first.len()) as f32).max(1.0);
        union
    }
}

#[derive(Default)]
struct Union {
    chance: f32,
    title: f32,
    shared: f32,
}
