//! The states of a page, read from top to bottom: a kind of line in a zone of the page.

use super::PartKind;

/// Number of states.
pub(crate) const STATES: usize = 19;

/// Where on the page: before the title, the title, between title and text, in the text, behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Zone {
    Top,
    Title,
    Lead,
    Text,
    Tail,
}

use PartKind::{Abstract, Author, Body, Boilerplate, Caption, Date, Heading, Source, Title};

/// Zone and kind of each state.
pub(crate) const TABLE: [(Zone, PartKind); STATES] = [
    (Zone::Top, Boilerplate),
    (Zone::Top, Date),
    (Zone::Top, Heading),
    (Zone::Title, Title),
    (Zone::Lead, Boilerplate),
    (Zone::Lead, Date),
    (Zone::Lead, Author),
    (Zone::Lead, Source),
    (Zone::Lead, Caption),
    (Zone::Lead, Abstract),
    (Zone::Text, Body),
    (Zone::Text, Heading),
    (Zone::Text, Caption),
    (Zone::Text, Boilerplate),
    (Zone::Tail, Author),
    (Zone::Tail, Source),
    (Zone::Tail, Boilerplate),
    (Zone::Tail, Caption),
    (Zone::Tail, Date),
];

/// The state of a kind in a zone.
pub(crate) fn state(zone: Zone, kind: PartKind) -> Option<usize> {
    TABLE.iter().position(|&(z, k)| z == zone && k == kind)
}

/// Whether a line in state `to` may follow one in state `from`: zones only go down the page.
pub(crate) const fn follows(from: usize, to: usize) -> bool {
    let (a, b) = (TABLE[from].0 as u8, TABLE[to].0 as u8);
    // Text without a title goes from the top straight into the text.
    a <= b && !(a == Zone::Top as u8 && (b == Zone::Lead as u8 || b == Zone::Tail as u8))
}

/// Whether a page may begin in this state.
pub(crate) fn begins(state: usize) -> bool {
    TABLE[state].0 <= Zone::Title || matches!(TABLE[state], (Zone::Text, Body | Heading)) || TABLE[state] == (Zone::Tail, Boilerplate)
}

/// The states of a page whose lines have these kinds; `None` where the layout is not one that the states can tell.
pub(crate) fn states_of(kinds: &[PartKind]) -> Option<Vec<usize>> {
    let title = kinds.iter().position(|&k| k == Title);
    let text = |k: &PartKind| matches!(k, Body | Heading);
    let after = title.map_or(0, |t| t + 1);
    let first = kinds[after..].iter().position(text).map_or(kinds.len(), |i| after + i);
    let last = kinds.iter().rposition(text).map_or(0, |i| i + 1);
    let mut tail = last;
    while kinds.get(tail) == Some(&Caption) {
        tail += 1;
    }
    let zone = |i: usize, kind: PartKind| match title {
        _ if kind == Title => Zone::Title,
        Some(t) if i < t => Zone::Top,
        None if i < first => Zone::Top,
        _ if i < first => Zone::Lead,
        _ if i < tail => Zone::Text,
        _ => Zone::Tail,
    };
    kinds.iter().enumerate().map(|(i, &k)| state(zone(i, k), k)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_read_downwards() {
        let kinds = [Boilerplate, Date, Title, Abstract, Body, Caption, Body, Caption, Author, Boilerplate];
        let states = states_of(&kinds).unwrap();
        assert!(begins(states[0]) && states.windows(2).all(|w| follows(w[0], w[1])));
        assert_eq!(states.iter().map(|&s| TABLE[s].1).collect::<Vec<_>>(), kinds);
        assert_eq!(TABLE[states[7]].0, Zone::Text);
    }
}
