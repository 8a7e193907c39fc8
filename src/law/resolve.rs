//! Tells the documents of an article apart and gathers what is said of each.

use super::amends;
use super::cited::Cited;
use super::id::Identity;
use super::keys::K;
use super::number::Number;
use super::scan::{Draft, Target};
use super::tables::{Tables, skipped_in_names};
use super::{Citation, Law, Provision};
use crate::text::{Builder, Working};
use rustc_hash::{FxHashMap, FxHashSet, FxHasher};
use std::hash::{Hash, Hasher};

/// A document while it is gathered.
struct Entry {
    law: Law,
    number: Option<Number>,
    seen: FxHashSet<Provision>,
}

pub(super) struct Resolver<'a> {
    working: &'a Working,
    tables: &'static Tables,
    entries: Vec<Entry>,
    by_number: FxHashMap<(u16, String), Vec<u32>>,
    by_name: FxHashMap<(u16, u64), Vec<u32>>,
    last_of_kind: FxHashMap<u16, u32>,
    /// The document that a pointer alone points into, and the second choice.
    current: Option<u32>,
    other: Option<u32>,
    /// The document that was last said to be amended.
    amended: Option<u32>,
}

/// At most this many documents of one number or name are compared.
const NEAREST: usize = 8;

impl<'a> Resolver<'a> {
    pub(super) fn resolve(working: &'a Working, mut drafts: Vec<Draft>) -> (Vec<Citation>, Vec<Law>) {
        share_years(&mut drafts);
        let resolver = Self {
            working,
            tables: Tables::shared(),
            entries: Vec::new(),
            by_number: FxHashMap::default(),
            by_name: FxHashMap::default(),
            last_of_kind: FxHashMap::default(),
            current: None,
            other: None,
            amended: None,
        };
        resolver.run(drafts)
    }

    fn run(mut self, drafts: Vec<Draft>) -> (Vec<Citation>, Vec<Law>) {
        let mut entry_of: Vec<Option<u32>> = Vec::with_capacity(drafts.len());
        let mut behind = 0;
        for draft in &drafts {
            let entry = match &draft.target {
                Target::Named(cited) => Some(self.entry(cited, draft)),
                Target::Again(first) => entry_of.get(*first).copied().flatten(),
                Target::Back(kind) => self.back(*kind),
                Target::Bare if amends::points(self.working, draft.tokens) && self.amended.is_some() => self.amended,
                Target::Bare => self.current.or(self.other),
            };
            if matches!(draft.target, Target::Named(_)) && amends::before(self.working, behind, draft.tokens.start as usize) {
                self.amended = entry;
            }
            behind = draft.tokens.end as usize;
            if let Some(entry) = entry.filter(|_| !matches!(draft.target, Target::Bare)) {
                self.makes_current(entry);
            }
            entry_of.push(entry);
        }
        // A pointer before the document is named.
        let first =
            (0..self.entries.len() as u32).find(|&e| self.holds_articles(e)).or(if self.entries.is_empty() { None } else { self.other });
        let mut citations = Vec::with_capacity(drafts.len());
        for (draft, entry) in drafts.into_iter().zip(entry_of) {
            let entry = if matches!(draft.target, Target::Bare) { entry.or(first) } else { entry };
            if let Some(entry) = entry {
                self.gather(draft, entry, &mut citations);
            }
        }
        let laws = self.entries.into_iter().map(finished).collect();
        (citations, laws)
    }

    fn entry(&mut self, cited: &Cited, draft: &Draft) -> u32 {
        let found = match (&cited.number, &cited.name) {
            (Some(number), _) => self.numbered(cited, number, draft.after.term.as_deref()),
            (None, None) => self.last_of_kind.get(&cited.kind).copied().filter(|&e| {
                let law = &self.entries[e as usize].law;
                law.year.is_some() && law.year == cited.year.map(|y| y.to_string())
            }),
            (None, Some(_)) => {
                self.by_name.get(&(self.family(cited.kind), self.name_id(cited))).and_then(|all| self.of_year(all, cited.year))
            }
        };
        let found = found.or_else(|| {
            let named = cited.number.is_some() && cited.name.is_some();
            let all = if named { self.by_name.get(&(self.family(cited.kind), self.name_id(cited))) } else { None };
            all.and_then(|all| self.of_year(all, cited.year)).filter(|&e| self.entries[e as usize].number.is_none())
        });
        let entry = found.unwrap_or_else(|| {
            self.entries.push(Entry { law: self.blank(cited), number: None, seen: FxHashSet::default() });
            self.entries.len() as u32 - 1
        });
        self.learn(entry, cited, draft);
        entry
    }

    fn blank(&self, cited: &Cited) -> Law {
        Law { kind: self.tables.kinds[cited.kind as usize].clone(), ..Law::default() }
    }

    /// `bộ luật` and `luật` share names.
    fn family(&self, kind: u16) -> u16 {
        let family = Tables::family(&self.tables.kinds[kind as usize]);
        self.tables.kinds.iter().position(|k| crate::text::key(k) == family).map_or(kind, |k| k as u16)
    }

    fn name_id(&self, cited: &Cited) -> u64 {
        let Some(title) = &cited.name else { return 0 };
        let mut hasher = FxHasher::default();
        if let Some((term, meeting)) = super::id::meeting(&title.text) {
            (2u8, term, meeting).hash(&mut hasher);
            return hasher.finish();
        }
        let revised = title.text.contains("sửa đổi");
        match title.known {
            Some(known) if !revised => (1u8, known).hash(&mut hasher),
            _ => {
                let words = Builder::plain(&title.text);
                let open = [K::OPEN, K::CLOSE];
                words
                    .tokens
                    .iter()
                    .map(|t| t.key)
                    .filter(|&k| !skipped_in_names(k) && !open.contains(&k))
                    .for_each(|k| k.hash(&mut hasher));
            }
        }
        hasher.finish()
    }

    /// The entry that a number names: the same in full, else the only one that it does not contradict.
    fn numbered(&self, cited: &Cited, number: &Number, term: Option<&str>) -> Option<u32> {
        let all = self.by_number.get(&(cited.kind, number.serial.clone()))?;
        let near = all.iter().rev().take(NEAREST);
        let fits = |e: &u32| self.entries[*e as usize].number.as_ref().is_some_and(|known| agree(known, number));
        let same = |e: &u32| self.entries[*e as usize].number.as_ref().is_some_and(|known| known.text.eq_ignore_ascii_case(&number.text));
        let year = |e: &u32| {
            let law = &self.entries[*e as usize].law;
            let same = law.year.is_none() || cited.year.is_none_or(|y| law.year.as_deref() == Some(y.to_string().as_str()));
            same && (law.term.is_none() || term.is_none() || law.term.as_deref() == term)
        };
        near.clone().copied().find(|e| same(e) && year(e)).or_else(|| near.copied().find(|e| fits(e) && year(e)))
    }

    fn of_year(&self, all: &[u32], year: Option<u16>) -> Option<u32> {
        let near = || all.iter().rev().take(NEAREST).copied();
        let known = |e: u32| self.entries[e as usize].law.year.as_deref();
        match year {
            None => near().find(|&e| known(e).is_none()).or_else(|| near().next()),
            Some(year) => {
                let year = year.to_string();
                near().find(|&e| known(e) == Some(&year)).or_else(|| near().find(|&e| known(e).is_none()))
            }
        }
    }

    /// Adds to the entry what this place says.
    fn learn(&mut self, entry: u32, cited: &Cited, draft: &Draft) {
        let family = self.family(cited.kind);
        if cited.name.is_some() {
            let id = self.name_id(cited);
            let all = self.by_name.entry((family, id)).or_default();
            if !all.contains(&entry) {
                all.push(entry);
            }
        }
        let kind = self.tables.kinds[cited.kind as usize].as_str();
        let e = &mut self.entries[entry as usize];
        if let Some(number) = &cited.number {
            let better = e.number.as_ref().is_none_or(|known| (number.coded, number.year.is_some()) > (known.coded, known.year.is_some()));
            if better {
                e.law.number = Some(number.text.clone());
                e.number = Some(number.clone());
                let all = self.by_number.entry((cited.kind, number.serial.clone())).or_default();
                if !all.contains(&entry) {
                    all.push(entry);
                }
            }
        }
        if let (None, Some(title)) = (&e.law.name, &cited.name) {
            e.law.name = Some(title.text.clone());
        }
        let date = draft.after.date.filter(|p| p.is_real());
        if e.law.date.is_none() {
            e.law.date = date.filter(|p| p.year.is_some()).and_then(|p| p.iso());
        }
        if e.law.term.is_none() && cited.number.is_some() {
            e.law.term.clone_from(&draft.after.term);
        }
        if e.law.year.is_none() {
            e.law.year = cited.year.or(date.and_then(|p| p.year)).map(|y| y.to_string());
        }
        if e.law.issuer.is_none() {
            let coded = || e.number.as_ref().and_then(|n| n.issuer.clone());
            let usual = || if draft.after.foreign { None } else { usual_issuer(kind, e.law.name.as_deref()).map(str::to_owned) };
            e.law.issuer = draft.after.issuer.clone().or_else(coded).or_else(usual);
        }
        self.last_of_kind.insert(cited.kind, entry);
    }

    fn back(&self, kind: u16) -> Option<u32> {
        self.last_of_kind.get(&kind).copied().or_else(|| {
            let code = self.tables.kinds.iter().position(|k| k == "bộ luật")? as u16;
            (self.tables.kinds[kind as usize] == "luật").then(|| self.last_of_kind.get(&code).copied())?
        })
    }

    fn makes_current(&mut self, entry: u32) {
        if self.holds_articles(entry) {
            self.current = Some(entry);
        } else if self.may_hold_articles(entry) {
            self.other = Some(entry);
        }
    }

    fn holds_articles(&self, entry: u32) -> bool {
        const KINDS: [&str; 15] = [
            "luật",
            "bộ luật",
            "hiến pháp",
            "pháp lệnh",
            "nghị định",
            "thông tư",
            "thông tư liên tịch",
            "điều lệ",
            "công ước",
            "hiệp ước",
            "quy định",
            "quy chế",
            "nội quy",
            "đạo luật",
            "văn bản hợp nhất",
        ];
        KINDS.contains(&self.entries[entry as usize].law.kind.as_str())
    }

    fn may_hold_articles(&self, entry: u32) -> bool {
        ["nghị quyết", "quyết định", "sắc lệnh", "hiệp định", "hướng dẫn"].contains(&self.entries[entry as usize].law.kind.as_str())
    }

    fn gather(&mut self, draft: Draft, entry: u32, citations: &mut Vec<Citation>) {
        let e = &mut self.entries[entry as usize];
        let mut provisions = draft.provisions;
        // A clause alone lies in the article named last.
        if let Some(article) = e.law.provisions.last().and_then(|p| p.article.clone()) {
            for p in provisions.iter_mut().filter(|p| p.article.is_none() && p.chapter.is_none() && p.clause.is_some()) {
                p.article = Some(article.clone());
            }
        }
        for p in &provisions {
            if e.seen.insert(p.clone()) {
                e.law.provisions.push(p.clone());
            }
        }
        if draft.tokens.is_empty() {
            return;
        }
        let span = self.working.span(draft.tokens);
        e.law.mentions.push(span);
        let (number, name, year) = match draft.target {
            Target::Named(cited) => (cited.number.map(|n| n.text), cited.name.map(|n| n.text), cited.year),
            _ => (None, None, None),
        };
        citations.push(Citation { span, law: entry, number, name, year, provisions, tokens: draft.tokens });
    }
}

/// Neither says what the other denies: `98` and `98/2023/QH15`, `54/2017` and `54/2017/QH14`.
fn agree(a: &Number, b: &Number) -> bool {
    let years = a.year.is_none() || b.year.is_none() || a.year == b.year;
    years && !(a.coded && b.coded)
}

/// Laws listed with `,` or `và` take the `năm …` of the last.
fn share_years(drafts: &mut [Draft]) {
    let mut shared = None;
    for draft in drafts.iter_mut().rev() {
        let joined = draft.joined;
        let Target::Named(cited) = &mut draft.target else {
            shared = None;
            continue;
        };
        if !joined {
            shared = None;
        }
        if cited.year_word {
            shared = cited.year;
        } else if cited.year.is_some() || cited.number.is_some() || draft.after.date.is_some() {
            shared = None;
        } else {
            cited.year = shared;
        }
    }
}

/// Who issues documents of a type.
fn usual_issuer(kind: &str, name: Option<&str>) -> Option<&'static str> {
    Some(match kind {
        "hiến pháp" | "luật" | "bộ luật" => "Quốc hội",
        "pháp lệnh" => "Ủy ban Thường vụ Quốc hội",
        "nghị định" => "Chính phủ",
        "lệnh" | "sắc lệnh" => "Chủ tịch nước",
        "nghị quyết" if name.is_some_and(|n| n.contains("Đại hội")) => return None,
        "nghị quyết" | "kết luận" if name.is_some() => "Ban Chấp hành Trung ương Đảng",
        _ => return None,
    })
}

fn finished(entry: Entry) -> Law {
    let mut law = entry.law;
    let dated_number = entry.number.as_ref().is_some_and(|n| n.year.is_some());
    let identity = Identity {
        kind: &law.kind,
        number: law.number.as_deref(),
        dated_number,
        name: law.name.as_deref(),
        year: law.year.as_deref(),
        date: law.date.as_deref(),
        term: law.term.as_deref(),
    };
    law.id = identity.written();
    law
}
