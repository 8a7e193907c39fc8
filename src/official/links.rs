//! Links that the words between a position and a person make plain.

use super::beside::{Words, used};
use super::gap::{self, Gap};
use super::people::{self, People};
use crate::lexicon::Lexicon;
use crate::mention::{Mention, MentionKind};
use crate::text::Working;
use rustc_hash::FxHashMap;

/// A person or position of the text, in order.
#[derive(Clone, Copy, Debug)]
pub(super) struct Item {
    /// Index among the mentions.
    pub mention: u32,
    /// The person named; none for a position.
    pub person: Option<u32>,
    /// The gap to the next item.
    pub gap: Gap,
}

/// Persons and positions in order, with the gaps between them.
pub(super) fn items(working: &Working, lexicon: &Lexicon, mentions: &[Mention], people: &People) -> Vec<Item> {
    let wanted = |m: &Mention| matches!(m.kind, MentionKind::Per | MentionKind::Title) && m.parent.is_none();
    let chosen: Vec<u32> = (0_u32..).zip(mentions).filter(|(_, m)| wanted(m)).map(|(n, _)| n).collect();
    let tokens = |n: u32| mentions[n as usize].tokens;
    let gap_after = |k: usize| chosen.get(k + 1).map(|&next| gap::between(working, lexicon, tokens(chosen[k]), tokens(next)));
    let last = Gap { stop: true, words: u16::MAX, ..Gap::default() };
    let item = |k: usize, n: u32| Item { mention: n, person: people.of[n as usize], gap: gap_after(k).unwrap_or(last) };
    chosen.iter().enumerate().map(|(k, &n)| item(k, n)).collect()
}

/// The holder of each item that is a position, where grammar alone tells it.
pub(super) fn by_grammar(working: &Working, lexicon: &Lexicon, mentions: &[Mention], items: &[Item]) -> Vec<Option<u32>> {
    let of =
        |k: usize| (mentions[items[k].mention as usize].tokens.start as usize).checked_sub(1).is_some_and(|i| working.lower(i) == "của");
    let mut holder = plain(items, of);
    reassign(working, lexicon, mentions, items, &mut holder);
    holder
}

/// `of` tells whether `của` stands before an item.
fn plain(items: &[Item], of: impl Fn(usize) -> bool) -> Vec<Option<u32>> {
    let mut holder = vec![None; items.len()];
    let mut k = 0;
    while k < items.len() {
        if items[k].person.is_some() {
            k += 1;
            continue;
        }
        let mut end = k + 1;
        while end < items.len() && items[end].person.is_none() && items[end - 1].gap.joins() {
            end += 1;
        }
        chain(items, k, end, of(k), &mut holder);
        k = end;
    }
    holder
}

/// A position behind a comma with a verb behind it (`Đối với bà A, Bí thư Tỉnh ủy yêu cầu`) goes to the one person who is
/// known by it otherwise; only without such a person does the comma tie it to the name.
fn reassign(working: &Working, lexicon: &Lexicon, mentions: &[Mention], items: &[Item], holder: &mut [Option<u32>]) {
    let tokens = |k: usize| mentions[items[k].mention as usize].tokens;
    let loose: Vec<usize> = (1..items.len()).filter(|&k| loose(working, lexicon, mentions, items, k)).collect();
    if loose.is_empty() {
        return;
    }
    let mut known: FxHashMap<&str, Option<u32>> = FxHashMap::default();
    for k in (0..items.len()).filter(|k| items[*k].person.is_none() && loose.binary_search(k).is_err()) {
        if let Some(person) = holder[k] {
            let held = known.entry(working.lower_slice(tokens(k))).or_insert(Some(person));
            *held = held.filter(|&h| h == person);
        }
    }
    for k in loose {
        holder[k] = known.get(working.lower_slice(tokens(k))).copied().flatten().or(holder[k]);
    }
}

/// Whether item `k` is a position that only a comma ties to a person spoken about, and no mark closes.
fn loose(working: &Working, lexicon: &Lexicon, mentions: &[Mention], items: &[Item], k: usize) -> bool {
    let gap = items[k - 1].gap;
    if items[k].person.is_some() || !gap.apposed() || gap.dash || gap.bracket {
        return false;
    }
    let end = mentions[items[k].mention as usize].tokens.end as usize;
    let open = working.tokens.get(end).is_some_and(|t| !t.is_mark() && !t.starts_line());
    // Back over the positions between, to the person, and over those before the name.
    let joined = |j: &usize| items[*j].person.is_none() && (items[*j].gap.joins() || items[*j].gap.direct());
    let person = (0..k).rev().find(|j| !joined(j)).filter(|&j| items[j].person.is_some());
    let Some(person) = person.filter(|_| open && !items[k].gap.direct()) else { return false };
    let first = (0..person).rev().take_while(joined).last().unwrap_or(person);
    let start = people::address(working, lexicon, mentions[items[first].mention as usize].tokens.start);
    start > 0 && Words::shared().uses(working.tokens[start as usize - 1].key) & used::OBLIQUE != 0
}

/// The first of the persons that are named together up to item `last`: `ông A và ông B, cùng là`, `ông A và ông B được bầu làm`.
fn first_of(items: &[Item], last: usize) -> Option<u32> {
    let joined = |k: &usize| items[*k].person.is_some() && items[*k].gap.words == 0 && (items[*k].gap.and || items[*k].gap.comma);
    let several = items[last].gap.together || last.checked_sub(1).is_some_and(|b| items[b].gap.and);
    let first = (0..last).rev().take_while(|k| several && joined(k)).last().unwrap_or(last);
    items[first].person
}

/// Positions `from..end`, joined by commas or `kiêm`.
fn chain(items: &[Item], from: usize, end: usize, of: bool, holder: &mut [Option<u32>]) {
    let right = items.get(end).and_then(|r| r.person).map(|p| (p, items[end - 1].gap));
    // `A ký quyết định cách chức {Giám đốc} đối với ông B` says nothing of A.
    let taken = right.is_some_and(|(_, g)| g.of && !g.stop && g.words <= 2);
    let holds = |g: Gap| g.holds && !g.stop && !g.quote && g.words <= if taken { 0 } else { 4 };
    let left = from.checked_sub(1).filter(|&l| items[l].person.is_some() && (items[l].gap.apposed() || holds(items[l].gap)));
    let left = left.and_then(|l| if items[l].gap.holds { first_of(items, l) } else { items[l].person });
    if let Some((person, gap)) = right {
        if gap.direct() {
            holder[end - 1] = Some(person);
            let rest = left.or(Some(person));
            holder[from..end - 1].fill(rest);
            return;
        }
        let named_after = gap.words == 0 && !gap.stop && !gap.quote && !gap.and && !gap.semicolon;
        // `Theo quyết định của {Chủ tịch}, ông B được bổ nhiệm` says nothing of B.
        let named_after = named_after && !(of && gap.comma && gap.address);
        if left.is_none() && named_after && (gap.is || gap.colon || gap.address && !gap.holds && !gap.of || gap.dash) {
            holder[from..end].fill(Some(person));
            return;
        }
    }
    if left.is_some() {
        holder[from..end].fill(left);
    }
}
