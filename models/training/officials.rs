//! Trains the linker of positions to holders, and measures the resolving of officials with gold mentions given.
//!
//! usage: cargo run --release --example train-officials -- ARTICLES.jsonl… [--show]      measures; --show prints what differs
//!        cargo run --release --example train-officials -- --train ARTICLES.jsonl…       writes the weights to standard output

use serde_json::Value;
use std::collections::HashSet;
use tomtat::lexicon::Lexicon;
use tomtat::mention::{self, MentionKind};
use tomtat::official::training::{examples, names};
use tomtat::{Article, Document, Span, fold, official, sentence};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let (flags, files): (Vec<String>, Vec<String>) = std::env::args().skip(1).partition(|a| a.starts_with("--"));
    if flags.iter().any(|f| f == "--train") {
        return train(&files);
    }
    for file in files {
        let mut count = [0; 3];
        for line in std::fs::read_to_string(&file)?.lines() {
            let gold: Value = serde_json::from_str(line)?;
            let (want, got) = pairs(&gold);
            count[0] += want.intersection(&got).count();
            count[1] += got.len();
            count[2] += want.len();
            if !flags.is_empty() && want != got {
                println!("{}\n  missed {:?}\n  extra  {:?}", gold["id"], want.difference(&got), got.difference(&want));
            }
        }
        let [right, said, there] = count.map(|n| n as f64);
        let (p, r) = (right / said, right / there);
        println!("{file}: P {:.2} R {:.2} F1 {:.2} ({there} pairs)", 100.0 * p, 100.0 * r, 200.0 * p * r / (p + r));
    }
    Ok(())
}

type Pairs = HashSet<(String, String)>;

/// An article with its gold mentions, the parts that both uses need.
struct Gold {
    text: String,
    entities: Vec<Value>,
    spans: Vec<(MentionKind, Span)>,
}

impl Gold {
    fn new(gold: &Value) -> Self {
        let text = gold["text"].as_str().or(gold["raw"].as_str()).unwrap_or("").to_owned();
        let bytes: Vec<u32> = text.char_indices().map(|c| c.0 as u32).chain([text.len() as u32]).collect();
        let place = |v: &Value| bytes[v.as_u64().unwrap_or(0) as usize];
        let kind = |e: &Value| serde_json::from_value::<MentionKind>(e["type"].clone()).ok();
        let mut entities = gold["entities"].as_array().cloned().unwrap_or_default();
        entities.retain(|e| kind(e).is_some());
        let span = |e: &Value| Some((kind(e)?, Span::new(place(&e["start"]), place(&e["end"]))));
        let spans = entities.iter().filter_map(span).collect();
        Self { text, entities, spans }
    }

    /// Mentions of the gold holder of the position at `title`.
    fn holder(&self, title: Span) -> Vec<Span> {
        let of = |kind: MentionKind| self.spans.iter().zip(&self.entities).filter(move |s| s.0.0 == kind);
        let person = of(MentionKind::Title).find(|s| s.0.1 == title).and_then(|s| s.1["person"].as_str());
        person.map_or_else(Vec::new, |p| of(MentionKind::Per).filter(|s| s.1["person"] == p).map(|s| s.0.1).collect())
    }
}

fn pairs(gold: &Value) -> (Pairs, Pairs) {
    let gold = Gold::new(gold);
    let document = Document::new(&Article::new(&gold.text));
    let mentions = mention::given(&document, &gold.spans);
    let officials = official::resolve(&document, &sentence::split(&document), &mentions, Lexicon::shared());
    let got = officials.iter().flat_map(|o| o.titles.iter().map(|t| (fold(&o.name), fold(&t.text)))).collect();
    let word = |e: &Value, name: &str| e[name].as_str().unwrap_or("").to_owned();
    let of = |kind: &'static str| gold.entities.iter().filter(move |e| e["type"] == kind);
    let name = |p: &str| of("PER").filter(|e| e["person"] == p).map(|e| word(e, "text")).rev().max_by_key(|t| t.chars().count());
    let want = of("TITLE").filter_map(|e| Some((fold(&name(e["person"].as_str()?)?), fold(&word(e, "text")))));
    (want.collect(), got)
}

/// Softmax over the candidates of each choice, stochastic gradient steps with a squared penalty.
fn train(files: &[String]) -> Result<(), Box<dyn std::error::Error>> {
    let mut all = Vec::new();
    for file in files {
        for line in std::fs::read_to_string(file)?.lines() {
            let gold = Gold::new(&serde_json::from_str(line)?);
            let document = Document::new(&Article::new(&gold.text));
            let mentions = mention::given(&document, &gold.spans);
            all.extend(examples(&document, &sentence::split(&document), &mentions, |t| gold.holder(t)));
        }
    }
    let mut weights = vec![0.0_f32; names().len()];
    for round in 0..60 {
        let rate = 0.05 / (1.0 + 0.1 * round as f32);
        for e in &all {
            let sums: Vec<f32> = e.candidates.iter().map(|c| c.iter().map(|&f| weights[f as usize]).sum()).collect();
            let top = sums.iter().copied().fold(f32::NEG_INFINITY, f32::max);
            let total: f32 = sums.iter().map(|s| (s - top).exp()).sum();
            for (n, (c, s)) in e.candidates.iter().zip(&sums).enumerate() {
                let push = f32::from(u8::from(n == e.right)) - (s - top).exp() / total;
                c.iter().for_each(|&f| weights[f as usize] += rate * push);
            }
        }
        weights.iter_mut().for_each(|w| *w *= 1.0 - rate * 0.02);
    }
    eprintln!("{} choices", all.len());
    names().iter().zip(weights).for_each(|(name, w)| println!("{name}\t{w:.3}"));
    Ok(())
}
