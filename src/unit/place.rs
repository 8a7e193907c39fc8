//! The place that a unit's name says, in the division of the country on the article's day.

use crate::lexicon::{Class, Lexicon, Place, PlaceLevel};
use crate::mention::{Mention, MentionKind};
use crate::text::{Builder, TokenRange, Working, key};
use rustc_hash::{FxHashMap, FxHashSet};
use serde::{Deserialize, Serialize};

/// How high a unit stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// Trung ương.
    Central,
    /// Tỉnh, thành phố trực thuộc trung ương.
    Province,
    /// Quận, huyện, thị xã, thành phố thuộc tỉnh.
    District,
    /// Xã, phường, thị trấn, đặc khu.
    Commune,
}

/// A place as a text says it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Spot {
    /// Type word in full, where one stands before the name or the head of the unit says it (`Tỉnh ủy`).
    pub kind: Option<&'static str>,
    /// Name without the type word, old tone placement.
    pub name: String,
    /// First token of the name.
    pub from: usize,
    /// Node of the tables' name.
    node: Option<u32>,
}

/// What a spot is on the article's day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Facts {
    pub level: Option<Level>,
    pub place: Option<String>,
    pub province: Option<String>,
    pub successor: Option<String>,
}

/// The type word of an administrative unit at token `i`, or a head that says it (`Huyện ủy`), and where the name would begin.
pub(super) fn kind_at(working: &Working, i: usize, end: usize) -> Option<(&'static str, usize)> {
    const TINH: u32 = key("tỉnh");
    const THANH: u32 = key("thành");
    const TP: u32 = key("tp");
    const HUYEN: u32 = key("huyện");
    const QUAN: u32 = key("quận");
    const THI: u32 = key("thị");
    const XA: u32 = key("xã");
    const PHUONG: u32 = key("phường");
    const PHO: u32 = key("phố");
    const TRAN: u32 = key("trấn");
    const UY: u32 = key("ủy");
    const DOAN: u32 = key("đoàn");
    const DOT: u32 = key(".");
    const DAC: u32 = key("đặc");
    const KHU: u32 = key("khu");
    let next = working.key_at(i + 1, end);
    let body = 1 + usize::from(matches!(next, UY | DOAN));
    Some(match working.key_at(i, end) {
        TINH => ("tỉnh", i + body),
        HUYEN => ("huyện", i + body),
        QUAN => ("quận", i + body),
        THANH if matches!(next, PHO | UY | DOAN) => ("thành phố", i + 2),
        TP => ("thành phố", i + 1 + usize::from(next == DOT)),
        THI if matches!(next, XA | UY) => ("thị xã", i + 2),
        THI if next == TRAN => ("thị trấn", i + 2),
        XA if i == 0 || !matches!(working.lower(i - 1), "tác" | "thị") => ("xã", i + 1),
        PHUONG => ("phường", i + 1),
        DAC if next == KHU => ("đặc khu", i + 2),
        _ => return None,
    })
}

/// The type word that a name ends in, its place left out: `UBND tỉnh`, `Huyện ủy`.
pub(super) fn open_kind(working: &Working) -> Option<&'static str> {
    let end = working.tokens.len();
    (end.saturating_sub(2)..end).find_map(|i| kind_at(working, i, end).filter(|k| k.1 == end)).map(|k| k.0)
}

/// The place named in `range`: the first one with its type word, else one of the tables at its end.
pub(super) fn spot(working: &Working, lexicon: &Lexicon, range: TokenRange) -> Option<Spot> {
    let (start, end) = (range.start as usize, range.end as usize);
    let typed = (start..end).find_map(|i| {
        // `Thành ủy Thành phố Hồ Chí Minh`: the type word itself says more.
        let (kind, from) = kind_at(working, i, end).filter(|k| kind_at(working, k.1, end).is_none())?;
        let first = working.tokens.get(from).filter(|_| from < end)?;
        (first.is_letters() && first.is_capital() || first.is_digits()).then(|| named(working, lexicon, kind, from, end))
    });
    typed.or_else(|| {
        let from = (start..end).find(|&i| {
            let stop = |f: (u32, usize)| f.1;
            // `Quảng Nam - Đà Nẵng` is neither.
            let second = i > start + 1 && working.surface(i - 1) == "-" && working.tokens[i - 2].is_capital();
            working.tokens[i].is_capital() && !second && lexicon.phrases.longest(working, i, end, Class::Place.bit()).map(stop) == Some(end)
        })?;
        let (node, _) = lexicon.phrases.longest(working, from, end, Class::Place.bit())?;
        let name = working.slice(TokenRange::new(from as u32, end as u32)).to_owned();
        // The name of a person unless `thành phố` stands before it.
        (name != "Hồ Chí Minh").then_some(Spot { kind: None, name, from, node: Some(node) })
    })
}

fn named(working: &Working, lexicon: &Lexicon, kind: &'static str, from: usize, end: usize) -> Spot {
    let known = lexicon.phrases.longest(working, from, end, Class::Place.bit() | Class::Commune.bit());
    let known = known.filter(|k| !runs_on(working, lexicon, k.1, end) && lexicon.places_at(k.0).iter().any(|p| p.1.kind == kind));
    let stop = known.map_or_else(|| capitals(working, from, end), |k| k.1);
    let name = working.slice(TokenRange::new(from as u32, stop as u32)).to_owned();
    Spot { kind: Some(kind), name, from, node: known.map(|k| k.0) }
}

/// Whether the name goes on behind a known one: `Quảng Nam - Đà Nẵng`, `Tân Mỹ Ngoài`, not before another unit or place.
fn runs_on(working: &Working, lexicon: &Lexicon, at: usize, end: usize) -> bool {
    let proper = |i: usize| i < end && working.tokens[i].is_letters() && working.tokens[i].is_capital();
    let other = Class::UnitHead.bit() | Class::PlaceType.bit() | Class::Place.bit();
    at < end && working.surface(at) == "-" && proper(at + 1) || proper(at) && lexicon.phrases.longest(working, at, end, other).is_none()
}

/// End of the run of capitals, or of the figure, at `from`.
fn capitals(working: &Working, from: usize, end: usize) -> usize {
    let proper = |i: usize| i < end && (working.tokens[i].is_letters() && working.tokens[i].is_capital());
    let mut at = from + 1;
    while working.tokens[from].is_letters() {
        at = match () {
            _ if proper(at) => at + 1,
            _ if at < end && working.surface(at) == "-" && proper(at + 1) => at + 2,
            _ => break,
        };
    }
    at
}

impl Spot {
    /// Whether the tables know the spot with its type.
    pub(super) fn is_known(&self) -> bool {
        self.kind.is_some() && self.node.is_some()
    }
}

/// The one place of a type, unless two compete.
#[derive(Debug, Default)]
pub(super) struct Only(FxHashMap<&'static str, Option<String>>);

impl Only {
    pub(super) fn add(&mut self, kind: &'static str, name: &str) {
        let known = self.0.entry(kind).or_insert_with(|| Some(name.to_owned()));
        if known.as_deref().is_some_and(|k| k != name) {
            *known = None;
        }
    }

    /// The only name of a type; the outer none where nobody named one.
    pub(super) fn get(&self, kind: &str) -> Option<Option<&str>> {
        self.0.get(kind).map(Option::as_deref)
    }
}

/// The places of an article.
#[derive(Debug)]
pub(super) struct Places<'a> {
    lexicon: &'a Lexicon,
    day: Option<&'a str>,
    /// Codes of the provinces that the article names.
    provinces: FxHashSet<&'static str>,
    /// Places that stand alone in the text.
    pub alone: Only,
}

impl<'a> Places<'a> {
    /// Reads the places that stand alone. `day`: when the article speaks, ISO.
    pub(super) fn new(working: &Working, mentions: &[Mention], lexicon: &'a Lexicon, day: Option<&'a str>) -> Self {
        let mut places = Self { lexicon, day, provinces: FxHashSet::default(), alone: Only::default() };
        for m in mentions.iter().filter(|m| m.kind == MentionKind::Loc) {
            // `TP HCM` is written out first.
            let (at, end) = (m.tokens.start as usize, m.tokens.end as usize);
            let long = lexicon.abbreviations.at(working, at, at, end).filter(|long| long.1 == end);
            let words = long.map(|long| Builder::plain(long.0));
            let whole = words.as_ref().map_or(m.tokens, |w| TokenRange::new(0, w.tokens.len() as u32));
            let Some(spot) = spot(words.as_ref().unwrap_or(working), lexicon, whole) else { continue };
            if let Some(kind) = places.note(&spot) {
                places.alone.add(kind, &spot.name);
            }
        }
        places
    }

    /// Takes a province that is named for one of the article's; gives the type of the place.
    pub(super) fn note(&mut self, spot: &Spot) -> Option<&'static str> {
        let found = self.found(spot);
        let province = found.iter().find(|p| p.level == PlaceLevel::Province);
        self.provinces.extend(province.map(|p| p.code));
        spot.kind.or(province.map(|p| p.kind))
    }

    /// What the spot may be on the day, of one level only.
    fn found(&self, spot: &Spot) -> Vec<Place> {
        let Some(node) = spot.node else { return Vec::new() };
        let fits = |p: &Place| spot.kind.is_none_or(|k| p.kind == k) && (spot.kind.is_some() || p.level != PlaceLevel::Commune);
        let all = self.lexicon.places_at(node).iter().map(|p| p.1).filter(fits);
        let valid = |p: &Place| self.day.is_none_or(|d| p.valid_on(d));
        let mut found: Vec<Place> = all.clone().filter(valid).collect();
        if found.is_empty() {
            found = all.collect();
        }
        let top = found.first().map(|p| p.level);
        found.retain(|p| Some(p.level) == top);
        found
    }

    /// What the tables know of a spot.
    pub(super) fn facts(&self, spot: &Spot) -> Facts {
        let mut found = self.found(spot);
        let inside = |p: &Place| self.province_code(p).is_some_and(|c| self.provinces.contains(c));
        if found.len() > 1 && found.iter().any(inside) {
            found.retain(inside);
        }
        let Some(kind) = spot.kind.or(found.first().map(|p| p.kind)) else { return Facts::default() };
        let named = |kind: &str, name: &str| format!("{kind} {}", Builder::plain(name).text);
        let (first, same) = (found.first(), |p: &Place| found.iter().all(|o| self.province_code(o) == self.province_code(p)));
        let one = first.filter(|p| same(p));
        let province = one.filter(|p| p.level != PlaceLevel::Province).and_then(|p| self.province(p));
        let successor = one.filter(|p| !p.new).and_then(|p| p.successor);
        Facts {
            level: first.map(|p| level(p.level)).or_else(|| usual_level(kind)),
            place: Some(first.map_or_else(|| named(kind, &spot.name), |p| named(kind, p.name))),
            province: province.map(|p| named(p.kind, p.name)),
            successor: successor.map(|s| named(s.0, s.1)),
        }
    }

    fn province(&self, place: &Place) -> Option<Place> {
        let above = self.lexicon.place_of(place.parent, place.new)?;
        if above.level == PlaceLevel::Province { Some(above) } else { self.lexicon.place_of(above.parent, above.new) }
    }

    fn province_code(&self, place: &Place) -> Option<&'static str> {
        if place.level == PlaceLevel::Province { Some(place.code) } else { self.province(place).map(|p| p.code) }
    }
}

fn level(level: PlaceLevel) -> Level {
    match level {
        PlaceLevel::Province => Level::Province,
        PlaceLevel::District => Level::District,
        PlaceLevel::Commune => Level::Commune,
    }
}

/// The level that a type word says by itself; a `thành phố` may be of two.
pub(super) fn usual_level(kind: &str) -> Option<Level> {
    Some(match kind {
        "tỉnh" => Level::Province,
        "huyện" | "quận" | "thị xã" => Level::District,
        "xã" | "phường" | "thị trấn" | "đặc khu" => Level::Commune,
        _ => return None,
    })
}
