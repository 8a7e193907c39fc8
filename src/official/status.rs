//! How a position is held: by `nguyên` and the like in it, by the verb before it, by the words behind it.

use super::Status;
use crate::text::tree::Tree;
use crate::text::{Builder, TokenRange, Working, key};
use once_cell::sync::Lazy;

#[derive(Default)]
struct Tables {
    before: Tree<Status>,
    held: Tree<Status>,
    earlier: Tree<Status>,
    opening: Tree<Status>,
    after: Tree<Status>,
    filler: Vec<u32>,
}

static TABLES: Lazy<Tables> = Lazy::new(|| {
    let mut tables = Tables::default();
    for row in include_str!("held.tsv").lines().filter(|l| !l.starts_with('#')) {
        let mut columns = row.split('\t');
        let (Some(place), Some(words)) = (columns.next(), columns.next()) else { continue };
        let (words, status) = (Builder::plain(words), status(columns.next().unwrap_or("")));
        match place {
            "before" => tables.before.add(&words, status),
            "held" => tables.held.add(&words, status),
            "earlier" => tables.earlier.add(&words, status),
            "opening" => tables.opening.add(&words, status),
            "after" => tables.after.add(&words, status),
            _ => tables.filler.extend(words.tokens.iter().map(|t| t.key)),
        }
    }
    tables
});

fn status(name: &str) -> Status {
    match name {
        "former" => Status::Former,
        "acting" => Status::Acting,
        "appointed" => Status::Appointed,
        "dismissed" => Status::Dismissed,
        _ => Status::Current,
    }
}

/// Longest verb, longest filler and how far back an earlier verb is looked for, in tokens.
const VERB: usize = 6;
const FILLER: usize = 7;
const EARLIER: usize = 40;

/// What the verb before the position at `at` says of it; `from` is where its sentence begins.
pub(super) fn before(working: &Working, from: usize, at: usize) -> Option<Status> {
    let filled = |i: usize| TABLES.filler.contains(&working.tokens[i].key);
    let mut end = at;
    loop {
        if let Some(found) = ending(&TABLES.before, working, from, end) {
            return Some(found.1);
        }
        if let Some((start, held)) = ending(&TABLES.held, working, from, end) {
            return Some(earlier(working, from, start).unwrap_or(held));
        }
        let go_on = end > from && at - end < FILLER && filled(end - 1);
        if !go_on {
            return None;
        }
        end -= 1;
    }
}

/// The longest phrase that ends at `end`: its start and what it says.
fn ending(tree: &Tree<Status>, working: &Working, from: usize, end: usize) -> Option<(usize, Status)> {
    let start = from.max(end.saturating_sub(VERB));
    (start..end).find_map(|s| tree.longest(working, s, end).filter(|f| f.0 == end).map(|f| (s, f.1)))
}

/// The nearest verb before `end` in the sentence that decides how an office is held; `là` looks no further than its clause.
fn earlier(working: &Working, from: usize, end: usize) -> Option<Status> {
    let is = working.tokens[end].key == key("là");
    let bound = |i: &usize| matches!(working.surface(*i), ";" | ".") || is && working.surface(*i) == ",";
    let start = (from.max(end.saturating_sub(EARLIER))..end).rev().find(bound).map_or(from.max(end.saturating_sub(EARLIER)), |b| b + 1);
    let near = (start..end).rev().find_map(|s| TABLES.earlier.longest(working, s, end).map(|f| f.1));
    near.or_else(|| TABLES.opening.longest(working, from, end).map(|f| f.1))
}

/// Whether the words right before the person at `at` take an office from him or her: `cách chức ông A`.
pub(super) fn takes(working: &Working, from: usize, at: usize) -> bool {
    let mut end = at;
    while end > from && matches!(working.lower(end - 1), "với" | "đối") {
        end -= 1;
    }
    ending(&TABLES.before, working, from, end).is_some_and(|f| f.1 == Status::Dismissed)
}

/// What stands behind a position, or behind the name of its holder: `bị cách chức`, `nghỉ hưu`.
pub(super) fn after(working: &Working, at: usize, end: usize) -> Option<Status> {
    let skipped = |i: &usize| matches!(working.lower(*i), "," | "đã" | "vừa" | "sẽ" | "xin" | "mới" | "đều");
    let skip = (at..end.min(at + 3)).take_while(skipped).count();
    TABLES.after.longest(working, at + skip, end).map(|f| f.1)
}

/// `Phó Cục trưởng phụ trách Cục`: acts as the head of the unit named behind.
pub(super) fn in_charge(working: &Working, title: TokenRange, end: u32, unit_at: impl Fn(usize) -> bool) -> bool {
    let (from, last, end) = (title.start as usize + 1, title.end as usize, end as usize);
    (from..=last).any(|i| {
        let charge = working.lower_at(i, end) == "phụ" && working.lower_at(i + 1, end) == "trách";
        charge && (i + 2 == last || i + 2 < end && unit_at(i + 2))
    })
}
