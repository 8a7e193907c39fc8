//! Persons with the positions they hold.
//!
//! In: document, mentions, lexicon. Out: [`Official`]s, one a person.

mod beside;
mod feature;
mod gap;
mod held;
mod inferred;
mod level;
mod linker;
mod links;
mod memory;
mod office;
mod parts;
mod people;
mod places;
mod position;
mod scene;
mod shared;
mod signs;
mod since;
mod status;
#[doc(hidden)]
pub mod training;
mod way;

use crate::clean::PartKind;
use crate::date::DateRef;
use crate::lexicon::Lexicon;
use crate::mention::Mention;
use crate::sentence::Sentence;
use crate::span::Span;
use crate::text::fold::fold;
use crate::text::{Document, TokenRange};
use feature::Weights;
use inferred::{Holding, Inference};
use people::{People, Person};
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

/// How a position is held.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Status {
    /// Held.
    #[default]
    Current,
    /// Held once (`nguyên`, `cựu`).
    Former,
    /// Held for the time being (`quyền`).
    Acting,
    /// Just given (`được bổ nhiệm`, `tân`).
    Appointed,
    /// Just taken or laid down (`thôi giữ chức`, `miễn nhiệm`, `nghỉ hưu`).
    Dismissed,
}

/// What a bare position means, by what the rest of the article says: `Chủ tịch UBND tỉnh` where it speaks of Quảng Nam.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Inferred {
    /// The unit with its place: `UBND tỉnh Quảng Nam`.
    pub unit: Option<String>,
    /// The place with its level: `tỉnh Quảng Nam`.
    pub place: Option<String>,
    /// Where the article says so.
    pub span: Span,
}

/// A position of an official.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Title {
    /// As printed.
    pub text: String,
    /// The office without the unit.
    pub role: String,
    /// The unit it is held in.
    pub unit: Option<String>,
    /// How it is held.
    pub status: Status,
    /// Where it stands.
    pub span: Span,
    /// The place that it prints, with its level (`tỉnh Quảng Nam`); left out where it prints none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// The day, month or year, ISO, from which it is held as `status` says; left out where the sentence does not state it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<String>,
    /// The unit that it means but does not print; left out where nothing or more than one thing speaks for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub inferred: Option<Inferred>,
}

/// One person of the article.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Official {
    /// The longest form of the name.
    pub name: String,
    /// Form of address (`đồng chí`, `ông`).
    pub honorific: Option<String>,
    /// Military, police or academic rank.
    pub rank: Option<String>,
    /// Positions in order of first mention.
    pub titles: Vec<Title>,
    /// Where the person is named.
    pub mentions: Vec<Span>,
}

/// The persons of a document, in order of first mention, without those who only sign it. `dates` tells since when a position is held.
pub fn resolve(document: &Document, sentences: &[Sentence], mentions: &[Mention], lexicon: &Lexicon, dates: &[DateRef]) -> Vec<Official> {
    resolve_by(document, sentences, mentions, lexicon, dates, Weights::shipped())
}

fn resolve_by(
    document: &Document,
    sentences: &[Sentence],
    mentions: &[Mention],
    lexicon: &Lexicon,
    dates: &[DateRef],
    weights: &Weights,
) -> Vec<Official> {
    let working = document.working();
    let people = People::find(working, lexicon, mentions);
    let items = links::items(working, lexicon, mentions, &people);
    let mut holders = links::by_grammar(working, lexicon, mentions, &items);
    let ranges: Vec<TokenRange> = sentences.iter().map(|s| s.tokens).collect();
    linker::link(working, lexicon, &ranges, mentions, &people, &items, weights, &mut holders);
    let more = shared::more(working, lexicon, mentions, &items, &mut holders);
    let mut officials: Vec<Official> = people.persons.iter().map(|p| person(document, lexicon, mentions, p)).collect();
    let statuses = held::statuses(working, lexicon, &ranges, mentions, &items, &holders);
    let mut inference = Inference::new(document, lexicon, &ranges, mentions);
    let mut own: Vec<Vec<Holding>> = officials.iter().map(|_| Vec::new()).collect();
    for (k, item) in items.iter().enumerate() {
        let also = more[more.partition_point(|m| m.0 < k)..].iter().take_while(|m| m.0 == k).map(|m| m.1);
        for p in holders[k].into_iter().chain(also) {
            let mut title = parts::title(document, lexicon, mentions, item.mention as usize, statuses[k]);
            title.place = inference.printed_place(item.mention);
            title.since = since::since(
                working,
                mentions,
                dates,
                held::sentence(&ranges, mentions, item),
                mentions[item.mention as usize].tokens,
                title.status,
            );
            own[p as usize].push(Holding { mention: item.mention, folded: fold(&title.text), title });
        }
    }
    for (official, own) in officials.iter_mut().zip(&own) {
        let mut known: FxHashMap<&str, usize> = FxHashMap::default();
        for holding in own {
            let at = *known.entry(&holding.folded).or_insert(official.titles.len());
            if at == official.titles.len() {
                official.titles.push(holding.title.clone());
            } else {
                add(&mut official.titles[at], &holding.title);
            }
            if official.titles[at].inferred.is_none() {
                official.titles[at].inferred = inference.infer(holding, own);
            }
        }
    }
    officials.retain(|o| !o.titles.is_empty() || !only_signs(document, o));
    officials
}

/// Words before a position that its status says too.
const MODIFIERS: [&str; 4] = ["tân ", "nguyên ", "cựu ", "quyền "];

/// Whether a person is named where articles are signed and nowhere else.
fn only_signs(document: &Document, official: &Official) -> bool {
    let parts = document.parts();
    let signs = |span: &Span| parts.get(parts.partition_point(|p| p.span.end <= span.start)).is_some_and(|p| p.kind == PartKind::Author);
    official.mentions.iter().all(signs)
}

impl Official {
    /// The positions without those that another says more fully: `Chủ tịch UBND tỉnh` beside `Chủ tịch UBND tỉnh Hà Nam`.
    ///
    /// ```
    /// use tomtat::{Article, Pipeline};
    /// let text = "Ông Trần Văn Bình, Bí thư Huyện ủy Yên Mô, dự họp. Bí thư Trần Văn Bình phát biểu.";
    /// let record = Pipeline::new().enrich(&Article::new(text));
    /// let official = &record.officials[0];
    /// assert_eq!(official.titles.iter().map(|t| t.text.as_str()).collect::<Vec<_>>(), ["Bí thư Huyện ủy Yên Mô", "Bí thư"]);
    /// assert_eq!(official.full_titles().map(|t| t.text.as_str()).collect::<Vec<_>>(), ["Bí thư Huyện ủy Yên Mô"]);
    /// ```
    pub fn full_titles(&self) -> impl Iterator<Item = &Title> {
        let folded: Vec<String> = self.titles.iter().map(|t| fold(&t.text)).collect();
        let fits = |short: Status, full: Status| short == full || (short, full) == (Status::Current, Status::Appointed);
        let fuller = move |n: usize| {
            // The status says what `tân` says.
            let office = MODIFIERS.iter().find_map(|m| folded[n].strip_prefix(m)).unwrap_or(&folded[n]);
            let same = |rest: &str| rest.starts_with(' ') || rest.is_empty() && office.len() < folded[n].len();
            let says = |m: usize| folded[m].strip_prefix(office).is_some_and(same);
            (0..folded.len()).any(|m| says(m) && fits(self.titles[n].status, self.titles[m].status))
        };
        self.titles.iter().enumerate().filter(move |(n, _)| !fuller(*n)).map(|t| t.1)
    }
}

fn person(document: &Document, lexicon: &Lexicon, mentions: &[Mention], p: &Person) -> Official {
    let mut official = Official { name: document.printed(mentions[p.longest as usize].span).into_owned(), ..Official::default() };
    for m in p.mentions.iter().map(|&m| &mentions[m as usize]) {
        official.mentions.push(m.span);
        if official.honorific.is_none() || official.rank.is_none() {
            let (honorific, rank) = parts::address(document, lexicon, m);
            official.honorific = official.honorific.or(honorific);
            official.rank = official.rank.or(rank);
        }
    }
    official
}

/// One text of a position counts once for a person; what a later mention adds is kept.
fn add(known: &mut Title, later: &Title) {
    if known.status == Status::Current && later.status != Status::Current {
        (known.status, known.since) = (later.status, None);
    }
    if known.status == later.status && known.since.is_none() {
        known.since.clone_from(&later.since);
    }
}

#[cfg(test)]
mod tests;
