//! Greedy and beam search, with the semantics of transformers' `generate` (5.23), arithmetic in `f32` included.
//!
//! In: scores of the next id, step by step. Out: the ids of the best text, without the first one that starts the decoder.

mod best;
mod rules;

use super::{EarlyStopping, Options};
use best::best;
pub(super) use rules::Rules;

/// Added to scores that must not win.
const NEVER: f32 = -1e9;

/// What gives scores.
pub(super) trait Write {
    /// The scores of every next id (ids side by side, one row a beam) after the last id of each beam.
    fn next(&mut self, ids: &[u32]) -> &mut [f32];
    /// Beam `i` goes on from where beam `parents[i]` stood.
    fn follow(&mut self, parents: &[usize]);
    /// Ids that there are.
    fn vocabulary(&self) -> usize;
}

/// The best text within the options. At most `rules.most` ids.
pub(super) fn search(writer: &mut impl Write, rules: &Rules, options: &Options) -> Vec<u32> {
    if options.beams == 1 { greedy(writer, rules) } else { Beams::new(rules, options).run(writer) }
}

fn greedy(writer: &mut impl Write, rules: &Rules) -> Vec<u32> {
    let mut ids = vec![rules.start];
    while ids.len() <= rules.most {
        let scores = writer.next(&ids[ids.len() - 1..]);
        rules.apply(&ids, scores);
        let Some(&(_, id)) = best(scores, 1).first() else { break };
        ids.push(id as u32);
        if rules.ends(id as u32) {
            break;
        }
    }
    ids.split_off(1)
}

/// A text under way or done: the ids with the first one, the score, and whether it is done.
#[derive(Clone, Debug)]
struct Text {
    ids: Vec<u32>,
    score: f32,
    done: bool,
}

/// Beam search under way.
struct Beams<'r> {
    rules: &'r Rules,
    options: &'r Options,
    running: Vec<Text>,
    done: Vec<Text>,
    /// A running beam may still become better than the worst of those that are done.
    hopeful: bool,
}

impl<'r> Beams<'r> {
    fn new(rules: &'r Rules, options: &'r Options) -> Self {
        let text = |score| Text { ids: vec![rules.start], score, done: false };
        // All beams begin alike: only the first one counts at first.
        let running = (0..options.beams).map(|i| text(if i == 0 { 0.0 } else { NEVER })).collect();
        Self { rules, options, running, done: vec![text(NEVER); options.beams], hopeful: true }
    }

    fn run(mut self, writer: &mut impl Write) -> Vec<u32> {
        let (beams, vocabulary) = (self.options.beams, writer.vocabulary());
        let keep = (1 + self.rules.eos.len()).max(2) * beams;
        for length in 1..=self.rules.most {
            let last: Vec<u32> = self.running.iter().filter_map(|t| t.ids.last().copied()).collect();
            let scores = writer.next(&last);
            for (line, text) in scores.chunks_exact_mut(vocabulary).zip(&self.running) {
                log_softmax(line);
                self.rules.apply(&text.ids, line);
                line.iter_mut().for_each(|v| *v += text.score);
            }
            let candidates = best(scores, keep);
            let ends = |id: usize| length == self.rules.most || self.rules.ends(id as u32);
            let ended: Vec<bool> = candidates.iter().map(|&(_, at)| ends(at % vocabulary)).collect();
            let texts: Vec<Text> =
                candidates.iter().map(|&(score, at)| self.running[at / vocabulary].with(at % vocabulary, score)).collect();
            let still: Vec<f32> = texts.iter().zip(&ended).map(|(t, &e)| t.score + if e { NEVER } else { 0.0 }).collect();
            let next = best(&still, beams);
            self.finish(&texts, &ended, length);
            self.running = next.iter().map(|&(score, i)| Text { score, ..texts[i].clone() }).collect();
            let parents: Vec<usize> = next.iter().map(|&(_, i)| candidates[i].1 / vocabulary).collect();
            writer.follow(&parents);
            self.hopeful &= self.may_improve(length);
            let open = !(self.all_done() && self.options.early_stopping == EarlyStopping::First);
            if !self.hopeful || !open || ended.iter().all(|&e| e) {
                break;
            }
        }
        self.done.swap_remove(0).ids.split_off(1)
    }

    fn all_done(&self) -> bool {
        self.done.iter().all(|t| t.done)
    }

    fn penalty(&self, length: usize) -> f32 {
        (length as f64).powf(self.options.length_penalty) as f32
    }

    /// Takes candidates that ended among those that are done, where they are better.
    fn finish(&mut self, texts: &[Text], ended: &[bool], length: usize) {
        let full = self.all_done() && self.options.early_stopping == EarlyStopping::First;
        let penalty = self.penalty(length);
        let mut merged = std::mem::take(&mut self.done);
        for (i, (text, &ended)) in texts.iter().zip(ended).enumerate() {
            let done = ended && i < self.options.beams;
            let mut score = text.score / penalty;
            for never in [full, !self.hopeful, !done] {
                score += if never { NEVER } else { 0.0 };
            }
            merged.push(Text { score, done, ids: if done { text.ids.clone() } else { Vec::new() } });
        }
        let scores: Vec<f32> = merged.iter().map(|t| t.score).collect();
        self.done = best(&scores, self.options.beams).into_iter().map(|(_, i)| merged[i].clone()).collect();
    }

    fn may_improve(&self, length: usize) -> bool {
        let never = self.options.early_stopping == EarlyStopping::Never && self.options.length_penalty > 0.0;
        let possible = self.running[0].score / self.penalty(if never { self.rules.most } else { length });
        let worst = self.done.iter().map(|t| t.score).fold(f32::INFINITY, f32::min);
        self.done.iter().any(|t| possible > if t.done { worst } else { NEVER })
    }
}

impl Text {
    fn with(&self, id: usize, score: f32) -> Self {
        let mut ids = Vec::with_capacity(self.ids.len() + 1);
        ids.extend_from_slice(&self.ids);
        ids.push(id as u32);
        Self { ids, score, done: false }
    }
}

fn log_softmax(line: &mut [f32]) {
    let top = line.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let all: f64 = line.iter().map(|v| f64::from((v - top).exp())).sum();
    let log = top + all.ln() as f32;
    line.iter_mut().for_each(|v| *v -= log);
}
