//! Subjects that editors file under: phrases, how often they were tags and how many articles held them.
//!
//! In: `subjects.tsv`, made by `models/training/tag`. Out: the two counts of a phrase.

use crate::summary::background::pair;
use crate::text::Builder;
use once_cell::sync::Lazy;
use rustc_hash::FxHashMap;

static SUBJECTS: Lazy<FxHashMap<u32, (u32, u32)>> = Lazy::new(|| {
    let rows = include_str!("subjects.tsv").lines().filter(|l| !l.starts_with('#'));
    rows.filter_map(|row| {
        let mut columns = row.split('\t');
        let phrase = columns.next()?;
        let keys: Vec<u32> = Builder::plain(phrase).tokens.iter().filter(|t| !t.is_mark()).map(|t| t.key).collect();
        Some((phrase_key(&keys), (columns.next()?.parse().ok()?, columns.next()?.parse().ok()?)))
    })
    .collect()
});

/// Key of a phrase from the keys of its syllables.
pub(super) fn phrase_key(keys: &[u32]) -> u32 {
    keys.iter().copied().reduce(pair).unwrap_or_default()
}

/// How often a phrase was a tag, and in how many articles it stood.
pub(super) fn of(keys: &[u32]) -> (u32, u32) {
    SUBJECTS.get(&phrase_key(keys)).copied().unwrap_or_default()
}
