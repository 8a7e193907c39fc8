//! Where persons stand around a position.

use super::beside::{Words, used};
use super::links::Item;
use super::office::{Leaders, Offices, name_hash};
use super::people::{self, People};
use super::status;
use super::way::Way;
use crate::lexicon::{Class, Lexicon};
use crate::mention::Mention;
use crate::text::{TokenRange, Working, key};
use rustc_hash::FxHashMap;

/// Where a person stands as seen from a position.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Place {
    pub before: bool,
    /// Sentences back to the nearest mention.
    pub sentences: u32,
    /// How many other persons stand nearer before it.
    pub rank: u32,
    /// Behind it in its sentence.
    pub after: bool,
    pub after_rank: u32,
    /// First person of the sentence, of the sentence before.
    pub opens: bool,
    pub opens_before: bool,
    /// `đối với ông A`, `của ông A` behind it.
    pub of: bool,
    /// `là ông A`, `: ông A` behind it.
    pub named: bool,
    /// Next to it behind it, hardly a word between.
    pub near: bool,
    /// The nearest before it in its sentence: what stands before and behind the name.
    pub way: Way,
}

/// All that the linker looks at.
pub(super) struct Scene<'a> {
    pub working: &'a Working,
    pub lexicon: &'a Lexicon,
    pub mentions: &'a [Mention],
    pub people: &'a People,
    pub items: &'a [Item],
    /// The person named most often, if one is.
    pub main: Option<u32>,
    pub offices: Offices,
    names: Vec<u64>,
    by_name: FxHashMap<u64, u32>,
    sentence: Vec<u32>,
    starts: Vec<u32>,
}

const BACK: usize = 24;
const AHEAD: usize = 6;
/// Longest stretch that is searched for a pronoun, in tokens.
pub(super) const STRETCH: u32 = 80;

impl<'a> Scene<'a> {
    pub(super) fn new(
        working: &'a Working,
        lexicon: &'a Lexicon,
        sentences: &[TokenRange],
        mentions: &'a [Mention],
        people: &'a People,
        items: &'a [Item],
    ) -> Self {
        let number = |at: u32| sentences.partition_point(|s| s.start <= at) as u32;
        let sentence: Vec<u32> = items.iter().map(|i| number(mentions[i.mention as usize].tokens.start)).collect();
        let starts = sentence.iter().map(|&s| sentences.get((s as usize).wrapping_sub(1)).map_or(0, |r| r.start)).collect();
        let most = |p: &u32| people.persons[*p as usize].mentions.len();
        let main = (0..people.persons.len() as u32).rev().max_by_key(most);
        let mut offices = Offices::default();
        for item in items {
            let tokens = mentions[item.mention as usize].tokens;
            offices.add(working, lexicon, if item.person.is_some() { TokenRange::default() } else { tokens });
        }
        let name = |m: u32| name_hash(people::name_keys(working, mentions[m as usize].tokens).into_iter());
        let names: Vec<u64> = people.persons.iter().map(|p| name(p.longest)).collect();
        let by_name = names.iter().copied().zip(0..).collect();
        Self { working, lexicon, mentions, people, items, main, offices, names, by_name, sentence, starts }
    }

    /// The person of the article who is known to have held the office at item `k`, one of several.
    pub(super) fn known_holder(&self, k: usize) -> Option<u32> {
        Leaders::shared().of(self.offices.of(k)).iter().rev().find_map(|n| self.by_name.get(n).copied())
    }

    /// Whether a person is known to have held the office at item `k`, or, where the office is known, another one.
    pub(super) fn known(&self, person: u32, k: usize) -> (bool, bool) {
        let (leaders, name) = (Leaders::shared(), self.names[person as usize]);
        let holders = leaders.of(self.offices.of(k));
        let held = holders.contains(&name);
        (held, !held && !holders.is_empty() && leaders.knows(name))
    }

    /// The last word of a position, where it is written with a capital; else zero.
    pub(super) fn place(&self, k: usize) -> u32 {
        let tokens = self.tokens(k);
        let last = &self.working.tokens[tokens.end as usize - 1];
        if tokens.len() > 2 && last.is_capital() && !last.is_all_upper() { last.key } else { 0 }
    }

    /// `nguyên`, `cựu` or `cố` stands at its head.
    pub(super) fn former(&self, k: usize) -> bool {
        matches!(self.working.lower(self.tokens(k).start as usize), "nguyên" | "cựu" | "cố")
    }

    /// In the first two lines, the headline and what stands under it.
    pub(super) fn headline(&self, k: usize) -> bool {
        self.working.lines.get(1).is_some_and(|second| self.tokens(k).start < second.tokens.end) && self.working.lines.len() > 2
    }

    pub(super) fn tokens(&self, k: usize) -> TokenRange {
        self.mentions[self.items[k].mention as usize].tokens
    }

    /// Places of the persons around item `k`.
    pub(super) fn around(&self, k: usize) -> FxHashMap<u32, Place> {
        let mut places: FxHashMap<u32, Place> = FxHashMap::default();
        let here = self.sentence[k];
        for j in (k.saturating_sub(BACK)..k).rev() {
            let Some(person) = self.items[j].person else { continue };
            let rank = places.values().filter(|p| p.before).count() as u32;
            let back = here.saturating_sub(self.sentence[j]);
            let place = places.entry(person).or_default();
            if !place.before {
                (place.before, place.sentences, place.rank) = (true, back, rank);
                if back == 0 && rank == 0 {
                    place.way = Way::between(self, j, k);
                }
            }
            let opens = j == 0 || self.sentence[j - 1] != self.sentence[j] || self.items[j - 1].person.is_none();
            place.opens |= back == 0 && opens;
            place.opens_before |= back == 1 && opens;
        }
        let ahead = k + 1..(k + 1 + AHEAD).min(self.items.len());
        for (n, j) in ahead.filter(|&j| self.sentence[j] == here && self.items[j].person.is_some()).enumerate() {
            let place = places.entry(self.items[j].person.unwrap_or(0)).or_default();
            if !place.after {
                (place.after, place.after_rank) = (true, n as u32);
                (place.of, place.named, place.near) = self.introduced(k, j);
            }
        }
        places
    }

    /// The first of the positions that lead up to the name at item `j`.
    pub(super) fn first_before(&self, j: usize) -> usize {
        let leads = |n: &usize| self.items[*n].person.is_none() && (self.items[*n].gap.direct() || self.items[*n].gap.joins());
        (0..j).rev().take_while(leads).last().unwrap_or(j)
    }

    /// What stands before the person at item `j` with the positions before the name: `của`, `là`, and whether hardly a word stands
    /// between them and item `k`.
    fn introduced(&self, k: usize, j: usize) -> (bool, bool, bool) {
        let first = self.first_before(j).max(k + 1);
        let start = people::address(self.working, self.lexicon, self.tokens(first).start);
        let gap = self.items[k].gap;
        let near = first == k + 1 && gap.words <= 2 && !gap.stop;
        match start.checked_sub(1).map(|before| self.working.lower(before as usize)) {
            Some("với" | "của" | "cho") => (true, false, near),
            Some("là" | ":") => (false, true, near),
            _ => (false, false, near),
        }
    }

    /// The holder of the position before item `k` in the same or the last sentence, and whether it is joined to it.
    pub(super) fn title_before(&self, k: usize, holder: &[Option<u32>]) -> Option<(u32, bool)> {
        let before = k.checked_sub(1).filter(|&b| self.items[b].person.is_none() && self.sentence[k] - self.sentence[b] <= 1)?;
        let gap = self.items[before].gap;
        Some((holder[before]?, gap.words == 0 && !gap.stop))
    }

    pub(super) fn has_unit(&self, k: usize) -> bool {
        let n = self.items[k].mention as usize;
        self.mentions.get(n + 1).is_some_and(|u| u.parent == Some(n as u32))
    }

    /// A verb of holding (`là`, `giữ chức`, `bầu`) stands right before the position.
    pub(super) fn held(&self, k: usize) -> bool {
        let at = self.tokens(k).start as usize;
        let class = Class::Appoint.bit();
        let ends = |s: usize| self.lexicon.phrases.longest(self.working, s, at, class).is_some_and(|f| f.1 == at);
        (at.saturating_sub(5)..at).any(ends)
            || at > 0 && matches!(self.working.lower(at - 1), "là" | "bầu" | "chức" | "vụ")
            || status::before(self.working, self.starts[k] as usize, at).is_some()
    }

    /// `các`, `những`, a number stand before it.
    pub(super) fn plural_before(&self, at: u32) -> bool {
        let Some(before) = at.checked_sub(1).map(|b| b as usize) else { return false };
        self.working.tokens[before].is_digits() || matches!(self.working.lower(before), "các" | "những" | "một" | "hai" | "ba" | "mỗi")
    }

    /// A verb of speech or action stands behind it, as behind a person.
    pub(super) fn speaks(&self, end: u32) -> bool {
        self.working.tokens.get(end as usize).is_some_and(|next| Words::shared().uses(next.key) & used::SPEECH != 0)
    }

    /// A pronoun between the last item and this one, and the sex it tells.
    pub(super) fn pronoun(&self, k: usize) -> Option<Option<bool>> {
        let end = self.tokens(k).start;
        let from = self.starts[k].max(end.saturating_sub(STRETCH));
        let from = if k > 0 { from.max(self.tokens(k - 1).end.min(end)) } else { from };
        (from..end).rev().find_map(|i| {
            let named = self.working.tokens.get(i as usize + 1).is_some_and(|t| t.is_capital());
            match self.working.tokens[i as usize].key {
                _ if named => None,
                k if k == key("ông") || k == key("anh") => Some(Some(true)),
                k if k == key("bà") || k == key("chị") => Some(Some(false)),
                _ => None,
            }
        })
    }
}
