//! A view of the tokens of one sentence: what stands where, without ever looking past its ends.

use super::keys::K;
use super::tables::{Phrases, Tables, skipped_in_names};
use crate::text::{Token, TokenRange, Working};

#[derive(Clone, Copy)]
pub(super) struct Cursor<'a> {
    pub working: &'a Working,
    pub tables: &'static Tables,
    pub start: usize,
    pub end: usize,
}

impl<'a> Cursor<'a> {
    pub(super) fn key(&self, i: usize) -> u32 {
        if self.start <= i && i < self.end { self.working.tokens[i].key } else { 0 }
    }

    pub(super) fn token(&self, i: usize) -> Option<&'a Token> {
        (self.start <= i && i < self.end).then(|| &self.working.tokens[i])
    }

    /// Key of the token before `i`, 0 at the start.
    pub(super) fn before(&self, i: usize) -> u32 {
        if i > self.start { self.key(i - 1) } else { 0 }
    }

    pub(super) fn text(&self, i: usize) -> &'a str {
        if self.start <= i && i < self.end { self.working.surface(i) } else { "" }
    }

    /// Stands right behind the token before it.
    pub(super) fn glued(&self, i: usize) -> bool {
        self.start < i && self.token(i).is_some_and(|t| !t.space_before())
    }

    pub(super) fn is_digits(&self, i: usize) -> bool {
        self.token(i).is_some_and(|t| t.is_digits())
    }

    pub(super) fn is_letters(&self, i: usize) -> bool {
        self.token(i).is_some_and(|t| t.is_letters())
    }

    pub(super) fn is_capital(&self, i: usize) -> bool {
        self.token(i).is_some_and(|t| t.is_letters() && t.is_capital())
    }

    /// In capitals, two letters or more.
    pub(super) fn is_upper_word(&self, i: usize) -> bool {
        self.token(i).is_some_and(|t| t.is_letters() && t.is_all_upper() && t.end - t.start > 1 && self.text(i).chars().nth(1).is_some())
    }

    /// The words around are in capitals throughout, so that capitals say nothing.
    pub(super) fn is_heading(&self, i: usize) -> bool {
        let near = [i.wrapping_sub(2), i.wrapping_sub(1), i, i + 1, i + 2];
        let words = near.iter().filter(|&&i| self.is_letters(i));
        let (mut all, mut upper) = (0, 0);
        for &i in words {
            all += 1;
            upper += usize::from(self.token(i).is_some_and(|t| t.is_all_upper()));
        }
        self.is_upper_word(i) && all == upper && all >= 3
    }

    pub(super) fn year(&self, i: usize) -> Option<u16> {
        let text = if self.is_digits(i) { self.text(i) } else { return None };
        (text.len() == 4).then(|| text.parse().ok()).flatten().filter(|y| (1900..2100).contains(y))
    }

    /// The longest phrase at `i`: its value and end.
    pub(super) fn longest(&self, phrases: &Phrases, i: usize) -> Option<(u32, usize)> {
        let (mut node, mut at, mut best) = (0, i, None);
        while let Some(next) = phrases.step(node, self.key(at)) {
            (node, at) = (next, at + 1);
            if let Some(value) = phrases.end(node) {
                best = Some((value, at));
            }
        }
        best
    }

    /// The longest known name of a family at `i`, commas, hyphens and `và` passed over.
    pub(super) fn known_name(&self, family: u32, i: usize) -> Option<(u32, usize)> {
        let names = &self.tables.names;
        let mut node = names.step(0, family)?;
        let (mut at, mut best) = (i, None);
        loop {
            let mut word = at;
            while word > i && word < at + 2 && skipped_in_names(self.key(word)) {
                word += 1;
            }
            let Some(next) = names.step(node, self.key(word)) else { return best };
            (node, at) = (next, word + 1);
            if let Some(value) = names.end(node) {
                best = Some((value, at));
            }
        }
    }

    pub(super) fn is_stop(&self, i: usize) -> bool {
        let key = self.key(i);
        let kept = |pair: (u32, u32)| self.tables.keep.contains(&pair);
        if kept((self.before(i), key)) || kept((key, self.key(i + 1))) {
            return false;
        }
        self.tables.stop.contains(&key) || self.tables.stop_pairs.contains(&(key, self.key(i + 1)))
    }

    pub(super) fn range(&self, start: usize, end: usize) -> TokenRange {
        TokenRange::new(start as u32, end as u32)
    }

    /// Text of the tokens with single blanks.
    pub(super) fn printed(&self, start: usize, end: usize) -> String {
        let slice = self.working.slice(self.range(start, end));
        if !slice.bytes().any(|b| matches!(b, b'\n' | b'\t' | b'\r')) && !slice.contains("  ") && !slice.contains('\u{a0}') {
            return slice.to_owned();
        }
        slice.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    pub(super) fn is_join(&self, i: usize) -> bool {
        matches!(self.key(i), K::COMMA | K::VA | K::HOAC | K::SEMICOLON | K::CUNG)
    }
}
