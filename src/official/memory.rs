//! Positions whose holders are known, and how like them another position is.

use crate::text::{TokenRange, Working};
use rustc_hash::{FxHashMap, FxHashSet};

/// How a position is like a known one, weakest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Likeness {
    /// Its words stand in the known one in the same order.
    Contained,
    /// It goes on where the known one ends.
    Shortened,
    /// The known one goes on where it ends.
    Extended,
    Same,
}

struct Known {
    tokens: TokenRange,
    person: u32,
    item: usize,
}

/// Most known positions with one first word that another is compared with.
const COMPARED: usize = 48;

/// The known positions by their first word.
#[derive(Default)]
pub(super) struct Memory {
    by_first: FxHashMap<u32, Vec<Known>>,
    holders: FxHashSet<u32>,
    latest: usize,
}

impl Memory {
    /// Notes that `person` holds the position at item `item`.
    pub(super) fn add(&mut self, working: &Working, tokens: TokenRange, person: u32, item: usize) {
        let tokens = bare(working, tokens);
        self.holders.insert(person);
        self.latest = self.latest.max(item);
        let known = self.by_first.entry(working.tokens[tokens.start as usize].key).or_default();
        let repeated = |k: &Known| k.person == person && same(working, k.tokens, tokens);
        if known.len() < COMPARED && !known.iter().any(repeated) {
            known.push(Known { tokens, person, item });
        }
    }

    pub(super) fn holds_any(&self, person: u32) -> bool {
        self.holders.contains(&person)
    }

    /// For each holder of a like position, the closest likeness and whether it stands earlier in the text.
    pub(super) fn alike(&self, working: &Working, tokens: TokenRange) -> FxHashMap<u32, (Likeness, bool)> {
        let tokens = bare(working, tokens);
        let mut found: FxHashMap<u32, (Likeness, bool)> = FxHashMap::default();
        for k in self.by_first.get(&working.tokens[tokens.start as usize].key).into_iter().flatten() {
            let Some(like) = likeness(working, tokens, k.tokens) else { continue };
            let earlier = k.tokens.start < tokens.start && k.item <= self.latest;
            let best = found.entry(k.person).or_insert((like, earlier));
            *best = (best.0.max(like), best.1 || earlier);
        }
        found
    }
}

/// A position without `nguyên`, `tân` and the like, so that the office itself is compared.
fn bare(working: &Working, tokens: TokenRange) -> TokenRange {
    let skip = matches!(working.lower(tokens.start as usize), "nguyên" | "cựu" | "quyền" | "tân" | "cố") && tokens.len() > 1;
    TokenRange::new(tokens.start + u32::from(skip), tokens.end)
}

fn words(working: &Working, tokens: TokenRange) -> impl Iterator<Item = u32> + '_ {
    tokens.indices().map(|i| &working.tokens[i]).filter(|t| !t.is_mark()).map(|t| t.key)
}

fn same(working: &Working, a: TokenRange, b: TokenRange) -> bool {
    words(working, a).eq(words(working, b))
}

fn likeness(working: &Working, new: TokenRange, known: TokenRange) -> Option<Likeness> {
    let (a, b): (Vec<u32>, Vec<u32>) = (words(working, new).take(40).collect(), words(working, known).take(40).collect());
    if a == b {
        return Some(Likeness::Same);
    }
    if b.starts_with(&a) {
        return Some(Likeness::Extended);
    }
    if a.starts_with(&b) {
        return Some(Likeness::Shortened);
    }
    let mut rest = b.iter();
    (a.len() > 1 && a.iter().all(|w| rest.any(|r| r == w))).then_some(Likeness::Contained)
}
