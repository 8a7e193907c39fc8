//! What `models/training/clean.rs` needs to learn the scores; no part of the interface.

use super::block::blocks;
use super::chain;
use super::features::{Above, features, survey};
use super::sketch::{Edge, Flag, Look, Sketch, sketch};
use super::state;
use super::{PartKind, Span};
use crate::text::Builder;

/// Number of features.
pub const FEATURES: usize = super::features::COUNT;
/// Number of states.
pub const STATES: usize = state::STATES;

/// One block of a page.
#[derive(Clone, Debug)]
pub struct Seen {
    /// Where it stands.
    pub span: Span,
    /// Its features.
    pub features: Vec<u16>,
    /// Running text.
    pub prose: bool,
    /// A name and nothing else.
    pub name: bool,
    /// Ends like a sentence.
    pub sentence: bool,
}

/// The blocks of a page with their features.
pub fn look(text: &str) -> Vec<Seen> {
    let working = Builder::plain(text);
    let blocks = blocks(&working);
    let sketches: Vec<Sketch> = blocks.iter().map(|b| sketch(&working, b)).collect();
    let page = survey(&sketches);
    let mut above = Above::default();
    let seen = |(i, b): (usize, &Sketch)| {
        let mut row = Vec::new();
        features(&sketches, &page, i, &mut above, &mut row);
        let sentence = b.has(Flag::Sentence) || b.last == Edge::Colon || b.last == Edge::Comma;
        let (prose, name) = (b.look == Look::Prose, b.look == Look::Name);
        Seen { span: working.span(blocks[i].tokens), features: row, prose, name, sentence }
    };
    sketches.iter().enumerate().map(seen).collect()
}

/// Kind of a state.
pub fn kind(state: usize) -> PartKind {
    state::TABLE[state].1
}

/// Whether the second state may follow the first.
pub fn follows(from: usize, to: usize) -> bool {
    state::follows(from, to)
}

/// Whether a page may begin in this state.
pub fn begins(state: usize) -> bool {
    state::begins(state)
}

/// The states of a page whose blocks have these kinds.
pub fn states_of(kinds: &[PartKind]) -> Option<Vec<usize>> {
    state::states_of(kinds)
}

/// The kinds that a table of scores gives to the blocks of a page.
pub fn decide(table: &str, text: &str) -> Vec<PartKind> {
    let working = Builder::plain(text);
    let sketches: Vec<Sketch> = blocks(&working).iter().map(|b| sketch(&working, b)).collect();
    chain::decide_with(&chain::read(table), &sketches, |_| None)
}
