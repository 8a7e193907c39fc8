//! Persons with the positions they hold.
//!
//! In: document, mentions, lexicon. Out: [`Official`]s, one a person.

mod gap;
mod linker;
mod links;
mod memory;
mod parts;
mod people;
mod scene;
#[doc(hidden)]
pub mod training;

use crate::lexicon::Lexicon;
use crate::mention::Mention;
use crate::sentence::Sentence;
use crate::span::Span;
use crate::text::fold::fold;
use crate::text::{Document, TokenRange};
use people::{People, Person};
use serde::{Deserialize, Serialize};

/// How a position is held.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
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
}

/// A position of an official.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
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
}

/// One person of the article.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
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

/// The persons of a document, in order of first mention.
pub fn resolve(document: &Document, sentences: &[Sentence], mentions: &[Mention], lexicon: &Lexicon) -> Vec<Official> {
    let working = document.working();
    let people = People::find(working, lexicon, mentions);
    let items = links::items(working, lexicon, mentions, &people);
    let mut holders = links::plain(&items);
    links::reassign(working, lexicon, mentions, &items, &mut holders);
    let ranges: Vec<TokenRange> = sentences.iter().map(|s| s.tokens).collect();
    linker::link(working, lexicon, &ranges, mentions, &people, &items, &mut holders);
    let mut officials: Vec<Official> = people.persons.iter().map(|p| person(document, lexicon, mentions, p)).collect();
    for (item, holder) in items.iter().zip(holders) {
        if let Some(p) = holder {
            add_title(&mut officials[p as usize], parts::title(document, lexicon, mentions, item.mention as usize));
        }
    }
    officials
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

/// One text of a position counts once for a person.
fn add_title(official: &mut Official, title: Title) {
    let text = fold(&title.text);
    if !official.titles.iter().any(|t| fold(&t.text) == text) {
        official.titles.push(title);
    }
}

#[cfg(test)]
mod tests;
