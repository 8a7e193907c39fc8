//! Atoms: what no word divides. Numbers, dates, document numbers, addresses and abbreviations keep their marks.
//!
//! In: a range of tokens. Out: [`Atom`]s in order that cover it.

mod glue;
pub(crate) mod shape;

use super::user::UserWords;
use crate::text::{Token, TokenRange, Working};
pub(crate) use shape::Shape;

/// What the tables see of an atom.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Form {
    /// The token's key, or a class for numbers and addresses.
    pub key: u32,
    pub shape: Shape,
    /// A blank stands before it and neither neighbour is a user's word, so that a word may run across.
    pub open: bool,
}

impl Form {
    /// What stands outside a sentence.
    pub(crate) const BORDER: Self = Self { key: shape::BORDER_KEY, shape: Shape::Border, open: false };
}

/// Appends the atoms of `range`: what the tables see of each, and where it ends.
pub(crate) fn atoms(working: &Working, range: TokenRange, user: Option<&UserWords>, forms: &mut Vec<Form>, ends: &mut Vec<u32>) {
    let tokens = &working.tokens[..range.end as usize];
    let mut i = range.start as usize;
    let mut open = false;
    while i < tokens.len() {
        let fixed = user.and_then(|u| u.longest(working, i, tokens.len()));
        let end = fixed.unwrap_or_else(|| glue::end(working, tokens, i));
        let (key, shape) = if end == i + 1 { shape::of_token(&tokens[i], working) } else { shape::of_run(&tokens[i..end], working) };
        forms.push(Form { key, shape, open: open && fixed.is_none() && tokens[i].space_before() });
        ends.push(end as u32);
        open = fixed.is_none() && !(end > i + 1 && is_abbreviation(&tokens[i..end], working));
        i = end;
    }
}

/// `TP.`, `PGS.TS.`: nothing is joined to it from behind. Initials may belong to a name.
fn is_abbreviation(tokens: &[Token], working: &Working) -> bool {
    let last = tokens[tokens.len() - 1];
    let first = &working.text[tokens[0].start as usize..tokens[0].end as usize];
    working.text[last.start as usize..last.end as usize] == *"." && first.chars().nth(1).is_some()
}

/// Whether token `i` follows the one before without a blank.
fn tight(tokens: &[Token], i: usize) -> bool {
    tokens.get(i).is_some_and(|t| !t.space_before())
}
