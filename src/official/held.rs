//! How each position of an article is held: what it says itself, the verb before it, the positions it is listed with, the words
//! behind it.

use super::gap::Gap;
use super::links::Item;
use super::{Status, parts, people, status};
use crate::lexicon::{Class, Lexicon};
use crate::mention::Mention;
use crate::text::{TokenRange, Working};

struct Reading<'a> {
    working: &'a Working,
    lexicon: &'a Lexicon,
    sentences: &'a [TokenRange],
    mentions: &'a [Mention],
    items: &'a [Item],
    holders: &'a [Option<u32>],
}

/// The status of each item that is a position.
pub(super) fn statuses(
    working: &Working,
    lexicon: &Lexicon,
    sentences: &[TokenRange],
    mentions: &[Mention],
    items: &[Item],
    holders: &[Option<u32>],
) -> Vec<Status> {
    let reading = Reading { working, lexicon, sentences, mentions, items, holders };
    let mut verbs: Vec<Option<Status>> = Vec::with_capacity(items.len());
    let mut out = Vec::with_capacity(items.len());
    for (k, item) in items.iter().enumerate() {
        let position = item.person.is_none();
        let verb = if position { reading.verb(k).or_else(|| reading.listed(k, &verbs)) } else { None };
        let own = if position { reading.own(k) } else { None };
        verbs.push(verb);
        out.push(own.or(verb).or_else(|| reading.behind(k)).unwrap_or_default());
    }
    out
}

/// The sentence of an item.
pub(super) fn sentence(sentences: &[TokenRange], mentions: &[Mention], item: &Item) -> TokenRange {
    let tokens = mentions[item.mention as usize].tokens;
    let n = sentences.partition_point(|s| s.start <= tokens.start);
    n.checked_sub(1).map(|n| sentences[n]).filter(|s| s.contains(tokens)).unwrap_or(tokens)
}

impl Reading<'_> {
    fn tokens(&self, k: usize) -> TokenRange {
        self.mentions[self.items[k].mention as usize].tokens
    }

    fn sentence(&self, k: usize) -> TokenRange {
        sentence(self.sentences, self.mentions, &self.items[k])
    }

    /// `nguyên`, `quyền`, `phụ trách Cục` in the position itself.
    fn own(&self, k: usize) -> Option<Status> {
        let tokens = self.tokens(k);
        let head =
            |i: usize| self.lexicon.phrases.longest(self.working, i, self.working.tokens.len().min(i + 4), Class::UnitHead.bit()).is_some();
        let said = parts::modifiers(self.working, self.lexicon, tokens).1;
        said.or_else(|| status::in_charge(self.working, tokens, self.sentence(k).end, head).then_some(Status::Acting))
    }

    /// The verb before the position, or before its holder whom it follows.
    fn verb(&self, k: usize) -> Option<Status> {
        let from = self.sentence(k).start as usize;
        let before = status::before(self.working, from, self.tokens(k).start as usize);
        before.or_else(|| {
            let person = k.checked_sub(1).filter(|&p| self.items[p].person.is_some() && self.items[p].gap.apposed())?;
            let held = self.holders[k].is_some() && self.holders[k] == self.items[person].person;
            let start = people::address(self.working, self.lexicon, self.tokens(person).start) as usize;
            (held && start > from && status::takes(self.working, from, start)).then_some(Status::Dismissed)
        })
    }

    /// What the verb says of the position that this one is listed with.
    fn listed(&self, k: usize, verbs: &[Option<Status>]) -> Option<Status> {
        let before = k.checked_sub(1).filter(|&b| self.items[b].person.is_none())?;
        let same = self.holders[before].is_some() && self.holders[before] == self.holders[k];
        (same && lists(&self.items[before].gap)).then(|| verbs[before]).flatten()
    }

    /// What stands behind the position, or behind the name that follows it.
    fn behind(&self, k: usize) -> Option<Status> {
        let end = self.sentence(k).end as usize;
        let named = self.items.get(k + 1).filter(|n| n.person.is_some() && self.items[k].gap.direct());
        let at = if named.is_some() { self.tokens(k + 1).end } else { self.tokens(k).end } as usize;
        if self.items[k].person.is_some() || at >= end { None } else { status::after(self.working, at, end) }
    }
}

/// Two positions of one list.
fn lists(gap: &Gap) -> bool {
    gap.words == 0
        && !gap.stop
        && !gap.address
        && !gap.holds
        && !gap.colon
        && !gap.semicolon
        && (gap.comma || gap.and || gap.also || gap.dash)
}
