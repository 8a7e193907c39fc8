//! The unit that a bare position means: `Chủ tịch UBND tỉnh` of an article about Quảng Nam.

use super::level::{self, bit};
use super::places::{Named, Places};
use super::{Inferred, Title};
use crate::lexicon::{Class, Lexicon};
use crate::mention::{Mention, MentionKind};
use crate::text::fold::fold;
use crate::text::{Document, TokenRange, Working, key};

/// A position with its holder, not yet among the officials.
pub(super) struct Holding {
    pub mention: u32,
    /// The position's text, folded.
    pub folded: String,
    pub title: Title,
}

/// Most positions of one person that are compared.
const COMPARED: usize = 48;

/// Heads of bodies that rank as ministries.
const OTHER_HEADS: [&str; 4] = ["chủ nhiệm", "phó chủ nhiệm", "tổng thanh tra", "thống đốc"];

/// What the positions of an article leave out.
pub(super) struct Inference<'a> {
    document: &'a Document<'a>,
    mentions: &'a [Mention],
    places: Places<'a>,
    ministry: Option<u32>,
}

/// A position whose unit does not say which one.
struct Bare {
    /// The unit's words, where the position names one.
    unit: Option<TokenRange>,
    wanted: u16,
}

impl<'a> Inference<'a> {
    pub(super) fn new(document: &'a Document<'a>, lexicon: &'a Lexicon, sentences: &'a [TokenRange], mentions: &'a [Mention]) -> Self {
        let working = document.working();
        let places = Places::find(working, lexicon, sentences, mentions);
        Self { document, mentions, places, ministry: ministry(working, lexicon, mentions) }
    }

    /// The place that the position at mention `n` prints.
    pub(super) fn printed_place(&self, n: u32) -> Option<String> {
        self.places.of_mention(n).last().map(|p| self.canonical(p, p.level))
    }

    /// The unit of holding `h`, by the holder's other positions, then by the places of the article.
    pub(super) fn infer(&mut self, h: &Holding, own: &[Holding]) -> Option<Inferred> {
        let tokens = self.mentions[h.mention as usize].tokens;
        let bare = self.bare(h.mention);
        if bare.is_none() && h.title.unit.is_some() {
            return None;
        }
        let fuller = self.fuller(&h.folded, own);
        if fuller.is_some() {
            return fuller;
        }
        let Some(bare) = bare else { return self.ministry_of(tokens, own) };
        let place = self.own_place(&bare, own).or_else(|| self.places.meant(bare.wanted, tokens.start))?;
        let named = self.places.first_of(bare.wanted);
        let unit = self.unit(&bare, &h.title, &place, &named);
        let span = self.document.working().span(place.tokens);
        Some(Inferred { unit, place: Some(self.canonical(&place, meant(bare.wanted, place.level))), span })
    }

    fn bare(&self, n: u32) -> Option<Bare> {
        let working = self.document.working();
        let m = &self.mentions[n as usize];
        let inner = self.mentions[n as usize + 1..]
            .iter()
            .take_while(|u| m.tokens.contains(u.tokens))
            .filter(|u| u.kind == MentionKind::Unit)
            .last();
        let unit = inner.filter(|u| u.tokens.end == m.tokens.end).map(|u| u.tokens);
        let end = m.tokens.end as usize;
        let word = (end.saturating_sub(3).max(m.tokens.start as usize)..end)
            .find_map(|i| level::word_at(working, i, end).filter(|w| w.end == end));
        if let Some(word) = word {
            return Some(Bare { unit, wanted: word.level });
        }
        let department = unit.filter(|u| u.len() > 1 && working.tokens[u.start as usize].key == key("sở"))?;
        self.places.of_mention(n).is_empty().then_some(Bare { unit: Some(department), wanted: bit::PROVINCE | bit::CENTRAL })
    }

    /// Another position of the holder that goes on where this one ends, if it is the only one.
    fn fuller(&self, short: &str, own: &[Holding]) -> Option<Inferred> {
        let longer = |o: &&Holding| {
            let goes_on = o.folded.strip_prefix(short).is_some_and(|rest| rest.starts_with(' '));
            goes_on && o.title.unit.is_some() && self.bare(o.mention).is_none()
        };
        let mut found = own.iter().take(COMPARED).filter(longer);
        let first = &found.next()?.title;
        let unit = first.unit.clone()?;
        let same = |t: &Title| t.unit.as_deref().is_some_and(|u| fold(u) == fold(&unit));
        found.all(|o| same(&o.title)).then(|| Inferred { unit: Some(unit.clone()), place: first.place.clone(), span: first.span })
    }

    /// The place in the holder's other positions, if they name one alone.
    fn own_place(&self, bare: &Bare, own: &[Holding]) -> Option<Named> {
        let named = own.iter().take(COMPARED).flat_map(|o| self.places.of_mention(o.mention));
        let mut fitting = named.filter(|p| p.level & bare.wanted != 0);
        let first = fitting.next()?;
        fitting.all(|p| p.key == first.key).then_some(*first)
    }

    /// `Bộ trưởng` where the article names one ministry alone; not of a minister who heads another body.
    fn ministry_of(&self, title: TokenRange, own: &[Holding]) -> Option<Inferred> {
        let working = self.document.working();
        let heads = |h: &Holding| h.title.unit.is_some() && OTHER_HEADS.iter().any(|o| h.folded.starts_with(o));
        let minister = matches!(working.lower_slice(title), "bộ trưởng" | "thứ trưởng") && !own.iter().take(COMPARED).any(heads);
        let unit = &self.mentions[self.ministry.filter(|_| minister)? as usize];
        Some(Inferred { unit: Some(self.document.printed(unit.span).into_owned()), place: None, span: unit.span })
    }

    /// The unit's words with the place: as another mention prints it, else put together.
    fn unit(&self, bare: &Bare, title: &Title, place: &Named, named: &[Named]) -> Option<String> {
        let working = self.document.working();
        let Some(unit) = bare.unit else { return self.council(title, place, bare.wanted) };
        let words = working.lower_slice(unit);
        let full = |n: &&Named| {
            let m = &self.mentions[n.mention as usize];
            let starts = working.lower_slice(m.tokens).strip_prefix(words).is_some_and(|rest| rest.starts_with(' '));
            m.kind == MentionKind::Unit && n.key == place.key && starts && m.tokens.end == n.tokens.end
        };
        if let Some(n) = named.iter().find(full) {
            return Some(self.document.printed(self.mentions[n.mention as usize].span).into_owned());
        }
        // Departments and the Party body of the largest city take the type word, `UBND tỉnh` has it.
        let typed = bare.wanted & bit::CENTRAL != 0 || words.ends_with("ủy") && level::is_saigon(working, place.name.start as usize);
        let name = if typed { self.canonical(place, place.level) } else { self.name(place) };
        Some(format!("{} {name}", self.document.printed(working.span(unit))))
    }

    /// `Chủ tịch tỉnh` presides over the `UBND tỉnh`.
    fn council(&self, title: &Title, place: &Named, wanted: u16) -> Option<String> {
        let role = fold(&title.role);
        let office = role.strip_prefix("phó ").unwrap_or(&role).strip_prefix("chủ tịch ")?;
        let direct = level::word_of(office) & wanted != 0;
        direct.then(|| format!("UBND {}", self.canonical(place, meant(wanted, place.level))))
    }

    fn name(&self, place: &Named) -> String {
        let working = self.document.working();
        if level::is_saigon(working, place.name.start as usize) {
            return "Hồ Chí Minh".to_owned();
        }
        self.document.printed(working.span(place.name)).into_owned()
    }

    /// Type word and name.
    fn canonical(&self, place: &Named, level: u16) -> String {
        match level::noun(level) {
            "" => self.name(place),
            noun => format!("{noun} {}", self.name(place)),
        }
    }
}

/// Which of the levels that a name may have is meant; a department leaves that to the place.
fn meant(wanted: u16, level: u16) -> u16 {
    if wanted & bit::CENTRAL != 0 { level } else { wanted & level }
}

/// The ministry of the article, if it names one alone.
fn ministry(working: &Working, lexicon: &Lexicon, mentions: &[Mention]) -> Option<u32> {
    let is = |m: &Mention| {
        let (start, end) = (m.tokens.start as usize, m.tokens.end as usize);
        let field = || lexicon.phrases.longest(working, start + 1, end, Class::Domain.bit()).is_some_and(|f| f.1 == end);
        let party =
            || lexicon.phrases.longest(working, start, end, Class::UnitHead.bit()).is_some_and(|h| lexicon.unit_kind(h.0) == Some("party"));
        m.kind == MentionKind::Unit && working.tokens[start].key == key("bộ") && field() && !party()
    };
    let mut found = (0_u32..).zip(mentions).filter(|(_, m)| is(m));
    let (first, m) = found.next()?;
    let words = working.lower_slice(m.tokens);
    found.all(|(_, m)| working.lower_slice(m.tokens) == words).then_some(first)
}
