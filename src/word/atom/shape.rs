//! The outer form of an atom.

use crate::text::{Token, TokenKind, Working, key};

/// Eight classes, three bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
#[repr(u8)]
pub(crate) enum Shape {
    /// Small letters.
    #[default]
    Lower,
    /// A capital, then small letters.
    Capital,
    /// Capitals only, two or more.
    Upper,
    /// Letters with digits, marks or inner capitals: `A5`, `Wai-kru`, `iPhone`.
    Mixed,
    /// It begins with a digit.
    Number,
    Mark,
    /// One capital letter or an abbreviation with its dot: `A`, `TP.`, `T.Ư`.
    Initial,
    /// Outside the sentence.
    Border,
}

impl Shape {
    /// Whether a word of several atoms may hold it.
    pub(crate) fn joins(self) -> bool {
        !matches!(self, Shape::Number | Shape::Mark | Shape::Border)
    }
}

pub(crate) const BORDER_KEY: u32 = key("\u{0}border");
/// Brackets as treebanks spell them.
const LEFT_BRACKET: u32 = key("lbkt");
const RIGHT_BRACKET: u32 = key("rbkt");
const ONE_DIGIT: u32 = key("\u{0}1");
const TWO_DIGITS: u32 = key("\u{0}12");
const YEAR: u32 = key("\u{0}1234");
const FIGURES: u32 = key("\u{0}number");
const MIXED: u32 = key("\u{0}mixed");

#[inline]
pub(super) fn of_token(token: &Token, working: &Working) -> (u32, Shape) {
    match token.kind {
        TokenKind::Mark => (token.key, Shape::Mark),
        TokenKind::Digits => (figures(token.end - token.start), Shape::Number),
        TokenKind::Letters if matches!(token.key, LEFT_BRACKET | RIGHT_BRACKET) => (token.key, Shape::Mark),
        TokenKind::Letters => (token.key, letters(token, working)),
    }
}

fn figures(len: u32) -> u32 {
    match len {
        1 => ONE_DIGIT,
        2 => TWO_DIGITS,
        4 => YEAR,
        _ => FIGURES,
    }
}

fn letters(token: &Token, working: &Working) -> Shape {
    if token.is_all_upper() {
        let text = &working.text[token.start as usize..token.end as usize];
        return if text.chars().nth(1).is_none() { Shape::Initial } else { Shape::Upper };
    }
    match (token.is_mixed_case(), token.is_capital()) {
        (true, _) => Shape::Mixed,
        (_, true) => Shape::Capital,
        _ => Shape::Lower,
    }
}

/// Several tokens in one.
pub(super) fn of_run(tokens: &[Token], working: &Working) -> (u32, Shape) {
    let (first, last) = (&tokens[0], &tokens[tokens.len() - 1]);
    if first.is_digits() {
        return (FIGURES, Shape::Number);
    }
    if first.is_mark() {
        let dots = working.text[first.start as usize..].starts_with('.');
        return (if dots { first.key ^ 1 } else { MIXED }, Shape::Mark);
    }
    if tokens.iter().any(Token::is_digits) {
        return (MIXED, Shape::Mixed);
    }
    let key = tokens.iter().fold(0u32, |h, t| (h ^ t.key).wrapping_mul(0x9e37_79b1));
    (key, if last.is_mark() || first.end - first.start <= 2 { Shape::Initial } else { Shape::Mixed })
}
