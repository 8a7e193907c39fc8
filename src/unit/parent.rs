//! The unit that a name holds as the one above: `Văn phòng UBND tỉnh` belongs to the `UBND tỉnh`.

use super::place;
use crate::lexicon::{Class, Lexicon};
use crate::mention::{Mention, MentionKind};
use crate::text::{TokenRange, Working, key};

/// First token of the unit above in a written-out name.
pub(super) fn start(working: &Working, lexicon: &Lexicon) -> Option<usize> {
    let end = working.tokens.len();
    let heads = Class::UnitHead.bit();
    let whole = lexicon.phrases.longest(working, 0, end, Class::Institution.bit());
    let (head, first) = lexicon.phrases.longest(working, 0, end, heads)?;
    if whole.is_some_and(|w| w.1 == end) {
        return None;
    }
    let own = lexicon.unit_kind(head)?;
    let found = (first..end).find(|&i| {
        let owner = lexicon.phrases.longest(working, i, end, heads).filter(|_| working.tokens[i].is_capital());
        owner.is_some_and(|(node, stop)| {
            let kind = lexicon.unit_kind(node).unwrap_or_default();
            // `Trường Đại học`, `Công ty cổ phần Bệnh viện`: two words of one head.
            let one = (i == first && kind == own && matches!(own, "school" | "company" | "institute")) || (own == "company" && kind != own);
            lexicon.is_owner(node) && !one && is_whole(working, lexicon, i, stop)
        })
    })?;
    // `Văn phòng Đoàn ĐBQH và HĐND`: two units above.
    let both = (found..end).any(|i| {
        working.tokens[i].key == key("và") && lexicon.phrases.longest(working, i + 1, end, heads).is_some_and(|o| lexicon.is_owner(o.0))
    });
    (!both).then_some(found)
}

/// Whether the head at `from..stop` with what follows names a unit.
fn is_whole(working: &Working, lexicon: &Lexicon, from: usize, stop: usize) -> bool {
    let end = working.tokens.len();
    let known = lexicon.phrases.longest(working, from, end, Class::Institution.bit());
    stop < end && !working.tokens[stop].is_mark()
        || known.is_some_and(|k| k.1 == end)
        || place::kind_at(working, end.saturating_sub(2), end).is_some()
}

/// The unit beside mention `n`, a body named alone, that it belongs to: `Bí thư Đảng ủy, Giám đốc Sở Xây dựng`. With the kinds it may be of.
pub(super) fn beside(working: &Working, lexicon: &Lexicon, mentions: &[Mention], n: usize) -> Option<(usize, &'static str)> {
    let own = mentions[n].tokens;
    let (_, kinds) = lexicon.organ(working, own.start as usize, own.end as usize).filter(|o| o.0 == own.end as usize)?;
    let near = mentions[n + 1..].iter().enumerate().take(6);
    let mut behind = near.filter(|(_, m)| m.tokens.start >= own.end && m.kind != MentionKind::Title);
    let (at, unit) = behind.next().filter(|(_, m)| m.kind == MentionKind::Unit)?;
    let gap = TokenRange::new(own.end, unit.tokens.start);
    is_role(working, lexicon, gap).then_some((n + 1 + at, kinds))
}

/// A comma, dash, `kiêm` or `và` and then an office.
fn is_role(working: &Working, lexicon: &Lexicon, gap: TokenRange) -> bool {
    const JOINS: [u32; 5] = [key(","), key("-"), key("–"), key("kiêm"), key("và")];
    let (from, end) = (gap.start as usize, gap.end as usize);
    let words = || from + 1..end;
    let letters = words().all(|i| working.tokens[i].is_letters() && !working.tokens[i].starts_line());
    let roles = Class::Role.bit() | Class::FullRole.bit();
    (2..=9).contains(&gap.len())
        && JOINS.contains(&working.tokens[from].key)
        && letters
        && words().any(|i| lexicon.phrases.longest(working, i, end, roles).is_some())
}
