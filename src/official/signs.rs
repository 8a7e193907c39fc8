//! The signs for and against each candidate for a position, and for nobody.

use super::feature::{Feature as F, Speaks, Words, of_word, used};
use super::memory::{Likeness, Memory};
use super::scene::{Place, Scene};
use crate::lexicon::Class;
use rustc_hash::FxHashMap;

/// What holds for the position at an item, whoever the candidate is.
pub(super) struct Position<'a> {
    scene: &'a Scene<'a>,
    item: usize,
    best: Option<Likeness>,
    alone: bool,
    /// Somebody named in the same sentence has a like position.
    near_alike: bool,
    full: bool,
    bare: bool,
    small: bool,
    plural: bool,
    unit: bool,
    held: bool,
    speaks: bool,
    headline: bool,
    after_comma: bool,
    pronoun: Option<Option<bool>>,
    last_name: u32,
    known: Option<u32>,
    before_word: Option<u16>,
    after_word: Option<u16>,
    last_holder: Option<(u32, bool)>,
    /// The person nearest before it in its sentence is the last of several.
    joined: bool,
}

/// One person as seen from a position.
pub(super) struct View {
    pub person: u32,
    pub place: Place,
    pub like: Option<(Likeness, bool)>,
}

/// Gathers signs.
struct Signs(Vec<u16>);

impl Signs {
    fn put(&mut self, holds: bool, feature: F) {
        if holds {
            self.0.push(feature as u16);
        }
    }

    fn words(&mut self, holds: bool, position: &Position, speaks: Speaks) {
        if holds {
            self.0.extend([position.before_word, position.after_word].into_iter().flatten().map(|row| of_word(row, speaks)));
        }
    }
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
        }
    }

    /// The person who is known to hold the office, wherever the article names him or her.
    pub(super) fn known_holder(&self) -> Option<u32> {
        self.known
    }

    /// Signs for and against a candidate.
    pub(super) fn signs(&self, view: &View, memory: &Memory) -> Vec<u16> {
        let mut signs = Signs(Vec::with_capacity(24));
        self.likeness(view, &mut signs);
        self.order(&view.place, &mut signs);
        self.way(view, &mut signs);
        self.company(view, memory, &mut signs);
        self.renown(view, memory, &mut signs);
        signs.words(view.place.before && view.place.sentences == 0 && view.place.rank == 0, self, Speaks::HereNearest);
        signs.words(view.place.after && view.place.after_rank == 0, self, Speaks::AfterNearest);
        signs.words(view.like.is_some(), self, Speaks::Alike);
        signs.0
    }

    fn likeness(&self, view: &View, s: &mut Signs) {
        let alone = self.alone && view.like.map(|l| l.0) == self.best;
        let (kind, kind_alone) = match view.like {
            Some((Likeness::Same, _)) => (F::Same, F::SameAlone),
            Some((Likeness::Extended, _)) => (F::Extended, F::ExtendedAlone),
            Some((Likeness::Shortened, _)) => (F::Shortened, F::ShortenedAlone),
            Some((Likeness::Contained, _)) => (F::Contained, F::ContainedAlone),
            Some((Likeness::Containing, _)) => (F::Containing, F::ContainingAlone),
            None if self.best == Some(Likeness::Same) => (F::UnlikeSame, F::UnlikeSame),
            None if self.best.is_some() => (F::UnlikeAlike, F::UnlikeAlike),
            None => (F::UnlikeNone, F::UnlikeNone),
        };
        let like = view.like.is_some();
        s.put(true, kind);
        s.put(alone && like, kind_alone);
        s.put(view.like.is_some_and(|l| l.0 == Likeness::Same && l.1), F::SameEarlier);
        s.put(!like && self.near_alike, F::UnlikeElsewhere);
        s.put(self.full && like, F::FullAlike);
        s.put(self.full && !like, F::FullUnlike);
        s.put(self.bare && like, F::BareAlike);
        s.put(self.bare && !like, F::BareUnlike);
        s.put(self.speaks && like, F::SpeaksAlike);
        s.put(self.speaks && !like, F::SpeaksUnlike);
        s.put(self.headline && !like, F::Headline);
    }

    fn order(&self, place: &Place, s: &mut Signs) {
        let here = place.before && place.sentences == 0;
        let first = place.before && place.rank == 0;
        s.put(here && first, F::HereNearest);
        s.put(here && !first, F::HereFarther);
        s.put(place.before && place.sentences == 1, F::OneBack);
        s.put(place.before && place.sentences == 2, F::TwoBack);
        s.put(place.before && place.sentences > 2, F::FarBack);
        s.put(first, F::First);
        s.put(place.before && place.rank == 1, F::Second);
        s.put(place.before && place.rank == 2, F::Third);
        s.put(place.after && place.after_rank == 0, F::AfterNearest);
        s.put(place.after && place.after_rank > 0, F::AfterFarther);
        s.put(place.opens, F::Opens);
        s.put(place.opens_before, F::OpensBefore);
        s.put(self.held && here && first, F::HeldHere);
        s.put(self.held && place.before && place.sentences == 1, F::HeldOneBack);
        s.put(self.held && place.opens, F::HeldOpens);
        s.put(self.joined && place.opens && !first, F::FirstOfJoined);
        s.put(self.joined && place.opens && !first && self.held, F::FirstOfJoinedHeld);
        s.put(self.held && place.after && place.of, F::HeldAfterOf);
        s.put(self.held && here && first && self.best.is_some(), F::HeldUnlikeOther);
        s.put(self.speaks && first, F::SpeaksFirst);
        s.put(self.bare && first, F::BareFirst);
        s.put(place.of, F::AfterOf);
        s.put(place.of && place.near, F::AfterOfNear);
        s.put(place.named, F::AfterNamed);
        s.put(place.after && place.near, F::AfterNear);
        s.put(place.after && place.after_rank == 0 && self.plural, F::AfterPlural);
    }

    /// What stands around the person nearest before it in its sentence.
    fn way(&self, view: &View, s: &mut Signs) {
        let (place, way) = (&view.place, &view.place.way);
        if !(place.before && place.sentences == 0 && place.rank == 0) {
            return;
        }
        let object = way.before & used::OBJECT != 0;
        s.put(object, F::Object);
        s.put(object && self.held, F::ObjectHeld);
        s.put(way.before & used::OBLIQUE != 0, F::Oblique);
        s.put(way.opens, F::Subject);
        s.put(way.opens && self.held, F::SubjectHeld);
        s.put(way.between & used::ASKS != 0, F::Asked);
        s.put(way.between & used::BECOMES != 0, F::Became);
        s.put(way.words <= 4, F::Close);
        s.put(way.words > 14, F::Apart);
        s.put(self.after_comma, F::CommaHere);
        s.put(way.quoted, F::Quoted);
        s.put(way.joined, F::LastOfJoined);
        s.put(way.joined && self.held, F::LastOfJoinedHeld);
    }

    fn company(&self, view: &View, memory: &Memory, s: &mut Signs) {
        let (person, place) = (view.person, &view.place);
        let main = self.scene.main == Some(person);
        if let Some(sex) = self.pronoun {
            let known = self.scene.people.persons[person as usize].sex;
            s.put(place.before && place.rank == 0, F::Pronoun);
            s.put(sex.is_some() && known.is_some() && sex != known, F::PronounSex);
            s.put(place.opens_before, F::PronounOpens);
            s.put(main, F::PronounMain);
        }
        s.put(main, F::Main);
        s.put(main && self.headline, F::MainHeadline);
        s.put(self.last_holder.is_some_and(|b| b.0 == person), F::LastHolder);
        s.put(self.last_holder.is_some_and(|b| b.0 == person && b.1), F::LastHolderJoined);
        let shared = if self.last_name == 0 { None } else { memory.shares_place(person, self.last_name) };
        s.put(shared == Some(true), F::PlaceShared);
        s.put(shared == Some(false), F::PlaceOther);
    }

    /// What the candidate is known to hold.
    fn renown(&self, view: &View, memory: &Memory, s: &mut Signs) {
        let holds = memory.holds_any(view.person);
        s.put(holds, F::HasPositions);
        s.put(holds && self.full && view.like.is_none(), F::FullOther);
        let (known, other) = self.scene.known(view.person, self.item);
        s.put(known, F::Known);
        s.put(other, F::KnownOther);
        s.put(!known && self.known.is_some(), F::KnownElsewhere);
    }

    /// Signs that nobody whom the article names holds it; `empty`: there is no candidate.
    pub(super) fn nobody(&self, empty: bool) -> Vec<u16> {
        let mut s = Signs(Vec::with_capacity(16));
        let unlike = self.best.is_none();
        s.put(true, F::Nobody);
        s.put(self.full, F::NobodyFull);
        s.put(self.bare, F::NobodyBare);
        s.put(self.unit, F::NobodyUnit);
        s.put(self.small, F::NobodySmall);
        s.put(self.plural, F::NobodyPlural);
        s.put(!empty, F::NobodyCandidate);
        s.put(self.held, F::NobodyHeld);
        s.put(unlike, F::NobodyUnlike);
        s.put(self.best == Some(Likeness::Same), F::NobodySame);
        s.put(self.speaks, F::NobodySpeaks);
        s.put(self.headline, F::NobodyHeadline);
        s.put(self.known.is_some(), F::NobodyKnown);
        s.put(self.full && unlike, F::NobodyFullUnlike);
        s.put(self.plural && unlike, F::NobodyPluralUnlike);
        s.words(true, self, Speaks::Nobody);
        s.0
    }
}
