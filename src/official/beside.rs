//! Words beside a position, and what the words between a person and a position do.

use crate::text::key;
use once_cell::sync::Lazy;
use rustc_hash::FxHashMap;

/// What a word beside the position may speak for.
#[derive(Clone, Copy, Debug)]
#[repr(u16)]
pub(super) enum Speaks {
    Nobody,
    HereNearest,
    AfterNearest,
    Alike,
}

pub(super) const SPEAKS: [&str; 4] = ["nobody", "nearest before", "nearest after", "alike"];

/// The words, from `words.tsv`.
#[derive(Debug, Default)]
pub(super) struct Words {
    /// Side and word of each row.
    pub(super) rows: Vec<(&'static str, &'static str)>,
    before: FxHashMap<u32, u16>,
    after: FxHashMap<u32, u16>,
    uses: FxHashMap<u32, u8>,
}

/// Uses of a word between a person and a position, as bits.
pub(super) mod used {
    /// Before a person who is spoken about: `với`, `cho`.
    pub(in crate::official) const OBLIQUE: u8 = 1;
    /// Before a person who is given an office: `bầu`, `điều động`.
    pub(in crate::official) const OBJECT: u8 = 2;
    /// Turns to another than the one who acts: `yêu cầu`, `báo cáo`.
    pub(in crate::official) const ASKS: u8 = 4;
    /// Leads to an office held: `từng`, `được`.
    pub(in crate::official) const BECOMES: u8 = 8;
    /// Stands behind one who speaks or acts.
    pub(in crate::official) const SPEECH: u8 = 16;
}

static WORDS: Lazy<Words> = Lazy::new(|| {
    let mut words = Words::default();
    for row in include_str!("words.tsv").lines().filter(|l| !l.starts_with('#')) {
        let Some((use_, word)) = row.split_once('\t') else { continue };
        let bit = match use_ {
            "oblique" => used::OBLIQUE,
            "object" => used::OBJECT,
            "asks" => used::ASKS,
            "becomes" => used::BECOMES,
            "speech" => used::SPEECH,
            _ => 0,
        };
        if bit != 0 {
            *words.uses.entry(key(word)).or_default() |= bit;
            continue;
        }
        let beside = if use_ == "before" { &mut words.before } else { &mut words.after };
        beside.insert(key(word), words.rows.len() as u16);
        words.rows.push((use_, word));
    }
    words
});

impl Words {
    pub(super) fn shared() -> &'static Self {
        &WORDS
    }

    /// The row of a word right before a position.
    pub(super) fn before(&self, key: u32) -> Option<u16> {
        self.before.get(&key).copied()
    }

    /// The row of a word right behind a position.
    pub(super) fn after(&self, key: u32) -> Option<u16> {
        self.after.get(&key).copied()
    }

    /// What a word does, as bits of [`used`].
    pub(super) fn uses(&self, key: u32) -> u8 {
        self.uses.get(&key).copied().unwrap_or(0)
    }
}
