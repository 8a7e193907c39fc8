//! The words of positions in one form, so that `Chủ tịch UBND TP Huế` and `chủ tịch Ủy ban nhân dân thành phố Huế` are the same
//! office, and who has held the best-known ones.

use crate::lexicon::Lexicon;
use crate::text::{Builder, TokenRange, Working, key};
use once_cell::sync::Lazy;
use rustc_hash::{FxHashMap, FxHashSet};
use std::hash::BuildHasher;

/// The offices of an article's positions, one after the other.
#[derive(Debug, Default)]
pub(super) struct Offices {
    words: Vec<u32>,
    ends: Vec<u32>,
    expansions: FxHashMap<&'static str, Vec<u32>>,
}

/// Longest office that is compared, in words.
const LONGEST: usize = 40;

impl Offices {
    /// Adds the office of the position at `tokens`; an empty range stands for none.
    pub(super) fn add(&mut self, working: &Working, lexicon: &Lexicon, tokens: TokenRange) {
        let from = self.words.len();
        let (mut i, end) = (tokens.start as usize, tokens.end as usize);
        if end > i + 1 && modifies(working, i) {
            i += 1;
        }
        while i < end && self.words.len() < from + LONGEST {
            let token = &working.tokens[i];
            let short = token.is_all_upper() || token.key == key("tp");
            if let Some((long, next)) = short.then(|| lexicon.abbreviation_at(working, i, end)).flatten() {
                let keys = self.expansions.entry(long).or_insert_with(|| letters(&Builder::plain(long)));
                self.words.extend_from_slice(keys);
                i = next;
                continue;
            }
            // `Bộ trưởng Bộ Y tế` is `Bộ trưởng Y tế`.
            let repeated = token.key == key("bộ") && self.words.len() == from + 2 && self.words[from + 1] == key("trưởng");
            if !token.is_mark() && !repeated {
                self.words.push(token.key);
            }
            i += 1;
        }
        let whole = NAMES.get(&self.words[from..]).map(|name| (self.words.len(), name));
        let head = || (from + 3..self.words.len()).rev().find_map(|end| Some((end, HEADS.get(&self.words[from..end])?)));
        if let Some((end, name)) = whole.or_else(head) {
            self.words.splice(from..end, name.iter().copied());
        }
        self.ends.push(self.words.len() as u32);
    }

    /// The words of the office added as number `n`.
    pub(super) fn of(&self, n: usize) -> &[u32] {
        let start = n.checked_sub(1).map_or(0, |b| self.ends[b]) as usize;
        &self.words[start..self.ends[n] as usize]
    }
}

/// `nguyên`, `tân` and the like: the office itself stands behind.
fn modifies(working: &Working, i: usize) -> bool {
    matches!(working.lower(i), "nguyên" | "cựu" | "quyền" | "tân" | "cố")
}

fn letters(working: &Working) -> Vec<u32> {
    working.tokens.iter().filter(|t| !t.is_mark()).map(|t| t.key).collect()
}

fn rows(table: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    table.lines().filter(|l| !l.starts_with('#')).filter_map(|l| l.split_once('\t'))
}

type Names = FxHashMap<Vec<u32>, Vec<u32>>;

fn names(table: impl Iterator<Item = (&'static str, &'static str)>) -> Names {
    let words = |text: &str| letters(&Builder::plain(text));
    table.map(|(other, name)| (words(other), words(name))).collect()
}

/// Other names of an office and the name that stands for all of them.
static NAMES: Lazy<Names> = Lazy::new(|| names(rows(include_str!("offices.tsv")).filter(|r| !r.0.ends_with('…'))));

/// The same for how a name begins, the dots left out.
static HEADS: Lazy<Names> = Lazy::new(|| names(rows(include_str!("offices.tsv")).filter_map(|r| Some((r.0.strip_suffix('…')?, r.1)))));

/// Who has held the best-known offices.
#[derive(Debug, Default)]
pub(super) struct Leaders {
    holders: FxHashMap<Vec<u32>, Vec<u64>>,
    all: FxHashSet<u64>,
}

/// A number for a person's name.
pub(super) fn name_hash(keys: impl Iterator<Item = u32>) -> u64 {
    rustc_hash::FxBuildHasher.hash_one(keys.collect::<Vec<u32>>())
}

static LEADERS: Lazy<Leaders> = Lazy::new(|| {
    let mut leaders = Leaders::default();
    for (office, names) in rows(include_str!("leaders.tsv")) {
        let working = Builder::plain(office);
        let mut offices = Offices::default();
        offices.add(&working, Lexicon::shared(), TokenRange::new(0, working.tokens.len() as u32));
        let names: Vec<u64> = names.split(',').map(|n| name_hash(letters(&Builder::plain(n)).into_iter())).collect();
        leaders.all.extend(&names);
        leaders.holders.insert(offices.of(0).to_vec(), names);
    }
    leaders
});

impl Leaders {
    pub(super) fn shared() -> &'static Self {
        &LEADERS
    }

    /// Name hashes of those who have held the office.
    pub(super) fn of(&self, office: &[u32]) -> &[u64] {
        self.holders.get(office).map_or(&[], Vec::as_slice)
    }

    /// Whether the name is one of the table's.
    pub(super) fn knows(&self, name: u64) -> bool {
        self.all.contains(&name)
    }
}
