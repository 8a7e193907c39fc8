//! Abbreviations that the article itself explains: `Ban Chỉ huy quân sự (CHQS)`, `(sau đây gọi tắt là Ban Chỉ đạo)`.

use crate::mention::{Mention, MentionKind};
use crate::text::{TokenRange, Working, key};
use rustc_hash::FxHashMap;
use unicode_normalization::UnicodeNormalization;

/// What the article explains.
#[derive(Debug, Default)]
pub(super) struct Learned {
    /// Abbreviation of one token: the words its letters begin.
    letters: FxHashMap<u32, TokenRange>,
    /// First token of a short name: its tokens and the unit mention it stands for.
    names: FxHashMap<u32, Vec<(TokenRange, u32)>>,
}

/// Whether a word begins with a letter of an abbreviation: `Ủy ban` gives `UB`.
fn begins(word: &str, letter: char) -> bool {
    let base = |c: char| c.nfd().next().unwrap_or(c);
    word.chars().next().is_some_and(|first| base(first) == base(letter))
}

/// Words that may come between the bracket and the short form.
const CALLED: [u32; 9] = [key("sau"), key("đây"), key("gọi"), key("tắt"), key("viết"), key("là"), key("chung"), key("dưới"), key("tên")];

impl Learned {
    pub(super) fn find(working: &Working, mentions: &[Mention]) -> Self {
        let mut learned = Self::default();
        for i in 1..working.tokens.len().saturating_sub(1) {
            if working.tokens[i].is_mark() && working.surface(i) == "(" {
                learned.letters_at(working, i);
            }
        }
        for (n, m) in (0_u32..).zip(mentions).filter(|(_, m)| m.kind == MentionKind::Unit) {
            learned.name_after(working, m.tokens, n);
        }
        learned
    }

    /// `… Chỉ huy quân sự (CHQS)`: the letters begin the last words before the bracket.
    fn letters_at(&mut self, working: &Working, open: usize) {
        let short = &working.tokens[open + 1];
        if !short.is_all_upper() || working.tokens.get(open + 2).is_none_or(|_| working.surface(open + 2) != ")") {
            return;
        }
        let mut at = open;
        for letter in working.lower(open + 1).chars().rev() {
            let Some(word) = at.checked_sub(1) else { return };
            at = if working.tokens[word].is_mark() || matches!(working.lower(word), "và") && letter != 'v' {
                word.saturating_sub(1)
            } else {
                word
            };
            if !begins(working.lower(at), letter) || working.tokens[at].starts_line() && at + 1 < open && at == 0 {
                return;
            }
        }
        if at + 1 < open {
            self.letters.entry(short.key).or_insert(TokenRange::new(at as u32, open as u32));
        }
    }

    /// `Ban Chỉ đạo … (sau đây gọi tắt là Ban Chỉ đạo)`, `Tổng công ty … (PVC)` right behind a unit.
    fn name_after(&mut self, working: &Working, unit: TokenRange, n: u32) {
        let open = unit.end as usize;
        if open >= working.tokens.len() || working.surface(open) != "(" {
            return;
        }
        let Some(close) = (open + 1..(open + 14).min(working.tokens.len())).find(|&j| working.surface(j) == ")") else { return };
        let from = (open + 1..close).find(|&j| !CALLED.contains(&working.tokens[j].key)).unwrap_or(close);
        let called = from > open + 1;
        let short = TokenRange::new(from as u32, close as u32);
        let abbreviation = short.len() == 1 && working.tokens[from].is_all_upper() && working.tokens[from].is_letters();
        if !short.is_empty() && (called || abbreviation) {
            self.names.entry(working.tokens[from].key).or_default().push((short, n));
        }
    }

    /// The words that an abbreviation of one token stands for.
    pub(super) fn words(&self, key: u32) -> Option<TokenRange> {
        self.letters.get(&key).copied()
    }

    /// The unit mention that a short form stands for.
    pub(super) fn unit(&self, working: &Working, tokens: TokenRange) -> Option<u32> {
        let known = self.names.get(&working.tokens[tokens.start as usize].key)?;
        let same = |short: &TokenRange| working.lower_slice(*short) == working.lower_slice(tokens);
        known.iter().find(|(short, _)| same(short)).map(|k| k.1)
    }
}
