//! Tables of what opens a phrase or a sentence.
//!
//! In: rows of a kind and a phrase of some syllables. Out: [`Openers`], the kinds of a phrase as bits.

use super::background::pair;
use super::cues::phrase_key;
use crate::text::Token;
use rustc_hash::FxHashMap;

/// For each phrase its kinds, a bit each.
pub(super) struct Openers(FxHashMap<u32, u8>);

impl Openers {
    /// Reads a table; the kind of number `n` among `kinds` has the bit `1 << n`.
    pub(super) fn read(table: &str, kinds: &[&str]) -> Self {
        let mut openers = FxHashMap::default();
        for (kind, phrase) in rows(table) {
            let bit = kinds.iter().position(|k| *k == kind).map_or(0, |n| 1 << n);
            *openers.entry(phrase_key(phrase)).or_insert(0) |= bit;
        }
        Self(openers)
    }

    /// The kinds of the phrase with this key.
    pub(super) fn of(&self, key: u32) -> u8 {
        self.0.get(&key).copied().unwrap_or(0)
    }

    /// The phrases of at most `most` syllables that `tokens` begin with, shortest first: kinds and length.
    pub(super) fn at<'a>(&'a self, tokens: &'a [Token], most: usize) -> impl Iterator<Item = (u8, usize)> + 'a {
        let mut whole = None;
        let spoken = tokens.iter().take(most).take_while(|t| t.is_letters());
        let all = spoken.enumerate().map(move |(n, t)| {
            let key = whole.map_or(t.key, |w| pair(w, t.key));
            whole = Some(key);
            (self.of(key), n + 1)
        });
        all.filter(|(kinds, _)| *kinds != 0)
    }
}

/// The rows of a table: kind and phrase.
pub(crate) fn rows(table: &str) -> impl Iterator<Item = (&str, &str)> {
    table.lines().filter(|l| !l.starts_with('#')).filter_map(|l| l.split_once('\t'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Builder;

    #[test]
    fn phrases_of_several_kinds_and_lengths() {
        let openers = Openers::read("# nhận xét\na\tsau\nb\tsau khi\nc\tsau khi\n", &["a", "b", "c"]);
        let found = |text: &str, most: usize| openers.at(&Builder::plain(text).tokens, most).collect::<Vec<_>>();
        assert_eq!(found("Sau khi họp", 3), [(1, 1), (6, 2)]);
        assert_eq!(found("Sau khi họp", 1), [(1, 1)]);
        assert_eq!(found("Sau, khi", 3), [(1, 1)]);
        assert_eq!(found("khi", 3), []);
    }

    #[test]
    fn every_row_of_the_tables_has_a_kind() {
        use super::super::{headline, lean, phrase};
        let tables: [(&str, &[&str]); 3] = [
            (include_str!("phrases.tsv"), &phrase::NAMES),
            (include_str!("headline.tsv"), &headline::NAMES),
            (include_str!("leans.tsv"), &lean::NAMES),
        ];
        for (table, names) in tables {
            let openers = Openers::read(table, names);
            for (kind, opener) in rows(table) {
                let bit = names.iter().position(|n| *n == kind).map(|n| 1 << n).expect("a known kind");
                assert_ne!(openers.of(phrase_key(opener)) & bit, 0, "{opener}");
            }
        }
    }
}
