//! The finest unit: a run of letters, a run of digits, or one other character.

use serde::{Deserialize, Serialize};

/// What a token is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum TokenKind {
    Letters,
    Digits,
    /// One character that is neither letter, digit nor blank.
    Mark,
}

/// One token; positions count bytes of the working text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Token {
    pub start: u32,
    pub end: u32,
    /// [`key`] of the lower-case folded text.
    pub key: u32,
    pub kind: TokenKind,
    flags: u8,
}

const SPACE: u8 = 1;
const LINE: u8 = 2;
const FIRST_UPPER: u8 = 4;
const ALL_UPPER: u8 = 8;
const INNER_UPPER: u8 = 16;

impl Token {
    pub(crate) fn new(start: u32, end: u32, key: u32, kind: TokenKind) -> Self {
        Self { start, end, key, kind, flags: 0 }
    }

    pub(crate) fn with_break(mut self, blank: bool, line: bool) -> Self {
        self.flags |= if blank { SPACE } else { 0 } | if line { LINE | SPACE } else { 0 };
        self
    }

    pub(crate) fn with_case(mut self, first: bool, uppers: u32, letters: u32) -> Self {
        let rest = uppers - u32::from(first);
        self.flags |= if first { FIRST_UPPER } else { 0 }
            | if uppers > 0 && uppers == letters { ALL_UPPER } else { 0 }
            | if rest > 0 && uppers < letters { INNER_UPPER } else { 0 };
        self
    }

    /// A blank or a line break stands before it, or it is the first.
    pub(crate) fn space_before(&self) -> bool {
        self.flags & SPACE != 0
    }

    /// It is the first of its line.
    pub(crate) fn starts_line(&self) -> bool {
        self.flags & LINE != 0
    }

    /// Its first letter is a capital.
    pub(crate) fn is_capital(&self) -> bool {
        self.flags & FIRST_UPPER != 0
    }

    /// All its letters are capitals (one capital letter counts).
    pub(crate) fn is_all_upper(&self) -> bool {
        self.flags & ALL_UPPER != 0
    }

    /// A capital stands behind the first letter and a small letter somewhere (`ĐHQGhn`, `iPhone`).
    pub(crate) fn is_mixed_case(&self) -> bool {
        self.flags & INNER_UPPER != 0
    }

    /// Letters, with or without a capital.
    pub(crate) fn is_letters(&self) -> bool {
        self.kind == TokenKind::Letters
    }

    pub(crate) fn is_digits(&self) -> bool {
        self.kind == TokenKind::Digits
    }

    pub(crate) fn is_mark(&self) -> bool {
        self.kind == TokenKind::Mark
    }
}

/// A half-open range of tokens of one document; private cousin of the public `Span`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub(crate) struct TokenRange {
    pub start: u32,
    pub end: u32,
}

impl TokenRange {
    pub(crate) fn new(start: u32, end: u32) -> Self {
        Self { start, end }
    }

    pub(crate) fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    pub(crate) fn is_empty(self) -> bool {
        self.start >= self.end
    }

    pub(crate) fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    pub(crate) fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    pub(crate) fn indices(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// Hash of a lower-case folded token (32-bit FNV-1a with a final mix), usable in `const` so that grammars can match on it.
pub(crate) const fn key(text: &str) -> u32 {
    let bytes = text.as_bytes();
    let mut h = KEY_SEED;
    let mut i = 0;
    while i < bytes.len() {
        h = key_step(h, bytes[i]);
        i += 1;
    }
    key_end(h)
}

pub(crate) const KEY_SEED: u32 = 0x811c_9dc5;

pub(crate) const fn key_step(h: u32, byte: u8) -> u32 {
    (h ^ byte as u32).wrapping_mul(0x0100_0193)
}

pub(crate) const fn key_end(h: u32) -> u32 {
    (h ^ (h >> 15)).wrapping_mul(0x2c1b_3c6d)
}
