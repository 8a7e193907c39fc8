//! What the ranker sees of a candidate, as numbers near 0 to 1.
//!
//! In: candidates. Out: a row of [`WIDTH`] numbers a candidate.

use super::candidate::{Candidate, Sort};
use super::subject;
use crate::clean::PartKind;
use crate::sentence::Sentence;
use crate::summary::background::{self, pair};
use crate::text::{Document, TokenRange, Working};

/// Numbers a candidate.
pub(super) const WIDTH: usize = 49;
const SORTS: usize = 6;

pub(super) type Row = [f32; WIDTH];

/// The most that a sort of candidates, and all of them, are named; how many there are of a sort.
struct Counts {
    most: [usize; SORTS],
    all: usize,
    of_sort: [usize; SORTS],
}

/// The rows of all candidates.
pub(super) fn rows(document: &Document, sentences: &[Sentence], found: &[Candidate]) -> Vec<Row> {
    rows_but(document, sentences, found, &[])
}

/// The same, the labels of `own` each counted once less among the known subjects: for training on articles that they come from.
pub(super) fn rows_but(document: &Document, sentences: &[Sentence], found: &[Candidate], own: &[u32]) -> Vec<Row> {
    let mut counts = Counts { most: [1; SORTS], all: 1, of_sort: [0; SORTS] };
    for c in found {
        let sort = c.sort as usize;
        counts.most[sort] = c.places.len().max(counts.most[sort]);
        counts.all = c.places.len().max(counts.all);
        counts.of_sort[sort] += 1;
    }
    let lead = sentences.iter().position(|s| s.part == PartKind::Body).unwrap_or(0);
    let view = View { working: document.working(), sentences, lead, counts };
    let ranks = ranks(found);
    found.iter().zip(ranks).map(|(c, rank)| view.row(c, rank, own)).collect()
}

/// The place of each candidate among those of its sort, by how often and how early they are named.
fn ranks(found: &[Candidate]) -> Vec<u32> {
    let mut order: Vec<usize> = (0..found.len()).collect();
    order.sort_by_key(|&i| (std::cmp::Reverse(found[i].places.len()), found[i].places[0].start));
    let (mut next, mut ranks) = ([0; SORTS], vec![0; found.len()]);
    for i in order {
        ranks[i] = next[found[i].sort as usize];
        next[found[i].sort as usize] += 1;
    }
    ranks
}

struct View<'v> {
    working: &'v Working,
    sentences: &'v [Sentence],
    lead: usize,
    counts: Counts,
}

struct Put {
    row: Row,
    at: usize,
}

impl Put {
    fn add(&mut self, value: f32) {
        self.row[self.at] = value;
        self.at += 1;
    }

    fn flag(&mut self, value: bool) {
        self.add(f32::from(u8::from(value)));
    }
}

impl View<'_> {
    fn row(&self, c: &Candidate, rank: u32, own: &[u32]) -> Row {
        let mut put = Put { row: [0.0; WIDTH], at: 0 };
        for sort in 0..SORTS {
            put.flag(c.sort as usize == sort);
        }
        self.frequency(&mut put, c);
        put.add((1.0 + rank as f32).ln() / 3.0);
        put.flag(rank == 0);
        put.add((1.0 + self.counts.of_sort[c.sort as usize] as f32).ln() / 4.0);
        self.place(&mut put, c);
        self.form(&mut put, c, own);
        put.row
    }

    fn frequency(&self, put: &mut Put, c: &Candidate) {
        let n = c.places.len() as f32;
        put.add((1.0 + n).ln() / 3.0);
        put.add(c.exact as f32 / n);
        put.add(n / self.counts.most[c.sort as usize] as f32);
        put.add(n / self.counts.all as f32);
        put.flag(c.places.len() == 1);
        put.add(c.nested as f32 / n);
        put.add((c.offices as f32 / 2.0).min(1.0));
    }

    fn place(&self, put: &mut Put, c: &Candidate) {
        let at = |p: &TokenRange| self.sentences.partition_point(|s| s.tokens.end <= p.start).min(self.sentences.len() - 1);
        let stands_in = |want: &dyn Fn(usize) -> bool| c.places.iter().take(40).any(|p| want(at(p)));
        put.flag(stands_in(&|s| self.sentences[s].part == PartKind::Title));
        put.flag(stands_in(&|s| self.sentences[s].part == PartKind::Abstract));
        put.flag(stands_in(&|s| s == self.lead));
        put.flag(stands_in(&|s| s > self.lead && s <= self.lead + 2));
        let (first, last) = (at(&c.places[0]), at(&c.places[c.places.len() - 1]));
        let n = self.sentences.len() as f32;
        put.add((1.0 + first as f32).ln() / 4.0);
        put.add(first as f32 / n);
        put.add((last - first) as f32 / n);
        put.add((1.0 + n).ln() / 5.0);
        let start = |p: &TokenRange| self.sentences[at(p)].tokens.start == p.start;
        put.add(c.places.iter().take(40).filter(|p| start(p)).count() as f32 / c.places.len() as f32);
    }

    fn form(&self, put: &mut Put, c: &Candidate, own: &[u32]) {
        let tokens = &self.working.tokens[c.label.indices()];
        let keys: Vec<u32> = tokens.iter().filter(|t| !t.is_mark()).map(|t| t.key).collect();
        for length in 1..=5 {
            put.flag(keys.len() == length);
        }
        put.add((keys.len() as f32 / 8.0).min(2.0));
        let (mean, most) = rarity(keys.iter().map(|&k| background::look_up(k, 0).rarity));
        put.add(mean);
        put.add(most);
        let (mean, most) = rarity(keys.windows(2).map(|w| background::look_up(pair(w[0], w[1]), 1).rarity));
        put.add(mean);
        put.add(most);
        let held: Vec<f32> = keys.windows(2).map(|w| cohesion(w[0], w[1])).collect();
        put.add(held.iter().copied().fold(1.0, f32::min));
        put.add(held.iter().sum::<f32>() / held.len().max(1) as f32);
        self.borders(put, c);
        put.flag(tokens[0].is_capital());
        put.flag(tokens.iter().all(|t| t.is_all_upper() || !t.is_letters()));
        put.flag(tokens.iter().any(|t| t.is_digits()));
        let known = subject::of(&keys);
        let mine = u32::from(own.contains(&subject::phrase_key(&keys)));
        let (tagged, seen) = (known.0.saturating_sub(mine), known.1.saturating_sub(mine));
        put.flag(tagged > 0);
        put.add((1.0 + tagged as f32).ln() / 3.0);
        put.add(tagged as f32 / (seen as f32 + 2.0));
    }

    /// How freely the phrase stands: what is before and behind should change from place to place, and not hold on to it.
    fn borders(&self, put: &mut Put, c: &Candidate) {
        let tokens = &self.working.tokens;
        let key = |i: Option<usize>| i.and_then(|i| tokens.get(i)).filter(|t| !t.is_mark()).map(|t| t.key);
        let before = |p: &TokenRange| key((p.start as usize).checked_sub(1));
        let behind = |p: &TokenRange| key(Some(p.end as usize));
        let p = c.label;
        let hold = |a: Option<u32>, b: Option<u32>| a.zip(b).map_or(-0.5, |(a, b)| cohesion(a, b));
        put.add(hold(before(&p), Some(tokens[p.start as usize].key)));
        put.add(hold(Some(tokens[p.end as usize - 1].key), behind(&p)));
        for side in [&before as &dyn Fn(&TokenRange) -> Option<u32>, &behind] {
            let first = side(&c.places[0]);
            put.flag(c.places.len() > 1 && first.is_some() && c.places.iter().take(20).all(|p| side(p) == first));
            put.add(c.places.iter().take(20).filter(|p| side(p).is_none()).count() as f32 / c.places.len().min(20) as f32);
        }
    }
}

fn rarity(values: impl Iterator<Item = u8>) -> (f32, f32) {
    let (mut n, mut sum, mut most) = (0.0f32, 0.0, 0.0f32);
    for v in values {
        let v = f32::from(v) / 128.0;
        (n, sum, most) = (n + 1.0, sum + v, most.max(v));
    }
    (sum / n.max(1.0), most)
}

/// How much more often two syllables meet than by chance.
fn cohesion(a: u32, b: u32) -> f32 {
    let rarity = |key, order| f32::from(background::look_up(key, order).rarity);
    ((rarity(a, 0) + rarity(b, 0) - rarity(pair(a, b), 1)) / 96.0).clamp(-1.0, 1.5)
}

impl Sort {
    /// Whether labels of the sort are made of common words.
    pub(super) fn is_phrase(self) -> bool {
        matches!(self, Self::Phrase | Self::Office)
    }
}
