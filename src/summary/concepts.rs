//! The syllables and pairs of syllables of an article: how often, in how many sentences, from where on, in the title or not.
//!
//! In: candidates and title. Out: [`Concepts`], two [`Layer`]s (single syllables, pairs).

use super::Opinion;
use super::background;
use super::chance;
use super::source::{Source, placed_keys};
use crate::text::Working;

/// One syllable or pair of the article.
#[derive(Clone, Copy, Debug)]
pub(super) struct Concept {
    pub key: u32,
    /// Chance that the abstract holds it.
    pub chance: f32,
    /// Rarity in news, in natural logarithms.
    pub rarity: f32,
    /// How often it stands in the candidates.
    pub count: u16,
    /// In how many of them.
    pub sentences: u16,
    /// The first candidate that holds it.
    pub first: u16,
    /// The last one that was looked at.
    last: u16,
    pub in_title: bool,
    /// Stands in the abstract.
    pub in_lead: bool,
    worth: u8,
    /// The neural model's chances of its places: the highest, and their sum.
    most: f32,
    sum: f32,
}

impl Concept {
    /// What [`chance::advised`] sees of it.
    pub(super) fn seen(&self) -> chance::Seen {
        chance::Seen { table: self.chance, most: self.most, mean: self.sum / f32::from(self.count.max(1)), count: self.count }
    }
}

/// All syllables, or all pairs, of an article.
#[derive(Debug, Default)]
pub(super) struct Layer {
    pub list: Vec<Concept>,
    /// For each candidate the distinct ones, as indices into `list`.
    ids: Vec<u32>,
    ends: Vec<u32>,
    slots: Vec<u32>,
}

const NONE: u16 = u16::MAX;

impl Layer {
    fn with_capacity(tokens: usize) -> Self {
        let slots = (tokens * 2).next_power_of_two().max(64);
        Self { list: Vec::with_capacity(tokens), ids: Vec::with_capacity(tokens), ends: Vec::new(), slots: vec![0; slots] }
    }

    fn id(&mut self, key: u32) -> usize {
        let mask = self.slots.len() - 1;
        let mut slot = (key.wrapping_mul(0x9e37_79b1) >> 7) as usize & mask;
        loop {
            match self.slots[slot] {
                0 => break,
                n if self.list[n as usize - 1].key == key => return n as usize - 1,
                _ => slot = (slot + 1) & mask,
            }
        }
        let concept = Concept {
            key,
            chance: 0.0,
            rarity: 0.0,
            count: 0,
            sentences: 0,
            first: NONE,
            last: NONE,
            in_title: false,
            in_lead: false,
            worth: 0,
            most: 0.0,
            sum: 0.0,
        };
        self.list.push(concept);
        self.slots[slot] = self.list.len() as u32;
        self.list.len() - 1
    }

    fn add(&mut self, key: u32, sentence: u16, kept: f32) {
        let id = self.id(key);
        let c = &mut self.list[id];
        c.most = c.most.max(kept);
        c.sum += kept;
        c.count = c.count.saturating_add(1);
        if c.last != sentence {
            c.last = sentence;
            c.first = c.first.min(sentence);
            c.sentences += 1;
            self.ids.push(id as u32);
        }
    }

    fn finish(&mut self, order: usize, advised: bool) {
        let sentences = self.ends.len();
        for c in &mut self.list {
            let entry = background::look_up(c.key, order);
            c.rarity = f32::from(entry.rarity) / 16.0;
            c.worth = entry.worth;
            c.chance = chance::of(&chance::Cell::new(order, c.in_title, c.count, c.first, sentences, c.worth));
            if advised && c.count > 0 {
                c.chance = chance::advised(order, &c.seen());
            }
        }
    }

    /// The distinct ones of candidate `i`.
    pub(super) fn of(&self, i: usize) -> impl Iterator<Item = &Concept> {
        self.ids(i).iter().map(|&id| &self.list[id as usize])
    }

    /// The same as indices.
    pub(super) fn ids(&self, i: usize) -> &[u32] {
        let start = if i == 0 { 0 } else { self.ends[i - 1] as usize };
        &self.ids[start..self.ends[i] as usize]
    }
}

/// The syllables (`[0]`) and pairs (`[1]`) of an article.
#[derive(Debug)]
pub(super) struct Concepts(pub [Layer; 2]);

impl Concepts {
    pub(super) fn new(working: &Working, source: &Source, opinion: Option<Opinion>) -> Self {
        let kept = opinion.map_or(&[][..], |o| o.kept);
        let tokens = source.candidates.iter().map(|c| (c.syllables as usize).min(super::source::TOKENS)).sum::<usize>()
            + source.title.len()
            + source.lead.len();
        let mut layers = [Layer::with_capacity(tokens), Layer::with_capacity(tokens)];
        for (order, layer) in layers.iter_mut().enumerate() {
            mark(layer, &source.title, order, |c| c.in_title = true);
            mark(layer, &source.lead, order, |c| c.in_lead = true);
            for (i, c) in source.candidates.iter().enumerate() {
                let (mut before, mut chance_before) = (0, 0.0);
                for (n, (at, key)) in placed_keys(working, c).enumerate() {
                    let chance = kept.get(at).copied().unwrap_or_default();
                    match order {
                        0 => layer.add(key, i as u16, chance),
                        _ if n > 0 => layer.add(background::pair(before, key), i as u16, chance.min(chance_before)),
                        _ => {}
                    }
                    (before, chance_before) = (key, chance);
                }
                layer.ends.push(layer.ids.len() as u32);
            }
            layer.finish(order, opinion.is_some());
        }
        Self(layers)
    }
}

fn mark(layer: &mut Layer, keys: &[u32], order: usize, set: fn(&mut Concept)) {
    let mut one = |key| {
        let id = layer.id(key);
        set(&mut layer.list[id]);
    };
    match order {
        0 => keys.iter().for_each(|&k| one(k)),
        _ => keys.windows(2).for_each(|w| one(background::pair(w[0], w[1]))),
    }
}
