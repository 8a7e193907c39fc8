//! Units named after persons: `Văn phòng luật sư Nguyễn Anh`, `Trường THPT Phan Bội Châu`.
//!
//! In and out: candidates. A person right behind the head of such a unit is a part of its name.

use super::assemble::Candidate;
use super::{MentionKind, Source};
use crate::text::{Builder, TokenRange, Working};
use once_cell::sync::Lazy;
use rustc_hash::FxHashMap;

/// Heads of units that go by a person's name, and of whom none is named right behind them otherwise.
const HEADS: [&str; 16] = [
    "văn phòng luật sư",
    "vpls",
    "công ty luật",
    "công ty luật tnhh",
    "văn phòng công chứng",
    "phòng công chứng",
    "trường đại học",
    "trường thpt",
    "trường thcs",
    "trường thpt chuyên",
    "trường trung học phổ thông",
    "trường trung học cơ sở",
    "trường tiểu học",
    "trường mầm non",
    "bệnh viện",
    "nhà hát",
];

/// Their words, the longer heads first.
static KEYS: Lazy<Vec<Vec<u32>>> = Lazy::new(|| {
    let mut keys: Vec<Vec<u32>> = HEADS.iter().map(|h| Builder::plain(h).tokens.iter().map(|t| t.key).collect()).collect();
    keys.sort_by_key(|k| std::cmp::Reverse(k.len()));
    keys
});

/// Makes the persons in unit names a part of them.
pub(super) fn join(working: &Working, found: &mut Vec<Candidate>) {
    let unit = |c: &Candidate| Some(TokenRange::new(head(working, c.tokens.start)?, c.tokens.end));
    let person = |c: &Candidate| c.kind == MentionKind::Per && c.source != Source::User;
    let mut named: Vec<(TokenRange, Candidate)> = Vec::new();
    found.retain(|c| {
        let unit = person(c).then(|| unit(c)).flatten();
        named.extend(unit.map(|unit| (unit, *c)));
        unit.is_none()
    });
    // The unit, and the position in it, were read up to the name or to its end, or not at all.
    let ends: FxHashMap<u32, usize> = named.iter().enumerate().flat_map(|(n, (u, _))| (u.start + 1..=u.end).map(move |e| (e, n))).collect();
    let mut known = vec![false; named.len()];
    for c in found.iter_mut().filter(|c| matches!(c.kind, MentionKind::Unit | MentionKind::Title)) {
        if let Some(&n) = ends.get(&c.tokens.end) {
            c.tokens = TokenRange::new(c.tokens.start, named[n].0.end);
            known[n] |= c.kind == MentionKind::Unit;
        }
    }
    let units = named.iter().zip(known).filter(|(_, known)| !known);
    found.extend(units.map(|((unit, c), _)| Candidate::new(MentionKind::Unit, *unit, c.score, c.source)));
}

/// Where the head begins that a name follows.
fn head(working: &Working, name: u32) -> Option<u32> {
    let end = name as usize;
    let fits = |keys: &&Vec<u32>| {
        let start = end.checked_sub(keys.len());
        let same = start.is_some_and(|s| working.tokens[s..end].iter().map(|t| t.key).eq(keys.iter().copied()));
        same && start.is_some_and(|s| (s + 1..=end).all(|i| !working.tokens[i].starts_line()))
    };
    KEYS.iter().find(fits).map(|keys| (end - keys.len()) as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a text with the parts `named` in it is read as.
    fn joined(text: &str, named: &[(MentionKind, &str)]) -> Vec<(MentionKind, String)> {
        let working = Builder::plain(text);
        let tokens = |name: &str| {
            let at = text.find(name).map_or(0, |at| Builder::plain(&text[..at]).tokens.len()) as u32;
            TokenRange::new(at, at + Builder::plain(name).tokens.len() as u32)
        };
        let mut found = named.iter().map(|(kind, name)| Candidate::new(*kind, tokens(name), 1.0, Source::Model)).collect();
        join(&working, &mut found);
        found.iter().map(|c| (c.kind, working.slice(c.tokens).to_owned())).collect()
    }

    #[test]
    fn a_person_behind_the_head_of_a_unit_is_its_name() {
        use MentionKind::{Per, Title, Unit};
        let whole = "Văn phòng luật sư Nguyễn Anh".to_owned();
        let title = (Title, format!("Trưởng {whole}"));
        let text = "Luật sư Lê An, Trưởng Văn phòng luật sư Nguyễn Anh (Hà Nội), nói.";
        let read = [(Per, "Lê An"), (Title, "Trưởng Văn phòng luật sư"), (Per, "Nguyễn Anh")];
        assert_eq!(joined(text, &read), [(Per, "Lê An".to_owned()), title.clone(), (Unit, whole.clone())]);
        let read = [(Title, "Trưởng Văn phòng luật sư"), (Unit, "Văn phòng luật sư"), (Per, "Nguyễn Anh")];
        assert_eq!(joined(text, &read), [title, (Unit, whole)]);
        let person = [(Per, "Lê An")];
        assert_eq!(joined("Luật sư Lê An nói.", &person), [(Per, "Lê An".to_owned())]);
    }
}
