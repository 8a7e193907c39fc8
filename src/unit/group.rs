//! Mentions of one unit gathered by equal names; what the other names of the article add is in [`super::join`].

use super::place::{self, Spot};
use crate::lexicon::{Class, Lexicon};
use crate::text::{Builder, TokenRange, Working, key};
use rustc_hash::FxHashMap;

/// One unit so far.
#[derive(Clone, Debug)]
pub(super) struct Group {
    /// Written out.
    pub name: String,
    /// Indices of mentions, in order.
    pub mentions: Vec<u32>,
    /// Keys of the words of the name.
    pub keys: Vec<u32>,
    /// The same without type words before names of places, where there are any.
    pub core: Option<Vec<u32>>,
    /// Known by its whole name: stands for itself.
    pub fixed: bool,
    /// A part of the name comes from elsewhere in the article.
    pub inferred: bool,
    /// The place that the name says.
    pub spot: Option<Spot>,
    /// The type word that the name ends in, its place left out.
    pub open: Option<&'static str>,
}

/// All units so far, in order of first mention.
#[derive(Debug, Default)]
pub(super) struct Groups {
    pub all: Vec<Group>,
    by_name: FxHashMap<Vec<u32>, usize>,
    /// Names to the letter, which need no cutting into words.
    by_text: FxHashMap<String, usize>,
    /// Where the mentions of a group went that was joined to another.
    into: FxHashMap<usize, usize>,
}

/// Words that one name holds and another leaves out, the longer ones first.
const FILLER: [&[u32]; 6] = [
    &[key("ban"), key("chấp"), key("hành"), key("trung"), key("ương")],
    &[key("trách"), key("nhiệm"), key("hữu"), key("hạn")],
    &[key("thương"), key("mại"), key("cổ"), key("phần")],
    &[key("đảng"), key("cộng"), key("sản")],
    &[key("một"), key("thành"), key("viên")],
    &[key("cổ"), key("phần")],
];

/// The words of a name, without fillers behind its head.
pub(super) fn keys(working: &Working) -> Vec<u32> {
    let all: Vec<u32> = working.tokens.iter().filter(|t| !t.is_mark()).map(|t| t.key).collect();
    let mut keys = Vec::with_capacity(all.len());
    let mut i = 0;
    while i < all.len() {
        let filler = FILLER.iter().find(|f| i > 0 && all[i..].starts_with(f) && all.len() > i + f.len());
        if filler.is_none() {
            keys.push(all[i]);
        }
        i += filler.map_or(1, |f| f.len());
    }
    keys
}

/// `công an đà nẵng` of `Công an thành phố Đà Nẵng`.
fn core(working: &Working) -> Option<Vec<u32>> {
    let end = working.tokens.len();
    let (mut keys, mut left_out, mut i) = (Vec::with_capacity(end), false, 0);
    while i < end {
        let body = matches!(working.key_at(i + 1, end), k if k == key("ủy") || k == key("đoàn"));
        let typed = place::kind_at(working, i, end).filter(|_| i > 0 && !body);
        match typed.filter(|&(_, next)| next < end && working.tokens[next].is_letters() && working.tokens[next].is_capital()) {
            Some((_, next)) => (left_out, i) = (true, next),
            None => {
                keys.extend(Some(working.tokens[i].key).filter(|_| !working.tokens[i].is_mark()));
                i += 1;
            }
        }
    }
    left_out.then_some(keys)
}

impl Group {
    pub(super) fn new(name: String, working: &Working, lexicon: &Lexicon) -> Self {
        let end = working.tokens.len();
        let known = lexicon.phrases.longest(working, 0, end, Class::Institution.bit());
        let fixed = known.is_some_and(|k| k.1 == end);
        let spot = if fixed { None } else { place::spot(working, lexicon, TokenRange::new(0, end as u32)) };
        let (keys, core, open) = (keys(working), core(working), place::open_kind(working));
        Self { name, mentions: Vec::new(), keys, core, fixed, inferred: false, spot, open }
    }
}

impl Groups {
    /// Adds a mention under its written-out name; `inferred` where the article's other words gave a part of it.
    pub(super) fn add(&mut self, name: String, mention: u32, inferred: bool, lexicon: &Lexicon) {
        let known = self.by_text.get(&name).copied();
        let at = known.unwrap_or_else(|| {
            let working = Builder::plain(&name);
            let at = *self.by_name.entry(keys(&working)).or_insert_with(|| {
                self.all.push(Group { inferred, ..Group::new(name.clone(), &working, lexicon) });
                self.all.len() - 1
            });
            self.by_text.insert(name, at);
            at
        });
        self.all[at].mentions.push(mention);
        self.all[at].inferred &= inferred;
    }

    /// Moves all mentions of one group to another.
    pub(super) fn merge(&mut self, from: usize, to: usize) {
        let moved = std::mem::take(&mut self.all[from].mentions);
        self.all[to].mentions.extend(moved);
        self.all[to].mentions.sort_unstable();
        self.into.insert(from, to);
    }

    /// Notes that group `from` went over into group `to` mention by mention.
    pub(super) fn went(&mut self, from: usize, to: usize) {
        self.into.insert(from, to);
    }

    /// Gives a group the name that the article leaves out, joining it to the group that has it already.
    pub(super) fn rename(&mut self, at: usize, name: String, lexicon: &Lexicon) {
        let working = Builder::plain(&name);
        match self.by_name.get(&keys(&working)).copied() {
            Some(known) if known != at => self.merge(at, known),
            _ => {
                let mentions = std::mem::take(&mut self.all[at].mentions);
                let group = Group { mentions, inferred: true, ..Group::new(name, &working, lexicon) };
                self.by_name.insert(group.keys.clone(), at);
                self.all[at] = group;
            }
        }
    }

    /// The name of the unit that a name stands for in this article, where it is another.
    pub(super) fn known_as(&self, name: &Working) -> Option<&str> {
        let mut at = *self.by_name.get(&keys(name))?;
        for _ in 0..4 {
            at = self.into.get(&at).copied().unwrap_or(at);
        }
        Some(&self.all[at].name)
    }

    /// Groups with mentions, in order of the first.
    pub(super) fn finished(&self) -> Vec<&Group> {
        let mut groups: Vec<&Group> = self.all.iter().filter(|g| !g.mentions.is_empty()).collect();
        groups.sort_by_key(|g| g.mentions[0]);
        groups
    }
}
