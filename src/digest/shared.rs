//! Persons, organisations, documents and dates over all articles, each once.
//!
//! In: readings. Out: lists, what most articles name first, then in the order of first mention.

use super::Reading;
use super::record::{DigestDate, DigestLaw, DigestOfficial, DigestUnit, Mentioned};
use crate::span::Span;
use crate::text::fold::fold;
use rustc_hash::FxHashMap;

/// Values found under a key, in the order they came in.
struct Gathered<T> {
    list: Vec<T>,
    at: FxHashMap<String, usize>,
}

impl<T: Default + Named> Gathered<T> {
    fn new() -> Self {
        Self { list: Vec::new(), at: FxHashMap::default() }
    }

    /// The value under `key`, told that an article names it.
    fn add(&mut self, key: String, readings: &[Reading], article: usize, spans: &[Span]) -> &mut T {
        let at = *self.at.entry(key).or_insert_with(|| {
            self.list.push(T::default());
            self.list.len() - 1
        });
        let articles = self.list[at].articles();
        match articles.last_mut() {
            Some(last) if last.article == article as u32 => last.spans.extend_from_slice(spans),
            _ => articles.push(Mentioned { article: article as u32, id: readings[article].record.id.clone(), spans: spans.to_vec() }),
        }
        &mut self.list[at]
    }

    fn by_articles(mut self) -> Vec<T> {
        self.list.iter_mut().for_each(|v| v.articles().iter_mut().for_each(|m| m.spans.sort_unstable()));
        self.list.sort_by_key(|v| std::cmp::Reverse(v.count()));
        self.list
    }
}

trait Named {
    fn articles(&mut self) -> &mut Vec<Mentioned>;
    fn count(&self) -> usize;
}

macro_rules! named {
    ($($kind:ty),*) => {$(
        impl Named for $kind {
            fn articles(&mut self) -> &mut Vec<Mentioned> {
                &mut self.articles
            }
            fn count(&self) -> usize {
                self.articles.len()
            }
        }
    )*};
}

named!(DigestOfficial, DigestUnit, DigestLaw, DigestDate);

/// The persons. One that an article calls by the last part of a name alone is the only person of the other articles whose name ends so.
pub(super) fn officials(readings: &[Reading]) -> Vec<DigestOfficial> {
    let names = readings.iter().flat_map(|r| &r.record.officials).map(|o| fold(&o.name));
    let mut full: Vec<String> = names.filter(|n| n.contains(' ')).collect();
    full.sort_unstable();
    full.dedup();
    // The only full name that ends so; none where there are several.
    let mut ends: FxHashMap<&str, Option<&str>> = FxHashMap::default();
    for name in &full {
        for (blank, _) in name.match_indices(' ') {
            ends.entry(&name[blank + 1..]).and_modify(|n| *n = None).or_insert(Some(name));
        }
    }
    let mut gathered = Gathered::<DigestOfficial>::new();
    for (article, reading) in readings.iter().enumerate() {
        for o in &reading.record.officials {
            let folded = fold(&o.name);
            let whole = ends.get(folded.as_str()).copied().flatten().map(str::to_owned);
            let person = gathered.add(whole.unwrap_or(folded), readings, article, &o.mentions);
            if o.name.len() > person.name.len() {
                person.name.clone_from(&o.name);
            }
            for title in &o.titles {
                let text = fold(&title.text);
                if !person.titles.iter().any(|t| fold(t) == text) {
                    person.titles.push(title.text.clone());
                }
            }
        }
    }
    let mut officials = gathered.by_articles();
    officials.iter_mut().for_each(|o| without_shorter(&mut o.titles));
    officials
}

/// Leaves out positions that another one writes out: `Chủ tịch UBND tỉnh` beside `Chủ tịch UBND tỉnh Nam Sơn`.
fn without_shorter(titles: &mut Vec<String>) {
    let folded: Vec<String> = titles.iter().map(|t| fold(t)).collect();
    let goes_on = |t: &str| folded.iter().any(|f| f.strip_prefix(t).is_some_and(|rest| rest.starts_with(' ')));
    let mut kept = folded.iter().map(|t| !goes_on(t));
    titles.retain(|_| kept.next().unwrap_or(true));
}

/// The organisations, by their written-out names.
pub(super) fn units(readings: &[Reading]) -> Vec<DigestUnit> {
    let mut gathered = Gathered::<DigestUnit>::new();
    for (article, reading) in readings.iter().enumerate() {
        for u in &reading.record.units {
            let unit = gathered.add(fold(&u.name), readings, article, &u.mentions);
            if unit.name.is_empty() {
                unit.name.clone_from(&u.name);
            }
            unit.abbreviation = unit.abbreviation.take().or_else(|| u.abbreviation.clone());
            unit.kind = unit.kind.take().or_else(|| u.kind.clone());
        }
    }
    gathered.by_articles()
}

/// The documents, by their identifiers.
pub(super) fn laws(readings: &[Reading]) -> Vec<DigestLaw> {
    let mut gathered = Gathered::<DigestLaw>::new();
    for (article, reading) in readings.iter().enumerate() {
        for l in &reading.record.laws {
            let law = gathered.add(l.id.clone(), readings, article, &l.mentions);
            law.id.clone_from(&l.id);
            law.kind.clone_from(&l.kind);
            law.number = law.number.take().or_else(|| l.number.clone());
            law.name = law.name.take().or_else(|| l.name.clone());
            law.year = law.year.take().or_else(|| l.year.clone());
            law.provisions.extend(l.provisions.iter().cloned());
        }
    }
    let mut laws = gathered.by_articles();
    for law in &mut laws {
        law.provisions.sort_unstable();
        law.provisions.dedup();
    }
    laws
}

/// The dates whose value is known, by that value.
pub(super) fn dates(readings: &[Reading]) -> Vec<DigestDate> {
    let mut gathered = Gathered::<DigestDate>::new();
    for (article, reading) in readings.iter().enumerate() {
        for d in &reading.record.dates {
            let Some(iso) = &d.iso else { continue };
            gathered.add(iso.clone(), readings, article, &[d.span]).iso.clone_from(iso);
        }
    }
    let mut dates = gathered.by_articles();
    dates.sort_by(|a, b| a.iso.cmp(&b.iso));
    dates
}
