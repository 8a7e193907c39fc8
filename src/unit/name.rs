//! A unit's name written out: abbreviations expanded, old tone placement, standard capitals.

use super::learned::Learned;
use crate::lexicon::{Class, Lexicon};
use crate::text::fold::{capitalised, fold};
use crate::text::{Builder, TokenRange, Working};

/// The name of a unit as printed at `tokens`, written out.
pub(super) fn written_out(working: &Working, lexicon: &Lexicon, learned: &Learned, tokens: TokenRange) -> String {
    let mut name = String::with_capacity(64);
    if let Some(head) = shared_head(working, lexicon, tokens) {
        name.push_str(head);
    }
    let (mut i, end) = (tokens.start as usize, tokens.end as usize);
    while i < end {
        let token = &working.tokens[i];
        let blank = token.space_before() && !name.is_empty();
        let explained = token.is_all_upper().then(|| learned.words(token.key)).flatten().filter(|w| !w.overlaps(tokens));
        if let Some(bracket) = Bracket::at(working, lexicon, learned, i, tokens) {
            i = bracket.close;
            continue;
        }
        let (text, next) = match (explained, lexicon.abbreviations.at(working, i, tokens.start as usize, end)) {
            (Some(words), _) => (working.slice(words), i + 1),
            (None, Some((long, next))) if is_abbreviation(working, i) && !cut(working, i, next) => (long, next),
            _ => (working.surface(i), i + 1),
        };
        // `TP.Huế`, but `Chinhphu.vn`.
        if blank || name.ends_with('.') && token.is_capital() {
            name.push(' ');
        }
        name.push_str(text);
        if next > i + 1 || text.len() > working.surface(i).len() {
            spaced(working, next, end, &mut name);
        }
        i = next;
    }
    standard(lexicon, &capitalised(&name))
}

/// A bracket that repeats in short what stands before it: `Chỉ huy quân sự (CHQS)`.
struct Bracket {
    /// Where the words begin that it repeats.
    from: usize,
    open: usize,
    /// Behind the closing bracket.
    close: usize,
}

impl Bracket {
    fn at(working: &Working, lexicon: &Lexicon, learned: &Learned, open: usize, unit: TokenRange) -> Option<Self> {
        let (start, end) = (unit.start as usize, unit.end as usize);
        if working.surface(open) != "(" || open + 2 >= end {
            return None;
        }
        let bracket = |words: usize, close: usize| {
            let from = open.checked_sub(words).filter(|&f| f >= start)?;
            (close < end && working.surface(close) == ")").then_some(Self { from, open, close: close + 1 })
        };
        if let Some(words) = learned.words(working.tokens[open + 1].key) {
            return bracket(words.len(), open + 2);
        }
        let expanded = || {
            let (long, close) = lexicon.abbreviations.at(working, open + 1, open + 1, end)?;
            let long = fold(long);
            let found = bracket(long.split(' ').count(), close)?;
            (working.lower_slice(TokenRange::new(found.from as u32, open as u32)) == long).then_some(found)
        };
        expanded().or_else(|| Self::of_capitals(working, open, unit))
    }

    /// A bracket of capitals and figures alone, whatever they stand for: `(PC01)`, `(VH-NT)`.
    fn of_capitals(working: &Working, open: usize, unit: TokenRange) -> Option<Self> {
        let close = (open + 1..unit.end as usize).find(|&i| working.surface(i) == ")")?;
        let short = |i: usize| {
            let token = &working.tokens[i];
            token.is_all_upper() || token.is_digits() || matches!(working.surface(i), "-" | "–" | "&" | "." | "/")
        };
        let capitals = (open + 1..close).any(|i| working.tokens[i].is_all_upper());
        (capitals && (open + 1..close).all(short)).then_some(Self { from: unit.start as usize, open, close: close + 1 })
    }
}

/// The short form that the name at `tokens` gives of itself: `UBND tỉnh` of `Ủy ban nhân dân (UBND) tỉnh`.
pub(super) fn own_short_form(working: &Working, lexicon: &Lexicon, learned: &Learned, tokens: TokenRange) -> Option<String> {
    let bracket = tokens.indices().find_map(|i| Bracket::at(working, lexicon, learned, i, tokens))?;
    let pieces = [tokens.start as usize..bracket.from, bracket.open + 1..bracket.close - 1, bracket.close..tokens.end as usize];
    let pieces = pieces.into_iter().filter(|p| !p.is_empty()).map(|p| working.slice(TokenRange::new(p.start as u32, p.end as u32)));
    Some(pieces.collect::<Vec<_>>().join(" "))
}

/// Puts a blank where an abbreviation stood glued to the next word (`TP.Huế`).
fn spaced(working: &Working, next: usize, end: usize, name: &mut String) {
    if next < end && !working.tokens[next].space_before() && !working.tokens[next].is_mark() {
        name.push(' ');
    }
}

/// Whether the abbreviation is a part of one that no table has: `TT` of `VHTT&TT`.
fn cut(working: &Working, from: usize, next: usize) -> bool {
    let joins = |i: usize| working.tokens.get(i).is_some_and(|t| !t.space_before()) && working.surface(i) == "&";
    joins(next) || from > 0 && joins(from - 1)
}

fn is_abbreviation(working: &Working, i: usize) -> bool {
    let t = &working.tokens[i];
    t.is_all_upper() || t.is_mixed_case() || matches!(working.lower(i), "tp" | "tx" | "cty")
}

/// Farthest that a list's head stands before one of its fields, in tokens.
const LIST: usize = 120;

/// `các bộ Tài chính, Y tế`: the head that a bare field takes from the list.
fn shared_head(working: &Working, lexicon: &Lexicon, tokens: TokenRange) -> Option<&'static str> {
    let (start, end) = (tokens.start as usize, tokens.end as usize);
    let field = lexicon.phrases.longest(working, start, end, Class::Domain.bit())?;
    let named = lexicon.phrases.longest(working, start, end, Class::UnitHead.bit() | Class::Institution.bit()).is_some();
    // `Công an` alone is a field among ministries, and a name elsewhere.
    let among = field.1 == end && start > 0 && matches!(working.lower(start - 1), "," | ";" | ":" | "và" | "bộ");
    let from = start.saturating_sub(LIST);
    (from..start).rev().take_while(|&j| working.surface(j) != "." && !working.tokens[j + 1].starts_line()).find_map(|j| {
        let several = j > 0 && matches!(working.lower(j - 1), "các" | "bộ" | "hai" | "ba" | "liên");
        let shared = || several || leads_list(working, lexicon, j, start);
        match working.lower(j) {
            "bộ" if shared() => Some("Bộ ").filter(|_| among || !named),
            _ if named => None,
            "sở" if shared() => Some("Sở "),
            "ban" if several => Some("Ban "),
            "phòng" if several => Some("Phòng "),
            _ => None,
        }
    })
}

/// Whether nothing but fields stands between the head at `at` and a field: `Bộ Công an và {Quốc phòng}`, `Bộ trưởng Quốc phòng, {Ngoại giao}`.
fn leads_list(working: &Working, lexicon: &Lexicon, at: usize, field: usize) -> bool {
    let mut i = at + 1 + usize::from(working.lower(at + 1) == "trưởng");
    let mut fields = 0;
    while i < field {
        i = match lexicon.phrases.longest(working, i, field, Class::Domain.bit()) {
            Some((_, end)) => end,
            None if matches!(working.lower(i), "," | "và" | "hay" | "hoặc" | "-") && fields > 0 => i + 1,
            None => return false,
        };
        fields += 1;
    }
    fields > 0
}

/// The name with the parts that tables know in their standard capitals.
pub(super) fn standard(lexicon: &Lexicon, name: &str) -> String {
    let working = Builder::plain(name);
    let end = working.tokens.len();
    let whole = lexicon.phrases.longest(&working, 0, end, Class::Institution.bit()).filter(|w| w.1 == end);
    if let Some(known) = whole.and_then(|w| lexicon.institution(w.0)) {
        return known.name.to_owned();
    }
    let (mut out, mut i) = (String::with_capacity(name.len()), 0);
    if let Some((full, stop)) = lexicon.alias(&working) {
        out.push_str(full);
        i = stop;
    }
    while i < end {
        if i > 0 && working.tokens[i].space_before() {
            out.push(' ');
        }
        let known = lexicon.unit_name_at(&working, i, end);
        let (text, next) = known.unwrap_or_else(|| (working.surface(i), i + 1));
        out.push_str(text);
        i = next;
    }
    out
}
