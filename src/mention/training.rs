//! What the trainer of the reader needs: the same signs, features and labels as reading, so that the two never differ.

use super::features::{MOST, View};
use super::labels::{self, LABELS};
use super::weights::SCALE;
use super::{MentionKind, signs};
use crate::lexicon::Lexicon;
use crate::span::Span;
use crate::text::{Document, TokenRange};
use std::collections::HashMap;

/// One stretch of tokens that the reader labels: features and gold label of each token.
#[derive(Clone, Debug, Default)]
pub struct Stretch {
    /// Feature hashes of each token.
    pub features: Vec<Vec<u32>>,
    /// Gold label of each token.
    pub labels: Vec<u8>,
}

/// Number of labels.
pub const LABEL_COUNT: usize = LABELS;

/// Whether label `to` may follow label `from`.
pub fn may_follow(from: usize, to: usize) -> bool {
    labels::may_follow(from, to)
}

/// The stretches of an article with its gold mentions; `lines` says which lines of the document are read. Also the number of
/// gold mentions that no stretch holds.
pub fn stretches(document: &Document, gold: &[(MentionKind, Span)], read: impl Fn(Span) -> bool) -> (Vec<Stretch>, usize) {
    let working = document.working();
    let lines: Vec<TokenRange> = working.lines.iter().map(|l| l.tokens).filter(|&l| read(working.span(l))).collect();
    let mentions: Vec<_> = gold.iter().map(|&(kind, span)| (kind, working.tokens_of(span))).collect();
    let law_or_date = mentions.iter().filter(|m| labels::begin(m.0).is_none());
    let blocked: Vec<_> = law_or_date.map(|m| (m.1, m.0 == MentionKind::Date)).collect();
    let signs = signs::read(working, Lexicon::shared(), &lines, &blocked);
    let mut out = Vec::new();
    for &line in &lines {
        let view = View::new(working, &signs, line);
        let near: Vec<_> = mentions.iter().copied().filter(|m| line.overlaps(m.1)).collect();
        let all = labels::encode(line, &near);
        let mut stretch = Stretch::default();
        for i in line.indices() {
            if view.is_open(i) {
                let mut features = [0; MOST];
                let n = view.features(i, &mut features);
                stretch.features.push(features[..n].to_vec());
                // What began before the stretch cannot be read in it.
                let (before, label) = (stretch.labels.last().copied().unwrap_or(0), all[i - line.start as usize]);
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

/// The table in its file form, of real weights; rows that nowhere reach `least` are left out.
pub fn table(steps: &[[f32; LABELS]; LABELS], rows: &HashMap<u32, [f32; LABELS]>, least: f32) -> Vec<u8> {
    let mut kept: Vec<_> = rows.iter().filter(|(_, r)| r.iter().any(|w| w.abs() >= least)).collect();
    kept.sort_by_key(|r| r.0);
    let mut out = b"TOMR".to_vec();
    out.extend((kept.len() as u32).to_le_bytes());
    let unit = |w: f32| (w * SCALE).round();
    out.extend(steps.iter().flatten().flat_map(|&w| (unit(w) as i16).to_le_bytes()));
    for (hash, row) in kept {
        out.extend(hash.to_le_bytes());
        out.extend(row.iter().map(|&w| unit(w) as i8 as u8));
    }
    out
}
