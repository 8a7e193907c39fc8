//! What kind of unit a name names.

use crate::lexicon::{Class, Lexicon};
use crate::text::Working;

/// The kind of the unit with a written-out name.
pub(super) fn kind(lexicon: &Lexicon, working: &Working) -> Option<&'static str> {
    let end = working.tokens.len();
    let whole = lexicon.phrases.longest(working, 0, end, Class::Institution.bit());
    if let Some(known) = whole.filter(|w| w.1 == end).and_then(|w| lexicon.institution(w.0)) {
        return Some(known.kind);
    }
    let (node, stop) = lexicon.phrases.longest(working, 0, end, Class::UnitHead.bit())?;
    let own = lexicon.unit_kind(node)?;
    Some(if own == "government" { served(lexicon, working, stop).unwrap_or(own) } else { own })
}

/// A board, office or council serves the body named behind it: `Văn phòng Tỉnh ủy` is a Party unit.
fn served(lexicon: &Lexicon, working: &Working, from: usize) -> Option<&'static str> {
    let end = working.tokens.len();
    (from..end).find_map(|i| {
        let (node, _) = lexicon.phrases.longest(working, i, end, Class::UnitHead.bit())?;
        lexicon.unit_kind(node).filter(|k| matches!(*k, "party" | "assembly" | "police" | "military" | "court" | "procuracy"))
    })
}
