//! Organisations, each once, with abbreviation, kind, level, place and the unit above.
//!
//! In: document, mentions, lexicon, and the day that the article speaks of. Out: [`Unit`]s.
//!
//! ```
//! use tomtat::{Article, Pipeline};
//! let text = "Ngày 2/5/2018, Ban Thường vụ Tỉnh ủy Quảng Nam họp. Tỉnh ủy giao UBND huyện Núi Thành lập tổ công tác.";
//! let record = Pipeline::new().enrich(&Article::new(text));
//! let unit = |name: &str| record.units.iter().find(|u| u.name == name).unwrap();
//! assert_eq!(unit("Ban Thường vụ Tỉnh ủy Quảng Nam").parent.as_deref(), Some("Tỉnh ủy Quảng Nam"));
//! assert_eq!(unit("Tỉnh ủy Quảng Nam").successor.as_deref(), Some("thành phố Đà Nẵng"));
//! assert!(unit("Tỉnh ủy Quảng Nam").inferred);
//! assert_eq!(unit("Ủy ban nhân dân huyện Núi Thành").province.as_deref(), Some("tỉnh Quảng Nam"));
//! ```

mod group;
mod join;
mod kind;
mod learned;
mod name;
mod parent;
mod place;

use crate::lexicon::{Class, Lexicon};
use crate::mention::{Mention, MentionKind};
use crate::official::Official;
use crate::span::Span;
use crate::text::fold::fold;
use crate::text::{Builder, Document, TokenRange, Working};
use group::{Group, Groups};
use learned::Learned;
pub use place::Level;
use place::Places;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// One organisation of the article.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Unit {
    /// Canonical name, abbreviations written out, old tone placement.
    pub name: String,
    /// The short form that the article uses.
    pub abbreviation: Option<String>,
    /// `party`, `government`, `assembly`, `court`, `procuracy`, `military`, `police`, `mass`, `school`, `company`, `press`, …
    pub kind: Option<String>,
    /// How high it stands; of bodies of Party, State, army, police and mass organisations alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub level: Option<Level>,
    /// The province, district or commune that its name says, with its type: `huyện Núi Thành`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// The province that the place lay in when the article was written, where that is certain.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub province: Option<String>,
    /// The place that took this one over on 2025-07-01, where the tables know it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub successor: Option<String>,
    /// The unit above that the name holds: `Tỉnh ủy Bình Định` of `Ban Thường vụ Tỉnh ủy Bình Định`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<String>,
    /// No mention prints the name in full: a part of it comes from elsewhere in the article.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub inferred: bool,
    /// Where it is named.
    pub mentions: Vec<Span>,
}

/// The units of a document, in order of first mention.
pub fn resolve(document: &Document, mentions: &[Mention], lexicon: &Lexicon) -> Vec<Unit> {
    resolve_on(document, mentions, lexicon, None)
}

/// The same in the division of the country on a day, `YYYY-MM-DD`.
pub fn resolve_on(document: &Document, mentions: &[Mention], lexicon: &Lexicon, day: Option<&str>) -> Vec<Unit> {
    let working = document.working();
    let learned = Learned::find(working, lexicon, mentions);
    let mut places = Places::new(working, mentions, lexicon, day);
    let mut groups = Groups::default();
    for (n, m) in mentions.iter().enumerate().filter(|(_, m)| m.kind == MentionKind::Unit) {
        let full = learned.unit(working, m.tokens).map_or(m, |u| &mentions[u as usize]);
        let name = name::written_out(working, lexicon, &learned, full.tokens);
        let name = explained(working, mentions, n)
            .map(|whole| name::written_out(working, lexicon, &learned, mentions[whole].tokens))
            .filter(|whole| fold(whole).ends_with(&format!(" {}", fold(&name))))
            .unwrap_or(name);
        let owned = parent::beside(working, lexicon, mentions, n);
        let owned = owned.and_then(|(o, kinds)| owned_name(&name, working, lexicon, &learned, mentions[o].tokens, kinds));
        let inferred = owned.is_some();
        groups.add(owned.unwrap_or(name), n as u32, inferred, lexicon);
    }
    groups.join(lexicon, &mut places);
    let cast = Cast { document, mentions, lexicon, learned, groups, places };
    cast.groups.finished().into_iter().map(|group| cast.unit(group)).collect()
}

/// The unit that mention `n` explains in brackets right behind it: `Bộ Tài nguyên và Môi trường (TN&MT)`.
fn explained(working: &Working, mentions: &[Mention], n: usize) -> Option<usize> {
    let (start, end) = (mentions[n].tokens.start, mentions[n].tokens.end);
    let open = start.checked_sub(1).filter(|&o| working.lower(o as usize) == "(")?;
    (working.lower_at(end as usize, working.tokens.len()) == ")").then_some(())?;
    (n.saturating_sub(3)..n).rev().find(|&before| mentions[before].kind == MentionKind::Unit && mentions[before].tokens.end == open)
}

/// Adds the units that only positions name (`Bộ trưởng Quốc phòng`); the position is their place. One that is known in full by another
/// name, or written in short (`Cục trưởng QLTT`), is named there once more.
pub(crate) fn add_of_titles(units: &mut Vec<Unit>, officials: &[Official], lexicon: &Lexicon) {
    let mut places: Vec<Span> = units.iter().flat_map(|u| u.mentions.iter().copied()).collect();
    places.sort_unstable();
    let holds_unit = |title: Span| places.get(places.partition_point(|p| p.start < title.start)).is_some_and(|&p| title.contains(p));
    let mut known: FxHashMap<String, usize> = units.iter().enumerate().map(|(n, u)| (fold(&u.name), n)).collect();
    let mut touched = Vec::new();
    for title in officials.iter().flat_map(|o| &o.titles).filter(|t| !holds_unit(t.span)) {
        let Some(name) = title.unit.as_deref().map(|unit| full_name(unit, lexicon)) else { continue };
        let n = *known.entry(fold(&name)).or_insert_with(|| {
            let kind = kind::kind(lexicon, &Builder::plain(&name)).map(str::to_owned);
            units.push(Unit { name, kind, inferred: true, ..Unit::default() });
            units.len() - 1
        });
        units[n].mentions.push(title.span);
        touched.push(n);
    }
    touched.sort_unstable();
    touched.dedup();
    for n in touched {
        units[n].mentions.sort_unstable();
        units[n].mentions.dedup();
    }
}

/// The name with its abbreviations written out.
fn full_name(name: &str, lexicon: &Lexicon) -> String {
    let words = Builder::plain(name);
    let all = TokenRange::new(0, words.tokens.len() as u32);
    name::written_out(&words, lexicon, &Learned::default(), all)
}

/// `Đảng ủy` beside `Sở Xây dựng`: the name of the body with the unit that it belongs to.
fn owned_name(organ: &str, working: &Working, lexicon: &Lexicon, learned: &Learned, owner: TokenRange, kinds: &str) -> Option<String> {
    let name = name::written_out(working, lexicon, learned, owner);
    let words = Builder::plain(&name);
    let end = words.tokens.len();
    // `Hội đồng thành viên Tổng công ty …`: the body of the same unit.
    let from = lexicon.organ(&words, 0, end).map_or(0, |o| o.0);
    let tail = |from: usize| words.slice(TokenRange::new(from as u32, end as u32));
    let kind = Builder::plain(tail(from));
    let kind = kind::kind(lexicon, &kind)?;
    // The Party committee of a commune is that of the commune, not of its People's Committee.
    let commune = (0..end).find(|&i| place::kind_at(&words, i, end).is_some_and(|k| place::usual_level(k.0) == Some(Level::Commune)));
    let from = commune.filter(|_| matches!(kind, "government" | "assembly") && fold(organ) == "đảng ủy").unwrap_or(from);
    let from = if kind == "party" { committee(&words, from, lexicon)? } else { from };
    (from < end && kinds.split(' ').any(|k| k == kind)).then(|| format!("{organ} {}", tail(from)))
}

/// Where the committee begins in the name of a Party unit: `Tỉnh ủy` of `Ban Dân vận Tỉnh ủy`, whose the standing committee is.
fn committee(name: &Working, from: usize, lexicon: &Lexicon) -> Option<usize> {
    let is_committee = |i: usize| matches!(name.lower_at(i + 1, name.tokens.len()), "ủy" | "bộ");
    let above = Builder::plain(name.slice(TokenRange::new(from as u32, name.tokens.len() as u32)));
    let above = parent::start(&above, lexicon).map(|i| from + i);
    [Some(from), above].into_iter().flatten().find(|&i| is_committee(i))
}

/// Everything that the record of a unit is made of.
struct Cast<'a> {
    document: &'a Document<'a>,
    mentions: &'a [Mention],
    lexicon: &'a Lexicon,
    learned: Learned,
    groups: Groups,
    places: Places<'a>,
}

impl Cast<'_> {
    fn unit(&self, group: &Group) -> Unit {
        let words = Builder::plain(&group.name);
        let kind = kind::kind(self.lexicon, &words);
        let above = parent::start(&words, self.lexicon).map(|from| TokenRange::new(from as u32, words.tokens.len() as u32));
        let above = above.map(|range| Builder::plain(words.slice(range)));
        // The council of a school stands on no level of the State.
        let state = [Some(&words), above.as_ref()].into_iter().flatten().all(|w| kind::kind(self.lexicon, w).is_some_and(is_state));
        let mut facts = group.spot.as_ref().map(|s| self.places.facts(s)).unwrap_or_default();
        // A school or company with the name of a district alone need not lie there.
        let typed = group.spot.as_ref().is_some_and(|s| s.kind.is_some());
        if !state && !typed && facts.level != Some(Level::Province) {
            facts = place::Facts::default();
        }
        let level = facts.level.or_else(|| level_of_name(&words, self.lexicon, group)).filter(|_| state);
        let parent = above.map(|name| self.groups.known_as(&name).unwrap_or(&name.text).to_owned());
        Unit {
            name: group.name.clone(),
            abbreviation: self.abbreviation(group),
            kind: kind.map(str::to_owned),
            level,
            place: facts.place,
            province: facts.province,
            successor: facts.successor,
            parent: parent.filter(|p| *p != group.name),
            inferred: group.inferred,
            mentions: group.mentions.iter().map(|&m| self.mentions[m as usize].span).collect(),
        }
    }

    fn abbreviation(&self, group: &Group) -> Option<String> {
        let (full, working) = (once_cell::unsync::Lazy::new(|| fold(&group.name)), self.document.working());
        let shortened = |m: &Mention| {
            if let Some(own) = name::own_short_form(working, self.lexicon, &self.learned, m.tokens) {
                return Some(own);
            }
            let capitals = m.tokens.indices().any(|i| is_abbreviation(working, i));
            capitals.then(|| self.document.printed(m.span)).filter(|text| fold(text) != *full).map(Cow::into_owned)
        };
        group.mentions.iter().find_map(|&m| shortened(&self.mentions[m as usize]))
    }
}

/// Kinds of unit that stand on a level of the State.
fn is_state(kind: &str) -> bool {
    matches!(kind, "party" | "government" | "assembly" | "court" | "procuracy" | "military" | "police" | "mass")
}

/// The level that a name without a place says.
fn level_of_name(words: &Working, lexicon: &Lexicon, group: &Group) -> Option<Level> {
    let end = words.tokens.len();
    if let Some(kind) = group.open {
        return place::usual_level(kind);
    }
    let foreign = (0..end)
        .any(|i| words.tokens[i].is_capital() && lexicon.phrases.longest(words, i, end, Class::Country.bit()).is_some_and(|c| c.1 == end));
    if group.spot.is_some() || foreign && !group.name.ends_with("Việt Nam") {
        return None;
    }
    let ministry = words.lower_at(0, end) == "bộ" && lexicon.phrases.longest(words, 1, end, Class::Domain.bit()).is_some();
    let country = ["Việt Nam", "tối cao", "Quốc gia", "quốc gia"].iter().any(|w| group.name.ends_with(w));
    let country = country || group.name.contains("Trung ương") || words.lower_at(0, end) == "tổng" && words.lower_at(1, end) == "cục";
    match words.lower_at(0, end) {
        _ if group.fixed && lexicon.is_abroad(words) => None,
        _ if group.fixed || ministry || country => Some(Level::Central),
        "sở" => Some(Level::Province),
        _ => None,
    }
}

fn is_abbreviation(working: &Working, i: usize) -> bool {
    let t = &working.tokens[i];
    t.is_letters() && t.is_all_upper() && t.end - t.start > 1 && working.surface(i).chars().nth(1).is_some()
}

#[cfg(test)]
mod tests;
