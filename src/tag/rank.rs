//! Ranks candidates and leaves out what says the same.
//!
//! In: candidates and their rows. Out: [`Tag`]s, best first.

use super::candidate::{Candidate, Sort};
use super::features::{Row, WIDTH};
use super::{Tag, slug};
use crate::number;
use crate::summary::network::Network;
use crate::text::{Document, TokenRange, Working};
use once_cell::sync::Lazy;

/// Ranks candidates; the score is a logit.
pub(super) type Ranker = Network<WIDTH, 24, 16>;

static RANKER: Lazy<Ranker> = Lazy::new(|| Network::new(include_bytes!("ranker.bin")));

/// The score of a row, a logit.
pub(super) fn score(row: &Row) -> f32 {
    RANKER.score(row)
}

/// The best candidates as tags, at most `most`.
pub(super) fn choose(document: &Document, found: Vec<Candidate>, rows: &[Row], most: usize) -> Vec<Tag> {
    let mut scored: Vec<(f32, &Candidate)> = rows.iter().map(score).zip(&found).collect();
    scored.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.label.cmp(&b.1.label)));
    let mut kept: Vec<(Sort, Tag)> = Vec::new();
    for (logit, c) in scored {
        if kept.len() >= most {
            break;
        }
        let tag = tag(document, c, logit);
        if !kept.iter().any(|(sort, k)| repeats((c.sort, &tag.slug), (*sort, &k.slug))) {
            kept.push((c.sort, tag));
        }
    }
    kept.into_iter().map(|(_, tag)| tag).collect()
}

fn tag(document: &Document, c: &Candidate, logit: f32) -> Tag {
    let label = label(document, c);
    let spans = c.places.iter().map(|&p| document.working().span(p)).collect();
    Tag { slug: slug(&label), label, kind: c.sort.kind(), score: number::chance(logit), spans }
}

/// The label as printed, blanks made single; a phrase that is no name in small letters.
fn label(document: &Document, c: &Candidate) -> String {
    let working = document.working();
    let small = c.sort == Sort::Phrase && !working.tokens[c.label.indices()].iter().skip(1).any(|t| t.is_capital());
    if c.sort == Sort::Unit {
        return unit_label(working, c.label);
    }
    if c.sort == Sort::Person {
        return document.printed(working.span(c.label)).split_whitespace().collect::<Vec<_>>().join(" ");
    }
    let text = if small { working.lower_slice(c.label) } else { working.slice(c.label) };
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A unit's label without the bracket that explains an abbreviation: `Bộ Chỉ huy quân sự (CHQS) tỉnh`.
pub(super) fn unit_label(working: &Working, range: TokenRange) -> String {
    let (start, end) = (range.start as usize, range.end as usize);
    let surface = |i: usize| working.surface(i);
    let open = (start + 1..end).find(|&i| surface(i) == "(" && working.tokens.get(i + 1).is_some_and(|t| t.is_all_upper()));
    let close = open.and_then(|open| (open..end).find(|&i| surface(i) == ")"));
    let slice = |from: usize, to: usize| working.slice(TokenRange::new(from as u32, to as u32));
    let (before, behind) = match open.zip(close) {
        Some((open, close)) => (slice(start, open), slice(close + 1, end)),
        None => (working.slice(range), ""),
    };
    before.split_whitespace().chain(behind.split_whitespace()).collect::<Vec<_>>().join(" ")
}

/// Whether two labels would file the same: equal without marks, or one phrase or place inside the other.
fn repeats((sort, slug): (Sort, &str), (other_sort, other): (Sort, &str)) -> bool {
    let nested = |inner: &str, outer: &str| {
        outer.match_indices(inner).any(|(at, _)| {
            let end = at + inner.len();
            (at == 0 || outer.as_bytes()[at - 1] == b'-') && (end == outer.len() || outer.as_bytes()[end] == b'-')
        })
    };
    let one_inside = || nested(slug, other) || nested(other, slug);
    match (sort, other_sort) {
        _ if slug == other || slug.is_empty() => true,
        (a, b) if a.is_phrase() && b.is_phrase() => one_inside(),
        (Sort::Phrase, _) => nested(slug, other),
        (_, Sort::Phrase) => nested(other, slug),
        (a, b) => a == b && matches!(a, Sort::Place | Sort::Person) && one_inside(),
    }
}
