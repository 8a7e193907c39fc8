//! Where the name of a law ends: known names, amending laws, and the shape of names that no table knows.

use super::cursor::Cursor;
use super::keys::K;
use super::tables::{Class, Tables};

/// A name behind the type word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Name {
    pub end: usize,
    pub known: Option<u32>,
    /// Printed by its initials.
    pub short: bool,
}

/// Longest name that is taken without a table, in tokens.
const LONGEST: usize = 24;

/// The name at `i`, behind the word of type `kind` at `i - 1`.
pub(super) fn law_name(c: &Cursor, kind: &str, i: usize) -> Option<Name> {
    if c.key(i) == K::SUA && c.key(i + 1) == K::DOI {
        return amending(c, i, 0);
    }
    let name = known_name(c, kind, i).or_else(|| {
        if c.tables.not_name.contains(&c.key(i)) || c.tables.not_name_pairs.contains(&(c.key(i), c.key(i + 1))) {
            return None;
        }
        free_name(c, i)
    })?;
    Some(Name { end: revised(c, name.end), ..name })
}

/// A name of the tables, in full or by initials.
pub(super) fn known_name(c: &Cursor, kind: &str, i: usize) -> Option<Name> {
    let family = Tables::family(kind);
    if let Some((known, end)) = c.known_name(family, i) {
        let heading = c.is_heading(i);
        let plain = !c.is_capital(i) && !c.is_capital(i.wrapping_sub(1));
        let entry = &c.tables.known[known as usize];
        let code = kind == "luật" && c.tables.kinds[entry.kind as usize] == "bộ luật";
        if (entry.field || code) && plain {
            return None;
        }
        // One small word behind a small word is no name (`luật giá`).
        if end == i + 1 && plain {
            return None;
        }
        let longer = entry.name.len() > c.working.slice(c.range(i, end)).len();
        let short = !heading && longer && (i..end).any(|i| c.is_upper_word(i));
        return Some(Name { end: with_country(c, end), known: Some(known), short });
    }
    if c.is_upper_word(i) && !c.is_heading(i) {
        // `HN&GĐ` has the initials of one name.
        let joined = c.key(i + 1) == K::AMPERSAND && c.glued(i + 1) && c.glued(i + 2) && c.is_upper_word(i + 2);
        let initials = if joined { crate::text::key(&[c.working.lower(i), c.working.lower(i + 2)].concat()) } else { c.key(i) };
        let known = c.tables.initials.get(&(family, initials)).copied();
        let end = with_country(c, if joined { i + 3 } else { i + 1 });
        let alone = c.token(end).is_none_or(|t| t.is_mark() || t.is_digits() || t.is_capital() || c.is_stop(end) || c.is_join(end));
        if known.is_some() || alone {
            return Some(Name { end, known, short: known.is_some() });
        }
    }
    None
}

/// `Việt Nam` behind a name belongs to it.
fn with_country(c: &Cursor, end: usize) -> usize {
    let follows = c.key(end) == K::VIET && c.key(end + 1) == K::NAM_ && c.is_capital(end);
    if follows { end + 2 } else { end }
}

/// `(sửa đổi)`, `sửa đổi` behind the name belong to it.
pub(super) fn revised(c: &Cursor, end: usize) -> usize {
    let open = usize::from(c.key(end) == K::OPEN);
    if c.key(end + open) != K::SUA || c.key(end + open + 1) != K::DOI {
        return end;
    }
    let mut at = end + open + 2;
    if open == 0 {
        let goes_on = c.key(at) == K::COMMA && matches!(c.key(at + 1), K::BO_) || matches!(c.key(at), K::BO_ | K::VA | K::MOT | K::CAC);
        return if goes_on { end } else { at };
    }
    if c.key(at) == K::COMMA {
        at += 1;
    }
    if c.key(at) == K::BO_ && c.key(at + 1) == K::SUNG {
        at += 2;
    }
    if c.key(at) == K::CLOSE { at + 1 } else { end }
}

/// `sửa đổi, bổ sung một số điều của Luật A, Luật B và Luật C`.
fn amending(c: &Cursor, i: usize, depth: usize) -> Option<Name> {
    let mut at = i + 2;
    let limit = at + 24;
    // Up to the first law that is amended.
    let base = loop {
        if at >= limit || at >= c.end || c.token(at).is_some_and(|t| t.is_mark()) && !matches!(c.key(at), K::COMMA) {
            return None;
        }
        if let Some(end) = base_law(c, at, depth) {
            break end;
        }
        at += 1;
    };
    let mut end = base;
    for _ in 0..40 {
        let next = match c.key(end) {
            K::COMMA if c.key(end + 1) == K::VA => end + 2,
            K::COMMA | K::VA => end + 1,
            _ => break,
        };
        match base_law(c, next, depth) {
            Some(more) => end = more,
            None => break,
        }
    }
    Some(Name { end, known: None, short: false })
}

/// A law by its full name at `i`, as an amending law names it.
fn base_law(c: &Cursor, i: usize, depth: usize) -> Option<usize> {
    let (form, end) = c.longest(&c.tables.openers, i)?;
    let form = &c.tables.forms[form as usize];
    if form.class != Class::Law || (depth > 0 && c.key(end) == K::SUA) {
        return None;
    }
    let kind = &c.tables.kinds[form.kind as usize];
    let name = if c.key(end) == K::SUA { amending(c, end, depth + 1) } else { known_name(c, kind, end).or_else(|| free_name(c, end)) };
    name.map(|n| n.end)
}

/// A name that no table knows: from a capital, or two words or more in small letters, up to a word that no name holds.
pub(super) fn free_name(c: &Cursor, i: usize) -> Option<Name> {
    let heading = c.is_heading(i);
    let capital = c.is_capital(i) && !heading;
    if !c.is_letters(i) || c.is_stop(i) && !capital {
        return None;
    }
    if !capital && !c.is_capital(i - 1) {
        return None;
    }
    let mut end = i + 1;
    let mut words = 1;
    while end < i + LONGEST {
        let next = match c.key(end) {
            K::COMMA if words <= 2 && c.tables.joiner.contains(&c.key(i)) && joins(c, end + 1) => end + 1,
            K::VA if joins(c, end + 1) => end + 1,
            K::HYPHEN | K::EN_DASH if c.is_letters(end + 1) && !c.is_stop(end + 1) => end + 1,
            _ => end,
        };
        if !c.is_letters(next) || opens_document(c, next) {
            break;
        }
        let proper = c.is_capital(next) && !heading;
        if proper && c.tables.head.contains(&c.key(next)) || !proper && c.is_stop(next) {
            break;
        }
        words += 1;
        end = next + 1;
    }
    (capital || words >= 2).then_some(Name { end, known: None, short: false })
}

/// A further member of a list inside a name: a word in small letters that may stand in one.
fn joins(c: &Cursor, i: usize) -> bool {
    c.is_letters(i) && !c.is_capital(i) && !c.is_stop(i) && !opens_document(c, i)
}

fn opens_document(c: &Cursor, i: usize) -> bool {
    let opener = c.longest(&c.tables.openers, i).map(|(form, _)| c.tables.forms[form as usize].class);
    matches!(opener, Some(Class::Law | Class::Number | Class::Session | Class::Constitution))
}
