//! Segmented sentences as forms and labels.

use super::super::atom::{self, Form, Shape};
use super::super::table::{PAD, judged};
use crate::text::{Builder, TokenRange, Working};
use rustc_hash::FxHashSet;

/// What a boundary is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Label {
    Split,
    Join,
    /// Not to be learned from: no word can run across, or this corpus follows another rule there.
    Ignored,
}

/// Sentences one after another, [`PAD`] borders between.
#[derive(Default)]
pub(super) struct Corpus {
    pub forms: Vec<Form>,
    pub labels: Vec<Label>,
    pub sentences: usize,
    pub left_out: usize,
}

/// Sentences that training must not see, by their letters and digits, and by every run of [`SHINGLE`] syllables.
#[derive(Default)]
pub(super) struct Held {
    whole: FxHashSet<u64>,
    shingles: FxHashSet<u64>,
}

const SHINGLE: usize = 10;

fn content(working: &Working) -> Vec<u32> {
    working.tokens.iter().filter(|t| !t.is_mark()).map(|t| t.key).collect()
}

fn hash(keys: &[u32]) -> u64 {
    keys.iter().fold(7, |h: u64, &k| (h.rotate_left(21) ^ u64::from(k)).wrapping_mul(0x9e37_79b9_7f4a_7c15))
}

impl Held {
    pub(super) fn add(&mut self, line: &str) {
        let keys = content(&Builder::plain(&line.replace('_', " ")));
        self.whole.insert(hash(&keys));
        self.shingles.extend(keys.windows(SHINGLE).map(hash));
    }

    fn has(&self, working: &Working) -> bool {
        let keys = content(working);
        self.whole.contains(&hash(&keys)) || keys.windows(SHINGLE).any(|w| self.shingles.contains(&hash(w)))
    }
}

/// Forms of a line, unpadded, and for every boundary between its atoms whether the line joins there.
pub(super) struct Example {
    pub forms: Vec<Form>,
    pub joins: Vec<bool>,
    /// Non-blank bytes up to the end of every atom.
    pub ends: Vec<usize>,
    /// First token behind every atom.
    pub tokens: Vec<u32>,
}

pub(super) fn example(line: &str, working: &Working) -> Example {
    let (mut forms, mut ends) = (Vec::new(), Vec::new());
    atom::atoms(working, TokenRange::new(0, working.tokens.len() as u32), None, &mut forms, &mut ends);
    let place = |i: u32| working.span(TokenRange::new(i, i + 1));
    let joins = ends[..ends.len().saturating_sub(1)].iter().map(|&e| {
        let gap = &line.as_bytes()[place(e - 1).end as usize..place(e).start as usize];
        !gap.is_empty() && !gap.contains(&b' ')
    });
    let joins = joins.collect();
    let solid = |to: usize| line.as_bytes()[..to].iter().filter(|b| !matches!(b, b' ' | b'_')).count();
    let solid_ends = ends.iter().map(|&e| solid(place(e - 1).end as usize)).collect();
    Example { forms, joins, ends: solid_ends, tokens: ends }
}

impl Corpus {
    /// Adds a segmented line unless it is held back. `split_names` says that the corpus cuts names into syllables.
    pub(super) fn add(&mut self, line: &str, held: &Held, split_names: bool) {
        let raw = line.replace('_', " ");
        let working = Builder::plain(&raw);
        if working.tokens.len() < 2 {
            return;
        }
        if held.has(&working) {
            self.left_out += 1;
            return;
        }
        let Example { forms, joins, .. } = example(line, &working);
        self.sentences += 1;
        self.pad();
        let start = self.forms.len();
        self.forms.extend_from_slice(&forms);
        self.labels.resize(start + 1, Label::Ignored);
        for (n, join) in joins.into_iter().enumerate() {
            let c = start + n + 1;
            let names = split_names && !join && is_name(&self.forms[c - 1]) && is_name(&self.forms[c]);
            let label = if names || !judged(&self.forms, c) {
                Label::Ignored
            } else if join {
                Label::Join
            } else {
                Label::Split
            };
            self.labels.push(label);
        }
    }

    pub(super) fn pad(&mut self) {
        self.forms.resize(self.forms.len() + PAD, Form::BORDER);
        self.labels.resize(self.forms.len(), Label::Ignored);
    }

    /// The boundaries to learn from.
    pub(super) fn boundaries(&self) -> impl Iterator<Item = usize> {
        self.labels.iter().enumerate().filter(|(_, l)| **l != Label::Ignored).map(|(c, _)| c)
    }
}

fn is_name(form: &Form) -> bool {
    matches!(form.shape, Shape::Capital | Shape::Upper | Shape::Initial | Shape::Mixed)
}
