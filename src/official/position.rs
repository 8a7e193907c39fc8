//! A position whose holder is looked for, as the linker sees it whoever the candidate is.

use super::beside::Words;
use super::memory::Likeness;
use super::scene::{Place, Scene};
use crate::lexicon::Class;
use rustc_hash::FxHashMap;

/// What holds for the position at an item, whoever the candidate is.
pub(super) struct Position<'a> {
    pub scene: &'a Scene<'a>,
    pub item: usize,
    pub best: Option<Likeness>,
    pub alone: bool,
    /// Somebody named in the same sentence has a like position.
    pub near_alike: bool,
    pub full: bool,
    pub bare: bool,
    pub small: bool,
    pub plural: bool,
    pub unit: bool,
    pub held: bool,
    pub speaks: bool,
    pub headline: bool,
    pub after_comma: bool,
    pub pronoun: Option<Option<bool>>,
    pub last_name: u32,
    pub known: Option<u32>,
    pub before_word: Option<u16>,
    pub after_word: Option<u16>,
    pub last_holder: Option<(u32, bool)>,
    /// The person nearest before it in its sentence is the last of several.
    pub joined: bool,
    /// That person stands in brackets.
    pub bracketed: bool,
}

impl<'a> Position<'a> {
    pub(super) fn new(
        scene: &'a Scene,
        k: usize,
        holder: &[Option<u32>],
        places: &FxHashMap<u32, Place>,
        likeness: &FxHashMap<u32, (Likeness, bool)>,
    ) -> Self {
        let (tokens, words) = (scene.tokens(k), Words::shared());
        let (from, end) = (tokens.start as usize, tokens.end as usize);
        let longest = |class: Class| scene.lexicon.phrases.longest(scene.working, from, end, class.bit());
        let covers = |class| longest(class).is_some_and(|m| m.1 == end);
        let best = likeness.values().map(|l| l.0).max();
        let near = |p: &Place| p.before && p.sentences == 0 || p.after;
        let before = from.checked_sub(1).map(|b| &scene.working.tokens[b]);
        let after = scene.working.tokens.get(end).filter(|t| !t.starts_line());
        Self {
            scene,
            item: k,
            best,
            alone: likeness.values().filter(|l| Some(l.0) == best).count() == 1,
            near_alike: likeness.keys().any(|p| places.get(p).is_some_and(near)),
            full: longest(Class::FullRole).is_some(),
            bare: covers(Class::Role) || covers(Class::Group),
            small: !scene.working.tokens[from].is_capital(),
            plural: scene.plural_before(tokens.start),
            unit: scene.has_unit(k),
            held: scene.held(k),
            speaks: scene.speaks(tokens.end),
            headline: scene.headline(k),
            after_comma: from > 0 && scene.working.surface(from - 1) == ",",
            pronoun: scene.pronoun(k),
            last_name: scene.place(k),
            known: scene.known_holder(k),
            before_word: before.filter(|_| !scene.working.tokens[from].starts_line()).and_then(|t| words.before(t.key)),
            after_word: after.and_then(|t| words.after(t.key)),
            last_holder: scene.title_before(k, holder),
            joined: places.values().any(|p| p.way.joined),
            bracketed: places.values().any(|p| p.way.bracketed),
        }
    }

    /// The person who is known to hold the office, wherever the article names him or her.
    pub(super) fn known_holder(&self) -> Option<u32> {
        self.known
    }
}
