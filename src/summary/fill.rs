//! Fills a budget sentence by sentence.
//!
//! In: ranked candidates, how each stands alone, a [`Budget`]. Out: the chosen candidates, at least one: what adds most to what is already
//! chosen goes in as long as it fits.

use super::Budget;
use super::lean::Lean;
use super::ranked::{BEST, Ranked};
use super::select::HANGS;
use super::source::Source;
use crate::clean::PartKind;
use crate::text::Document;

/// What repeats more than this share of its weight is left out.
const REPEATED: f32 = 0.7;

pub(super) fn fill(document: &Document, ranked: &Ranked, leans: &[Lean], budget: Budget) -> Vec<usize> {
    let cost = |i: usize| match budget {
        Budget::Characters(_) => characters(document, ranked.source, i),
        Budget::Syllables(_) => ranked.source.candidates[i].syllables as usize,
        _ => 1,
    };
    let (Budget::Sentences(mut room) | Budget::Syllables(mut room) | Budget::Characters(mut room)) = budget else {
        return ranked.brief(leans);
    };
    let mut open = ranked.order.clone();
    // What the abstract says is compared with, not said over again.
    if open.iter().any(|&i| ranked.source.candidates[i].part == PartKind::Body) {
        open.retain(|&i| ranked.source.candidates[i].part != PartKind::Abstract);
    }
    let mut covered = vec![false; ranked.concepts.0[1].list.len()];
    let mut chosen: Vec<usize> = Vec::new();
    while !open.is_empty() {
        open.retain(|&i| cost(i) <= room || chosen.is_empty());
        let hangs = |i: usize| leans[i] == Lean::Hangs && ranked.before(i).is_none_or(|b| !chosen.contains(&b));
        let gains: Vec<f32> = open.iter().map(|&i| gain(ranked, &covered, i) * if hangs(i) { HANGS } else { 1.0 }).collect();
        let fits = |n: &usize| cost(open[*n]) <= room;
        let best = |only_fitting: bool| (0..open.len()).filter(|n| !only_fitting || fits(n)).max_by(|&a, &b| gains[a].total_cmp(&gains[b]));
        // Where no sentence fits, the shortest of the best few is given rather than none.
        let Some(n) = best(true).or_else(|| (0..open.len().min(BEST)).min_by_key(|&n| cost(open[n]))) else { break };
        if gains[n] <= 0.0 && !chosen.is_empty() {
            break;
        }
        let i = open.remove(n);
        room = room.saturating_sub(cost(i));
        ranked.concepts.0[1].ids(i).iter().for_each(|&id| covered[id as usize] = true);
        chosen.push(i);
    }
    chosen
}

/// What a sentence adds: its score less what is already said.
fn gain(ranked: &Ranked, covered: &[bool], i: usize) -> f32 {
    let layer = &ranked.concepts.0[1];
    let (mut all, mut said) = (0.01, 0.0);
    for &id in layer.ids(i) {
        let c = &layer.list[id as usize];
        all += c.rarity;
        said += if covered[id as usize] { c.rarity } else { 0.0 };
    }
    let repeated = said / all;
    if repeated > REPEATED { 0.0 } else { ranked.scores[i].max(0.01) * (1.0 - repeated) }
}

fn characters(document: &Document, source: &Source, i: usize) -> usize {
    let c = &source.candidates[i];
    let tokens = &document.working().tokens;
    let (a, b) = (tokens[c.first].start as usize, tokens[c.end - 1].end as usize);
    document.working().text[a..b].chars().count() + 1
}
