//! The most likely run of states down the page: scores of features and of neighbours, by dynamic programming.

use super::PartKind;
use super::features::{Above, COUNT, features, survey};
use super::sketch::{Edge, Flag, Look, Sketch};
use super::state::{STATES, TABLE, begins, follows};
use once_cell::sync::Lazy;

/// Scores in hundredths of a nat.
#[derive(Debug)]
pub(crate) struct Weights {
    /// `[feature][state]`.
    pub features: Vec<[i32; STATES]>,
    /// For each state the states it may follow, each with its score.
    pub moves: [Vec<(u8, i32)>; STATES],
}

/// Score of what cannot be.
const NEVER: i32 = -100_000;
/// Score of a kind that the markup or the caller's title asks for.
const ASKED: i32 = 20_000;

static WEIGHTS: Lazy<Weights> = Lazy::new(|| read(include_str!("weights.tsv")));

/// Rows of `STATES` numbers: the features in order, then the moves.
pub(crate) fn read(table: &str) -> Weights {
    let mut rows = table.lines().filter(|l| !l.starts_with('#')).map(|l| {
        let mut row = [0; STATES];
        row.iter_mut().zip(l.split('\t')).for_each(|(cell, n)| *cell = n.parse().unwrap_or(0));
        row
    });
    let features = (0..COUNT).map(|_| rows.next().unwrap_or_default()).collect();
    let mut moves: [Vec<(u8, i32)>; STATES] = std::array::from_fn(|_| Vec::new());
    for from in 0..STATES {
        let row = rows.next().unwrap_or_default();
        (0..STATES).filter(|&to| follows(from, to)).for_each(|to| moves[to].push((from as u8, row[to])));
    }
    Weights { features, moves }
}

/// Blocks decided at a time, so that memory does not grow with the article.
const STRETCH: usize = 4096;

/// The kind of every block; `asked` holds what is known beforehand.
pub(crate) fn decide(blocks: &[Sketch], asked: impl Fn(usize) -> Option<PartKind>) -> Vec<PartKind> {
    decide_with(&WEIGHTS, blocks, asked)
}

pub(crate) fn decide_with(weights: &Weights, blocks: &[Sketch], asked: impl Fn(usize) -> Option<PartKind>) -> Vec<PartKind> {
    let page = survey(blocks);
    let mut above = Above::default();
    let mut row = Vec::with_capacity(64);
    let mut out = Vec::with_capacity(blocks.len());
    let mut back: Vec<[u8; STATES]> = Vec::with_capacity(blocks.len().min(STRETCH));
    let mut start = None;
    for from in (0..blocks.len()).step_by(STRETCH) {
        let to = blocks.len().min(from + STRETCH);
        back.clear();
        let mut score = [0; STATES];
        for i in from..to {
            features(blocks, &page, i, &mut above, &mut row);
            let mut here = emission(weights, &row);
            match asked(i) {
                Some(kind) => ask(&mut here, kind),
                None => bar(&mut here, &blocks[i]),
            }
            (score, here) = (here, score);
            back.push(step(weights, &here, &mut score, (i == from).then_some(start)));
        }
        let mut state = (0..STATES).max_by_key(|&s| score[s]).unwrap_or(0);
        start = Some(state);
        let first = out.len();
        for step in back.iter().rev() {
            out.push(TABLE[state].1);
            state = step[state] as usize;
        }
        out[first..].reverse();
    }
    out
}

fn emission(weights: &Weights, row: &[u16]) -> [i32; STATES] {
    let mut sum = [0; STATES];
    for &f in row {
        sum.iter_mut().zip(&weights.features[f as usize]).for_each(|(s, w)| *s += w);
    }
    sum
}

/// Running text is never taken for a credit or a date, nor for page furniture unless it speaks like it; buttons are never text or names.
fn bar(here: &mut [i32; STATES], block: &Sketch) {
    let prose = block.look == Look::Prose || block.words >= 28;
    let silent = block.look == Look::Prose && block.has(Flag::Sentence) && !block.cues.starts_with_furniture();
    let buttons = block.furniture() == 4 && !block.has(Flag::Sentence);
    for (s, (_, kind)) in here.iter_mut().zip(TABLE) {
        let barred = match kind {
            PartKind::Author | PartKind::Source => prose || buttons,
            PartKind::Date => prose,
            PartKind::Boilerplate => silent,
            PartKind::Caption => block.last == Edge::Ask,
            PartKind::Body | PartKind::Abstract => buttons,
            _ => false,
        };
        *s += if barred { NEVER } else { 0 };
    }
}

fn ask(here: &mut [i32; STATES], kind: PartKind) {
    (0..STATES).filter(|&s| TABLE[s].1 == kind).for_each(|s| here[s] += ASKED);
}

/// Adds the best way into each state; `first` is set at the beginning of a stretch and holds the state before it.
fn step(weights: &Weights, before: &[i32; STATES], score: &mut [i32; STATES], first: Option<Option<usize>>) -> [u8; STATES] {
    let mut back = [0; STATES];
    for (to, s) in score.iter_mut().enumerate() {
        let way = match first {
            Some(None) => (if begins(to) { 0 } else { NEVER }, 0),
            Some(Some(from)) => {
                let known = weights.moves[to].iter().find(|m| m.0 as usize == from);
                (known.map_or(NEVER, |m| m.1), from as u8)
            }
            None => best(before, &weights.moves[to]),
        };
        *s += way.0;
        back[to] = way.1;
    }
    back
}

fn best(before: &[i32; STATES], moves: &[(u8, i32)]) -> (i32, u8) {
    moves.iter().fold((i32::MIN / 2, 0), |best, &(from, score)| {
        let score = before[from as usize] + score;
        if score > best.0 { (score, from) } else { best }
    })
}
