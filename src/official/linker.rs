//! Who holds a position that no person stands beside: candidates weighed by a small linear model.
//!
//! The weights stand in `linker.tsv`, a name and a weight a line; a position goes to the candidate with the highest sum, or
//! to nobody when "nobody" has it.

use super::links::Item;
use super::memory::{Likeness, Memory};
use super::people::People;
use super::scene::{Place, Scene};
use crate::lexicon::{Class, Lexicon};
use crate::mention::Mention;
use crate::text::{TokenRange, Working};
use once_cell::sync::Lazy;
use rustc_hash::FxHashMap;

/// Names of the features, as in the table.
pub(super) const NAMES: [&str; 52] = [
    "same",
    "same, alone",
    "same, earlier",
    "extended",
    "extended, alone",
    "shortened",
    "shortened, alone",
    "contained",
    "contained, alone",
    "unlike, another same",
    "unlike, another alike",
    "unlike, none alike",
    "before in sentence, nearest",
    "before in sentence, farther",
    "before, one sentence back",
    "before, two sentences back",
    "before, farther back",
    "nearest before",
    "second before",
    "third before",
    "after in sentence, nearest",
    "after in sentence, farther",
    "first in sentence",
    "first in sentence before",
    "held, nearest before",
    "held, one sentence back",
    "pronoun, nearest before",
    "pronoun, other sex",
    "pronoun, first in sentence before",
    "named most",
    "last position's holder",
    "last position's holder, joined",
    "after, of",
    "after, named",
    "full office, alike",
    "full office, unlike",
    "bare office, alike",
    "bare office, unlike",
    "nobody",
    "nobody, full office",
    "nobody, bare office",
    "nobody, unit",
    "nobody, small letter",
    "nobody, plural",
    "nobody, candidate",
    "nobody, held",
    "nobody, nothing alike",
    "nobody, same known",
    "nobody, speaks",
    "speaks, alike",
    "speaks, nearest before",
    "has positions",
];

const NOBODY: usize = 38;

fn feature(name: &str) -> usize {
    NAMES.iter().position(|n| *n == name).unwrap_or(0)
}

static WEIGHTS: Lazy<[f32; NAMES.len()]> = Lazy::new(|| {
    let mut weights = [0.0; NAMES.len()];
    for (name, weight) in include_str!("linker.tsv").lines().filter_map(|l| l.split_once('\t')) {
        weights[feature(name)] = weight.trim().parse().unwrap_or(0.0);
    }
    weights
});

/// One choice: candidates (the last is nobody) with the features that hold for them.
#[derive(Debug, Default)]
pub(super) struct Choice {
    pub candidates: Vec<(Option<u32>, Vec<u8>)>,
}

impl Choice {
    fn best(&self) -> Option<u32> {
        let sum = |f: &Vec<u8>| f.iter().map(|&k| WEIGHTS[k as usize]).sum::<f32>();
        let better = |a: &&(Option<u32>, Vec<u8>), b: &&(Option<u32>, Vec<u8>)| sum(&a.1).total_cmp(&sum(&b.1));
        self.candidates.iter().max_by(better).and_then(|c| c.0)
    }
}

/// Fills in the holders that are still open, in the order of the text. `decide` picks from a choice (item, choice): reading
/// takes the best, training the gold holder.
pub(super) fn fill(scene: &Scene, holder: &mut [Option<u32>], mut decide: impl FnMut(usize, &Choice) -> Option<u32>) {
    let mut memory = Memory::default();
    for (k, item) in scene.items.iter().enumerate() {
        if let (None, Some(person)) = (item.person, holder[k]) {
            memory.add(scene.working, scene.tokens(k), person, k);
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
                memory.add(scene.working, scene.tokens(k), person, k);
            }
        }
    }
}

/// Fills in the open holders by the weights.
pub(super) fn link(
    working: &Working,
    lexicon: &Lexicon,
    sentences: &[TokenRange],
    mentions: &[Mention],
    people: &People,
    items: &[Item],
    holder: &mut [Option<u32>],
) {
    let scene = Scene::new(working, lexicon, sentences, mentions, people, items);
    fill(&scene, holder, |_, choice| choice.best());
}

fn choice(scene: &Scene, holder: &[Option<u32>], memory: &Memory, k: usize) -> Choice {
    let tokens = scene.tokens(k);
    let likeness = memory.alike(scene.working, tokens);
    let mut places: FxHashMap<u32, Place> = scene.around(k);
    for &person in likeness.keys() {
        places.entry(person).or_default();
    }
    let known = Known::new(scene, tokens, &likeness, k);
    let before = scene.title_before(k, holder);
    let mut persons: Vec<u32> = places.keys().copied().collect();
    persons.sort_unstable();
    let mut choice = Choice::default();
    for person in persons {
        let mut on = Vec::with_capacity(12);
        let mut put = |yes: bool, name: usize| yes.then(|| on.push(name as u8));
        let (place, like) = (&places[&person], likeness.get(&person).copied());
        known.likeness(like, &mut put);
        known.place(place, &mut put);
        known.company(scene, person, place, like, &mut put);
        put(before.is_some_and(|b| b.0 == person), 30);
        put(before.is_some_and(|b| b.0 == person && b.1), 31);
        put(memory.holds_any(person), 51);
        choice.candidates.push((Some(person), on));
    }
    choice.candidates.push((None, known.nobody(choice.candidates.is_empty())));
    choice
}

/// What holds for the position whoever the candidate is.
struct Known {
    best: Option<Likeness>,
    alone: bool,
    full: bool,
    bare: bool,
    small: bool,
    plural: bool,
    unit: bool,
    held: bool,
    speaks: bool,
    pronoun: Option<Option<bool>>,
}

impl Known {
    fn new(scene: &Scene, tokens: TokenRange, likeness: &FxHashMap<u32, (Likeness, bool)>, k: usize) -> Self {
        let best = likeness.values().map(|l| l.0).max();
        let mask = |class: Class| scene.lexicon.phrases.longest(scene.working, tokens.start as usize, tokens.end as usize, class.bit());
        let covers = |class| mask(class).is_some_and(|m| m.1 == tokens.end as usize);
        Self {
            best,
            alone: likeness.values().filter(|l| Some(l.0) == best).count() == 1,
            full: mask(Class::FullRole).is_some(),
            bare: covers(Class::Role) || covers(Class::Group),
            small: !scene.working.tokens[tokens.start as usize].is_capital(),
            plural: scene.plural_before(tokens.start),
            unit: scene.has_unit(k),
            held: scene.held(k),
            speaks: scene.speaks(tokens.end),
            pronoun: scene.pronoun(k),
        }
    }

    fn likeness(&self, like: Option<(Likeness, bool)>, put: &mut impl FnMut(bool, usize) -> Option<()>) {
        let alone = self.alone && like.map(|l| l.0) == self.best;
        match like {
            Some((Likeness::Same, earlier)) => {
                put(true, 0);
                put(alone, 1);
                put(earlier, 2);
            }
            Some((Likeness::Extended, _)) => {
                put(true, 3);
                put(alone, 4);
            }
            Some((Likeness::Shortened, _)) => {
                put(true, 5);
                put(alone, 6);
            }
            Some((Likeness::Contained, _)) => {
                put(true, 7);
                put(alone, 8);
            }
            None => {
                put(self.best == Some(Likeness::Same), 9);
                put(self.best.is_some_and(|b| b != Likeness::Same), 10);
                put(self.best.is_none(), 11);
            }
        }
        put(self.full && like.is_some(), 34);
        put(self.full && like.is_none(), 35);
        put(self.bare && like.is_some(), 36);
        put(self.bare && like.is_none(), 37);
        put(self.speaks && like.is_some(), 49);
    }

    fn place(&self, place: &Place, put: &mut impl FnMut(bool, usize) -> Option<()>) {
        put(place.before && place.sentences == 0 && place.rank == 0, 12);
        put(place.before && place.sentences == 0 && place.rank > 0, 13);
        put(place.before && place.sentences == 1, 14);
        put(place.before && place.sentences == 2, 15);
        put(place.before && place.sentences > 2, 16);
        put(place.before && place.rank == 0, 17);
        put(place.before && place.rank == 1, 18);
        put(place.before && place.rank == 2, 19);
        put(place.after && place.after_rank == 0, 20);
        put(place.after && place.after_rank > 0, 21);
        put(place.opens, 22);
        put(place.opens_before, 23);
        put(self.held && place.before && place.sentences == 0 && place.rank == 0, 24);
        put(self.held && place.before && place.sentences == 1, 25);
        put(self.speaks && place.before && place.rank == 0, 50);
    }

    fn company(
        &self,
        scene: &Scene,
        person: u32,
        place: &Place,
        like: Option<(Likeness, bool)>,
        put: &mut impl FnMut(bool, usize) -> Option<()>,
    ) {
        if let Some(sex) = self.pronoun {
            let known = scene.people.persons[person as usize].sex;
            put(place.before && place.rank == 0, 26);
            put(sex.is_some() && known.is_some() && sex != known, 27);
            put(place.opens_before, 28);
        }
        put(scene.main == Some(person), 29);
        put(place.of && like.is_none(), 32);
        put(place.named, 33);
    }

    fn nobody(&self, empty: bool) -> Vec<u8> {
        let signs = [
            (true, NOBODY),
            (self.full, 39),
            (self.bare, 40),
            (self.unit, 41),
            (self.small, 42),
            (self.plural, 43),
            (!empty, 44),
            (self.held, 45),
            (self.best.is_none(), 46),
            (self.best == Some(Likeness::Same), 47),
            (self.speaks, 48),
        ];
        signs.into_iter().filter(|s| s.0).map(|s| s.1 as u8).collect()
    }
}
