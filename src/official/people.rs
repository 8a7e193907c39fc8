//! Which mentions name the same person.

use crate::lexicon::{Class, Lexicon};
use crate::mention::{Mention, MentionKind};
use crate::text::{TokenRange, Working, key};
use rustc_hash::FxHashMap;

/// One person and the mentions that name him or her.
#[derive(Debug, Default)]
pub(super) struct Person {
    /// Indices of mentions, in order.
    pub mentions: Vec<u32>,
    /// Index of the mention with the longest name.
    pub longest: u32,
    /// Man or woman, where a form of address tells.
    pub sex: Option<bool>,
}

/// The persons, and for each mention the person it names.
#[derive(Debug, Default)]
pub(super) struct People {
    pub persons: Vec<Person>,
    pub of: Vec<Option<u32>>,
}

/// Letters and digits of a name, folded.
pub(super) fn name_keys(working: &Working, tokens: TokenRange) -> Vec<u32> {
    tokens.indices().map(|i| &working.tokens[i]).filter(|t| !t.is_mark()).map(|t| t.key).collect()
}

/// Forms of address, ranks and degrees that stand right before token `at`: where they begin.
pub(super) fn address(working: &Working, lexicon: &Lexicon, at: u32) -> u32 {
    let mut start = at;
    while let Some(before) = address_before(working, lexicon, start) {
        start = before;
    }
    start
}

fn address_before(working: &Working, lexicon: &Lexicon, at: u32) -> Option<u32> {
    let mask = Class::Honorific.bit() | Class::Rank.bit();
    let end = at as usize;
    if end > 0 && working.surface(end - 1) == "." && end >= 2 {
        return lexicon.phrases.longest(working, end - 2, end - 1, mask).map(|_| at - 2);
    }
    (1..=4.min(at)).rev().map(|n| at - n).find(|&s| {
        let same_line = (s + 1..at).all(|i| !working.tokens[i as usize].starts_line());
        same_line && lexicon.phrases.longest(working, s as usize, end, mask).is_some_and(|(_, e)| e == end)
    })
}

impl People {
    pub(super) fn find(working: &Working, lexicon: &Lexicon, mentions: &[Mention]) -> Self {
        let mut people = Self { persons: Vec::new(), of: vec![None; mentions.len()] };
        let named: Vec<(u32, Vec<u32>)> = (0_u32..)
            .zip(mentions)
            .filter(|(_, m)| m.kind == MentionKind::Per)
            .map(|(n, m)| (n, name_keys(working, m.tokens)))
            .filter(|(_, keys)| !keys.is_empty())
            .collect();
        let index = Index::new(&named);
        let mut by_name: FxHashMap<&[u32], Vec<u32>> = FxHashMap::default();
        let mut recent: FxHashMap<u32, u32> = FxHashMap::default();
        for (n, keys) in &named {
            let sex = people.sex_at(working, lexicon, mentions[*n as usize].tokens.start);
            // A short name stands for the full name last used before it, else for the first full name after it.
            let full = index.full(keys, &recent, *n, |f| people.agrees(f, sex)).unwrap_or(keys);
            let known = by_name.entry(full).or_default();
            let person = known.iter().copied().find(|&p| people.agrees_person(p, sex)).unwrap_or_else(|| {
                people.persons.push(Person { longest: *n, ..Person::default() });
                known.push(people.persons.len() as u32 - 1);
                people.persons.len() as u32 - 1
            });
            let entry = &mut people.persons[person as usize];
            entry.mentions.push(*n);
            entry.sex = entry.sex.or(sex);
            let size = |m: u32| mentions[m as usize].tokens.len();
            if size(*n) > size(entry.longest) {
                entry.longest = *n;
            }
            people.of[*n as usize] = Some(person);
            if let Some(at) = index.place(full) {
                recent.insert(at, *n);
                index.remember(at, person);
            }
        }
        people
    }

    fn sex_at(&self, working: &Working, lexicon: &Lexicon, at: u32) -> Option<bool> {
        let start = address(working, lexicon, at);
        (start..at).find_map(|i| match working.tokens[i as usize].key {
            k if k == key("ông") || k == key("anh") || k == key("ngài") => Some(true),
            k if k == key("bà") || k == key("chị") || k == key("cô") => Some(false),
            _ => None,
        })
    }

    fn agrees_person(&self, person: u32, sex: Option<bool>) -> bool {
        let known = self.persons[person as usize].sex;
        sex.is_none() || known.is_none() || known == sex
    }

    fn agrees(&self, person: Option<u32>, sex: Option<bool>) -> bool {
        person.is_none_or(|p| self.agrees_person(p, sex))
    }
}

/// Full names of the article by the syllables a short form may use.
struct Index<'a> {
    /// Distinct names of more than one syllable, in order of first mention.
    names: Vec<(&'a [u32], u32)>,
    place: FxHashMap<&'a [u32], u32>,
    /// Names by their last syllable and by their first.
    last: FxHashMap<u32, Vec<u32>>,
    first: FxHashMap<u32, Vec<u32>>,
    person: std::cell::RefCell<FxHashMap<u32, u32>>,
}

/// Most full names that a short form is compared with.
const COMPARED: usize = 24;

impl<'a> Index<'a> {
    fn new(named: &'a [(u32, Vec<u32>)]) -> Self {
        let mut index = Self {
            names: Vec::new(),
            place: FxHashMap::default(),
            last: FxHashMap::default(),
            first: FxHashMap::default(),
            person: Default::default(),
        };
        for (n, keys) in named.iter().filter(|(_, keys)| keys.len() > 1) {
            let at = index.names.len() as u32;
            if *index.place.entry(keys).or_insert(at) == at {
                index.names.push((keys, *n));
                index.last.entry(keys[keys.len() - 1]).or_default().push(at);
                index.first.entry(keys[0]).or_default().push(at);
            }
        }
        index
    }

    fn place(&self, name: &[u32]) -> Option<u32> {
        self.place.get(name).copied()
    }

    fn remember(&self, at: u32, person: u32) {
        self.person.borrow_mut().insert(at, person);
    }

    /// The full name that a short form stands for; what it stands for may itself be short for one longer still.
    fn full(&self, short: &[u32], recent: &FxHashMap<u32, u32>, now: u32, fits: impl Fn(Option<u32>) -> bool) -> Option<&'a [u32]> {
        let mut name = self.longer(short, recent, now, fits)?;
        for _ in 0..3 {
            name = self.longer(name, recent, now, |_| true).unwrap_or(name);
        }
        Some(name)
    }

    fn longer(&self, short: &[u32], recent: &FxHashMap<u32, u32>, now: u32, fits: impl Fn(Option<u32>) -> bool) -> Option<&'a [u32]> {
        let longer = |at: &u32| self.names[*at as usize].0.len() > short.len();
        let person = |at: u32| self.person.borrow().get(&at).copied();
        let by_end = self.last.get(&short[short.len() - 1]).into_iter().flatten();
        let ends: Vec<u32> = by_end.copied().filter(|a| longer(a) && self.names[*a as usize].0.ends_with(short)).take(COMPARED).collect();
        let by_start = self.first.get(&short[0]).into_iter().flatten();
        let starts = by_start.copied().filter(|a| longer(a) && self.names[*a as usize].0.starts_with(short)).take(COMPARED);
        let candidates: Vec<u32> = if ends.is_empty() { starts.collect() } else { ends };
        let fitting = candidates.iter().copied().filter(|&a| fits(person(a)));
        let used = fitting.clone().filter_map(|a| recent.get(&a).map(|&m| (m, a))).max().map(|m| m.1);
        let at = used.or_else(|| fitting.min_by_key(|&a| self.names[a as usize].1.abs_diff(now)))?;
        Some(self.names[at as usize].0)
    }
}
