//! Numbers of documents: `30/2020/NĐ-CP`, `18-NQ/TW`, `95/CĐ-TTg`, `54/2017`, `116`, with their slips in print.

use super::cursor::Cursor;
use super::keys::K;
use super::tables::Code;

/// A number as read, in its normal form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Number {
    /// The running number without leading zeros: `30`, `7c`.
    pub serial: String,
    pub year: Option<u16>,
    /// Whether a code of letters follows.
    pub coded: bool,
    /// The type that the code names.
    pub kind: Option<u16>,
    /// Who issues under that code.
    pub issuer: Option<String>,
    pub text: String,
    pub end: usize,
}

struct Part {
    separator: char,
    text: String,
    key: u32,
}

/// The number at `i`, whose first token must be digits.
pub(super) fn number(c: &Cursor, i: usize) -> Option<Number> {
    if !c.is_digits(i) || c.text(i).len() > 6 || !c.text(i).is_ascii() {
        return None;
    }
    let mut serial = c.text(i).to_owned();
    let mut end = i + 1;
    if c.glued(end) && c.is_letters(end) {
        let letter = c.text(end);
        if letter.chars().count() == 1 && !c.is_capital(end) && !(c.glued(end + 1) && c.is_digits(end + 1)) {
            serial.push_str(letter);
            end += 1;
        } else {
            return None;
        }
    }
    let year = separator(c, end).filter(|s| s.0 == '/').and_then(|(_, at)| year(c, at));
    let (year, code_at) = year.map_or((None, end), |(y, e)| (Some(y), e));
    let parts = parts(c, code_at);
    let code_end = parts.1;
    if parts.0.is_empty() {
        let day = c.key(code_at) == K::SLASH && c.is_digits(code_at + 1) && c.glued(code_at);
        let more =
            c.glued(code_at) && matches!(c.key(code_at), K::DOT | K::COMMA | K::HYPHEN) && c.glued(code_at + 1) && c.is_digits(code_at + 1);
        if day || more || (c.key(code_at) == K::PERCENT) {
            return None;
        }
    }
    Some(assembled(c, serial, year, parts.0, if code_end > code_at { code_end } else { code_at }))
}

/// `/` or `-` at `i`, blanks tolerated on both sides: the mark and where the next part begins.
fn separator(c: &Cursor, i: usize) -> Option<(char, usize)> {
    match c.key(i) {
        K::SLASH => Some(('/', i + 1)),
        K::HYPHEN | K::EN_DASH => Some(('-', i + 1)),
        _ => None,
    }
}

/// A year at `i`, also one that was broken in print (`2 009`).
fn year(c: &Cursor, i: usize) -> Option<(u16, usize)> {
    if let Some(year) = c.year(i) {
        return Some((year, i + 1));
    }
    let halves = c.is_digits(i) && c.is_digits(i + 1) && c.text(i).len() + c.text(i + 1).len() == 4;
    let whole = halves.then(|| format!("{}{}", c.text(i), c.text(i + 1)))?;
    whole.parse().ok().filter(|y| (1945..2100).contains(y)).map(|y| (y, i + 2))
}

/// The parts of letters from `i` on, each with the mark before it.
fn parts(c: &Cursor, i: usize) -> (Vec<Part>, usize) {
    let (mut parts, mut at) = (Vec::new(), i);
    while parts.len() < 8 {
        let (mark, next) = match separator(c, at) {
            Some(found) => found,
            // `62 KL/TW`: the mark before a known code was left out.
            None if parts.is_empty() && c.token(at).is_some() && !c.glued(at) && known_type(c, at) && c.key(at + 1) == K::SLASH => {
                (' ', at)
            }
            None => break,
        };
        let tight = mark == ' ' || (c.glued(at) && c.glued(next));
        let Some((part, end)) = part(c, next, tight, parts.is_empty()) else { break };
        parts.push(Part { separator: mark, ..part });
        at = end;
    }
    (parts, at)
}

fn known_type(c: &Cursor, i: usize) -> bool {
    matches!(c.tables.codes.get(&c.key(i)), Some((_, Code::Type(_)))) && c.is_capital(i)
}

/// One part: letters in capitals with figures behind them (`QH14`, `UBTVQH 14`, `BNN&PTNT`, `T.Ư`).
fn part(c: &Cursor, i: usize, tight: bool, first: bool) -> Option<(Part, usize)> {
    let token = c.token(i).filter(|t| t.is_letters())?;
    let known = c.tables.codes.get(&token.key);
    let shaped = token.is_all_upper() || (token.is_capital() && token.is_mixed_case()) || (known.is_some() && token.is_capital());
    let lower = known.is_some() && tight && !token.is_capital();
    if !(shaped || lower) || (!tight && first && known.is_none() && !coded_behind(c, i)) {
        return None;
    }
    // In a heading a word in capitals behind a dash is no code.
    if !tight && first && known.is_none() && c.text(i).chars().count() > 5 {
        return None;
    }
    let mut text = match known {
        Some((printed, _)) if lower || printed == "TƯ" => printed.replace('Ư', "W"),
        _ => c.text(i).to_owned(),
    };
    let mut end = i + 1;
    if text == "T" && c.key(end) == K::DOT && c.key(end + 1) == K::U_ {
        (text, end) = ("TW".to_owned(), end + 2);
    }
    while c.key(end) == K::AMPERSAND && c.glued(end) && c.glued(end + 1) && c.is_letters(end + 1) {
        text.push('&');
        text.push_str(c.text(end + 1));
        end += 2;
    }
    let loose_digits = matches!(text.as_str(), "QH" | "UBTVQH" | "C" | "P" | "PC" | "PA" | "PX" | "CP");
    if c.is_digits(end) && c.text(end).len() <= 2 && (c.glued(end) || loose_digits) {
        text.push_str(c.text(end));
        end += 1;
    }
    let key = crate::text::key(&crate::fold(text.trim_end_matches(|c: char| c.is_ascii_digit())));
    Some((Part { separator: ' ', text, key }, end))
}

/// Another mark and part in capitals follow.
fn coded_behind(c: &Cursor, i: usize) -> bool {
    separator(c, i + 1).is_some_and(|(_, next)| {
        c.token(next).is_some_and(|t| t.is_letters() && t.is_all_upper()) || c.tables.codes.contains_key(&c.key(next))
    })
}

fn assembled(c: &Cursor, serial: String, year: Option<u16>, mut parts: Vec<Part>, end: usize) -> Number {
    let code = |p: &Part| c.tables.codes.get(&p.key).map(|(_, code)| code);
    let issuers = parts.iter().filter_map(|p| match code(p) {
        Some(Code::Party(name) | Code::State(name)) => Some(name.as_str()),
        _ => None,
    });
    let last_party = parts.last().is_some_and(|p| {
        matches!(code(p), Some(Code::Party(_))) || (p.text.ends_with("TW") || p.text.ends_with("TU")) && p.text.chars().count() > 2
    });
    let last_state = parts.last().is_some_and(|p| matches!(code(p), Some(Code::State(_))));
    // Only joint documents (`TTLT-BCA-BTP`) have several issuers; elsewhere later parts are departments.
    let joint = parts.first().is_some_and(|p| p.text.ends_with("LT"));
    let issuer = issuers.take(if joint { 9 } else { 1 }).collect::<Vec<_>>().join(", ");
    let issuer = (!issuer.is_empty()).then_some(issuer);
    let kind = parts.iter().find_map(|p| match code(p) {
        Some(&Code::Type(kind)) => Some(kind),
        _ => None,
    });
    if year.is_none() && parts.len() == 2 && (last_party || last_state) && kind.is_some() {
        (parts[0].separator, parts[1].separator) = if last_party { ('-', '/') } else { ('/', '-') };
    }
    let mut text = serial.clone();
    if let Some(year) = year {
        text.push('/');
        text.push_str(&year.to_string());
    }
    for p in &parts {
        text.push(if p.separator == ' ' { '-' } else { p.separator });
        text.push_str(&p.text);
    }
    let serial = serial.trim_start_matches('0').to_owned();
    let coded = !parts.is_empty();
    Number { serial, year, coded, kind, issuer, text, end }
}
