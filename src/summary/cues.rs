//! Cue words: what a sentence does (decides, says, links to the one before, lists who attended).
//!
//! In: `cues.tsv`. Out: a [`Cue`] for the key of one to three syllables.

use super::background::pair;
use super::openers::rows;
use crate::text::{Builder, TokenKind};
use once_cell::sync::Lazy;
use rustc_hash::FxHashMap;

/// Kinds of cue words, in the order of the features.
pub(super) const KINDS: [&str; 8] = ["act", "say", "link", "pronoun", "formula", "when", "self", "why"];

/// Index into [`KINDS`].
pub(super) type Cue = u8;

static CUES: Lazy<FxHashMap<u32, Cue>> = Lazy::new(|| {
    let cue = |(kind, phrase)| Some((phrase_key(phrase), KINDS.iter().position(|k| *k == kind)? as Cue));
    rows(include_str!("cues.tsv")).filter_map(cue).collect()
});

/// The kind of the cue word with this key: of one syllable the token's, of more the [`pair`]s chained from the left.
#[inline]
pub(super) fn of(key: u32) -> Option<Cue> {
    CUES.get(&key).copied()
}

/// The key of a phrase: its syllables' keys chained from the left.
pub(crate) fn phrase_key(phrase: &str) -> u32 {
    let working = Builder::plain(phrase);
    let keys = working.tokens.iter().filter(|t| t.kind != TokenKind::Mark).map(|t| t.key);
    keys.reduce(pair).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::key;

    #[test]
    fn every_row_of_the_table_is_found() {
        let rows = rows(include_str!("cues.tsv")).count();
        assert!(CUES.len() + 2 >= rows);
        assert_eq!(of(pair(key("quyết"), key("định"))).map(|c| KINDS[c as usize]), Some("act"));
        assert_eq!(of(pair(pair(key("bên"), key("cạnh")), key("đó"))).map(|c| KINDS[c as usize]), Some("link"));
    }
}
