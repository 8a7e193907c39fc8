//! Positions whose holders are known, and how like them another position is.

use super::office::Offices;
use rustc_hash::{FxHashMap, FxHashSet};

/// How a position is like a known one, weakest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Likeness {
    /// The known one's words stand in it in the same order.
    Containing,
    /// Its words stand in the known one in the same order.
    Contained,
    /// It goes on where the known one ends.
    Shortened,
    /// The known one goes on where it ends.
    Extended,
    Same,
}

struct Known {
    person: u32,
    item: u32,
    former: bool,
}

/// Most known positions with one first word that another is compared with.
const COMPARED: usize = 48;

/// The known positions by their first word.
#[derive(Default)]
pub(super) struct Memory {
    by_first: FxHashMap<u32, Vec<Known>>,
    holders: FxHashSet<u32>,
    /// Persons with the last names of their positions, zero standing for any.
    places: FxHashSet<(u32, u32)>,
}

impl Memory {
    /// Notes that `person` holds the position at item `item`, whose words end in the name `place`, if not zero; `former`: held it once.
    pub(super) fn add(&mut self, offices: &Offices, person: u32, item: usize, place: u32, former: bool) {
        self.holders.insert(person);
        if place != 0 {
            self.places.extend([(person, place), (person, 0)]);
        }
        let office = offices.of(item);
        let Some(&first) = office.first() else { return };
        let known = self.by_first.entry(first).or_default();
        if known.len() < COMPARED
            && !known.iter().any(|k| k.person == person && k.former == former && offices.of(k.item as usize) == office)
        {
            known.push(Known { person, item: item as u32, former });
        }
    }

    pub(super) fn holds_any(&self, person: u32) -> bool {
        self.holders.contains(&person)
    }

    /// Whether a position of the person ends in the name `place`; none where no position of his or hers ends in a name.
    pub(super) fn shares_place(&self, person: u32, place: u32) -> Option<bool> {
        self.places.contains(&(person, 0)).then(|| self.places.contains(&(person, place)))
    }

    /// For each holder of a like position, the closest likeness and whether it stands earlier in the text. Who held an office once is not
    /// meant where the office is named as fully.
    pub(super) fn alike(&self, offices: &Offices, item: usize, former: bool) -> FxHashMap<u32, (Likeness, bool)> {
        let office = offices.of(item);
        let mut found: FxHashMap<u32, (Likeness, bool)> = FxHashMap::default();
        for k in office.first().and_then(|f| self.by_first.get(f)).into_iter().flatten() {
            let Some(like) = likeness(office, offices.of(k.item as usize)) else { continue };
            if k.former && !former && matches!(like, Likeness::Same | Likeness::Shortened) {
                continue;
            }
            let earlier = (k.item as usize) < item;
            let best = found.entry(k.person).or_insert((like, earlier));
            *best = (best.0.max(like), best.1 || earlier);
        }
        found
    }
}

fn likeness(new: &[u32], known: &[u32]) -> Option<Likeness> {
    if new == known {
        return Some(Likeness::Same);
    }
    if known.starts_with(new) {
        return Some(Likeness::Extended);
    }
    if new.starts_with(known) {
        return Some(Likeness::Shortened);
    }
    let within = |part: &[u32], whole: &[u32]| {
        let mut rest = whole.iter();
        part.len() > 1 && part.iter().all(|w| rest.any(|r| r == w))
    };
    let contained = within(new, known).then_some(Likeness::Contained);
    contained.or_else(|| within(known, new).then_some(Likeness::Containing))
}
