//! Where sentences end inside a paragraph.

use super::abbreviation::{Before, before, low_follows, starts};
use crate::text::{TokenRange, Working};

/// Tokens after which a sentence without any final mark is cut.
const LONGEST: u32 = 600;
/// Tokens within which a bracket must close to hold its content together.
const BRACKET: usize = 60;

/// Hands each sentence of a paragraph to `add`.
pub(super) fn split(working: &Working, range: TokenRange, add: &mut impl FnMut(TokenRange)) {
    let end = range.end as usize;
    let mut from = range.start as usize;
    let mut i = from;
    while i < end {
        if !working.tokens[i].is_mark() {
            i += 1;
            continue;
        }
        match working.surface(i) {
            "(" | "[" => i = bracket_end(working, i, end),
            "." | "?" | "!" | "…" => {
                let stop = Stop::read(working, i, end);
                if stop.after >= end || ends(working, &stop, from, end) {
                    cut_long(working, TokenRange::new(from as u32, stop.after as u32), add);
                    from = stop.after;
                }
                i = stop.after;
            }
            _ => i += 1,
        }
    }
    if from < end {
        cut_long(working, TokenRange::new(from as u32, end as u32), add);
    }
}

/// Hands a range on, in pieces if it is longer than a sentence can be.
pub(super) fn cut_long(working: &Working, range: TokenRange, add: &mut impl FnMut(TokenRange)) {
    let mut rest = range;
    while rest.len() as u32 > LONGEST {
        let window = rest.start as usize + 1..(rest.start + LONGEST) as usize;
        let pause = window.clone().rev().find(|&i| matches!(working.surface(i), ";" | ",")).map(|i| i + 1);
        let blank = || window.rev().find(|&i| working.tokens[i].space_before());
        let at = pause.or_else(blank).map_or(rest.start + LONGEST, |i| i as u32);
        add(TokenRange::new(rest.start, at));
        rest.start = at;
    }
    if !rest.is_empty() {
        add(rest);
    }
}

/// Behind the bracket that closes the one at `open`, or right behind `open` where none does soon.
fn bracket_end(working: &Working, open: usize, end: usize) -> usize {
    let close = if working.surface(open) == "(" { ")" } else { "]" };
    let near = open + 1..end.min(open + BRACKET);
    // The closing bracket itself is read again, since a stop may stand right before it.
    near.clone().find(|&i| working.surface(i) == close).unwrap_or(open + 1)
}

/// Final marks with the quotes and brackets that close behind them.
struct Stop {
    first: usize,
    /// Behind the last final mark.
    marks: usize,
    /// Behind what closes.
    after: usize,
}

impl Stop {
    fn read(working: &Working, first: usize, end: usize) -> Self {
        let glued = |i: usize| i < end && !working.tokens[i].space_before();
        let mut marks = first + 1;
        while glued(marks) && matches!(working.surface(marks), "." | "?" | "!" | "…") {
            marks += 1;
        }
        let mut after = marks;
        while glued(after) && matches!(working.surface(after), "\"" | "”" | "’" | "'" | "»" | ")" | "]") {
            after += 1;
        }
        Self { first, marks, after }
    }
}

/// Whether the sentence that began at `from` ends with this stop; something follows it.
fn ends(working: &Working, stop: &Stop, from: usize, end: usize) -> bool {
    let next = stop.after;
    let token = working.tokens[next];
    if !token.space_before() {
        return glued(working, stop, end);
    }
    let open = opening(working, next, end);
    let Some(word) = open else { return false };
    if working.tokens[word].is_letters() && !working.tokens[word].is_capital() {
        return false;
    }
    let plain_stop = working.surface(stop.first) == "." && stop.marks == stop.first + 1;
    if !plain_stop || stop.after > stop.marks {
        return true;
    }
    if is_number_of_item(working, from, stop.first) {
        return false;
    }
    match before(working, stop.first, from) {
        Before::Word | Before::Dotted => true,
        Before::Abbreviation | Before::LoneInitial => starts(working, word, end),
        Before::Initial => low_follows(working, word, end) && !working.tokens[word].is_digits(),
    }
}

/// The first word of what follows, opening quotes, brackets and dashes apart; `None` where the sentence goes on.
fn opening(working: &Working, next: usize, end: usize) -> Option<usize> {
    let mut i = next;
    while i < end && working.tokens[i].is_mark() {
        match working.surface(i) {
            "," | ";" | ":" | ")" | "]" | "." | "?" | "!" | "…" | "/" | "%" => return None,
            _ => i += 1,
        }
    }
    Some(if i < end { i } else { next })
}

/// "… kết thúc.Sau đó": the blank behind the stop was lost.
fn glued(working: &Working, stop: &Stop, end: usize) -> bool {
    let (Some(before), next) = (stop.first.checked_sub(1), stop.after) else { return false };
    let (a, b) = (working.tokens[before], working.tokens[next]);
    let small = a.is_letters() && !a.is_capital() && a.end - a.start > 1 && !a.is_mixed_case();
    let address = working.lower_at(next + 1, end) == "." || before > 0 && working.lower_at(before - 1, end) == "@";
    small && b.is_letters() && b.is_capital() && !b.is_all_upper() && !b.is_mixed_case() && !address
}

/// "1.", "II.", "a." or "Điều 5." at the head of an item.
fn is_number_of_item(working: &Working, from: usize, stop: usize) -> bool {
    let first = (from..stop).find(|&i| !working.tokens[i].is_mark()).unwrap_or(from);
    let number = |i: usize| {
        let t = working.tokens[i];
        t.is_digits() && t.end - t.start <= 3 || working.surface(i).bytes().all(|b| matches!(b, b'I' | b'V' | b'X'))
    };
    match stop - first {
        1 => number(first) || working.surface(first).chars().nth(1).is_none(),
        2 => number(first + 1) && matches!(working.lower(first), "điều" | "khoản" | "chương" | "mục" | "phần" | "câu" | "bài" | "bước"),
        3 => number(first) && working.surface(first + 1) == "." && number(first + 2),
        _ => false,
    }
}
