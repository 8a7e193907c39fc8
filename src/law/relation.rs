//! How one cited document stands to another: it amends, replaces, guides or repeals it, where the text says so.
//!
//! The words stand before the document they act on; what acts is the document named before them in the same sentence, unless another
//! subject stands between.

use super::after::after;
use super::cursor::Cursor;
use super::keys::K;
use super::tables::{Class, Phrases, Tables, keys};
use super::{Citation, Law};
use crate::sentence::Sentence;
use crate::span::Span;
use crate::text::{Working, key};
use once_cell::sync::Lazy;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::{Deserialize, Serialize};

/// What one document does to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum RelationKind {
    /// Sửa đổi, bổ sung.
    Amends,
    /// Thay thế.
    Replaces,
    /// Quy định chi tiết, hướng dẫn thi hành.
    Guides,
    /// Bãi bỏ, làm hết hiệu lực.
    Repeals,
}

/// A tie from one document of the article to another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Relation {
    /// What this document does to the other.
    #[serde(rename = "type")]
    pub kind: RelationKind,
    /// Id of the other, one of the record's laws.
    pub id: String,
    /// The words that say so.
    pub span: Span,
}

/// Most words between a document and the words that relate it, on either side.
const REACH: usize = 40;

/// At most this many documents are looked back over.
const NEAREST: usize = 64;

#[derive(Debug, Default)]
struct Words {
    phrases: Phrases,
    /// The relation of each phrase; none where the document before it loses its force.
    kinds: Vec<Option<RelationKind>>,
    link: FxHashSet<u32>,
    agent: FxHashSet<u32>,
    not: FxHashSet<(u32, u32)>,
    oblique: FxHashSet<u32>,
    subject: FxHashSet<(u32, u32)>,
    /// Types of documents, the highest first: none guides a lower one.
    ranks: Vec<String>,
}

static WORDS: Lazy<Words> = Lazy::new(Words::read);

impl Words {
    fn read() -> Self {
        let mut words = Self::default();
        for row in include_str!("relations.tsv").lines().filter(|l| !l.starts_with('#')) {
            let (phrase, rest) = row.split_once('\t').unwrap_or((row, ""));
            let single = || rest.split(' ').map(|w| key(&crate::fold(w)));
            let paired = || {
                rest.split(' ').map(|w| {
                    let (a, b) = w.split_once('_').unwrap_or((w, ""));
                    (key(&crate::fold(a)), if b.is_empty() { 0 } else { key(&crate::fold(b)) })
                })
            };
            match phrase {
                "link" => words.link = single().collect(),
                "agent" => words.agent = single().collect(),
                "oblique" => words.oblique = single().collect(),
                "not" => words.not = paired().collect(),
                "ranks" => words.ranks = rest.split(' ').map(|w| w.replace('_', " ")).collect(),
                "subject" => words.subject = paired().collect(),
                _ => words.add(phrase, rest),
            }
        }
        words
    }

    fn add(&mut self, phrase: &str, kind: &str) {
        let kind = match kind {
            "amends" => Some(RelationKind::Amends),
            "replaces" => Some(RelationKind::Replaces),
            "guides" => Some(RelationKind::Guides),
            "repeals" => Some(RelationKind::Repeals),
            _ => None,
        };
        self.phrases.insert(0, keys(phrase).into_iter(), self.kinds.len() as u32);
        self.kinds.push(kind);
    }

    /// Whether one of the words or pairs stands at `i`.
    fn is(set: &FxHashSet<(u32, u32)>, c: &Cursor, i: usize) -> bool {
        set.contains(&(c.key(i), 0)) || set.contains(&(c.key(i), c.key(i + 1)))
    }
}

/// A document at a place of the sentence: cited, or meant by `Nghị định này`.
#[derive(Clone, Copy, Debug)]
struct Item {
    start: usize,
    end: usize,
    law: u32,
    /// By `này`, so it cannot be acted on.
    back: bool,
}

/// The words found before a document.
struct Trigger {
    start: usize,
    end: usize,
    kind: RelationKind,
    /// The document behind the words acts on the one before them.
    passive: bool,
}

/// Finds the relations of all laws and writes them into the laws.
pub(super) fn relate(working: &Working, sentences: &[Sentence], citations: &[Citation], laws: &mut [Law]) {
    if laws.is_empty() {
        return;
    }
    let mut found = Found::default();
    by_name(laws, &mut found);
    let mut last: FxHashMap<&str, u32> = FxHashMap::default();
    let mut from = 0;
    for s in sentences {
        let to = from + citations[from..].iter().take_while(|c| c.tokens.start < s.tokens.end).count();
        let here = &citations[from..to];
        from = to;
        if last.is_empty() && here.is_empty() {
            continue;
        }
        let c = Cursor { working, tables: Tables::shared(), start: s.tokens.start as usize, end: s.tokens.end as usize };
        if c.end - c.start > 1 && (c.start..c.end).any(|i| WORDS.phrases.step(0, c.key(i)).is_some()) {
            let items = items(&c, here, laws, &last);
            Reader { c: &c, items: &items, laws, found: &mut found }.read();
        }
        for citation in here {
            last.insert(laws[citation.law as usize].kind.as_str(), citation.law);
        }
    }
    let ids: Vec<String> = laws.iter().map(|l| l.id.clone()).collect();
    for (from, kind, to, span) in found.all {
        laws[from as usize].relations.push(Relation { kind, id: ids[to as usize].clone(), span });
    }
}

/// What was found, each relation once.
#[derive(Default)]
struct Found {
    all: Vec<(u32, RelationKind, u32, Span)>,
    seen: FxHashSet<(u32, RelationKind, u32)>,
}

impl Found {
    fn add(&mut self, from: u32, kind: RelationKind, to: u32, span: Span) {
        if from != to && self.seen.insert((from, kind, to)) {
            self.all.push((from, kind, to, span));
        }
    }
}

/// `Luật sửa đổi, bổ sung một số điều của Luật Điện lực` says it in its name.
fn by_name(laws: &[Law], found: &mut Found) {
    let mut named: FxHashMap<String, u32> = FxHashMap::default();
    let names: Vec<String> = laws.iter().map(|l| l.name.as_deref().map(crate::fold).unwrap_or_default()).collect();
    for (n, name) in (0_u32..).zip(&names).filter(|n| !n.1.is_empty()) {
        named.entry(name.clone()).or_insert(n);
    }
    for (n, name) in (0_u32..).zip(&names).filter(|n| n.1.contains(" sửa đổi")) {
        let Some((_, base)) = name.split_once(" của ") else { continue };
        let bases = base.split(" và ").flat_map(|b| b.split(", ")).filter_map(|b| named.get(b.trim())).chain(named.get(base));
        let Some(&span) = laws[n as usize].mentions.first() else { continue };
        bases.for_each(|&to| found.add(n, RelationKind::Amends, to, span));
    }
}

/// The documents of a sentence in order, with those that `này` means.
fn items(c: &Cursor, here: &[Citation], laws: &[Law], last: &FxHashMap<&str, u32>) -> Vec<Item> {
    let cited = here.iter().map(|m| Item { start: m.tokens.start as usize, end: m.tokens.end as usize, law: m.law, back: false });
    let mut items: Vec<Item> = cited.collect();
    for at in (c.start + 1..c.end).filter(|&i| c.key(i) == K::NAY) {
        let opens = (at.saturating_sub(4).max(c.start)..at).find_map(|i| {
            let (form, end) = c.longest(&c.tables.openers, i)?;
            (end == at).then(|| (i, c.tables.forms[form as usize].kind))
        });
        let Some((start, kind)) = opens else { continue };
        let kind = c.tables.kinds[kind as usize].as_str();
        let before =
            here.iter().rev().take(NEAREST).find(|m| (m.tokens.end as usize) <= start && laws[m.law as usize].kind == kind).map(|m| m.law);
        if let Some(law) = before.or_else(|| last.get(kind).copied()) {
            items.push(Item { start, end: at + 1, law, back: true });
        }
    }
    items.sort_unstable_by_key(|i| i.start);
    items.dedup_by(|b, a| b.start < a.end);
    items
}

struct Reader<'a> {
    c: &'a Cursor<'a>,
    items: &'a [Item],
    laws: &'a [Law],
    found: &'a mut Found,
}

impl Reader<'_> {
    fn read(&mut self) {
        // What acted last, and how far the documents run that it acted on.
        let mut acting: Option<(u32, usize)> = None;
        let mut n = 0;
        while n < self.items.len() {
            let next = n + 1;
            let item = self.items[n];
            let Some(trigger) = self.trigger(item).filter(|_| !item.back) else {
                n = next;
                continue;
            };
            let list = self.list(n);
            if let Some(other) = self.before(n, &trigger, acting) {
                let span = self.c.working.span(self.c.range(trigger.start, trigger.end));
                for object in &self.items[n..list] {
                    let (from, to) = if trigger.passive { (object.law, other) } else { (other, object.law) };
                    if trigger.kind != RelationKind::Guides || self.may_guide(from, to) {
                        self.found.add(from, trigger.kind, to, span);
                    }
                }
                acting = (!trigger.passive).then_some((other, list - 1));
            }
            n = list.max(next);
        }
        self.expired();
    }

    /// No law guides a decree: where it seems so, the words were misread.
    fn may_guide(&self, from: u32, to: u32) -> bool {
        let rank = |law: u32| WORDS.ranks.iter().position(|k| *k == self.laws[law as usize].kind);
        rank(from).zip(rank(to)).is_none_or(|(from, to)| from >= to)
    }

    /// The words right before a document that relate it, those farthest to the left.
    fn trigger(&self, item: Item) -> Option<Trigger> {
        let c = self.c;
        let mut at = item.start;
        let mut found: Option<(usize, usize, u32)> = None;
        while at > c.start && item.start - at < REACH {
            let phrase =
                (at.saturating_sub(8).max(c.start)..at).find_map(|i| c.longest(&WORDS.phrases, i).filter(|p| p.1 == at).map(|p| (i, p.0)));
            at = match phrase {
                Some((start, value)) => {
                    found = Some((start, at, value));
                    start
                }
                None if WORDS.link.contains(&c.key(at - 1)) => at - 1,
                None => break,
            };
        }
        let (start, end, value) = found?;
        let kind = WORDS.kinds[value as usize]?;
        let suffered = matches!(c.before(start), k if k == key("được") || k == key("bị"));
        let agent = WORDS.agent.contains(&c.before(item.start));
        let place = [K::TAI, key("trong"), key("ở")].contains(&c.before(item.start));
        if suffered && !agent && !place {
            return None;
        }
        Some(Trigger { start, end, kind, passive: agent || suffered })
    }

    /// End of the list of documents that begins with item `n`.
    fn list(&self, n: usize) -> usize {
        (n + 1..self.items.len()).find(|&next| !self.joined(next)).unwrap_or(self.items.len())
    }

    /// Whether item `n` only goes on with a list.
    fn joined(&self, n: usize) -> bool {
        let (next, before) = (self.items[n], self.items[n - 1]);
        let tail = after(self.c, before.end).end;
        let joins = |i: usize| self.c.is_join(i) || WORDS.link.contains(&self.c.key(i)) && self.c.key(i) != K::CUA;
        !next.back && next.start > tail && next.start - tail <= 4 && self.c.is_join(tail) && (tail..next.start).all(joins)
    }

    /// The document before the words of the trigger before item `n`.
    fn before(&self, n: usize, trigger: &Trigger, acting: Option<(u32, usize)>) -> Option<u32> {
        let c = self.c;
        let item = self.items[..n].last()?;
        let from = after(c, item.end).end.min(trigger.start);
        if trigger.start - from > REACH || self.barred(from, trigger.start) {
            return None;
        }
        let first = c.key(from);
        let runs_on = c.is_join(from) || first == key("đồng");
        if let Some((other, _)) = acting.filter(|a| a.1 == n - 1 && runs_on) {
            return Some(other);
        }
        let comma = (from..trigger.start).any(|i| matches!(c.key(i), K::COMMA | K::SEMICOLON));
        // `Luật Dược, sửa đổi một số điều của Luật Giá`: two laws of a list that share the word.
        let listed = comma && trigger.start == from + 1 && trigger.kind == RelationKind::Amends;
        if listed && self.laws[item.law as usize].number.is_none() {
            return None;
        }
        let oblique = !item.back && WORDS.oblique.contains(&c.before(item.start));
        if first == K::VA || oblique && comma {
            return None;
        }
        Some(item.law)
    }

    /// Whether something stands between a document and the words that keeps it from acting: `không`, another subject, another document.
    fn barred(&self, from: usize, to: usize) -> bool {
        let c = self.c;
        (from..to).any(|i| {
            let subject =
                matches!(c.before(i), K::COMMA | K::SEMICOLON) && i > from && (c.is_capital(i) || Words::is(&WORDS.subject, c, i));
            let document = c.longest(&c.tables.openers, i).is_some_and(|(form, end)| {
                let class = c.tables.forms[form as usize].class;
                let plural = matches!(c.before(i), K::SO | K::CAC | K::NHUNG);
                let strong = matches!(class, Class::Law | Class::Number | Class::Session | Class::Act | Class::Constitution);
                end <= to && (strong && c.before(i) != key("pháp") || plural)
            });
            subject || document || Words::is(&WORDS.not, c, i)
        })
    }

    /// `Nghị định A hết hiệu lực kể từ ngày Nghị định B có hiệu lực`: the document behind repeals those before.
    fn expired(&mut self) {
        let c = self.c;
        let mut at = c.start;
        while at < c.end {
            let Some((value, end)) = c.longest(&WORDS.phrases, at) else {
                at += 1;
                continue;
            };
            if WORDS.kinds[value as usize].is_none() && !self.barred(at.saturating_sub(2).max(c.start), at) {
                self.expiry(at, end);
            }
            at = end;
        }
    }

    fn expiry(&mut self, start: usize, end: usize) {
        let c = self.c;
        let behind = self.items.partition_point(|i| i.start < end);
        let Some(actor) = self.items.get(behind).filter(|a| a.start - end <= 8 && c.key(after(c, a.end).end) == key("có")) else { return };
        let Some(last) = behind.checked_sub(1).filter(|&l| start - after(c, self.items[l].end).end.min(start) <= 3) else { return };
        let first = (1..=last).rev().find(|&n| !self.joined(n)).unwrap_or(0);
        let span = c.working.span(c.range(start, end));
        for item in self.items[first..=last].iter().filter(|i| !i.back) {
            // `Luật này` behind the old law of the same name means the one named before it.
            let law = if actor.back && actor.law == item.law { self.earlier(item) } else { Some(actor.law) };
            if let Some(law) = law {
                self.found.add(law, RelationKind::Repeals, item.law, span);
            }
        }
    }

    /// The document of the same type named before an item of this sentence.
    fn earlier(&self, item: &Item) -> Option<u32> {
        let kind = &self.laws[item.law as usize].kind;
        let before = self.items.iter().rev().take(NEAREST).filter(|i| i.start < item.start && i.law != item.law);
        before.map(|i| i.law).find(|&l| self.laws[l as usize].kind == *kind)
    }
}
