//! Names of one unit that differ: a type word left out, a short form, a place that only other names of the article say.

use super::group::Groups;
use super::place::{Only, Places};
use crate::lexicon::Lexicon;
use crate::text::{Builder, TokenRange, key};
use rustc_hash::FxHashMap;

/// Longest name that short forms are looked for in, and most names one short form is compared with.
const LONGEST: usize = 24;
const COMPARED: usize = 24;

/// Whether a name that ends in this word leaves out which place it is: `UBND tỉnh`, `Huyện ủy`.
fn names_level(last: Option<&u32>) -> bool {
    const LEVELS: [u32; 8] = [key("tỉnh"), key("phố"), key("huyện"), key("quận"), key("xã"), key("phường"), key("trấn"), key("ủy")];
    last.is_some_and(|k| LEVELS.contains(k))
}

impl Groups {
    /// All joins, one after the other.
    pub(super) fn join(&mut self, lexicon: &Lexicon, places: &mut Places) {
        self.join_variants();
        self.join_short_forms();
        self.complete_inside(lexicon);
        let mut named = Only::default();
        for group in self.all.iter().filter(|g| !g.mentions.is_empty()) {
            if let Some(spot) = &group.spot
                && let Some(kind) = places.note(spot)
            {
                named.add(kind, &spot.name);
            }
        }
        self.complete_by_place(lexicon, &named, &places.alone);
        self.join_variants();
    }

    /// `Công an Đà Nẵng` is `Công an thành phố Đà Nẵng`, unless two names with type words are alike without them.
    fn join_variants(&mut self) {
        let mut typed: FxHashMap<&[u32], Option<usize>> = FxHashMap::default();
        let named = || self.all.iter().enumerate().filter(|(_, g)| !g.mentions.is_empty());
        for (n, group) in named() {
            if let Some(core) = &group.core {
                typed.entry(core).and_modify(|only| *only = None).or_insert(Some(n));
            }
        }
        let plain = named().filter(|(_, g)| g.core.is_none());
        let joins: Vec<(usize, usize)> = plain.filter_map(|(n, g)| Some((n, (*typed.get(g.keys.as_slice())?)?))).collect();
        joins.into_iter().for_each(|(from, to)| self.merge(from, to));
    }

    /// `Tỉnh ủy` goes to `Tỉnh ủy Quảng Nam`, where the article names that; of several, to the one named last before it.
    fn join_short_forms(&mut self) {
        let mut longer: FxHashMap<&[u32], Vec<usize>> = FxHashMap::default();
        for (n, group) in self.all.iter().enumerate().filter(|(_, g)| g.keys.len() <= LONGEST && !g.mentions.is_empty()) {
            for cut in 1..group.keys.len() {
                longer.entry(&group.keys[..cut]).or_default().push(n);
            }
        }
        let short = |n: usize| !self.all[n].fixed && longer.contains_key(self.all[n].keys.as_slice());
        let mut moved: Vec<Vec<u32>> = vec![Vec::new(); self.all.len()];
        let mut went = Vec::new();
        for (n, group) in self.all.iter().enumerate() {
            let full = longer.get(group.keys.as_slice()).into_iter().flatten().copied().filter(|&c| !short(c));
            let mut full: Vec<usize> = if short(n) { full.take(COMPARED).collect() } else { Vec::new() };
            if names_level(group.keys.last()) && self.compete(&full) {
                // `UBND tỉnh` beside two provinces is neither's for certain; a name that runs on into the sentence is no rival.
                full.retain(|&c| self.all[c].spot.as_ref().is_some_and(|s| s.is_known() && s.kind == group.open));
                full = if full.is_empty() || self.compete(&full) { Vec::new() } else { full };
            }
            for &m in &group.mentions {
                let to = full.iter().copied().min_by_key(|&c| self.distance(c, m)).unwrap_or(n);
                moved[to].push(m);
            }
            went.extend(full.first().map(|&to| (n, to)));
        }
        for (group, mut mentions) in self.all.iter_mut().zip(moved) {
            mentions.sort_unstable();
            group.mentions = mentions;
        }
        went.into_iter().for_each(|(from, to)| self.went(from, to));
    }

    /// Whether two of the names go on in different ways.
    fn compete(&self, names: &[usize]) -> bool {
        let keys = |n: &usize| self.all[*n].keys.as_slice();
        let longest = names.iter().map(keys).max_by_key(|k| k.len()).unwrap_or_default();
        names.iter().any(|n| !longest.starts_with(keys(n)))
    }

    /// How far a group is from mention `m`: mentions before it come first, the nearest of them first.
    fn distance(&self, group: usize, m: u32) -> (bool, u32) {
        let mentions = &self.all[group].mentions;
        let before = mentions.partition_point(|&o| o < m).checked_sub(1).map(|b| m - mentions[b]);
        (before.is_none(), before.unwrap_or_else(|| mentions.first().map_or(u32::MAX, |&f| f.abs_diff(m))))
    }

    /// `Tỉnh ủy` beside `Ban Thường vụ Tỉnh ủy Bình Định` is the `Tỉnh ủy Bình Định`, unless two such names go on in different ways.
    fn complete_inside(&mut self, lexicon: &Lexicon) {
        let mut open: FxHashMap<u32, Vec<usize>> = FxHashMap::default();
        let placeless = |g: &super::group::Group| !g.fixed && !g.mentions.is_empty() && g.spot.is_none() && g.keys.len() > 1;
        for (n, group) in self.all.iter().enumerate().filter(|(_, g)| placeless(g)) {
            let same = open.entry(group.keys[0]).or_default();
            if same.len() < COMPARED {
                same.push(n);
            }
        }
        let mut rest: FxHashMap<usize, Option<(usize, usize)>> = FxHashMap::default();
        for (h, holder) in self.all.iter().enumerate().filter(|(_, g)| g.spot.is_some() && g.keys.len() <= LONGEST) {
            for at in 1..holder.keys.len() {
                for &n in open.get(&holder.keys[at]).into_iter().flatten() {
                    let stop = at + self.all[n].keys.len();
                    if stop < holder.keys.len() && holder.keys[at..].starts_with(&self.all[n].keys) {
                        let same = |&(h, s): &(usize, usize)| self.all[h].keys[s..] == holder.keys[stop..];
                        rest.entry(n).and_modify(|found| *found = found.filter(same)).or_insert(Some((h, stop)));
                    }
                }
            }
        }
        let mut names: Vec<(usize, String)> = Vec::new();
        for (n, found) in rest {
            let Some((h, stop)) = found else { continue };
            let holder = Builder::plain(&self.all[h].name);
            let words: Vec<usize> = (0..holder.tokens.len()).filter(|&i| !holder.tokens[i].is_mark()).collect();
            // Only a place goes over, and only whole: the words before it may belong to the holder.
            let behind = self.all[h].spot.as_ref().map_or(usize::MAX, |s| s.from);
            let Some(&from) = words.get(stop).filter(|&&from| words.len() == self.all[h].keys.len() && from <= behind) else { continue };
            let typed = (from..behind).all(|i| super::place::kind_at(&holder, from, holder.tokens.len()).is_some_and(|k| i < k.1));
            if typed {
                let tail = holder.slice(TokenRange::new(from as u32, holder.tokens.len() as u32));
                names.push((n, format!("{} {tail}", self.all[n].name)));
            }
        }
        names.sort_unstable();
        names.into_iter().for_each(|(n, name)| self.rename(n, name, lexicon));
    }

    /// `HĐND tỉnh` in an article whose only province is Quảng Nam: first among the places of other units, then among those that stand alone.
    fn complete_by_place(&mut self, lexicon: &Lexicon, named: &Only, alone: &Only) {
        for n in 0..self.all.len() {
            let group = &self.all[n];
            let Some(kind) = group.open.filter(|_| !group.fixed && !group.mentions.is_empty() && group.spot.is_none()) else { continue };
            if let Some(place) = named.get(kind).or_else(|| alone.get(kind)).flatten() {
                // The one city that is never named without its type.
                let typed = place == "Hồ Chí Minh" && !group.name.ends_with("thành phố");
                let name = format!("{} {}{place}", group.name, if typed { "Thành phố " } else { "" });
                self.rename(n, super::name::standard(lexicon, &name), lexicon);
            }
        }
    }
}
