//! Organisations, each once, with abbreviation and kind.
//!
//! In: document, mentions, lexicon. Out: [`Unit`]s.

mod group;
mod kind;
mod learned;
mod name;

use crate::lexicon::Lexicon;
use crate::mention::{Mention, MentionKind};
use crate::span::Span;
use crate::text::fold::fold;
use crate::text::{Document, Working};
use group::{Group, Groups};
use learned::Learned;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// One organisation of the article.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Unit {
    /// Canonical name, abbreviations written out, old tone placement.
    pub name: String,
    /// The short form that the article uses.
    pub abbreviation: Option<String>,
    /// `party`, `government`, `assembly`, `court`, `procuracy`, `military`, `police`, `mass`, `school`, `company`, `press`, …
    pub kind: Option<String>,
    /// Where it is named.
    pub mentions: Vec<Span>,
}

/// The units of a document, in order of first mention.
pub fn resolve(document: &Document, mentions: &[Mention], lexicon: &Lexicon) -> Vec<Unit> {
    let working = document.working();
    let learned = Learned::find(working, mentions);
    let mut groups = Groups::default();
    for (n, m) in mentions.iter().enumerate().filter(|(_, m)| m.kind == MentionKind::Unit) {
        let full = learned.unit(working, m.tokens).map_or(m, |u| &mentions[u as usize]);
        let name = name::written_out(working, lexicon, &learned, full.tokens);
        groups.add(name, n as u32, lexicon);
    }
    groups.join_short_forms();
    groups.finish().map(|group| unit(document, mentions, lexicon, &learned, group)).collect()
}

fn unit(document: &Document, mentions: &[Mention], lexicon: &Lexicon, learned: &Learned, group: Group) -> Unit {
    let kind = kind::kind(lexicon, &group.name).map(str::to_owned);
    let spans: Vec<Span> = group.mentions.iter().map(|&m| mentions[m as usize].span).collect();
    let full = once_cell::unsync::Lazy::new(|| fold(&group.name));
    let working = document.working();
    let shortened = |m: &Mention| {
        if let Some(own) = name::own_short_form(working, lexicon, learned, m.tokens) {
            return Some(own);
        }
        let capitals = m.tokens.indices().any(|i| is_abbreviation(working, i));
        capitals.then(|| document.printed(m.span)).filter(|text| fold(text) != *full).map(Cow::into_owned)
    };
    let abbreviation = group.mentions.iter().find_map(|&m| shortened(&mentions[m as usize]));
    Unit { name: group.name, abbreviation, kind, mentions: spans }
}

fn is_abbreviation(working: &Working, i: usize) -> bool {
    let t = &working.tokens[i];
    t.is_letters() && t.is_all_upper() && t.end - t.start > 1 && working.surface(i).chars().nth(1).is_some()
}

#[cfg(test)]
mod tests;
