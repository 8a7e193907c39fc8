//! Phrases as a trie over token keys: one step a token, whatever the number of tables.

use crate::text::{Builder, Working};
use rustc_hash::FxHashMap;

/// What a phrase is. The discriminant is its bit in a class mask.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Class {
    /// An office that wants a unit or place behind it.
    Role,
    /// An office that stands alone.
    FullRole,
    /// A job that is an office only together with a unit.
    Group,
    /// `nguyên`, `cựu`, `quyền`, `tân`.
    Modifier,
    /// `giữ chức`, `bổ nhiệm`, `từng là`.
    Appoint,
    Honorific,
    Rank,
    UnitHead,
    /// A unit known by its whole name.
    Institution,
    /// A field that units are named after.
    Domain,
    Level,
    PlaceType,
    NotName,
    /// A province or district; capitals only, like the next two.
    Place,
    Commune,
    Country,
}

/// Number of classes.
pub(crate) const CLASSES: usize = 16;

impl Class {
    pub(crate) const fn bit(self) -> u32 {
        1 << self as u8
    }
}

/// Classes that only match words written with capitals.
pub(crate) const CAPITALISED: u32 = Class::Place.bit() | Class::Commune.bit() | Class::Country.bit();

#[derive(Debug, Default, Clone, Copy)]
struct Node {
    mask: u32,
}

/// The trie. Node 0 is the root.
#[derive(Debug)]
pub(crate) struct Phrases {
    steps: FxHashMap<u64, u32>,
    nodes: Vec<Node>,
}

impl Default for Phrases {
    fn default() -> Self {
        Self { steps: FxHashMap::default(), nodes: vec![Node::default()] }
    }
}

fn edge(node: u32, key: u32) -> u64 {
    u64::from(node) << 32 | u64::from(key)
}

impl Phrases {
    pub(crate) fn with_capacity(steps: usize) -> Self {
        Self { steps: FxHashMap::with_capacity_and_hasher(steps, Default::default()), nodes: vec![Node::default()] }
    }

    /// Adds a phrase written in any form; gives its node.
    pub(crate) fn add(&mut self, phrase: &str, class: Class) -> u32 {
        let keys = Builder::plain(phrase);
        self.add_keys(keys.tokens.iter().map(|t| t.key), class)
    }

    pub(crate) fn add_keys(&mut self, keys: impl Iterator<Item = u32>, class: Class) -> u32 {
        let mut node = 0;
        for key in keys {
            let next = self.nodes.len() as u32;
            node = *self.steps.entry(edge(node, key)).or_insert(next);
            if node == next {
                self.nodes.push(Node::default());
            }
        }
        if node != 0 {
            self.nodes[node as usize].mask |= class.bit();
        }
        node
    }

    #[inline]
    pub(crate) fn step(&self, node: u32, key: u32) -> Option<u32> {
        self.steps.get(&edge(node, key)).copied()
    }

    /// Classes of the phrase that ends at `node`.
    #[inline]
    pub(crate) fn mask(&self, node: u32) -> u32 {
        self.nodes[node as usize].mask
    }

    /// The longest phrase of one of the classes in `mask` that begins at token `from` and ends by `end`: its node and end.
    pub(crate) fn longest(&self, working: &Working, from: usize, end: usize, mask: u32) -> Option<(u32, usize)> {
        let (mut node, mut found) = (0, None);
        for i in from..end {
            node = match self.step(node, working.tokens[i].key) {
                Some(n) => n,
                None => break,
            };
            if self.mask(node) & mask != 0 {
                found = Some((node, i + 1));
            }
        }
        found
    }

    /// The node of a whole phrase.
    pub(crate) fn node(&self, phrase: &str) -> Option<u32> {
        let keys = Builder::plain(phrase);
        let node = keys.tokens.iter().try_fold(0, |n, t| self.step(n, t.key))?;
        (node != 0).then_some(node)
    }
}
