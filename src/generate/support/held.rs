//! What of a written sentence the article does not hold.

use super::Reading;
use super::number::{Number, numbers};
use crate::clean::PartKind;
use crate::date::DateRef;
use crate::law::{Law, Provision};
use crate::lexicon::Lexicon;
use crate::mention::{Mention, MentionKind};
use crate::sentence::Sentence;
use crate::span::Span;
use crate::text::fold::fold;
use crate::text::{Builder, TokenRange, Working, key};
use rustc_hash::{FxHashMap, FxHashSet};

/// Share of a sentence's syllables that the article has to hold.
const WORDS: f32 = 0.5;

/// Last words of the kinds of places: `huyện Yên Mô` is not what the article means by `tỉnh Yên Mô`.
const PLACES: [u32; 9] =
    [key("tỉnh"), key("huyện"), key("xã"), key("quận"), key("phường"), key("trấn"), key("phố"), key("thôn"), key("ấp")];

/// A syllable, a number or a mark, abbreviations written out, and whether it begins with a capital.
type Word = (u32, bool);

/// What an article holds, ready to be asked.
pub(super) struct Held<'a> {
    article: &'a Reading<'a>,
    lexicon: &'a Lexicon,
    words: Vec<Word>,
    /// Where in `words` a key stands.
    places: FxHashMap<u32, Vec<u32>>,
    /// Canonical names of units, folded.
    units: FxHashSet<String>,
    /// ISO dates, both ends of a span of time; the day of publication among them.
    days: Vec<&'a str>,
    numbers: Vec<Number>,
}

impl<'a> Held<'a> {
    pub(super) fn new(article: &'a Reading<'a>, lexicon: &'a Lexicon) -> Self {
        let working = article.document.working();
        let (mut words, mut found) = (Vec::with_capacity(working.tokens.len()), Vec::new());
        let taken = taken(article);
        for line in working.lines.iter().filter(|l| l.kind.is_content() || matches!(l.kind, PartKind::Date | PartKind::Author)) {
            add_words(working, lexicon, line.tokens, &mut words);
            words.push((0, false));
            numbers(working, line.tokens, &taken, true, |n| found.push(n));
        }
        if let Some(title) = article.document.given_title() {
            let title = Builder::plain(title);
            let all = TokenRange::new(0, title.tokens.len() as u32);
            add_words(&title, lexicon, all, &mut words);
            numbers(&title, all, &[], true, |n| found.push(n));
        }
        let mut places: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
        for (i, word) in words.iter().enumerate() {
            places.entry(word.0).or_default().push(i as u32);
        }
        let units = article.units.iter().flat_map(|u| [Some(u.name.as_str()), u.abbreviation.as_deref()]).flatten().map(fold).collect();
        let days =
            article.read.dates.iter().filter_map(|d| d.iso.as_deref()).chain(article.published).flat_map(|iso| iso.split('/')).collect();
        Self { article, lexicon, words, places, units, days, numbers: found }
    }

    /// What of a sentence of the written text the article does not hold, as it is printed there.
    pub(super) fn lacks(&self, written: &Reading, sentence: &Sentence) -> Vec<String> {
        let inside = |span: Span| sentence.span.overlaps(span);
        let mut lacking: Vec<Span> = Vec::new();
        let names = written.read.mentions.iter().filter(|m| inside(m.span) && !matches!(m.kind, MentionKind::Law | MentionKind::Date));
        lacking.extend(names.filter(|m| !self.name(written, m)).map(|m| m.span));
        let laws = written.read.laws.iter().filter(|law| !self.law(law));
        lacking.extend(laws.flat_map(|law| &law.mentions).filter(|&&m| inside(m)));
        lacking.extend(written.read.dates.iter().filter(|d| inside(d.span) && !self.date(written, d)).map(|d| d.span));
        let working = written.document.working();
        numbers(working, sentence.tokens, &taken(written), false, |n| {
            if !self.numbers.iter().any(|m| same(m, &n)) {
                lacking.push(working.span(n.tokens));
            }
        });
        lacking.extend(self.strange(written, sentence));
        lacking.sort_unstable_by_key(|s| (s.start, std::cmp::Reverse(s.end)));
        // What lies in another one is said with it.
        lacking.dedup_by(|span, before| before.contains(*span));
        let mut texts: Vec<String> = Vec::new();
        for text in lacking.into_iter().map(|span| written.document.printed(span).into_owned()) {
            if !texts.contains(&text) {
                texts.push(text);
            }
        }
        texts
    }

    /// Whether the words of a name stand in the article one after the other, capitals where the name has them, or another form of
    /// a unit's name.
    fn name(&self, written: &Reading, mention: &Mention) -> bool {
        let mut name = Vec::new();
        add_words(written.document.working(), self.lexicon, mention.tokens, &mut name);
        let unit = || written.units.iter().filter(|u| u.mentions.contains(&mention.span)).any(|u| self.units.contains(&fold(&u.name)));
        // What kind of place or body it is may be said of a name that the article prints bare.
        let kind = matches!(mention.kind, MentionKind::Loc | MentionKind::Unit);
        let own = name.iter().position(|w| w.1).unwrap_or(0);
        let bare = |at: usize| !at.checked_sub(1).is_some_and(|before| PLACES.contains(&self.words[before].0));
        // A common word may open the name of anything but a person.
        let opens = |at: usize| mention.kind != MentionKind::Per || self.words[at].1;
        self.stands_where(&name, opens) || unit() || kind && own > 0 && self.stands_where(&name[own..], bare)
    }

    fn stands(&self, name: &[Word]) -> bool {
        self.stands_where(name, |_| true)
    }

    /// Whether the words stand one after the other at a place that is `right`.
    fn stands_where(&self, name: &[Word], right: impl Fn(usize) -> bool) -> bool {
        let Some(first) = name.first() else { return true };
        let fits = |at: u32| {
            let there = self.words.get(at as usize..at as usize + name.len());
            there.is_some_and(|there| there.iter().zip(name).enumerate().all(|(i, (t, n))| t.0 == n.0 && (t.1 || !n.1 || i == 0)))
        };
        self.places.get(&first.0).is_some_and(|places| places.iter().any(|&at| fits(at) && right(at as usize)))
    }

    fn law(&self, law: &Law) -> bool {
        let same = |other: &&Law| {
            let number = law.number.is_some() && law.number == other.number && law.kind == other.kind;
            let year = law.year.is_none() || law.year == other.year;
            let name =
                law.number.is_none() && year && law.name.is_some() && law.name.as_deref().map(fold) == other.name.as_deref().map(fold);
            law.id == other.id || number || name
        };
        let within = |p: &Provision, of: &Provision| {
            let part = |p: &Option<String>, of: &Option<String>| p.is_none() || p == of;
            part(&p.article, &of.article) && part(&p.clause, &of.clause) && part(&p.point, &of.point) && part(&p.chapter, &of.chapter)
        };
        self.article.read.laws.iter().filter(same).any(|of| law.provisions.iter().all(|p| of.provisions.iter().any(|o| within(p, o))))
    }

    /// Whether the article names the day, or one within the month or year that is meant, or the date in the same words.
    fn date(&self, written: &Reading, date: &DateRef) -> bool {
        let named =
            |iso: &str| self.days.iter().any(|day| day.strip_prefix(iso).is_some_and(|rest| rest.is_empty() || rest.starts_with('-')));
        let mut words = Vec::new();
        add_words(written.document.working(), self.lexicon, date.tokens, &mut words);
        date.iso.as_deref().is_some_and(|iso| iso.split('/').all(named)) || self.stands(&words)
    }

    /// Words with a capital inside the sentence that the article prints neither so nor beside the same word, and all unknown ones
    /// where they are too many.
    fn strange(&self, written: &Reading, sentence: &Sentence) -> Vec<Span> {
        let working = written.document.working();
        let (mut capitals, mut unknown, mut all) = (Vec::new(), Vec::new(), 0);
        for i in sentence.tokens.indices() {
            let token = &working.tokens[i];
            if !token.is_letters() {
                continue;
            }
            let mut words = Vec::new();
            let one = TokenRange::new(i as u32, i as u32 + 1);
            add_words(working, self.lexicon, one, &mut words);
            let known = |&(key, capital): &Word, asked: bool| {
                self.places.get(&key).is_some_and(|places| !asked || !capital || places.iter().any(|&at| self.words[at as usize].1))
            };
            let begins = i == sentence.tokens.start as usize || working.tokens[i - 1].is_mark();
            all += 1;
            if !words.iter().all(|w| known(w, false)) {
                unknown.push(working.span(one));
            }
            let beside = || {
                let pair = |a: usize| [a, a + 1].map(|i| (working.tokens[i].key, false));
                self.stands(&pair(i - 1)) || i + 1 < sentence.tokens.end as usize && self.stands(&pair(i))
            };
            if token.is_capital() && !begins && !words.iter().all(|w| known(w, true)) && !beside() {
                capitals.push(working.span(one));
            }
        }
        if unknown.len() as f32 > (1.0 - WORDS) * all as f32 { unknown } else { capitals }
    }
}

fn same(a: &Number, b: &Number) -> bool {
    a.percent == b.percent && (a.value - b.value).abs() <= 1e-9 * a.value.abs()
}

/// Where laws and dates stand, in order: their numbers count nothing.
fn taken(reading: &Reading) -> Vec<TokenRange> {
    let working = reading.document.working();
    let laws = reading.read.laws.iter().flat_map(|l| &l.mentions).map(|&m| working.tokens_of(m));
    let mut taken: Vec<TokenRange> = laws.chain(reading.read.dates.iter().map(|d| d.tokens)).collect();
    taken.sort_unstable();
    taken
}

/// The words at `range`, abbreviations written out, full stops left out.
fn add_words(working: &Working, lexicon: &Lexicon, range: TokenRange, words: &mut Vec<Word>) {
    let (mut at, end) = (range.start as usize, range.end as usize);
    while at < end {
        let token = &working.tokens[at];
        let long = token.is_all_upper().then(|| lexicon.abbreviation_at(working, at, end)).flatten();
        if let Some((long, next)) = long.filter(|l| l.1 > at) {
            words.extend(Builder::plain(long).tokens.iter().filter(|t| t.is_letters()).map(|t| (t.key, true)));
            at = next;
            continue;
        }
        if working.surface(at) != "." {
            words.push((token.key, token.is_capital()));
        }
        at += 1;
    }
}
