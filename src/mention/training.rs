//! What the trainer of the reader needs: the same signs, features and labels as reading, so that the two never differ.

use super::features::{BIT, View, hash};
use super::labels::{self, LABELS};
use super::weights::{BIT_REACH, SCALE};
use super::{MentionKind, readable, signs};
use crate::lexicon::Lexicon;
use crate::sentence;
use crate::span::Span;
use crate::text::{Document, TokenRange};
use std::collections::{BTreeMap, HashMap};

/// One stretch of tokens that the reader labels: features and gold label of each token.
#[derive(Clone, Debug, Default)]
pub struct Stretch {
    /// Features of each token.
    pub features: Vec<Vec<Feature>>,
    /// Gold label of each token.
    pub labels: Vec<u8>,
}

/// Number of labels.
pub const LABEL_COUNT: usize = LABELS;

/// Whether label `to` may follow label `from`.
pub fn may_follow(from: usize, to: usize) -> bool {
    labels::may_follow(from, to)
}

/// A feature as the trainer sees it: the hash of its group, and which of the rows between `from` and `to` it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Feature {
    /// Hash of the group.
    pub group: u32,
    /// First and last distance that the group speaks for.
    pub reach: (i8, i8),
    /// Distance of this row.
    pub distance: i8,
}

/// The stretches of an article with its gold mentions; `read` says which sentences of the document are read. Also the number
/// of gold mentions that no stretch holds.
pub fn stretches(document: &Document, gold: &[(MentionKind, Span)], read: impl Fn(Span) -> bool) -> (Vec<Stretch>, usize) {
    let working = document.working();
    let sentences = sentence::split(document);
    let mut ranges = readable(document, &sentences);
    ranges.retain(|&r| read(working.span(r)));
    let mentions: Vec<_> = gold.iter().map(|&(kind, span)| (kind, working.tokens_of(span))).collect();
    let law_or_date = mentions.iter().filter(|m| labels::begin(m.0).is_none());
    let blocked: Vec<_> = law_or_date.map(|m| (m.1, m.0 == MentionKind::Date)).collect();
    let signs = signs::read(working, Lexicon::shared(), &ranges, &blocked);
    let mut out = Vec::new();
    for &range in &ranges {
        let view = View::new(working, &signs, range);
        let near: Vec<_> = mentions.iter().copied().filter(|m| range.overlaps(m.1)).collect();
        let all = labels::encode(range, &near);
        let mut stretch = Stretch::default();
        for i in range.indices() {
            if view.is_open(i) {
                stretch.features.push(features(&view, i as isize));
                // What began before the stretch cannot be read in it.
                let (before, label) = (stretch.labels.last().copied().unwrap_or(0), all[i - range.start as usize]);
                stretch.labels.push(if may_follow(before.into(), label.into()) { label } else { 0 });
            } else if !stretch.labels.is_empty() {
                out.push(std::mem::take(&mut stretch));
            }
        }
        out.extend((!stretch.labels.is_empty()).then_some(stretch));
    }
    let open = |r: &TokenRange| r.indices().all(|i| signs[i].flags & signs::FLAG_OPEN != 0);
    let lost = mentions.iter().filter(|m| labels::begin(m.0).is_some() && !open(&m.1)).count();
    (out, lost)
}

/// All features of token `i`, from the groups of the places around it.
fn features(view: &View, i: isize) -> Vec<Feature> {
    let mut out = Vec::with_capacity(64);
    for j in i - 2..=i + 2 {
        let distance = (i - j) as i8;
        view.groups(j, |g| {
            if (g.from..=g.to).contains(&distance) {
                out.push(Feature { group: g.hash, reach: (g.from, g.to), distance });
            }
        });
        let reach = (-BIT_REACH as i8, BIT_REACH as i8);
        let bits = (0..u32::BITS).filter(|b| view.bits(j) & 1 << b != 0);
        out.extend(bits.map(|b| Feature { group: hash(BIT, b, 0), reach, distance }));
    }
    out
}

/// The table in its file form, of real weights; groups that nowhere reach `least` are left out.
pub fn table(steps: &[[f32; LABELS]; LABELS], rows: &HashMap<Feature, [f32; LABELS]>, least: f32) -> Vec<u8> {
    type Rows = BTreeMap<i8, [f32; LABELS]>;
    let mut groups: BTreeMap<(u32, (i8, i8)), Rows> = BTreeMap::new();
    for (f, row) in rows {
        groups.entry((f.group, f.reach)).or_default().insert(f.distance, *row);
    }
    groups.retain(|_, rows| rows.values().flatten().any(|w| w.abs() >= least));
    let mut out = b"TOMR".to_vec();
    out.extend((groups.len() as u32).to_le_bytes());
    let unit = |w: f32| (w * SCALE).round();
    out.extend(steps.iter().flatten().flat_map(|&w| (unit(w) as i16).to_le_bytes()));
    for ((hash, (from, to)), rows) in groups {
        out.extend(hash.to_le_bytes());
        out.extend([from as u8, to as u8]);
        for distance in from..=to {
            let row = rows.get(&distance).copied().unwrap_or([0.0; LABELS]);
            out.extend(row.iter().map(|&w| unit(w) as i8 as u8));
        }
    }
    out
}
