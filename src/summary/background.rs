//! How common syllables and pairs of syllables are in news, and how often an abstract takes them over: counts, no text.
//!
//! In: `background.bin`, made by `models/training/summary`. Out: [`Entry`] for a key.

/// Slots of the table, each a key, the rarity and the worth.
const SLOTS: usize = 1 << 16;
const SLOT_BYTES: usize = 6;
static TABLE: &[u8; SLOTS * SLOT_BYTES] = include_bytes!("background.bin");

/// What is known of one syllable or pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Entry {
    /// Sixteen times ln(articles / articles that hold it).
    pub rarity: u8,
    /// The logit of the chance that an abstract takes it over, steps of 1/32 from -6.
    pub worth: u8,
}

/// What holds for what the table does not list: rare, and of middling worth.
const UNKNOWN: [Entry; 2] = [Entry { rarity: 136, worth: 128 }, Entry { rarity: 112, worth: 96 }];

/// Key of a pair of syllables from their keys.
#[inline]
pub(crate) fn pair(a: u32, b: u32) -> u32 {
    let h = (u64::from(a) << 32 | u64::from(b)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    (h >> 32) as u32
}

/// The entry of a syllable (`order` 0) or a pair (`order` 1), or what holds for unknown ones.
#[inline]
pub(crate) fn look_up(key: u32, order: usize) -> Entry {
    find(TABLE.as_slice(), key).unwrap_or(UNKNOWN[order])
}

fn find(table: &[u8], key: u32) -> Option<Entry> {
    let mut slot = home(key);
    for _ in 0..SLOTS {
        let bytes = &table[slot * SLOT_BYTES..][..SLOT_BYTES];
        let stored = u32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]);
        if stored == key {
            return Some(Entry { rarity: bytes[4], worth: bytes[5] });
        }
        if stored == 0 {
            return None;
        }
        slot = (slot + 1) % SLOTS;
    }
    None
}

fn home(key: u32) -> usize {
    (key.wrapping_mul(0x9e37_79b1) >> 16) as usize
}

/// The table of the given entries (at most three quarters of the slots are filled; the first ones win).
#[cfg(any(test, feature = "train"))]
pub(crate) fn build(entries: &[(u32, Entry)]) -> Vec<u8> {
    let mut table = vec![0u8; SLOTS * SLOT_BYTES];
    for &(key, entry) in entries.iter().filter(|e| e.0 != 0).take(SLOTS / 4 * 3) {
        let mut slot = home(key);
        while table[slot * SLOT_BYTES..][..4] != [0; 4] {
            slot = (slot + 1) % SLOTS;
        }
        let bytes = &mut table[slot * SLOT_BYTES..][..SLOT_BYTES];
        bytes[..4].copy_from_slice(&key.to_le_bytes());
        bytes[4] = entry.rarity;
        bytes[5] = entry.worth;
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::key;

    #[test]
    fn what_is_put_in_is_found() {
        let entries: Vec<(u32, Entry)> =
            (1..20_000u32).map(|i| (i.wrapping_mul(0x85eb_ca6b), Entry { rarity: i as u8, worth: (i >> 8) as u8 })).collect();
        let table = build(&entries);
        assert!(entries.iter().all(|&(k, e)| find(&table, k) == Some(e)));
        assert_eq!(find(&table, 12345), None);
    }

    #[test]
    fn common_syllables_are_less_rare_than_names() {
        assert!(look_up(key("của"), 0).rarity < look_up(key("tướng"), 0).rarity);
        let pairs = [("quốc", "hội"), ("hội", "zzz")].map(|(a, b)| find(TABLE, pair(key(a), key(b))));
        assert!(pairs[0].is_some() && pairs[1].is_none());
    }
}
