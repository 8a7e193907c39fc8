//! Positions of several persons: `các Phó Chủ tịch UBND tỉnh: ông A, bà B`, `ông A và bà B được bầu giữ chức …`; and plural ones behind
//! which nobody is named (`các đồng chí Ủy viên Ban Thường vụ`), which are nobody's.
//!
//! In: persons and positions in order, one holder a position. Out: the holders besides, as `(item, person)`.

use super::links::Item;
use super::people;
use crate::lexicon::{Class, Lexicon};
use crate::mention::Mention;
use crate::text::Working;
use std::ops::Range;

/// Longest verb before an office, in tokens.
const VERB: usize = 5;

/// Most persons or positions of one list.
const MOST: usize = 32;
/// Most words between persons and the verb before their office.
const WORDS: u16 = 4;

/// Finds the other holders, and takes away those of plural positions behind which nobody is named.
pub(super) fn more(
    working: &Working,
    lexicon: &Lexicon,
    mentions: &[Mention],
    items: &[Item],
    holders: &mut [Option<u32>],
) -> Vec<(usize, u32)> {
    let mut more = Vec::new();
    let mut add = |k: usize, run: Range<usize>| more.extend(run.filter_map(|n| Some((k, items[n].person?))));
    let mut k = 0;
    while k < items.len() {
        let last = if items[k].person.is_none() { last_joined(items, k) } else { k };
        if let Some((positions, persons)) = respectively(working, mentions, items, k) {
            k = positions.end.max(persons.end);
            positions.zip(persons).for_each(|(position, person)| holders[position] = items[person].person);
            continue;
        }
        let at = mentions[items[k].mention as usize].tokens.start;
        let plural = if items[k].person.is_none() { plural(working, lexicon, at) } else { None };
        match (items[k].person, plural, named_behind(items, last)) {
            (None, Some(_), Some(run)) => {
                holders[k..=last].fill(items[run.start].person);
                (k..=last).for_each(|k| add(k, run.start + 1..run.end));
            }
            // Behind a colon their offices may stand with the names.
            (None, Some(Plural::Said), None) if !items[last].gap.colon => holders[k..=last].fill(None),
            (None, Some(Plural::Said), None) => {}
            (None, ..) => (k..=last).for_each(|k| add(k, named_before(items, holders, k).unwrap_or(0..0))),
            (Some(_), ..) => {}
        }
        k = last + 1;
    }
    more
}

/// `ông A và ông B lần lượt là {…}, {…}`, or the other way round, from item `k` on: the positions and, one for each, the persons.
fn respectively(working: &Working, mentions: &[Mention], items: &[Item], k: usize) -> Option<(Range<usize>, Range<usize>)> {
    let tokens = |n: usize| mentions[items[n].mention as usize].tokens;
    let in_turn = |n: usize| {
        let between = tokens(n).end as usize..tokens(n + 1).start as usize;
        !items[n].gap.stop && between.clone().any(|i| i + 1 < between.end && working.lower(i) == "lần" && working.lower(i + 1) == "lượt")
    };
    let alike = |n: usize| items[n].person.is_some() == items[n + 1].person.is_some() && listed(&items[n]);
    let run = |from: usize| from..(from..items.len() - 1).take(MOST).take_while(|&n| alike(n)).last().map_or(from, |n| n + 1) + 1;
    // The run that begins at `k`, and the one behind it.
    let first = run(k);
    let second = Some(first.end).filter(|&n| n < items.len() && in_turn(n - 1)).map(run)?;
    let fits = first.len() == second.len() && items[first.start].person.is_some() != items[second.start].person.is_some();
    fits.then_some(if items[k].person.is_none() { (first, second) } else { (second, first) })
}

/// The last of the positions that are listed from item `k` on.
fn last_joined(items: &[Item], k: usize) -> usize {
    let joined = |n: &usize| items[n - 1].gap.joins() && items[*n].person.is_none();
    (k + 1..items.len()).take_while(joined).last().unwrap_or(k)
}

/// What makes a position one of several persons.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Plural {
    /// `các`, `hai`, `2 đồng chí`.
    Said,
    /// A figure right before it, which may be the end of a date.
    Counted,
}

/// Whether `các` or a number stands before a position, with forms of address between, or these and a verb: `hai đồng chí giữ chức`.
/// `các chức vụ` are one person's.
fn plural(working: &Working, lexicon: &Lexicon, at: u32) -> Option<Plural> {
    let ends = |s: &usize| lexicon.phrases.longest(working, *s, at as usize, Class::Appoint.bit()).is_some_and(|v| v.1 == at as usize);
    let verb = ((at as usize).saturating_sub(VERB)..at as usize).find(ends).map_or(at, |s| s as u32);
    let start = people::address(working, lexicon, verb);
    let addressed = start < verb;
    let before = start.checked_sub(1).map(|b| b as usize).filter(|_| addressed || verb == at)?;
    if (before as u32 + 1..=at).any(|i| working.tokens[i as usize].starts_line()) {
        return None;
    }
    // Not `ngày 3, đồng chí`, `14/3 Chủ tịch`.
    let apart = before > 0 && !working.tokens[before - 1].is_mark();
    match working.lower(before) {
        "các" | "những" | "hai" | "ba" | "bốn" => Some(Plural::Said),
        "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9" if apart => Some(if addressed { Plural::Said } else { Plural::Counted }),
        _ => None,
    }
}

/// The persons named right behind a plural position, without a last one who has a position of his or her own behind the name.
fn named_behind(items: &[Item], k: usize) -> Option<Range<usize>> {
    let gap = items[k].gap;
    // `: `, `là`, `gồm:`, `gồm các ông:`.
    let told = gap.words == 0 && (gap.colon || gap.is) || gap.words <= 2 && gap.colon;
    let leads = gap.direct() || told && !gap.stop && !gap.semicolon && !gap.and;
    let start = Some(k + 1).filter(|&n| leads && items.get(n).is_some_and(|i| i.person.is_some()))?;
    let more = |n: &usize| items[*n].person.is_some() && listed(&items[n - 1]);
    let end = (start + 1..items.len()).take(MOST).take_while(more).last().unwrap_or(start) + 1;
    let own = items.get(end).is_some_and(|i| i.person.is_none()) && items[end - 1].gap.apposed();
    Some(start..if own && end > start + 1 { end - 1 } else { end })
}

/// The persons besides the first who are named together before a verb of holding.
fn named_before(items: &[Item], holders: &[Option<u32>], k: usize) -> Option<Range<usize>> {
    let holder = holders[k]?;
    // Back over positions of the same holders.
    let joined = |j: &usize| items[*j].person.is_none() && holders[*j] == Some(holder) && items[*j].gap.joins();
    let last = (0..k).rev().take(MOST).take_while(joined).last().unwrap_or(k).checked_sub(1)?;
    let gap = items[last].gap;
    let holds = items[last].person.is_some() && gap.holds && !gap.stop && !gap.quote && gap.words <= WORDS;
    let first = (0..last).rev().take(MOST).take_while(|&j| items[j].person.is_some() && listed(&items[j])).last().filter(|_| holds)?;
    (items[first].person == Some(holder)).then_some(first + 1..last + 1)
}

/// Whether only a comma or `và` stands between a person and the next.
fn listed(item: &Item) -> bool {
    let gap = item.gap;
    gap.words == 0 && !gap.stop && !gap.colon && !gap.holds && !gap.quote && !gap.dash && (gap.comma || gap.and || gap.semicolon)
}
