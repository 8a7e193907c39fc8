//! Abbreviations that the article itself explains: `Ban Chỉ huy quân sự (CHQS)`, `(sau đây gọi tắt là Ban Chỉ đạo)`.

use crate::lexicon::{Class, Lexicon};
use crate::mention::{Mention, MentionKind};
use crate::text::fold::fold;
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

/// Those of them that say so.
const SHORT: [u32; 3] = [key("gọi"), key("viết"), key("tắt")];

/// Whether capitals in a bracket can be another name of the unit before it, and not its place or the unit above (`(CA TP Huế)`).
fn is_short_for(working: &Working, lexicon: &Lexicon, short: TokenRange, unit: TokenRange) -> bool {
    let (at, end) = (short.start as usize, short.end as usize);
    let first = &working.tokens[at];
    let capitals = first.is_letters() && first.is_all_upper() && working.surface(at).chars().nth(1).is_some();
    if !capitals || short.len() > 4 || lexicon.phrases.longest(working, at, end, Class::PlaceType.bit()).is_some() {
        return false;
    }
    let head = lexicon.phrases.longest(working, at, end, Class::UnitHead.bit()).is_some();
    let long = lexicon.abbreviations.at(working, at, at, end).map(|l| fold(l.0));
    let same = long.is_some_and(|l| l.split(' ').next() == Some(working.lower(unit.start as usize)));
    !head || same || short.len() == 1
}

impl Learned {
    pub(super) fn find(working: &Working, lexicon: &Lexicon, mentions: &[Mention]) -> Self {
        let mut learned = Self::default();
        for i in 1..working.tokens.len().saturating_sub(1) {
            if working.tokens[i].is_mark() && working.surface(i) == "(" {
                learned.letters_at(working, i);
            }
        }
        for (n, _) in (0_u32..).zip(mentions).filter(|(_, m)| m.kind == MentionKind::Unit) {
            learned.name_after(working, lexicon, mentions, n);
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
            if !begins(working.lower(at), letter) {
                return;
            }
        }
        if at + 1 < open {
            self.letters.entry(short.key).or_insert(TokenRange::new(at as u32, open as u32));
        }
    }

    /// `Ban Chỉ đạo … (sau đây gọi tắt là Ban Chỉ đạo)`, `Tổng công ty … (PVC)`, `…, gọi tắt là BMC` right behind a unit.
    fn name_after(&mut self, working: &Working, lexicon: &Lexicon, mentions: &[Mention], n: u32) {
        let unit = mentions[n as usize].tokens;
        let (open, last) = (unit.end as usize, working.tokens.len());
        let bracket = open < last && working.surface(open) == "(";
        let close = (open + 1..(open + 14).min(last)).find(|&j| working.surface(j) == ")");
        let close = if bracket { close } else { Some((open + 10).min(last)) };
        let Some(close) = close else { return };
        let begin = if bracket || open < last && working.surface(open) == "," { open + 1 } else { open };
        let from = (begin..close).find(|&j| !CALLED.contains(&working.tokens[j].key)).unwrap_or(close);
        let called = (begin..from).any(|j| SHORT.contains(&working.tokens[j].key));
        let proper = |j: &usize| *j < close && (working.tokens[*j].is_capital() || working.tokens[*j].is_digits());
        let end = if bracket { close } else { (from..close).find(|j| !proper(j)).unwrap_or(close) };
        let short = TokenRange::new(from as u32, end as u32);
        if short.is_empty() || !bracket && !called {
            return;
        }
        if called || from == begin && is_short_for(working, lexicon, short, unit) && (from..end).all(|j| proper(&j)) {
            self.names.entry(working.tokens[from].key).or_default().push((short, n));
        } else if let Some(long) = mentions.get(n as usize + 1).filter(|m| m.tokens == short && m.kind == MentionKind::Unit) {
            // `PVC (Tổng công ty …)`: the long name stands in the bracket.
            if unit.len() == 1 && working.tokens[unit.start as usize].is_all_upper() && long.tokens.len() > 2 {
                self.names.entry(working.tokens[unit.start as usize].key).or_default().push((unit, n + 1));
            }
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
