//! Levels of administration as the words before a name tell them: `tỉnh`, `Thành ủy`, `TP.`, `Huyện đoàn`.

use crate::lexicon::{Class, Lexicon, Place, PlaceLevel};
use crate::text::{Builder, Working, key};

/// Levels as bits, since a word may leave open which one it means.
pub(super) mod bit {
    pub(in crate::official) const PROVINCE: u16 = 1;
    pub(in crate::official) const CITY: u16 = 2;
    pub(in crate::official) const DISTRICT: u16 = 4;
    pub(in crate::official) const QUARTER: u16 = 8;
    pub(in crate::official) const TOWN: u16 = 16;
    pub(in crate::official) const COMMUNE: u16 = 32;
    pub(in crate::official) const WARD: u16 = 64;
    pub(in crate::official) const TOWNLET: u16 = 128;
    pub(in crate::official) const ZONE: u16 = 256;
    /// A city of the level of a province, beside [`CITY`].
    pub(in crate::official) const CENTRAL: u16 = 512;
}

/// Type word of a level.
pub(super) fn noun(level: u16) -> &'static str {
    match level & !bit::CENTRAL {
        bit::PROVINCE => "tỉnh",
        bit::CITY => "thành phố",
        bit::DISTRICT => "huyện",
        bit::QUARTER => "quận",
        bit::TOWN => "thị xã",
        bit::COMMUNE => "xã",
        bit::WARD => "phường",
        bit::TOWNLET => "thị trấn",
        bit::ZONE => "đặc khu",
        _ => "",
    }
}

/// A word of level at a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct LevelWord {
    pub level: u16,
    /// Where it ends.
    pub end: usize,
    /// Nothing but the type of the place: not `Tỉnh ủy`, `Huyện đoàn`.
    pub plain: bool,
}

/// The word of level that begins at token `i` and ends by `end`.
pub(super) fn word_at(working: &Working, i: usize, end: usize) -> Option<LevelWord> {
    let next = working.lower_at(i + 1, end);
    let body = matches!(next, "ủy" | "đoàn");
    let (level, words) = match working.lower_at(i, end) {
        "tỉnh" => (bit::PROVINCE, 1),
        "thành" if next == "phố" => (bit::CITY, 2),
        "thành" if body => (bit::CITY, 1),
        "tp" => (bit::CITY, 1),
        "huyện" => (bit::DISTRICT, 1),
        "quận" => (bit::QUARTER, 1),
        "thị" if next == "xã" => (bit::TOWN, 2),
        "thị" if next == "trấn" => (bit::TOWNLET, 2),
        "thị" if body => (bit::TOWN, 1),
        "tx" => (bit::TOWN, 1),
        "xã" => (bit::COMMUNE, 1),
        "phường" => (bit::WARD, 1),
        "đặc" if next == "khu" => (bit::ZONE, 2),
        _ => return None,
    };
    let dot = matches!(working.lower(i), "tp" | "tx") && next == ".";
    Some(LevelWord { level, end: i + words + usize::from(body || dot), plain: !body })
}

/// The level that a text which is nothing but a word of level tells; else none.
pub(super) fn word_of(text: &str) -> u16 {
    let working = Builder::plain(text);
    let end = working.tokens.len();
    word_at(&working, 0, end).filter(|w| w.end == end).map_or(0, |w| w.level)
}

/// Where the name of a place that begins at token `i` ends.
pub(super) fn name_end(working: &Working, lexicon: &Lexicon, i: usize, end: usize) -> Option<usize> {
    let token = working.tokens.get(i).filter(|t| i < end && (t.is_capital() || t.is_digits()))?;
    if token.is_digits() {
        return Some(i + 1);
    }
    let mask = Class::Place.bit() | Class::Commune.bit();
    if let Some((_, known)) = lexicon.phrases.longest(working, i, end, mask) {
        return Some(known);
    }
    let run = (i..end.min(i + 4)).take_while(|&j| working.tokens[j].is_capital() && working.tokens[j].is_letters()).count();
    let head = lexicon.phrases.longest(working, i, end, Class::UnitHead.bit() | Class::Domain.bit()).is_some();
    (run > 0 && !head).then_some(i + run)
}

/// Levels of the places that bear a name: of its provinces, else of its districts.
pub(super) fn of_places<'a>(places: impl Iterator<Item = &'a Place> + Clone) -> u16 {
    let level = |p: &Place| match p.kind {
        "tỉnh" => bit::PROVINCE,
        "thành phố" if p.level == PlaceLevel::Province => bit::CITY | bit::CENTRAL,
        "thành phố" => bit::CITY,
        "huyện" => bit::DISTRICT,
        "quận" => bit::QUARTER,
        "thị xã" => bit::TOWN,
        _ => 0,
    };
    let of = |wanted: PlaceLevel| places.clone().filter(move |p| p.level == wanted).map(level).fold(0, |a, b| a | b);
    match of(PlaceLevel::Province) {
        0 => of(PlaceLevel::District),
        provinces => provinces,
    }
}

/// `HCM`, which no table of places has.
pub(super) fn is_saigon(working: &Working, i: usize) -> bool {
    const SHORT: [u32; 3] = [key("hcm"), key("tphcm"), key("tphồchíminh")];
    SHORT.contains(&working.tokens[i].key)
}
