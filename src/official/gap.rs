//! What stands between a person and a position.

use crate::lexicon::{Class, Lexicon};
use crate::text::{TokenRange, Working, key};

/// The tokens between two mentions, summed up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Gap {
    pub comma: bool,
    pub dash: bool,
    pub bracket: bool,
    pub colon: bool,
    pub semicolon: bool,
    pub quote: bool,
    /// A sentence or line ends in it.
    pub stop: bool,
    /// `và`, `cùng`.
    pub and: bool,
    /// `kiêm`, `đồng thời`.
    pub also: bool,
    /// A form of address or rank ends it.
    pub address: bool,
    /// It ends in `là`, `làm`, `giữ chức` and the like.
    pub holds: bool,
    /// Of these, in `là`.
    pub is: bool,
    /// `cùng là`, `đều là`: of all persons named together.
    pub together: bool,
    /// Its last word is `với`, `của` or `cho`.
    pub of: bool,
    /// Words that none of the above explains.
    pub words: u16,
}

/// Longest gap that is looked at, in tokens.
pub(super) const LONGEST: u32 = 60;

impl Gap {
    pub(super) fn between(working: &Working, lexicon: &Lexicon, from: u32, to: u32) -> Self {
        let mut gap = Self::default();
        if to.saturating_sub(from) > LONGEST {
            return Self { stop: true, words: u16::MAX, ..gap };
        }
        let (mut i, end) = (from as usize, to as usize);
        while i < end {
            gap.stop |= i > from as usize && working.tokens[i].starts_line();
            if let Some(next) = aside(working, i, end) {
                i = next;
                continue;
            }
            let phrase = |class: Class| lexicon.phrases.longest(working, i, end, class.bit()).map(|p| p.1);
            if working.tokens[i].is_mark() {
                gap.mark(working, i);
                i += 1;
            } else if let Some(next) = phrase(Class::Honorific).or_else(|| phrase(Class::Rank)) {
                gap.address = true;
                i = next;
            } else if let Some(next) = phrase(Class::Appoint).or_else(|| is_copula(working, i).then_some(i + 1)) {
                (gap.holds, gap.address, gap.is) = (true, false, is_copula(working, next - 1));
                gap.together |= i > from as usize && matches!(working.lower(i - 1), "cùng" | "đều");
                i = next;
            } else {
                gap.word(working, i);
                i += 1;
            }
        }
        gap.stop |= working.tokens.get(end).is_some_and(|t| t.starts_line()) && from < to || starts_line(working, to);
        gap
    }

    fn mark(&mut self, working: &Working, i: usize) {
        self.holds = false;
        match working.surface(i) {
            "," => self.comma = true,
            "-" | "–" | "—" => self.dash = true,
            "(" | ")" | "[" | "]" => self.bracket = true,
            ":" => self.colon = true,
            ";" => self.semicolon = true,
            "." if self.address && i + 1 < working.tokens.len() => {}
            "." | "!" | "?" | "…" => self.stop = true,
            _ => self.quote = true,
        }
    }

    fn word(&mut self, working: &Working, i: usize) {
        (self.holds, self.address) = (false, false);
        self.of = matches!(working.lower(i), "với" | "của" | "cho");
        match working.tokens[i].key {
            k if k == key("và") || k == key("cùng") => self.and = true,
            k if k == key("kiêm") || k == key("đồng") || k == key("thời") => self.also = true,
            k if HOLDING.contains(&k) => {}
            _ => self.words += 1,
        }
    }

    /// Nothing but forms of address.
    pub(super) fn direct(&self) -> bool {
        self.words == 0 && !self.stop && !self.marks() && !self.and && !self.also && !self.holds
    }

    fn marks(&self) -> bool {
        self.comma || self.dash || self.bracket || self.colon || self.semicolon || self.quote
    }

    /// A comma, dash or bracket sets the one beside the other.
    pub(super) fn apposed(&self) -> bool {
        self.words == 0
            && !self.stop
            && !self.colon
            && !self.semicolon
            && !self.quote
            && !self.and
            && (self.comma || self.dash || self.bracket)
    }

    /// Joins two positions of one holder.
    pub(super) fn joins(&self) -> bool {
        self.words == 0
            && !self.stop
            && !self.colon
            && !self.quote
            && !self.address
            && !self.bracket
            && (self.comma || self.dash || self.also)
    }
}

const HOLDING: [u32; 8] = [key("hiện"), key("nay"), key("được"), key("vừa"), key("đang"), key("sẽ"), key("người"), key("khi")];

fn is_copula(working: &Working, i: usize) -> bool {
    working.tokens[i].key == key("là")
}

fn starts_line(working: &Working, at: u32) -> bool {
    working.tokens.get(at as usize).is_some_and(|t| t.starts_line())
}

/// A bracket about the person (`(56 tuổi)`, `(SN 1978)`, `(ảnh)`) or a clause of birth: where it ends.
fn aside(working: &Working, i: usize, end: usize) -> Option<usize> {
    if working.surface(i) == "(" {
        let close = (i + 1..end.min(i + 12)).find(|&j| working.surface(j) == ")")?;
        return Some(close + 1);
    }
    if let Some(end) = term(working, i, end) {
        return Some(end);
    }
    let born = working.tokens[i].key == key("sinh") || working.tokens[i].key == key("sn");
    let day = |j: &usize| {
        working.tokens[*j].is_digits() || matches!(working.lower(*j), "sinh" | "sn" | "năm" | "ngày" | "tháng" | "/" | "-" | ":")
    };
    born.then(|| (i..end).take_while(day).last().map_or(i + 1, |j| j + 1))
}

/// A term of office (`nhiệm kỳ 2016-2021`, `khóa XII`): where it ends.
fn term(working: &Working, i: usize, end: usize) -> Option<usize> {
    let from = match working.lower(i) {
        "nhiệm" if working.lower_at(i + 1, end) == "kỳ" => i + 2,
        "khóa" => i + 1,
        _ => return None,
    };
    let figure =
        |j: &usize| working.tokens[*j].is_digits() || working.tokens[*j].is_all_upper() || matches!(working.surface(*j), "-" | "–" | "/");
    let last = (from..end.min(from + 5)).take_while(figure).last()?;
    // The dash behind a figure may belong to the next words.
    Some(if working.tokens[last].is_mark() { last } else { last + 1 })
}

/// The tokens between two ranges in order.
pub(super) fn between(working: &Working, lexicon: &Lexicon, a: TokenRange, b: TokenRange) -> Gap {
    Gap::between(working, lexicon, a.end, b.start)
}
