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
    /// Whether the tuning set is learned from too.
    pub with_dev: bool,
    /// Where to write what is decided otherwise than in the tuning set.
    pub errors: Option<PathBuf>,
}

impl Default for Plan {
    fn default() -> Self {
        Self { silver: usize::MAX, with_dev: false, errors: None }
    }
}

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
    if !plan.with_dev {
        dev.lines().for_each(|l| held.add(l));
    }
    let read = |names: &[&str], split_names: bool| -> Result<Corpus> {
        let mut corpus = Corpus::default();
        for name in names {
            text(name)?.lines().for_each(|l| corpus.add(l, &held, split_names));
        }
        corpus.pad();
        eprintln!("{names:?}: {} sentences, {} left out, {} atoms", corpus.sentences, corpus.left_out, corpus.forms.len());
        Ok(corpus)
    };
    let ud = read(if plan.with_dev { &["ud-vtb-train", DEV] } else { &["ud-vtb-train"] }, false)?;
    let vlsp = read(&["vlsp2016-train", "vlsp2016-dev"], true)?;
    let jvn = read(&["jvnsegmenter"], true)?;
    let silver = articles(data, plan.silver, &held, silver)?;
    let bytes = learn(&ud, &vlsp, &jvn, &silver, &dev)?;
    std::fs::write(out, &bytes).map_err(|e| Error::io(out, e))?;
    let tables = Tables::read(bytes.leak())?;
    if let Some(path) = &plan.errors {
        let lines = differences(&dev, &tables);
        std::fs::write(path, lines).map_err(|e| Error::io(path, e))?;
    }
    report("packed", &dev, |padded| {
        let mut scores = Vec::new();
        tables.score(padded, &mut scores);
        scores.iter().map(|&s| s as f32).collect()
    });
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

fn learn(ud: &Corpus, vlsp: &Corpus, jvn: &Corpus, silver: &Corpus, dev: &str) -> Result<Vec<u8>> {
    let mut sketch = Sketch::new();
    sketch.count(silver, 1);
    for gold in [ud, vlsp, jvn] {
        sketch.count(gold, 4);
    }
    let mut learner = Learner::new([2, 4, 6, 8, 6]);
    for corpus in [ud, vlsp, jvn, silver] {
        learner.admit(corpus, &mut sketch);
    }
    drop(sketch);
    eprintln!("{} weights", learner.weights.len());
    for n in 0..2 {
        let loss = learner.pass(silver, if n == 0 { 0.2 } else { 0.1 }, 0.0);
        eprintln!("silver pass {n}: loss {loss:.5}, dev {:.3}", floats(&learner, dev));
    }
    learner.refresh(0.2);
    for n in 0..5 {
        let (a, b) = (learner.pass(vlsp, 0.1, 0.0), learner.pass(ud, 0.2, 0.0));
        eprintln!("gold pass {n}: loss {a:.5} {b:.5}, dev {:.3}", floats(&learner, dev));
    }
    Ok(pack::pack(&learner, 12.0, 0.25))
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

fn report(name: &str, gold: &str, score: impl Fn(&[Form]) -> Vec<f32>) {
    let tally = evaluate(gold, score);
    eprintln!("{name}: dev F1 {:.3} ({} right, {} found, {} wanted)", tally.f1(), tally.0, tally.1, tally.2);
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
