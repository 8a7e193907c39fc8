//! Cue words of pages, from `cues.tsv`: menus, buttons, counts, credits, captions.

use crate::text::{Builder, Token, TokenRange, Working};
use once_cell::sync::Lazy;
use rustc_hash::FxHashMap;

/// Classes of cue words that are asked for by name; the number is the place in [`NAMES`] and the bit in a [`Cues`] set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Cue {
    Related = 4,
    Footer = 7,
    Masthead = 9,
    Motto = 11,
    Author = 12,
    Source = 13,
    Photo = 14,
    Scene = 15,
    Answer = 23,
    Opening = 24,
}

/// Number of classes.
pub(crate) const CLASSES: usize = 25;
const NAMES: [&str; CLASSES] = [
    "nav",
    "section",
    "button",
    "count",
    "related",
    "comment",
    "tags",
    "footer",
    "attach",
    "masthead",
    "office",
    "motto",
    "author",
    "source",
    "photo",
    "scene",
    "person",
    "scenewords",
    "headstart",
    "speech",
    "date",
    "weekday",
    "question",
    "answer",
    "opening",
];
/// What only the page says, never the article.
const FURNITURE: u32 = 0b1_1111_1111;

/// Cue words of one line.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Cues {
    /// Classes of the phrases that stand first, bullets apart.
    pub first: u32,
    /// Classes of all phrases.
    pub any: u32,
    /// Words that belong to menus, buttons, counts and the like.
    pub furniture: u32,
    /// Words looked at.
    pub words: u32,
}

impl Cues {
    pub(crate) fn starts_with(self, cue: Cue) -> bool {
        self.first & (1 << cue as u8) != 0
    }

    pub(crate) fn starts_with_furniture(self) -> bool {
        self.first & FURNITURE != 0
    }

    pub(crate) fn has(self, cue: Cue) -> bool {
        self.any & (1 << cue as u8) != 0
    }
}

#[derive(Debug)]
struct Phrase {
    rest: Box<[u32]>,
    classes: u32,
}

/// Phrases by the key of their first token, longest first.
static TABLE: Lazy<FxHashMap<u32, Vec<Phrase>>> = Lazy::new(|| read(include_str!("cues.tsv")));

fn read(table: &str) -> FxHashMap<u32, Vec<Phrase>> {
    let mut out: FxHashMap<u32, Vec<Phrase>> = FxHashMap::default();
    for line in table.lines().filter(|l| !l.starts_with('#')) {
        let Some((class, phrase)) = line.split_once('\t') else { continue };
        let Some(bit) = NAMES.iter().position(|n| *n == class) else { continue };
        let keys: Vec<u32> = Builder::plain(phrase).tokens.iter().map(|t| t.key).collect();
        let Some((&first, rest)) = keys.split_first() else { continue };
        let phrases = out.entry(first).or_default();
        match phrases.iter_mut().find(|p| *p.rest == *rest) {
            Some(known) => known.classes |= 1 << bit,
            None => phrases.push(Phrase { rest: rest.into(), classes: 1 << bit }),
        }
    }
    out.values_mut().for_each(|p| p.sort_by_key(|p| std::cmp::Reverse(p.rest.len())));
    out
}

/// The cue words of a range of tokens.
pub(crate) fn cues(working: &Working, range: TokenRange) -> Cues {
    let mut out = Cues::default();
    let mut first = true;
    let tokens = &working.tokens[range.indices()];
    let mut i = 0;
    while i < tokens.len() {
        let (classes, length) = longest(&tokens[i..]);
        let words = tokens[i..i + length].iter().filter(|t| t.is_letters()).count() as u32;
        out.any |= classes;
        out.words += words;
        if classes & FURNITURE != 0 {
            out.furniture += words;
        }
        if first && classes != 0 {
            out.first = classes;
        }
        first &= !tokens[i].is_letters() && classes == 0;
        i += length;
    }
    out
}

fn longest(tokens: &[Token]) -> (u32, usize) {
    let phrases = TABLE.get(&tokens[0].key).map_or(&[][..], Vec::as_slice);
    let fits = |p: &&Phrase| tokens.len() > p.rest.len() && p.rest.iter().zip(&tokens[1..]).all(|(k, t)| *k == t.key);
    phrases.iter().find(fits).map_or((0, 1), |p| (p.classes, 1 + p.rest.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_the_table_has_a_known_class() {
        for line in include_str!("cues.tsv").lines().filter(|l| !l.starts_with('#')) {
            let (class, phrase) = line.split_once('\t').unwrap();
            assert!(NAMES.contains(&class) && !phrase.trim().is_empty(), "{line}");
        }
    }

    #[test]
    fn buttons_are_covered_whole() {
        let working = Builder::plain("In trang   |  Gửi cho bạn bè  |  Quay lại");
        let cues = cues(&working, working.lines[0].tokens);
        assert!(cues.starts_with_furniture());
        assert_eq!((cues.furniture, cues.words), (8, 8));
    }
}
