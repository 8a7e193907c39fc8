//! Who holds a position that no person stands beside: candidates weighed by a small linear model.
//!
//! A position goes to the candidate whose signs weigh most together, or to nobody when "nobody" does.

use super::feature::Weights;
use super::links::Item;
use super::memory::Memory;
use super::people::People;
use super::position::Position;
use super::scene::{Place, Scene};
use super::signs::View;
use crate::lexicon::Lexicon;
use crate::mention::Mention;
use crate::text::{TokenRange, Working};
use rustc_hash::FxHashMap;

/// One choice: candidates (the last is nobody) with the signs that hold for them.
#[derive(Debug, Default)]
pub(super) struct Choice {
    pub candidates: Vec<(Option<u32>, Vec<u16>)>,
}

impl Choice {
    fn best(&self, weights: &Weights) -> Option<u32> {
        let better = |a: &&(Option<u32>, Vec<u16>), b: &&(Option<u32>, Vec<u16>)| weights.sum(&a.1).total_cmp(&weights.sum(&b.1));
        self.candidates.iter().max_by(better).and_then(|c| c.0)
    }
}

/// Fills in the holders that are still open, in the order of the text. `decide` picks from a choice (item, choice): reading
/// takes the best, training the gold holder.
pub(super) fn fill(scene: &Scene, holder: &mut [Option<u32>], mut decide: impl FnMut(usize, &Choice) -> Option<u32>) {
    let mut memory = Memory::default();
    for (k, item) in scene.items.iter().enumerate() {
        if let (None, Some(person)) = (item.person, holder[k]) {
            memory.add(&scene.offices, person, k, scene.place(k), scene.former(k));
        }
    }
    for k in 0..scene.items.len() {
        if scene.items[k].person.is_some() || holder[k].is_some() {
            continue;
        }
        let choice = choice(scene, holder, &memory, k);
        if choice.candidates.len() > 1 {
            holder[k] = decide(k, &choice);
            if let Some(person) = holder[k] {
                memory.add(&scene.offices, person, k, scene.place(k), scene.former(k));
            }
        }
    }
}

/// Fills in the open holders by the weights.
#[allow(clippy::too_many_arguments)]
pub(super) fn link(
    working: &Working,
    lexicon: &Lexicon,
    sentences: &[TokenRange],
    mentions: &[Mention],
    people: &People,
    items: &[Item],
    weights: &Weights,
    holder: &mut [Option<u32>],
) {
    let scene = Scene::new(working, lexicon, sentences, mentions, people, items);
    fill(&scene, holder, |_, choice| choice.best(weights));
}

fn choice(scene: &Scene, holder: &[Option<u32>], memory: &Memory, k: usize) -> Choice {
    let likeness = memory.alike(&scene.offices, k, scene.former(k));
    let mut places: FxHashMap<u32, Place> = scene.around(k);
    let position = Position::new(scene, k, holder, &places, &likeness);
    for person in likeness.keys().copied().chain(position.known_holder()) {
        places.entry(person).or_default();
    }
    let mut persons: Vec<u32> = places.keys().copied().collect();
    persons.sort_unstable();
    let view = |person: u32| View { person, place: places[&person], like: likeness.get(&person).copied() };
    let mut choice = Choice::default();
    choice.candidates.extend(persons.iter().map(|&p| (Some(p), position.signs(&view(p), memory))));
    choice.candidates.push((None, position.nobody(persons.is_empty())));
    choice
}
