//! The signs for and against each candidate for a position, and for nobody.

use super::beside::{Speaks, used};
use super::feature::{Feature as F, of_word};
use super::memory::{Likeness, Memory};
use super::position::Position;
use super::scene::Place;

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

impl Position<'_> {
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
        s.put(self.bracketed && place.rank == 1 && here, F::OutsideBracket);
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
        s.put(way.bracketed, F::InBracket);
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
