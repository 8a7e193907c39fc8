//! What a position and a form of address are made of.

use super::people;
use super::{Status, Title};
use crate::lexicon::{Class, Lexicon};
use crate::mention::{Mention, MentionKind};
use crate::text::{Document, TokenRange, Working};

/// The position at `mention`, read into role and unit; `status` is what it does not say itself.
pub(super) fn title(document: &Document, lexicon: &Lexicon, mentions: &[Mention], n: usize, status: Status) -> Title {
    let (working, m) = (document.working(), &mentions[n]);
    let inner = mentions[n + 1..].iter().take_while(|u| m.tokens.contains(u.tokens)).find(|u| u.kind == MentionKind::Unit);
    let (after, _) = modifiers(working, lexicon, m.tokens);
    let bare = TokenRange::new(after, m.tokens.end);
    let of = |r: TokenRange| document.printed(working.span(r)).into_owned();
    let (role, unit) = match inner {
        Some(u) if u.tokens.start > after => (of(role_before(working, lexicon, bare, u.tokens)), Some(of(u.tokens))),
        Some(u) => (of(bare), Some(of(u.tokens))),
        None => split(document, lexicon, bare),
    };
    Title { text: document.printed(m.span).into_owned(), role, unit, status, span: m.span, place: None, since: None, inferred: None }
}

/// Where the office begins behind `nguyên`, `quyền` and the like, and what they say.
pub(super) fn modifiers(working: &Working, lexicon: &Lexicon, range: TokenRange) -> (u32, Option<Status>) {
    let found = lexicon.phrases.longest(working, range.start as usize, range.end as usize, Class::Modifier.bit());
    match found.filter(|f| f.1 < range.end as usize) {
        Some((node, end)) => (end as u32, lexicon.status(node)),
        None => (range.start, None),
    }
}

/// The words before the unit; a head that role and unit share (`Phó Trưởng` + `Ban`) belongs to both.
fn role_before(working: &Working, lexicon: &Lexicon, title: TokenRange, unit: TokenRange) -> TokenRange {
    let role = TokenRange::new(title.start, unit.start);
    let known = lexicon.phrases.longest(working, title.start as usize, unit.end as usize, Class::Role.bit());
    let shared = matches!(working.lower(unit.start as usize - 1), "trưởng" | "chánh" | "tổng" | "phó");
    match known.map(|k| k.1 as u32).filter(|&end| end > unit.start && shared) {
        Some(end) => TokenRange::new(title.start, end),
        None => role,
    }
}

/// Office and unit of a position without a unit apart: `Bộ trưởng Y tế` is held in the `Bộ Y tế`.
fn split(document: &Document, lexicon: &Lexicon, title: TokenRange) -> (String, Option<String>) {
    let working = document.working();
    let of = |r: TokenRange| document.printed(working.span(r)).into_owned();
    let mask = Class::Role.bit() | Class::FullRole.bit() | Class::Group.bit();
    let Some((_, end)) = lexicon.phrases.longest(working, title.start as usize, title.end as usize, mask) else {
        return (of(title), None);
    };
    let (role, rest) = (TokenRange::new(title.start, end as u32), TokenRange::new(end as u32, title.end));
    if rest.is_empty() {
        return (of(title), None);
    }
    let head = match working.lower_slice(role).trim_start_matches("phó ") {
        "bộ trưởng" | "thứ trưởng" => "Bộ",
        "cục trưởng" | "cục phó" => "Cục",
        "tổng cục trưởng" => "Tổng cục",
        "chi cục trưởng" => "Chi cục",
        "vụ trưởng" | "vụ phó" => "Vụ",
        "trưởng phòng" | "phòng" => "Phòng",
        "trưởng ban" | "ban" => "Ban",
        "giám đốc sở" => "Sở",
        _ => return (of(title), None),
    };
    let named = working.tokens[rest.start as usize].is_capital() || working.tokens[rest.start as usize].is_all_upper();
    (of(role), named.then(|| format!("{head} {}", of(rest))))
}

/// Form of address and rank before a name, as printed.
pub(super) fn address(document: &Document, lexicon: &Lexicon, m: &Mention) -> (Option<String>, Option<String>) {
    let working = document.working();
    let start = people::address(working, lexicon, m.tokens.start);
    let (mut i, end) = (start as usize, m.tokens.start as usize);
    let (mut honorific, mut rank): (Option<String>, Option<TokenRange>) = (None, None);
    while i < end {
        let phrase = |class: Class| lexicon.phrases.longest(working, i, end, class.bit());
        if let Some((_, next)) = phrase(Class::Rank).filter(|r| !ends_office(working, lexicon, i, r.1)) {
            let from = rank.map_or(i as u32, |r| r.start);
            rank = Some(TokenRange::new(from, next as u32));
            i = next;
        } else if let Some((node, next)) = phrase(Class::Honorific) {
            if lexicon.is_form(node) {
                honorific = Some(document.printed(working.span(TokenRange::new(i as u32, next as u32))).to_lowercase());
            }
            i = next;
        } else {
            i += 1;
        }
    }
    (honorific, rank.map(|r| document.printed(working.span(r)).into_owned()))
}

/// Whether the words are the end of an office: the `tướng` of `Thủ tướng` is no rank.
fn ends_office(working: &Working, lexicon: &Lexicon, from: usize, to: usize) -> bool {
    let office = Class::Role.bit() | Class::FullRole.bit();
    from > 0 && lexicon.phrases.longest(working, from - 1, to, office).is_some_and(|o| o.1 == to)
}
