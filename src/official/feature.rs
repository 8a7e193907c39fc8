//! The signs that the linker weighs, by name, and their weights.

use super::beside::{SPEAKS, Speaks, Words};
use once_cell::sync::Lazy;
use rustc_hash::FxHashMap;

macro_rules! features {
    ($($name:ident $text:literal)*) => {
        /// A sign that has a weight of its own.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[repr(u16)]
        pub(super) enum Feature { $($name),* }
        const FIXED: &[&str] = &[$($text),*];
    };
}

features! {
    Same "same"
    SameAlone "same, alone"
    SameEarlier "same, earlier"
    Extended "extended"
    ExtendedAlone "extended, alone"
    Shortened "shortened"
    ShortenedAlone "shortened, alone"
    Contained "contained"
    ContainedAlone "contained, alone"
    Containing "containing"
    ContainingAlone "containing, alone"
    UnlikeSame "unlike, another same"
    UnlikeAlike "unlike, another alike"
    UnlikeNone "unlike, none alike"
    UnlikeElsewhere "unlike, a person beside it alike"
    HereNearest "before in sentence, nearest"
    HereFarther "before in sentence, farther"
    OneBack "before, one sentence back"
    TwoBack "before, two sentences back"
    FarBack "before, farther back"
    First "nearest before"
    Second "second before"
    Third "third before"
    AfterNearest "after in sentence, nearest"
    AfterFarther "after in sentence, farther"
    Opens "first in sentence"
    OpensBefore "first in sentence before"
    HeldHere "held, nearest before"
    HeldOneBack "held, one sentence back"
    HeldOpens "held, first in sentence"
    HeldAfterOf "held, after, of"
    HeldUnlikeOther "held, nearest before, another alike"
    Pronoun "pronoun, nearest before"
    PronounSex "pronoun, other sex"
    PronounOpens "pronoun, first in sentence before"
    PronounMain "pronoun, named most"
    Main "named most"
    MainHeadline "named most, headline"
    LastHolder "last position's holder"
    LastHolderJoined "last position's holder, joined"
    AfterOf "after, of"
    AfterOfNear "after, of, near"
    AfterNamed "after, named"
    AfterNear "after, near"
    AfterPlural "after, plural"
    FullAlike "full office, alike"
    FullUnlike "full office, unlike"
    FullOther "full office, unlike, has positions"
    BareAlike "bare office, alike"
    BareUnlike "bare office, unlike"
    BareFirst "bare office, nearest before"
    SpeaksAlike "speaks, alike"
    SpeaksFirst "speaks, nearest before"
    SpeaksUnlike "speaks, unlike"
    HasPositions "has positions"
    PlaceShared "place shared"
    PlaceOther "another place"
    Object "object of a verb, nearest before"
    ObjectHeld "object of a verb, held"
    Oblique "spoken about, nearest before"
    Subject "opens clause, nearest before"
    SubjectHeld "opens clause, held"
    Asked "asked between"
    Became "became between"
    Close "few words between"
    Apart "many words between"
    CommaHere "comma right before, nearest before"
    Known "known holder"
    KnownOther "known in another office"
    KnownElsewhere "another is the known holder"
    Headline "headline, unlike"
    Quoted "quote between"
    InBracket "in brackets, nearest before"
    OutsideBracket "outside the brackets"
    LastOfJoined "last of persons joined"
    LastOfJoinedHeld "last of persons joined, held"
    FirstOfJoined "first of persons joined"
    FirstOfJoinedHeld "first of persons joined, held"
    Nobody "nobody"
    NobodyFull "nobody, full office"
    NobodyBare "nobody, bare office"
    NobodyUnit "nobody, unit"
    NobodySmall "nobody, small letter"
    NobodyPlural "nobody, plural"
    NobodyCandidate "nobody, candidate"
    NobodyHeld "nobody, held"
    NobodyUnlike "nobody, nothing alike"
    NobodySame "nobody, same known"
    NobodySpeaks "nobody, speaks"
    NobodyHeadline "nobody, headline"
    NobodyKnown "nobody, known holder named"
    NobodyFullUnlike "nobody, full office, nothing alike"
    NobodyPluralUnlike "nobody, plural, nothing alike"
}

/// The sign that the word of `row` gives.
pub(super) fn of_word(row: u16, speaks: Speaks) -> u16 {
    FIXED.len() as u16 + row * SPEAKS.len() as u16 + speaks as u16
}

/// Names of all signs, as in the table of weights.
pub(super) fn names() -> Vec<String> {
    let fixed = FIXED.iter().map(|n| (*n).to_owned());
    let of_row = |&(side, word): &(&str, &str)| SPEAKS.map(|s| format!("{side} `{word}`: {s}"));
    fixed.chain(Words::shared().rows.iter().flat_map(of_row)).collect()
}

/// A weight for each sign.
#[derive(Clone, Debug)]
pub(super) struct Weights(Vec<f32>);

static SHIPPED: Lazy<Weights> = Lazy::new(|| {
    let mut table: FxHashMap<&str, f32> = FxHashMap::default();
    for (name, weight) in include_str!("linker.tsv").lines().filter_map(|l| l.rsplit_once('\t')) {
        table.insert(name, weight.trim().parse().unwrap_or(0.0));
    }
    Weights(names().iter().map(|n| table.get(n.as_str()).copied().unwrap_or(0.0)).collect())
});

impl Weights {
    /// The weights that ship with the crate, from `linker.tsv`: a name and a weight a line; what is not there weighs nothing.
    pub(super) fn shipped() -> &'static Self {
        &SHIPPED
    }

    pub(super) fn new(weights: &[f32]) -> Self {
        Self(weights.to_vec())
    }

    pub(super) fn sum(&self, signs: &[u16]) -> f32 {
        signs.iter().map(|&s| self.0.get(s as usize).copied().unwrap_or(0.0)).sum()
    }
}
