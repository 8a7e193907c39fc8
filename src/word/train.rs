//! Trains the tables of the segmenter (feature `train`).
//!
//! In: a data folder with `wordseg/` and `vietnews/overlap.tsv`, and the silver articles as JSON Lines on standard input.
//! Out: `models/segmenter.bin`. See `models/training/segmenter.md`.

mod corpus;
mod learn;
mod pack;

use super::atom::Form;
use super::table::{PAD, Tables, judged};
use crate::error::{Error, Result};
use crate::text::Builder;
use corpus::{Corpus, Held, example};
use learn::{Learner, Sketch, Tally};
use rustc_hash::FxHashSet;
use std::fmt::Write;
use std::io::BufRead;
use std::path::{Path, PathBuf};

/// What to train on.
#[derive(Clone, Debug)]
pub struct Plan {
    /// Silver sentences, at most.
    pub silver: usize,
    /// Whether the tuning set is learned from too, once its figure is printed.
    pub with_dev: bool,
    /// Where the weights lie that silver gave; written if there is no such file, else silver is not read.
    pub kept: Option<PathBuf>,
    /// Where to write what is decided otherwise than in the tuning set.
    pub errors: Option<PathBuf>,
}

impl Default for Plan {
    fn default() -> Self {
        Self { silver: usize::MAX, with_dev: false, kept: None, errors: None }
    }
}

/// Least count of an n-gram of each kind, a gold sentence counting four times.
const LEAST: [u8; 5] = [2, 4, 6, 8, 6];
/// Steps of AdaGrad, found on the tuning set.
const SILVER_RATES: [f32; 2] = [0.2, 0.1];
const VLSP_RATE: f32 = 0.1;
const UD_RATE: f32 = 0.2;
const GOLD_PASSES: u64 = 7;
/// The weights are the mean after this many last passes.
const AVERAGED: u64 = 4;
/// What AdaGrad remembers of silver when gold begins.
const GOLD_SQUARE: f32 = 0.2;
/// Units of the tables for a logit of 1, and the least weight that is kept.
const SCALE: f32 = 12.0;
const LEAST_WEIGHT: f32 = 0.25;
/// Sets that no training sentence may be shared with.
const TESTS: [&str; 3] = ["ud-vtb-test", "ud-tuecl-test", "vlsp2016-test"];
const DEV: &str = "ud-vtb-dev";

/// Trains and writes the tables.
///
/// # Errors
/// [`Error::Io`] where a file cannot be read or written.
pub fn run(data: &Path, out: &Path, plan: &Plan, silver: impl BufRead) -> Result<()> {
    let text = |name: &str| {
        let path = data.join("wordseg").join(name).with_extension("txt");
        std::fs::read_to_string(&path).map_err(|e| Error::io(path, e))
    };
    let mut held = Held::default();
    for name in TESTS {
        text(name)?.lines().for_each(|l| held.add(l));
    }
    let dev = text(DEV)?;
    let read = |names: &[&str], held: &Held, split_names: bool| -> Result<Corpus> {
        let mut corpus = Corpus::default();
        for name in names {
            text(name)?.lines().for_each(|l| corpus.add(l, held, split_names));
        }
        corpus.pad();
        eprintln!("{names:?}: {} sentences, {} left out, {} atoms", corpus.sentences, corpus.left_out, corpus.forms.len());
        Ok(corpus)
    };
    let late = read(&[DEV], &held, false)?;
    dev.lines().for_each(|l| held.add(l));
    let ud = read(&["ud-vtb-train"], &held, false)?;
    let vlsp = read(&["vlsp2016-train", "vlsp2016-dev"], &held, true)?;
    let gold = [(&vlsp, VLSP_RATE), (&ud, UD_RATE), (&late, UD_RATE)];
    let learner = match &plan.kept {
        Some(path) if path.exists() => Learner::load(path)?,
        _ => {
            let silver = articles(data, plan.silver, &held, silver)?;
            let learner = begin(&gold, &silver, &dev);
            plan.kept.as_ref().map_or(Ok(()), |path| learner.save(path))?;
            learner
        }
    };
    let mut bytes = adapted(learner.clone(), &gold[..2], &dev);
    report("tables", &bytes, &dev, plan.errors.as_deref())?;
    if plan.with_dev {
        bytes = adapted(learner, &gold, &dev);
    }
    std::fs::write(out, &bytes).map_err(|e| Error::io(out, e))?;
    Ok(())
}

/// Prints the score of packed tables on the tuning set, and writes the differences if wanted.
fn report(name: &str, bytes: &[u8], dev: &str, errors: Option<&Path>) -> Result<()> {
    let tables = Tables::read(bytes.to_vec().leak())?;
    if let Some(path) = errors {
        std::fs::write(path, differences(dev, &tables)).map_err(|e| Error::io(path, e))?;
    }
    let tally = evaluate(dev, |padded| {
        let mut scores = Vec::new();
        tables.score(padded, &mut scores);
        scores.iter().map(|&s| s as f32).collect()
    });
    eprintln!("{name}: dev F1 {:.3} ({} right, {} found, {} wanted)", tally.f1(), tally.0, tally.1, tally.2);
    Ok(())
}

/// The silver sentences, without the articles that also stand in val or test.
fn articles(data: &Path, most: usize, held: &Held, input: impl BufRead) -> Result<Corpus> {
    let path = data.join("vietnews/overlap.tsv");
    let overlap = std::fs::read_to_string(&path).map_err(|e| Error::io(path, e))?;
    let shared: FxHashSet<&str> = overlap
        .lines()
        .filter_map(|l| {
            let mut columns = l.split('\t');
            let id = columns.next()?;
            matches!(columns.next()?, "val" | "test").then_some(id)
        })
        .collect();
    let mut corpus = Corpus::default();
    for line in input.lines() {
        let line = line.map_err(|e| Error::io("standard input", e))?;
        let Ok(article) = serde_json::from_str::<serde_json::Value>(&line) else { continue };
        if article["id"].as_str().is_none_or(|id| shared.contains(id)) {
            continue;
        }
        for part in ["title", "abstract"] {
            corpus.add(article[part].as_str().unwrap_or_default(), held, false);
        }
        for sentence in article["body"].as_array().into_iter().flatten() {
            corpus.add(sentence.as_str().unwrap_or_default(), held, false);
        }
        if corpus.sentences >= most {
            break;
        }
    }
    corpus.pad();
    eprintln!("silver: {} sentences, {} left out, {} atoms", corpus.sentences, corpus.left_out, corpus.forms.len());
    Ok(corpus)
}

type Gold<'c> = (&'c Corpus, f32);

/// Counts the n-grams of all corpora and learns from silver.
fn begin(gold: &[Gold], silver: &Corpus, dev: &str) -> Learner {
    let mut sketch = Sketch::new();
    sketch.count(silver, 1);
    gold.iter().for_each(|(g, _)| sketch.count(g, 4));
    let mut learner = Learner::new(LEAST);
    gold.iter().for_each(|(g, _)| learner.admit(g, &mut sketch));
    learner.admit(silver, &mut sketch);
    drop(sketch);
    eprintln!("{} weights", learner.weights.len());
    for rate in SILVER_RATES {
        let loss = learner.pass(silver.boundaries().map(|c| (silver, c, rate)));
        eprintln!("silver pass: loss {loss:.5}, dev {:.3}", floats(&learner, dev));
    }
    learner
}

/// Goes on with gold, and packs.
fn adapted(mut learner: Learner, gold: &[Gold], dev: &str) -> Vec<u8> {
    learner.refresh(GOLD_SQUARE);
    let mut boundaries: Vec<(&Corpus, usize, f32)> = Vec::new();
    for &(corpus, rate) in gold {
        boundaries.extend(corpus.boundaries().map(|c| (corpus, c, rate)));
    }
    let mut states = Vec::new();
    for n in 0..GOLD_PASSES {
        shuffle(&mut boundaries, n);
        let loss = learner.pass(boundaries.iter().copied());
        eprintln!("gold pass {n}: loss {loss:.5}, dev {:.3}", floats(&learner, dev));
        if n + AVERAGED >= GOLD_PASSES {
            states.push(learner.weights.clone());
        }
    }
    learner.average(&states);
    eprintln!("mean of the last {AVERAGED}: dev {:.3}", floats(&learner, dev));
    pack::pack(&learner, SCALE, LEAST_WEIGHT)
}

/// The same order for the same seed.
fn shuffle<T>(items: &mut [T], seed: u64) {
    let mut state = seed.wrapping_mul(2).wrapping_add(0x9e37_79b9_7f4a_7c15);
    for n in (1..items.len()).rev() {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        items.swap(n, (state % (n as u64 + 1)) as usize);
    }
}

fn floats(learner: &Learner, dev: &str) -> f64 {
    evaluate(dev, |padded| (0..padded.len()).map(|c| if judged_at(padded, c) { learner.score(padded, c) } else { -1.0 }).collect()).f1()
}

fn judged_at(padded: &[Form], c: usize) -> bool {
    c > PAD && judged(padded, c)
}

fn evaluate(gold: &str, score: impl Fn(&[Form]) -> Vec<f32>) -> Tally {
    let mut tally = Tally::default();
    for line in gold.lines() {
        let raw = line.replace('_', " ");
        let example = example(line, &Builder::plain(&raw));
        let padded = pad(&example.forms);
        let scores = score(&padded);
        let joins = (PAD + 1..padded.len() - PAD).map(|c| judged(&padded, c) && scores[c] > 0.0);
        tally.count(line, &example, joins);
    }
    tally
}

/// A line a boundary that is decided wrongly: wanted, score, and the text around it.
fn differences(gold: &str, tables: &Tables) -> String {
    let mut out = String::new();
    let mut scores = Vec::new();
    for line in gold.lines() {
        let raw = line.replace('_', " ");
        let working = Builder::plain(&raw);
        let example = example(line, &working);
        let padded = pad(&example.forms);
        tables.score(&padded, &mut scores);
        let syllables: Vec<&str> = working.tokens.iter().map(|t| &working.text[t.start as usize..t.end as usize]).collect();
        for (n, &join) in example.joins.iter().enumerate() {
            let c = PAD + n + 1;
            if join != (judged(&padded, c) && scores[c] > 0) {
                let at = example.tokens[n] as usize;
                let (from, to) = (at.saturating_sub(3), (at + 3).min(syllables.len()));
                let mark = if join { "_" } else { "|" };
                let (left, right) = (syllables[from..at].join(" "), syllables[at..to].join(" "));
                let _ = writeln!(out, "{}\t{}\t{left} {mark} {right}", if judged(&padded, c) { "model" } else { "rule" }, scores[c]);
            }
        }
    }
    out
}

fn pad(forms: &[Form]) -> Vec<Form> {
    let mut padded = vec![Form::BORDER; PAD];
    padded.extend(forms);
    padded.resize(padded.len() + PAD, Form::BORDER);
    padded
}
