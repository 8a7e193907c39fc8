//! Tables of what changes in the world: positions, ranks, honorifics, unit heads, abbreviations, places, topic labels.
//!
//! In: the tables in `src/lexicon/`, compiled in. Out: [`Lexicon`].
//!
//! ```
//! use tomtat::lexicon::Lexicon;
//! let lexicon = Lexicon::shared();
//! assert_eq!(lexicon.expansion("UBND"), Some("Ủy ban nhân dân"));
//! assert!(lexicon.places("Mai Sơn").iter().any(|p| p.kind == "huyện" && p.valid_on("2018-05-01")));
//! assert_eq!(lexicon.topic("party").unwrap().label, "Xây dựng Đảng");
//! ```

mod abbreviation;
pub(crate) mod phrases;
mod place;

use crate::official::Status;
use crate::text::{Builder, Working};
use abbreviation::Abbreviations;
pub(crate) use phrases::{CAPITALISED, CLASSES, Class, Phrases};
pub use place::{Place, PlaceLevel};
use rustc_hash::{FxHashMap, FxHashSet};

/// A topic of the guidelines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TopicLabel {
    /// Code: `politics`, `party`, …
    pub code: &'static str,
    /// Vietnamese label.
    pub label: &'static str,
    /// IPTC Media Topic, where there is an exact one.
    pub medtop: Option<&'static str>,
}

/// A unit known by its whole name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Institution {
    pub name: &'static str,
    pub kind: &'static str,
    /// Of another country.
    pub abroad: bool,
}

/// All tables, ready for look-up. Built once with [`Lexicon::shared`].
#[derive(Debug, Default)]
pub struct Lexicon {
    pub(crate) phrases: Phrases,
    /// What a node of `phrases` says beyond its class.
    kinds: FxHashMap<u32, &'static str>,
    institutions: FxHashMap<u32, Institution>,
    statuses: FxHashMap<u32, Status>,
    /// Nodes of forms of address proper (`ông`), not of nouns before names (`bị cáo`).
    forms: FxHashSet<u32>,
    /// Bits of a syllable: 1 surname, 2 given name.
    syllables: FxHashMap<u32, u8>,
    pub(crate) abbreviations: Abbreviations,
    /// Names of units that stand for another, and whether more may follow.
    aliases: Phrases,
    alias_names: FxHashMap<u32, (&'static str, bool)>,
    /// Bodies that belong to another unit.
    organs: Phrases,
    organ_owners: FxHashMap<u32, &'static str>,
    /// Nodes of unit heads that other units belong to.
    owners: FxHashSet<u32>,
    unit_names: Phrases,
    standard: FxHashMap<u32, &'static str>,
    places: Vec<(u32, Place)>,
    by_code: FxHashMap<(&'static str, bool), u32>,
    topics: Vec<TopicLabel>,
}

pub(crate) const SURNAME: u8 = 1;
pub(crate) const GIVEN: u8 = 2;

/// Lines of a table that are not comments.
fn rows(table: &'static str) -> impl Iterator<Item = &'static str> {
    table.lines().filter(|l| !l.is_empty() && !l.starts_with('#'))
}

fn columns(row: &'static str) -> (&'static str, &'static str, &'static str) {
    let mut columns = row.split('\t');
    let mut next = || columns.next().unwrap_or("");
    (next(), next(), next())
}

fn status(name: &str) -> Status {
    match name {
        "former" => Status::Former,
        "acting" => Status::Acting,
        "appointed" => Status::Appointed,
        _ => Status::Current,
    }
}

impl Lexicon {
    /// The tables that ship with the crate.
    pub fn shared() -> &'static Self {
        static LEXICON: once_cell::sync::Lazy<Lexicon> = once_cell::sync::Lazy::new(Lexicon::build);
        &LEXICON
    }

    fn build() -> Self {
        let mut lexicon = Self { phrases: Phrases::with_capacity(32_768), ..Self::default() };
        lexicon.add_offices();
        lexicon.add_units();
        lexicon.add_people();
        lexicon.add_places();
        let topics = rows(include_str!("lexicon/topics.tsv")).map(columns);
        let medtop = |m: &'static str| Some(m).filter(|m| !m.is_empty());
        lexicon.topics = topics.map(|(code, label, m)| TopicLabel { code, label, medtop: medtop(m) }).collect();
        lexicon
    }

    fn add_offices(&mut self) {
        for (phrase, kind, _) in rows(include_str!("lexicon/roles.tsv")).map(columns) {
            let class = match kind {
                "full" => Class::FullRole,
                "group" => Class::Group,
                _ => Class::Role,
            };
            self.phrases.add(phrase, class);
        }
        let modifiers = rows(include_str!("lexicon/modifiers.tsv")).map(|r| (r, Class::Modifier));
        let verbs = rows(include_str!("lexicon/appointed.tsv")).map(|r| (r, Class::Appoint));
        for (row, class) in modifiers.chain(verbs) {
            let (phrase, name, _) = columns(row);
            let node = self.phrases.add(phrase, class);
            self.statuses.insert(node, status(name));
        }
    }

    fn add_units(&mut self) {
        for (phrase, kind, owner) in rows(include_str!("lexicon/unit-heads.tsv")).map(columns) {
            let node = self.phrases.add(phrase, Class::UnitHead);
            self.kinds.insert(node, kind);
            if owner == "owner" {
                self.owners.insert(node);
            }
        }
        for row in rows(include_str!("lexicon/institutions.tsv")) {
            let (phrase, name, kind) = columns(row);
            let node = self.phrases.add(phrase, Class::Institution);
            self.institutions.insert(node, Institution { name, kind, abroad: row.ends_with("\tabroad") });
        }
        for (phrase, class) in [
            (include_str!("lexicon/domains.tsv"), Class::Domain),
            (include_str!("lexicon/levels.tsv"), Class::Level),
            (include_str!("lexicon/place-types.tsv"), Class::PlaceType),
            (include_str!("lexicon/not-names.tsv"), Class::NotName),
            (include_str!("lexicon/ranks.tsv"), Class::Rank),
            (include_str!("lexicon/countries.tsv"), Class::Country),
        ]
        .into_iter()
        .flat_map(|(table, class)| rows(table).map(move |r| (columns(r).0, class)))
        {
            self.phrases.add(phrase, class);
        }
        for (phrase, use_, _) in rows(include_str!("lexicon/honorifics.tsv")).map(columns) {
            let node = self.phrases.add(phrase, Class::Honorific);
            if use_ == "form" {
                self.forms.insert(node);
            }
        }
        for row in rows(include_str!("lexicon/abbreviations.tsv")) {
            let (long, anywhere) = self.abbreviations.add(row);
            if anywhere {
                self.add_unit_name(long);
            }
        }
        for (name, full, use_) in rows(include_str!("lexicon/unit-aliases.tsv")).map(columns) {
            let node = self.aliases.add(name, Class::Institution);
            self.alias_names.insert(node, (full, use_ == "head"));
        }
        for (name, owners, _) in rows(include_str!("lexicon/organs.tsv")).map(columns) {
            let node = self.organs.add(name, Class::UnitHead);
            self.organ_owners.insert(node, owners);
        }
        rows(include_str!("lexicon/unit-names.tsv")).for_each(|name| self.add_unit_name(name));
    }

    fn add_unit_name(&mut self, name: &'static str) {
        let node = self.unit_names.add(name, Class::UnitHead);
        self.standard.entry(node).or_insert(name);
    }

    fn add_people(&mut self) {
        let tables = [(include_str!("lexicon/surnames.tsv"), SURNAME), (include_str!("lexicon/given-names.tsv"), GIVEN)];
        for (table, bit) in tables {
            for row in rows(table) {
                for token in Builder::plain(row).tokens {
                    *self.syllables.entry(token.key).or_default() |= bit;
                }
            }
        }
    }

    fn add_places(&mut self) {
        let (phrases, places) = (&mut self.phrases, &mut self.places);
        place::read(include_str!("lexicon/places.tsv"), |place| {
            let class = if place.level == PlaceLevel::Commune { Class::Commune } else { Class::Place };
            places.push((phrases.add(place.name, class), place));
        });
        places.sort_by_key(|&(node, p)| (node, p.level));
        let coded = (0_u32..).zip(places.iter()).filter(|(_, p)| !p.1.code.is_empty());
        self.by_code = coded.map(|(at, p)| ((p.1.code, p.1.new), at)).collect();
    }

    /// What an abbreviation stands for, in standard capitals; of several readings the one that holds anywhere.
    pub fn expansion(&self, abbreviation: &str) -> Option<&'static str> {
        self.abbreviations.expansion(abbreviation)
    }

    /// The longest abbreviation at a token of running text: what it stands for there, and its end.
    pub(crate) fn abbreviation_at(&self, working: &Working, from: usize, end: usize) -> Option<(&'static str, usize)> {
        self.abbreviations.at(working, from, 0, end)
    }

    /// The name that the beginning of a unit's name is another form of, and where that ends.
    pub(crate) fn alias(&self, name: &Working) -> Option<(&'static str, usize)> {
        let end = name.tokens.len();
        let (node, stop) = self.aliases.longest(name, 0, end, u32::MAX)?;
        let &(full, head) = self.alias_names.get(&node)?;
        (head || stop == end).then_some((full, stop))
    }

    /// End of a body at `from` that belongs to another unit (`Đảng ủy`), and the kinds of unit that it belongs to.
    pub(crate) fn organ(&self, working: &Working, from: usize, end: usize) -> Option<(usize, &'static str)> {
        let (node, stop) = self.organs.longest(working, from, end, u32::MAX)?;
        Some((stop, self.organ_owners.get(&node)?))
    }

    /// Whether other units belong to units with the head that ends at `node`.
    pub(crate) fn is_owner(&self, node: u32) -> bool {
        self.owners.contains(&node)
    }

    /// The longest part of a unit's name that begins at a token, in standard capitals, and its end.
    pub(crate) fn unit_name_at(&self, working: &Working, from: usize, end: usize) -> Option<(&'static str, usize)> {
        let (node, end) = self.unit_names.longest(working, from, end, u32::MAX)?;
        Some((self.standard.get(&node)?, end))
    }

    /// The administrative units of a name, higher levels first.
    pub fn places(&self, name: &str) -> Vec<Place> {
        self.phrases.node(name).map_or_else(Vec::new, |node| self.places_at(node).iter().map(|p| p.1).collect())
    }

    /// The province or district of a code, in the old division or the new one.
    pub(crate) fn place_of(&self, code: &str, new: bool) -> Option<Place> {
        self.by_code.get(&(code, new)).map(|&at| self.places[at as usize].1)
    }

    /// The administrative units whose name ends at `node`.
    pub(crate) fn places_at(&self, node: u32) -> &[(u32, Place)] {
        let from = self.places.partition_point(|p| p.0 < node);
        let len = self.places[from..].iter().take_while(|p| p.0 == node).count();
        &self.places[from..from + len]
    }

    /// Codes and labels of all topics.
    pub fn topics(&self) -> &[TopicLabel] {
        &self.topics
    }

    /// The topic of a code.
    pub fn topic(&self, code: &str) -> Option<&TopicLabel> {
        self.topics.iter().find(|t| t.code == code)
    }

    /// Surname and given-name bits of a syllable.
    #[inline]
    pub(crate) fn syllable(&self, key: u32) -> u8 {
        self.syllables.get(&key).copied().unwrap_or(0)
    }

    /// Kind of the unit whose head ends at `node`.
    pub(crate) fn unit_kind(&self, node: u32) -> Option<&'static str> {
        self.kinds.get(&node).copied()
    }

    /// Whether the phrase that ends at `node` is a form of address.
    pub(crate) fn is_form(&self, node: u32) -> bool {
        self.forms.contains(&node)
    }

    pub(crate) fn institution(&self, node: u32) -> Option<Institution> {
        self.institutions.get(&node).copied()
    }

    /// Whether a whole name is that of an institution of another country.
    pub(crate) fn is_abroad(&self, name: &Working) -> bool {
        let found = self.phrases.longest(name, 0, name.tokens.len(), Class::Institution.bit());
        found.and_then(|f| self.institution(f.0)).is_some_and(|i| i.abroad)
    }

    /// What a modifier or a verb of appointment says about the office behind it.
    pub(crate) fn status(&self, node: u32) -> Option<Status> {
        self.statuses.get(&node).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn abbreviations_are_written_out() {
        let table = [
            ("UBND", "Ủy ban nhân dân"),
            ("HĐND", "Hội đồng nhân dân"),
            ("GD&ĐT", "Giáo dục và Đào tạo"),
            ("LĐ-TB&XH", "Lao động - Thương binh và Xã hội"),
            ("T.Ư", "Trung ương"),
            ("VKSND", "Viện kiểm sát nhân dân"),
        ];
        for (short, long) in table {
            assert_eq!(Lexicon::shared().expansion(short), Some(long), "{short}");
        }
        assert_eq!(Lexicon::shared().expansion("QZXW"), None);
    }

    #[test]
    fn places_know_their_time() {
        let lexicon = Lexicon::shared();
        let dong_nai = lexicon.places("Đồng Nai");
        assert!(dong_nai.iter().any(|p| p.level == PlaceLevel::Province && p.new));
        let binh_duong: Vec<_> = lexicon.places("Bình Dương").into_iter().filter(|p| p.level == PlaceLevel::Province).collect();
        assert!(binh_duong.iter().all(|p| p.valid_on("2024-01-01") && !p.valid_on("2026-01-01")));
        assert_eq!(lexicon.places("Hoà Bình").len(), lexicon.places("Hòa Bình").len());
    }

    #[test]
    fn every_topic_has_a_label() {
        assert_eq!(Lexicon::shared().topics().len(), 21);
        assert!(Lexicon::shared().topics().iter().all(|t| !t.label.is_empty()));
    }
}
