//! Mentions of one unit gathered: by equal names, then short forms with the longer name they stand for.

use crate::lexicon::{Class, Lexicon};
use crate::text::{Builder, key};
use rustc_hash::FxHashMap;

/// One unit so far.
#[derive(Clone, Debug, Default)]
pub(super) struct Group {
    /// Written out.
    pub name: String,
    /// Indices of mentions, in order.
    pub mentions: Vec<u32>,
    keys: Vec<u32>,
    /// Known by its whole name: stands for itself.
    fixed: bool,
}

/// All units so far, in order of first mention.
#[derive(Debug, Default)]
pub(super) struct Groups {
    groups: Vec<Group>,
    by_name: FxHashMap<Vec<u32>, usize>,
    /// Names to the letter, which need no cutting into words.
    by_text: FxHashMap<String, usize>,
}

/// Longest name that short forms are looked for in, and most names one short form is compared with.
const LONGEST: usize = 24;
const COMPARED: usize = 24;

/// Whether a name that ends in this word leaves out which place it is: `UBND tỉnh`, `Huyện ủy`.
fn names_level(last: Option<&u32>) -> bool {
    const LEVELS: [u32; 8] = [key("tỉnh"), key("phố"), key("huyện"), key("quận"), key("xã"), key("phường"), key("trấn"), key("ủy")];
    last.is_some_and(|k| LEVELS.contains(k))
}

impl Groups {
    pub(super) fn add(&mut self, name: String, mention: u32, lexicon: &Lexicon) {
        if let Some(&at) = self.by_text.get(&name) {
            return self.groups[at].mentions.push(mention);
        }
        let working = Builder::plain(&name);
        let keys: Vec<u32> = working.tokens.iter().filter(|t| !t.is_mark()).map(|t| t.key).collect();
        let at = *self.by_name.entry(keys).or_insert_with_key(|keys| {
            let end = working.tokens.len();
            let known = lexicon.phrases.longest(&working, 0, end, Class::Institution.bit());
            let fixed = known.is_some_and(|k| k.1 == end);
            self.groups.push(Group { name: name.clone(), mentions: Vec::new(), keys: keys.clone(), fixed });
            self.groups.len() - 1
        });
        self.by_text.insert(name, at);
        self.groups[at].mentions.push(mention);
    }

    /// `Tỉnh ủy` goes to `Tỉnh ủy Quảng Nam`, where the article names that; of several, to the one named last before it.
    pub(super) fn join_short_forms(&mut self) {
        let mut longer: FxHashMap<&[u32], Vec<usize>> = FxHashMap::default();
        for (n, group) in self.groups.iter().enumerate().filter(|(_, g)| g.keys.len() <= LONGEST) {
            for cut in 1..group.keys.len() {
                longer.entry(&group.keys[..cut]).or_default().push(n);
            }
        }
        let short = |n: usize| !self.groups[n].fixed && longer.contains_key(self.groups[n].keys.as_slice());
        let mut moved: Vec<Vec<u32>> = vec![Vec::new(); self.groups.len()];
        for (n, group) in self.groups.iter().enumerate() {
            let full = longer.get(group.keys.as_slice()).into_iter().flatten().copied().filter(|&c| !short(c));
            let full: Vec<usize> = if short(n) { full.take(COMPARED).collect() } else { Vec::new() };
            // `UBND tỉnh` beside two provinces is neither's for certain.
            let full = if names_level(group.keys.last()) && self.compete(&full) { Vec::new() } else { full };
            for &m in &group.mentions {
                let to = full.iter().copied().min_by_key(|&c| self.distance(c, m)).unwrap_or(n);
                moved[to].push(m);
            }
        }
        for (group, mut mentions) in self.groups.iter_mut().zip(moved) {
            mentions.sort_unstable();
            group.mentions = mentions;
        }
    }

    /// Whether two of the names go on in different ways.
    fn compete(&self, names: &[usize]) -> bool {
        let keys = |n: &usize| self.groups[*n].keys.as_slice();
        let longest = names.iter().map(keys).max_by_key(|k| k.len()).unwrap_or_default();
        names.iter().any(|n| !longest.starts_with(keys(n)))
    }

    /// How far a group is from mention `m`: mentions before it come first, the nearest of them first.
    fn distance(&self, group: usize, m: u32) -> (bool, u32) {
        let mentions = &self.groups[group].mentions;
        let before = mentions.partition_point(|&o| o < m).checked_sub(1).map(|b| m - mentions[b]);
        (before.is_none(), before.unwrap_or_else(|| mentions.first().map_or(u32::MAX, |&f| f.abs_diff(m))))
    }

    pub(super) fn finish(self) -> impl Iterator<Item = Group> {
        let mut groups: Vec<Group> = self.groups.into_iter().filter(|g| !g.mentions.is_empty()).collect();
        groups.sort_by_key(|g| g.mentions[0]);
        groups.into_iter()
    }
}
