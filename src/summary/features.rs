//! What the ranker sees of a sentence, as numbers near 0 to 1.
//!
//! In: candidates and concepts. Out: a row of [`WIDTH`] numbers a candidate.

use super::Opinion;
use super::background::pair;
use super::concepts::Concepts;
use super::cues;
use super::source::{Candidate, Source, TOKENS};
use crate::clean::PartKind;
use crate::text::{Working, key};

/// Numbers a sentence.
pub(super) const WIDTH: usize = 62;
/// Syllables of an average abstract.
pub(super) const ABSTRACT: f32 = 36.0;

/// The numbers of one sentence.
pub(super) type Row = [f32; WIDTH];

/// Sums over the concepts of one candidate; the union over several is made alike.
#[derive(Clone, Copy, Debug, Default)]
struct Sums {
    n: f32,
    rarity: f32,
    chance: f32,
    title: f32,
    title_n: f32,
    /// Rarity times the share of the other sentences that hold it.
    central: f32,
    /// What no sentence before holds.
    new: f32,
    new_chance: f32,
    /// What the first candidate holds.
    lead: f32,
    acts: f32,
    says: f32,
    selves: f32,
    whys: f32,
}

/// Expected ROUGE F1 of `hits` out of `n` against an average abstract.
pub(super) fn expected(hits: f32, n: f32) -> f32 {
    2.0 * hits / (n + ABSTRACT)
}

/// The rows of all candidates.
pub(super) fn rows(working: &Working, source: &Source, concepts: &Concepts, opinion: Option<Opinion>) -> Vec<Row> {
    let n = source.candidates.len();
    let sums: Vec<[Sums; 2]> = (0..n).map(|i| [sums(concepts, 0, i, n), sums(concepts, 1, i, n)]).collect();
    let title = [title_weight(concepts, 0), title_weight(concepts, 1)];
    let mut rows: Vec<Row> = Vec::with_capacity(n);
    for (i, c) in source.candidates.iter().enumerate() {
        let mut row = [0.0; WIDTH];
        let mut put = Put { row: &mut row, at: 0 };
        place(&mut put, i, n, c);
        content(&mut put, c, &sums[i], title);
        form(&mut put, working, c, &sums[i]);
        if let Some(opinion) = opinion {
            put.at = OPINION;
            opined(&mut put, c, opinion);
        }
        rows.push(row);
    }
    relate(&mut rows);
    rows
}

struct Put<'r> {
    row: &'r mut Row,
    at: usize,
}

impl Put<'_> {
    fn add(&mut self, value: f32) {
        self.row[self.at] = value;
        self.at += 1;
    }

    fn flag(&mut self, value: bool) {
        self.add(f32::from(u8::from(value)));
    }
}

fn sums(concepts: &Concepts, order: usize, i: usize, n: usize) -> Sums {
    let mut s = Sums::default();
    for c in concepts.0[order].of(i) {
        s.n += 1.0;
        s.rarity += c.rarity;
        s.chance += c.chance;
        s.central += c.rarity * f32::from(c.sentences - 1) / n as f32;
        if c.in_title {
            s.title += c.rarity;
            s.title_n += 1.0;
        }
        if usize::from(c.first) == i {
            s.new += 1.0;
            s.new_chance += c.chance;
        }
        s.lead += f32::from(u8::from(c.first == 0));
        match cues::of(c.key) {
            Some(0) => s.acts += 1.0,
            Some(1) => s.says += 1.0,
            Some(6) => s.selves += 1.0,
            Some(7) => s.whys += 1.0,
            _ => {}
        }
    }
    s
}

fn title_weight(concepts: &Concepts, order: usize) -> f32 {
    concepts.0[order].list.iter().filter(|c| c.in_title).map(|c| c.rarity).sum::<f32>().max(1.0)
}

fn place(put: &mut Put, i: usize, n: usize, c: &Candidate) {
    put.add((1.0 + i as f32).ln() / 3.0);
    put.add(i as f32 / n as f32);
    for at in 0..3 {
        put.flag(i == at);
    }
    put.flag(i + 1 == n);
    put.add((1.0 + n as f32).ln() / 4.0);
    let length = c.syllables as f32;
    put.add((length / 40.0).min(3.0));
    put.add((1.0 + length).ln() / 4.0);
    put.add(((length - ABSTRACT).abs() / 40.0).min(2.0));
    put.flag(length < 8.0);
    put.flag(c.part == PartKind::Abstract);
}

fn content(put: &mut Put, c: &Candidate, sums: &[Sums; 2], title: [f32; 2]) {
    let length = (c.syllables as f32).min(TOKENS as f32);
    for (order, s) in sums.iter().enumerate() {
        let some = s.n.max(1.0);
        let (recall, precision) = (s.title / title[order], s.title / s.rarity.max(1.0));
        put.add(recall);
        put.add(precision);
        put.add(s.title_n / some);
        put.add(2.0 * recall * precision / (recall + precision).max(1e-3));
        put.add(s.chance / some);
        put.add(expected(s.chance, length) * 2.0);
        put.add(s.chance / 16.0);
        put.add(s.central / s.rarity.max(1.0) * 4.0);
        put.add(s.central / (s.rarity + 150.0) * 4.0);
        put.add(s.new / some);
        put.add(s.new_chance / s.chance.max(0.1));
        put.add(s.lead / some);
        put.add(s.rarity / some / 8.0);
    }
}

fn form(put: &mut Put, working: &Working, c: &Candidate, [one, two]: &[Sums; 2]) {
    let tokens = &working.tokens[c.first..c.end.min(c.first + TOKENS)];
    let length = one.n.max(1.0);
    let count = |f: fn(&crate::text::Token) -> bool| tokens.iter().filter(|t| f(t)).count() as f32;
    const QUOTES: [u32; 3] = [key("\""), key("“"), key("”")];
    let quotes = count(|t| QUOTES.contains(&t.key));
    put.add(count(|t| t.is_capital()) / length);
    put.add(count(|t| t.is_digits()) / length * 2.0);
    put.add(count(|t| t.key == key(",") || t.key == key(";")) / length * 5.0);
    put.add((quotes / 4.0).min(1.0));
    put.flag(quotes % 2.0 == 1.0);
    let last = tokens.last().map_or(0, |t| t.key);
    put.flag(last == key("?"));
    put.flag(![".", "?", "!", "…", "”", "\""].iter().any(|m| last == key(m)));
    put.flag(tokens.first().is_some_and(|t| t.is_letters() && !t.is_capital()));
    put.flag(tokens.first().is_some_and(|t| QUOTES.contains(&t.key) || t.key == key("-")));
    let start = start_cue(working, c);
    for kind in 2..6 {
        put.flag(start == Some(kind));
    }
    put.add(((one.acts + two.acts) / 3.0).min(1.0));
    put.add(((one.says + two.says) / 2.0).min(1.0));
    put.add(((one.selves + two.selves) / 2.0).min(1.0));
    put.add(((one.whys + two.whys) / 3.0).min(1.0));
}

/// What the neural model says of the sentence; zeros without one.
fn opined(put: &mut Put, c: &Candidate, opinion: Opinion) {
    put.add(opinion.salience.get(c.sentence).copied().unwrap_or_default());
    let kept = opinion.kept.get(c.first..c.end.min(c.first + TOKENS)).unwrap_or_default();
    put.add(kept.iter().sum::<f32>() / kept.len().max(1) as f32);
}

fn start_cue(working: &Working, c: &Candidate) -> Option<cues::Cue> {
    let mut keys = super::source::keys(working, c);
    let one = keys.next()?;
    let two = keys.next().map(|k| pair(one, k));
    let three = two.and_then(|two| keys.next().map(|k| pair(two, k)));
    [three, two, Some(one)].into_iter().flatten().find_map(cues::of)
}

/// Whether the sentence leans on the one before: it begins with a link or a pronoun.
pub(super) fn leans(row: &Row) -> bool {
    row[LEANS] + row[LEANS + 1] > 0.0
}

/// Whether the sentence begins as a list of who attended.
pub(super) fn is_formula(row: &Row) -> bool {
    row[LEANS + 2] > 0.0
}

const LEANS: usize = 47;
/// Where the neural model's numbers stand.
const OPINION: usize = 55;
/// Where the title cover by syllables, the title F1 by pairs, and the expected hits stand.
const COMPARED: [usize; 5] = [12, 28, 17, 30, OPINION];

/// Sets the last numbers: how the sentence stands beside the best of the article.
fn relate(rows: &mut [Row]) {
    for (k, &at) in COMPARED.iter().enumerate() {
        let best = rows.iter().map(|r| r[at]).fold(0.0, f32::max);
        for row in rows.iter_mut() {
            row[WIDTH - COMPARED.len() + k] = if best > 0.0 { row[at] / best } else { 0.0 };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_place_of_a_row_is_filled_once() {
        let mut row = [0.0; WIDTH];
        let mut put = Put { row: &mut row, at: 0 };
        let c = Candidate { sentence: 0, part: PartKind::Body, first: 0, end: 0, syllables: 0 };
        place(&mut put, 0, 1, &c);
        assert_eq!(put.at, COMPARED[0]);
        content(&mut put, &c, &[Sums::default(); 2], [1.0; 2]);
        let mut starts = put.at;
        form(&mut put, &Working::default(), &c, &[Sums::default(); 2]);
        starts += 9;
        assert_eq!((starts, put.at), (LEANS, OPINION));
        opined(&mut put, &c, Opinion::default());
        assert_eq!(put.at + COMPARED.len(), WIDTH);
    }
}
