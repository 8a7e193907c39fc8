//! What two readings of the same text have in common.

use std::collections::{HashMap, HashSet};
use std::hash::Hash;

/// How many were found, how many there are, how many of these are the same.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Tally {
    pub right: usize,
    pub found: usize,
    pub gold: usize,
}

impl Tally {
    pub fn add<T: Eq + Hash>(&mut self, gold: &HashSet<T>, found: &HashSet<T>) {
        self.right += gold.intersection(found).count();
        self.found += found.len();
        self.gold += gold.len();
    }

    pub fn plus(self, other: &Self) -> Self {
        Self { right: self.right + other.right, found: self.found + other.found, gold: self.gold + other.gold }
    }

    /// Precision, recall and their harmonic mean, 0 to 1.
    pub fn scores(&self) -> [f64; 3] {
        let share = |of: usize| if of == 0 { 0.0 } else { self.right as f64 / of as f64 };
        let both = self.found + self.gold;
        [share(self.found), share(self.gold), if both == 0 { 0.0 } else { 2.0 * self.right as f64 / both as f64 }]
    }

    pub fn head() -> String {
        format!("{:12}{:>8}{:>8}{:>8}{:>8}{:>8}", "", "P", "R", "F1", "gold", "found")
    }

    pub fn row(&self, name: &str) -> String {
        let [p, r, f] = self.scores().map(|v| 100.0 * v);
        format!("{name:12}{p:8.2}{r:8.2}{f:8.2}{:8}{:8}", self.gold, self.found)
    }
}

/// Syllables and numbers of a folded text.
pub fn syllables(text: &str) -> Vec<&str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|s| !s.is_empty()).collect()
}

/// ROUGE-1, ROUGE-2 and ROUGE-L: F1 of syllables, of pairs, of the longest common row.
pub fn overlap(said: &[&str], gold: &[&str]) -> [f64; 3] {
    let f1 = |right: usize, found: usize, gold: usize| Tally { right, found, gold }.scores()[2];
    let grams = |n: usize| {
        let mut left: HashMap<&[&str], usize> = HashMap::new();
        gold.windows(n).for_each(|g| *left.entry(g).or_default() += 1);
        let right = said.windows(n).filter(|g| left.get_mut(g).filter(|c| **c > 0).map(|c| *c -= 1).is_some()).count();
        f1(right, (said.len() + 1).saturating_sub(n), (gold.len() + 1).saturating_sub(n))
    };
    let mut row = vec![0; gold.len() + 1];
    for x in said {
        let mut corner = 0;
        for (j, y) in gold.iter().enumerate() {
            let above = row[j + 1];
            row[j + 1] = if x == y { corner + 1 } else { above.max(row[j]) };
            corner = above;
        }
    }
    [grams(1), grams(2), f1(row[gold.len()], said.len(), gold.len())]
}

/// Places of the words of a line, counted in characters other than blanks and `_`.
pub fn word_spans(line: &str) -> HashSet<(usize, usize)> {
    let mut at = 0;
    let place = |word: &str| {
        let from = at;
        at += tomtat::fold(&word.replace('_', "")).chars().count();
        (from, at)
    };
    line.split_whitespace().map(place).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_the_same_where_both_ends_are() {
        let mut tally = Tally::default();
        tally.add(&word_spans("Ủy_ban nhân_dân tỉnh họp"), &word_spans("Uỷ_ban nhân dân tỉnh_họp"));
        assert_eq!(tally, Tally { right: 1, found: 4, gold: 4 });
    }

    #[test]
    fn overlap_counts_repeats_once() {
        let said = syllables("xã họp họp về rừng");
        let gold = syllables("xã họp về giữ rừng");
        let [one, two, long] = overlap(&said, &gold);
        assert!((one - 0.8).abs() < 1e-9 && (two - 0.5).abs() < 1e-9 && (long - 0.8).abs() < 1e-9, "{one} {two} {long}");
        assert_eq!(overlap(&[], &gold), [0.0; 3]);
    }
}
