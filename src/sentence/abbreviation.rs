//! What stands before a full stop: abbreviations that go on, initials of names, words that open a sentence.

use crate::text::{Builder, Working};
use once_cell::sync::Lazy;
use rustc_hash::FxHashMap;

const BEFORE: u8 = 1;
const INITIAL: u8 = 2;
const STARTER: u8 = 4;
const HONORIFIC: u8 = 8;

static TABLE: Lazy<FxHashMap<String, u8>> = Lazy::new(|| {
    let mut out = FxHashMap::default();
    for line in include_str!("abbreviations.tsv").lines().filter(|l| !l.starts_with('#')) {
        let Some((form, class)) = line.split_once('\t') else { continue };
        let bit = match class {
            "before" => BEFORE,
            "initial" => INITIAL,
            "honorific" => HONORIFIC,
            _ => STARTER,
        };
        *out.entry(Builder::plain(form).text).or_default() |= bit;
    }
    out
});

fn class(working: &Working, i: usize) -> u8 {
    TABLE.get(working.surface(i)).copied().unwrap_or(0)
}

/// What the text before a full stop is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Before {
    /// A word like any other.
    Word,
    /// Something that wants a name or number behind it: `TP`, `PGS.TS`.
    Abbreviation,
    /// The initial of a name behind other parts of it, or several: `Nguyễn Văn A`, `N.T.H`.
    Initial,
    /// An initial with nothing of the name before it: `ông A`, `H`.
    LoneInitial,
    /// Letters with stops between that end anything: `v.v`.
    Dotted,
}

/// Looks at the token before the full stop at `stop`, not further back than `from`.
pub(super) fn before(working: &Working, stop: usize, from: usize) -> Before {
    let Some(last) = stop.checked_sub(1).filter(|&l| l >= from) else { return Before::Word };
    let token = working.tokens[last];
    if !token.is_letters() || working.tokens[stop].space_before() {
        return Before::Word;
    }
    let class = class(working, last);
    let dotted = dotted_from(working, last, from);
    let single = token.end - token.start <= 2 && working.surface(last).chars().nth(1).is_none();
    if dotted < last {
        return match () {
            () if !single && class & BEFORE != 0 || is_place(working, dotted, last) => Before::Abbreviation,
            () if !token.is_capital() => Before::Dotted,
            () => Before::Initial,
        };
    }
    let named = last > from && {
        let part = working.tokens[last - 1];
        part.is_letters() && part.is_capital() && self::class(working, last - 1) & HONORIFIC == 0
    };
    match () {
        () if named && (class & INITIAL != 0 || single && token.is_capital()) => Before::Initial,
        () if class & BEFORE != 0 => Before::Abbreviation,
        () if class & INITIAL != 0 || single && token.is_capital() => Before::LoneInitial,
        () => Before::Word,
    }
}

/// Where a run of letters with stops and no blanks between begins.
fn dotted_from(working: &Working, last: usize, from: usize) -> usize {
    let mut first = last;
    while first >= from + 2
        && !working.tokens[first].space_before()
        && working.surface(first - 1) == "."
        && !working.tokens[first - 1].space_before()
        && working.tokens[first - 2].is_letters()
        && last - first < 12
    {
        first -= 2;
    }
    first
}

/// `T.P`, `T.X`, `T.T`: a town follows.
fn is_place(working: &Working, first: usize, last: usize) -> bool {
    last - first == 2 && working.lower(first) == "t" && matches!(working.lower(last), "p" | "x" | "t")
}

/// Whether token `i` opens a sentence: a word of the table with one in small letters or a comma behind it.
pub(super) fn starts(working: &Working, i: usize, end: usize) -> bool {
    class(working, i) & STARTER != 0 && low_follows(working, i, end)
}

/// Whether a word in small letters, a comma or a number stands behind token `i`.
pub(super) fn low_follows(working: &Working, i: usize, end: usize) -> bool {
    working.tokens.get(i + 1).filter(|_| i + 1 < end).is_some_and(|t| match t.is_letters() {
        true => !t.is_capital(),
        false => t.is_digits() || working.surface(i + 1) == ",",
    })
}
