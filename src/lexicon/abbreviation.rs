//! Abbreviations, and what each stands for by what stands beside it.

use super::phrases::{Class, Phrases};
use crate::text::{Working, key};
use rustc_hash::FxHashMap;

/// One reading of an abbreviation.
#[derive(Debug)]
struct Meaning {
    long: &'static str,
    /// Keys of words one of which stands right before it; 0 for the beginning of the name. Empty: any.
    before: Vec<u32>,
    /// The same for right behind it.
    after: Vec<u32>,
}

/// Words whose second syllable heads no ministry: `Đảng bộ TP` is no `Bộ Tư pháp`.
const BODIES: [(u32, u32); 4] = [(key("đảng"), key("bộ")), (key("chi"), key("bộ")), (key("cán"), key("bộ")), (key("nội"), key("bộ"))];
/// No word's key in the table.
const NOTHING: u32 = key("\u{0}");

/// The table, ready for look-up.
#[derive(Debug, Default)]
pub(crate) struct Abbreviations {
    forms: Phrases,
    meanings: FxHashMap<u32, Vec<Meaning>>,
}

fn keys(words: &str) -> Vec<u32> {
    words.split_whitespace().map(|w| if w == "^" { 0 } else { key(&crate::fold(w)) }).collect()
}

impl Abbreviations {
    /// Adds a row: short form, long form, words before, words behind. Tells whether the row holds everywhere.
    pub(super) fn add(&mut self, row: &'static str) -> (&'static str, bool) {
        let mut columns = row.split('\t');
        let mut next = || columns.next().unwrap_or("");
        let (short, long) = (next(), next());
        let (before, after) = (keys(next()), keys(next()));
        let anywhere = before.is_empty() && after.is_empty();
        let all = self.meanings.entry(self.forms.add(short, Class::UnitHead)).or_default();
        let plain = all.iter().position(|m| m.before.is_empty() && m.after.is_empty()).unwrap_or(all.len());
        all.insert(if anywhere { all.len() } else { plain }, Meaning { long, before, after });
        (long, anywhere)
    }

    /// What an abbreviation stands for where nothing stands beside it; else its first reading.
    pub(super) fn expansion(&self, short: &str) -> Option<&'static str> {
        let all = self.meanings.get(&self.forms.node(short)?)?;
        all.iter().find(|m| m.before.is_empty() && m.after.is_empty()).or(all.first()).map(|m| m.long)
    }

    /// The longest abbreviation at token `at` of the name at `start..end`: what it stands for there, and its end.
    pub(crate) fn at(&self, working: &Working, at: usize, start: usize, end: usize) -> Option<(&'static str, usize)> {
        let (node, stop) = self.forms.longest(working, at, end, u32::MAX)?;
        let before = if at > start { working.tokens[at - 1].key } else { 0 };
        let before = if at > start + 1 && BODIES.contains(&(working.tokens[at - 2].key, before)) { NOTHING } else { before };
        let after = working.key_at(stop, end);
        let fits = |words: &[u32], key: u32| words.is_empty() || words.contains(&key);
        let meaning = self.meanings.get(&node)?.iter().find(|m| fits(&m.before, before) && fits(&m.after, after))?;
        Some((meaning.long, stop))
    }
}
