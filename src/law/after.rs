//! What follows a mention and belongs to the document, not to the mention: day of issue, issuer, a short name in brackets.

use super::cursor::Cursor;
use super::keys::K;
use crate::date::{Point, date_at};

#[derive(Clone, Debug, Default)]
pub(super) struct After {
    pub date: Option<Point>,
    pub issuer: Option<String>,
    /// `của` names somebody whom no table knows.
    pub foreign: bool,
    /// Term of the body that passed it: `khóa XII`.
    pub term: Option<String>,
    /// A short name that the article gives it: key of the token, and whether the bracket holds nothing else.
    pub short: Option<u32>,
    pub end: usize,
}

/// Reads on from the end of a mention.
pub(super) fn after(c: &Cursor, end: usize) -> After {
    let mut after = After { end, ..After::default() };
    let mut at = end;
    let bracket = c.key(at) == K::OPEN;
    if bracket || c.key(at) == K::COMMA {
        at += 1;
    }
    if let Some((date, next)) = day(c, at) {
        after.date = Some(date);
        at = next;
        if bracket && c.key(at) == K::CLOSE {
            at += 1;
        }
        after.end = at;
        if c.key(at) == K::COMMA && c.key(at + 1) == K::CUA {
            at += 1;
        }
    } else {
        at = end;
    }
    if c.key(at) == K::CUA {
        match issuer(c, at + 1) {
            Some((name, next)) => (after.issuer, after.end) = (Some(name), next),
            None => after.foreign = c.is_capital(at + 1),
        }
    }
    after.term = term(c, end);
    after.short = short_name(c, after.end);
    after
}

/// `khóa XII` behind a number, the meeting and the body before it.
fn term(c: &Cursor, end: usize) -> Option<String> {
    let inside = |i: usize| {
        let word =
            matches!(c.key(i), K::CUA | K::HOI | K::NGHI | K::LAN | K::THU | K::BAN | K::CHAP | K::HANH | K::TRUNG | K::UONG | K::TW);
        word || matches!(c.key(i), K::DANG | K::BCH | K::OPEN | K::COMMA) || c.is_digits(i) || roman(c, i)
    };
    let at = (end..end + 18).take_while(|&i| inside(i) || c.key(i) == K::KHOA || in_date(c, i)).find(|&i| c.key(i) == K::KHOA)? + 1;
    roman(c, at).then(|| c.text(at).to_owned())
}

fn roman(c: &Cursor, i: usize) -> bool {
    let text = c.text(i);
    !text.is_empty() && text.len() <= 6 && text.bytes().all(|b| matches!(b, b'I' | b'V' | b'X'))
}

fn in_date(c: &Cursor, i: usize) -> bool {
    matches!(c.key(i), K::NGAY | K::NAM | K::SLASH | K::HYPHEN | K::DOT) || c.key(i) == crate::text::key("tháng")
}

/// A day of issue: `ngày 25/10/2017`, `25/10/2017`, also without its year.
fn day(c: &Cursor, i: usize) -> Option<(Point, usize)> {
    if c.key(i) != K::NGAY && !c.is_digits(i) {
        return None;
    }
    date_at(c.working, i, c.end).filter(|(p, _)| p.day.is_some() && p.month.is_some())
}

/// The issuer at `i`, in its full name, with its place.
fn issuer(c: &Cursor, i: usize) -> Option<(String, usize)> {
    let (value, end) = c.longest(&c.tables.issuers, i)?;
    if let Some(name) = &c.tables.issuer_names[value as usize] {
        return Some((name.clone(), end));
    }
    let mut at = end;
    while at < end + 8 {
        let place = matches!(c.key(at), K::TINH | K::THANH | K::PHO | K::HUYEN | K::XA | K::PHUONG | K::QUAN);
        if !place && !c.is_capital(at) {
            break;
        }
        at += 1;
    }
    Some((c.printed(i, at), at))
}

/// `(BLDS)`, `(sau đây gọi tắt là BLDS)`.
fn short_name(c: &Cursor, i: usize) -> Option<u32> {
    if c.key(i) != K::OPEN {
        return None;
    }
    let single = |i: usize| (c.is_upper_word(i) && c.key(i + 1) == K::CLOSE).then(|| c.key(i));
    single(i + 1).or_else(|| {
        let is = (i + 1..i + 9).find(|&at| c.key(at) == K::LA)?;
        (i + 1..is).any(|at| matches!(c.key(at), K::GOI | K::TAT)).then(|| single(is + 1))?
    })
}
