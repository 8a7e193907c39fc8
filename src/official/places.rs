//! The places that the article names, each with its level, and which of them a bare `tỉnh` or `huyện` means.

use super::level::{self, bit};
use crate::lexicon::{Class, Lexicon};
use crate::mention::{Mention, MentionKind};
use crate::text::{TokenRange, Working, key};
use rustc_hash::{FxBuildHasher, FxHashMap};
use std::hash::BuildHasher;

/// A place that a mention names.
#[derive(Clone, Copy, Debug)]
pub(super) struct Named {
    /// From the word of level, where it is nothing but that.
    pub tokens: TokenRange,
    pub name: TokenRange,
    /// The same for all forms of one name.
    pub key: u64,
    pub level: u16,
    /// Index of the mention that names it.
    pub mention: u32,
}

/// All places of one or more levels.
#[derive(Debug, Default)]
struct Census {
    /// Indices into the named places.
    named: Vec<u32>,
    counts: FxHashMap<u64, u32>,
    /// The name that stands most often.
    top: u64,
}

/// The named places of an article, in order.
pub(super) struct Places<'a> {
    working: &'a Working,
    sentences: &'a [TokenRange],
    named: Vec<Named>,
    census: FxHashMap<u16, Census>,
}

/// Sentences back in which a place stands for the one spoken of, and most places looked at.
const BACK: usize = 2;
const LOOKED_AT: usize = 48;

impl<'a> Places<'a> {
    pub(super) fn find(working: &'a Working, lexicon: &Lexicon, sentences: &'a [TokenRange], mentions: &[Mention]) -> Self {
        let mut places = Self { working, sentences, named: Vec::new(), census: FxHashMap::default() };
        let holds = |m: &Mention| matches!(m.kind, MentionKind::Loc | MentionKind::Unit | MentionKind::Title) && m.parent.is_none();
        for (n, m) in (0_u32..).zip(mentions).filter(|(_, m)| holds(m)) {
            places.read(lexicon, m, n);
        }
        places
    }

    fn read(&mut self, lexicon: &Lexicon, m: &Mention, n: u32) {
        let working = self.working;
        let (mut i, end) = (m.tokens.start as usize, m.tokens.end as usize);
        let mut behind = i;
        while i < end {
            let word = level::word_at(working, i, end);
            let name = word.and_then(|w| Some((w, level::name_end(working, lexicon, w.end, end)?)));
            if let Some((word, name_end)) = name {
                let start = if word.plain { i } else { word.end };
                let known = self.known_level(lexicon, word.end, name_end);
                let level = word.level | if word.level == bit::CITY { known & bit::CENTRAL } else { 0 };
                self.add(TokenRange::new(start as u32, name_end as u32), word.end as u32, level, n);
                (i, behind) = (name_end, name_end);
            } else {
                i += 1;
            }
        }
        self.read_bare(lexicon, m, n, behind);
    }

    /// A name without a word of level: the whole of a place, the end of a unit or position.
    fn read_bare(&mut self, lexicon: &Lexicon, m: &Mention, n: u32, from: usize) {
        let end = m.tokens.end as usize;
        let first = if m.kind == MentionKind::Loc {
            m.tokens.start as usize
        } else {
            from.max(end.saturating_sub(5)).max(m.tokens.start as usize + 1)
        };
        let last = if m.kind == MentionKind::Loc { first + 1 } else { end };
        for start in first.max(from)..last.min(end) {
            let level = self.known_level(lexicon, start, end);
            if level != 0 && self.working.tokens[start].is_capital() {
                return self.add(TokenRange::new(start as u32, end as u32), start as u32, level, n);
            }
        }
    }

    /// Levels of the places with the name at `from..end`.
    fn known_level(&self, lexicon: &Lexicon, from: usize, end: usize) -> u16 {
        if end == from + 1 && level::is_saigon(self.working, from) {
            return bit::CITY | bit::CENTRAL;
        }
        match lexicon.phrases.longest(self.working, from, end, Class::Place.bit()) {
            Some((node, stop)) if stop == end => level::of_places(lexicon.places_at(node).iter().map(|p| &p.1)),
            _ => 0,
        }
    }

    fn add(&mut self, tokens: TokenRange, name: u32, level: u16, mention: u32) {
        let name = TokenRange::new(name, tokens.end);
        let saigon = [key("hồ"), key("chí"), key("minh")];
        let letters = name.indices().map(|i| &self.working.tokens[i]).filter(|t| !t.is_mark()).map(|t| t.key);
        let keys = if level::is_saigon(self.working, name.start as usize) { saigon.to_vec() } else { letters.collect() };
        self.named.push(Named { tokens, name, key: FxBuildHasher.hash_one(keys), level, mention });
    }

    /// The places that a mention names.
    pub(super) fn of_mention(&self, mention: u32) -> &[Named] {
        let from = self.named.partition_point(|n| n.mention < mention);
        let len = self.named[from..].iter().take_while(|n| n.mention == mention).count();
        &self.named[from..from + len]
    }

    /// The first places of the wanted levels.
    pub(super) fn first_of(&mut self, wanted: u16) -> Vec<Named> {
        self.census(wanted);
        self.census[&wanted].named.iter().take(LOOKED_AT).map(|&n| self.named[n as usize]).collect()
    }

    fn census(&mut self, wanted: u16) -> &Census {
        let named = &self.named;
        self.census.entry(wanted).or_insert_with(|| {
            let mut census = Census::default();
            for (n, place) in (0_u32..).zip(named).filter(|(_, p)| fits(p.level, wanted)) {
                census.named.push(n);
                *census.counts.entry(place.key).or_default() += 1;
            }
            census.top = census.counts.iter().max_by_key(|c| (*c.1, *c.0)).map_or(0, |c| *c.0);
            census
        })
    }

    /// The one place of the wanted levels that a word at token `at` can mean; none where two compete.
    pub(super) fn meant(&mut self, wanted: u16, at: u32) -> Option<Named> {
        let sentence = self.sentences.partition_point(|s| s.start <= at).saturating_sub(1);
        let start = |back: usize| self.sentences.get(sentence.saturating_sub(back)).map_or(0, |s| s.start);
        let (own, near) = (start(0), start(BACK));
        let lead = self.working.lines.get(1).map_or(0, |l| l.tokens.end);
        self.census(wanted);
        let census = &self.census[&wanted];
        let place = |n: &u32| self.named[*n as usize];
        let before = census.named.partition_point(|n| place(n).tokens.start < at);
        let since = |from: u32| census.named[..before].iter().rev().map(place).take_while(move |p| p.tokens.start >= from).take(LOOKED_AT);
        if since(own).next().is_some() {
            return only(since(own));
        }
        if census.counts.len() == 1 {
            return since(0).next().or_else(|| census.named.first().map(place));
        }
        let top = |p: &Named| p.key == census.top && 2 * census.counts[&p.key] as usize >= census.named.len();
        let opening = || only(census.named.iter().map(place).take_while(|p| p.tokens.start < lead).take(LOOKED_AT));
        match since(near).next() {
            Some(_) => only(since(near)).filter(top),
            None => opening().filter(top),
        }
    }
}

/// A department is one of a province or of a city that is a province's equal.
fn fits(level: u16, wanted: u16) -> bool {
    level & wanted != 0
}

/// The nearest of the places, if all are one.
fn only(mut places: impl Iterator<Item = Named>) -> Option<Named> {
    let first = places.next()?;
    places.all(|p| p.key == first.key).then_some(first)
}
