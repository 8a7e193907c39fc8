//! The tables of the grammar, read once from the files beside this one.

use super::keys::K;
use crate::text::Working;
use crate::text::key;
use once_cell::sync::Lazy;
use rustc_hash::{FxHashMap, FxHashSet};

/// How documents of a type are cited; see `kinds.tsv`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    Constitution,
    Law,
    Act,
    Charter,
    Treaty,
    Accord,
    Session,
    Number,
    Weak,
    Plan,
    Standard,
}

/// A word or phrase that opens a citation.
#[derive(Clone, Debug)]
pub(super) struct Form {
    pub kind: u16,
    pub class: Class,
    pub upper: bool,
}

/// A document known by name.
#[derive(Clone, Debug)]
pub(super) struct Known {
    pub kind: u16,
    /// Name without the type.
    pub name: String,
    /// The words name a field of law too.
    pub field: bool,
}

/// What a part of a number stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Code {
    Type(u16),
    Party(String),
    State(String),
}

/// Phrases as paths of token keys.
#[derive(Debug, Default)]
pub(super) struct Phrases {
    next: FxHashMap<(u32, u32), u32>,
    ends: FxHashMap<u32, u32>,
    nodes: u32,
}

impl Phrases {
    pub(super) fn insert(&mut self, root: u32, path: impl Iterator<Item = u32>, value: u32) {
        let mut node = root;
        for key in path {
            let nodes = &mut self.nodes;
            node = *self.next.entry((node, key)).or_insert_with(|| {
                *nodes += 1;
                *nodes
            });
        }
        self.ends.entry(node).or_insert(value);
    }

    /// The node behind `key`, if a phrase goes on with it.
    pub(super) fn step(&self, node: u32, key: u32) -> Option<u32> {
        self.next.get(&(node, key)).copied()
    }

    pub(super) fn end(&self, node: u32) -> Option<u32> {
        self.ends.get(&node).copied()
    }
}

#[derive(Debug, Default)]
pub(super) struct Tables {
    pub kinds: Vec<String>,
    pub forms: Vec<Form>,
    pub openers: Phrases,
    pub known: Vec<Known>,
    pub names: Phrases,
    /// Initials of known names in lower case, behind the family of the type.
    pub initials: FxHashMap<(u32, u32), u32>,
    /// Short names that stand alone.
    pub short: FxHashMap<u32, u32>,
    pub codes: FxHashMap<u32, (String, Code)>,
    pub issuers: Phrases,
    pub issuer_names: Vec<Option<String>>,
    pub stop: FxHashSet<u32>,
    pub stop_pairs: FxHashSet<(u32, u32)>,
    /// Two words that belong together although one of them ends names elsewhere.
    pub keep: FxHashSet<(u32, u32)>,
    pub not_name: FxHashSet<u32>,
    pub not_name_pairs: FxHashSet<(u32, u32)>,
    pub joiner: FxHashSet<u32>,
    pub head: FxHashSet<u32>,
    pub subject: FxHashSet<u32>,
    pub amount: FxHashSet<u32>,
    pub follow: FxHashSet<u32>,
    triggers: Vec<u64>,
}

static TABLES: Lazy<Tables> = Lazy::new(Tables::read);

impl Tables {
    pub(super) fn shared() -> &'static Self {
        &TABLES
    }

    /// Whether a citation can begin at a token of this key.
    pub(super) fn may_open(&self, key: u32) -> bool {
        self.triggers[(key >> 6) as usize & 63] & (1 << (key & 63)) != 0
    }

    fn read() -> Self {
        let mut tables = Self { triggers: vec![0; 64], ..Self::default() };
        tables.read_kinds();
        tables.read_names();
        tables.read_codes();
        tables.read_issuers();
        tables.read_words();
        for word in ["điểm", "khoản", "điều", "chương", "mục", "phần", "phụ", "tiết", "các", "số"] {
            tables.trigger(key(word));
        }
        tables
    }

    fn trigger(&mut self, key: u32) {
        self.triggers[(key >> 6) as usize & 63] |= 1 << (key & 63);
    }

    pub(super) fn kind(&mut self, name: &str) -> u16 {
        let known = self.kinds.iter().position(|k| k == name);
        known.unwrap_or_else(|| {
            self.kinds.push(name.to_owned());
            self.kinds.len() - 1
        }) as u16
    }

    /// Types that share names: `luật` and `bộ luật`.
    pub(super) fn family(kind: &str) -> u32 {
        key(if kind == "bộ luật" { "luật" } else { kind })
    }

    fn read_kinds(&mut self) {
        for row in rows(include_str!("kinds.tsv")) {
            let class = match row.get(2) {
                "constitution" => Class::Constitution,
                "law" => Class::Law,
                "act" => Class::Act,
                "charter" => Class::Charter,
                "treaty" => Class::Treaty,
                "accord" => Class::Accord,
                "session" => Class::Session,
                "number" => Class::Number,
                "plan" => Class::Plan,
                "standard" => Class::Standard,
                _ => Class::Weak,
            };
            let kind = self.kind(&crate::fold(row.get(1)));
            let form = Form { kind, class, upper: row.get(3) == "upper" };
            let path = keys(row.get(0));
            self.trigger(path[0]);
            self.openers.insert(0, path.into_iter(), self.forms.len() as u32);
            self.forms.push(form);
        }
    }

    fn read_names(&mut self) {
        for row in rows(include_str!("names.tsv")) {
            let kind = self.kind(&crate::fold(row.get(0)));
            let family = Self::family(&self.kinds[kind as usize]);
            let value = self.known.len() as u32;
            self.known.push(Known { kind, name: row.get(1).to_owned(), field: row.get(2) == "?" });
            for (i, form) in std::iter::once(row.get(1)).chain(row.get(3).split('|')).filter(|f| !f.is_empty()).enumerate() {
                let path = name_keys(form);
                self.names.insert(0, std::iter::once(family).chain(path), value);
                if i == 0 {
                    self.read_initials(kind, family, form, value);
                }
            }
        }
        for row in rows(include_str!("short.tsv")) {
            let kind = self.kind(&crate::fold(row.get(1)));
            let known = self.known.iter().position(|k| k.kind == kind && k.name == row.get(2));
            let short = key(&crate::fold(row.get(0)));
            if let Some(known) = known {
                self.trigger(short);
                self.short.insert(short, known as u32);
            }
        }
    }

    /// `pctn` of `Phòng, chống tham nhũng`; a code also has `blhs`, which stands alone.
    fn read_initials(&mut self, kind: u16, family: u32, name: &str, value: u32) {
        let folded = crate::fold(name);
        let words = folded.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty() && *w != "và");
        let initials: String = words.filter_map(|w| w.chars().next()).collect();
        if initials.chars().count() < 2 {
            return;
        }
        self.initials.entry((family, key(&initials))).or_insert(value);
        if self.kinds[kind as usize] == "bộ luật" {
            let short = key(&format!("bl{initials}"));
            self.trigger(short);
            self.short.entry(short).or_insert(value);
        }
    }

    fn read_codes(&mut self) {
        for row in rows(include_str!("codes.tsv")) {
            let code = match row.get(1) {
                "type" => Code::Type(self.kind(&crate::fold(row.get(2)))),
                "party" => Code::Party(row.get(2).to_owned()),
                _ => Code::State(row.get(2).to_owned()),
            };
            self.codes.insert(key(&crate::fold(row.get(0))), (row.get(0).to_owned(), code));
        }
    }

    fn read_issuers(&mut self) {
        for row in rows(include_str!("issuers.tsv")) {
            let value = self.issuer_names.len() as u32;
            self.issuers.insert(0, keys(row.get(0)).into_iter(), value);
            let name = if row.get(1).is_empty() { row.get(0) } else { row.get(1) };
            self.issuer_names.push((name != "+").then(|| name.to_owned()));
        }
    }

    fn read_words(&mut self) {
        for row in rows(include_str!("words.tsv")) {
            for word in row.get(1).split(' ') {
                let list = match row.get(0) {
                    "not_name" => &mut self.not_name,
                    "subject" => &mut self.subject,
                    "joiner" => &mut self.joiner,
                    "head" => &mut self.head,
                    "amount" => &mut self.amount,
                    "follow" => &mut self.follow,
                    _ => &mut self.stop,
                };
                match word.split_once('_') {
                    Some((a, b)) => {
                        let pairs = match row.get(0) {
                            "keep" => &mut self.keep,
                            "not_name" => &mut self.not_name_pairs,
                            _ => &mut self.stop_pairs,
                        };
                        pairs.insert((key(&crate::fold(a)), key(&crate::fold(b))));
                    }
                    None => {
                        list.insert(key(&crate::fold(word)));
                    }
                }
            }
        }
    }
}

struct Row<'a>(Vec<&'a str>);

impl<'a> Row<'a> {
    fn get(&self, i: usize) -> &'a str {
        self.0.get(i).copied().unwrap_or("")
    }
}

fn rows(file: &str) -> impl Iterator<Item = Row<'_>> {
    let lines = file.lines().filter(|l| !l.starts_with('#') && !l.is_empty());
    lines.map(|l| Row(l.split('\t').collect()))
}

/// Keys of the tokens of a phrase.
pub(super) fn keys(phrase: &str) -> Vec<u32> {
    let working: Working = crate::text::Builder::plain(phrase);
    working.tokens.iter().map(|t| t.key).collect()
}

/// The same without what is printed in one name and left out in another: commas, hyphens, `và`, quotation marks.
fn name_keys(phrase: &str) -> Vec<u32> {
    keys(phrase).into_iter().filter(|&k| !skipped_in_names(k)).collect()
}

pub(super) fn skipped_in_names(key: u32) -> bool {
    matches!(key, K::COMMA | K::HYPHEN | K::EN_DASH | K::VA | K::QUOTE | K::QUOTE_LEFT | K::QUOTE_RIGHT | K::SLASH | K::AMPERSAND)
}
