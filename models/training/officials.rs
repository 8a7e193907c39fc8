//! Trains the linker of positions to holders, and measures the resolving of officials with gold mentions given.
//!
//! usage: train-officials [--weights FILE] [--show] ARTICLES.jsonl…      measures; --show prints what differs
//!        train-officials --folds N [--show] ARTICLES.jsonl…             trains on all folds but one, measures on that one
//!        train-officials --train ARTICLES.jsonl…                        writes the weights to standard output
//!
//! --penalty and --nobody (added to the weight of nobody) are chosen by folds; run it with `cargo run --release --example`.

use serde_json::Value;
use std::collections::{HashMap, HashSet};
use tomtat::mention::{self, Mention, MentionKind};
use tomtat::official::training::{Example, by_grammar, examples, names, resolve};
use tomtat::{Article, Document, Span, fold, sentence};

type Outcome<T> = Result<T, Box<dyn std::error::Error>>;
type Pairs = HashSet<(String, String)>;

/// What the command line asks for.
struct Asked {
    flags: HashMap<String, String>,
    files: Vec<String>,
}

impl Asked {
    fn new() -> Self {
        let mut asked = Self { flags: HashMap::new(), files: Vec::new() };
        let mut words = std::env::args().skip(1);
        while let Some(word) = words.next() {
            match word.as_str() {
                "--weights" | "--folds" | "--penalty" | "--nobody" => {
                    asked.flags.insert(word, words.next().unwrap_or_default());
                }
                flag if flag.starts_with("--") => {
                    asked.flags.insert(word, String::new());
                }
                _ => asked.files.push(word),
            }
        }
        asked
    }

    fn has(&self, flag: &str) -> bool {
        self.flags.contains_key(flag)
    }

    fn number(&self, flag: &str, default: f32) -> f32 {
        self.flags.get(flag).and_then(|v| v.parse().ok()).unwrap_or(default)
    }

    fn articles(&self, file: &str) -> Outcome<Vec<Gold>> {
        std::fs::read_to_string(file)?.lines().map(|line| Ok(Gold::new(&serde_json::from_str(line)?))).collect()
    }
}

fn main() -> Outcome<()> {
    let asked = Asked::new();
    if asked.has("--train") {
        let mut all = Vec::new();
        for file in &asked.files {
            all.extend(asked.articles(file)?.iter().flat_map(Gold::examples));
        }
        let weights = train(&all, &asked);
        eprintln!("{} choices", all.len());
        names().iter().zip(weights).filter(|w| w.1.abs() >= 0.0005).for_each(|(name, w)| println!("{name}\t{w:.3}"));
        return Ok(());
    }
    let given = asked.flags.get("--weights").map(|path| weights_of(path)).transpose()?;
    let shipped = weights_of(concat!(env!("CARGO_MANIFEST_DIR"), "/src/official/linker.tsv"))?;
    let folds = asked.number("--folds", 1.0) as usize;
    for file in &asked.files {
        let articles = asked.articles(file)?;
        let choices: Vec<Vec<Example>> = if folds > 1 { articles.iter().map(Gold::examples).collect() } else { Vec::new() };
        let (mut count, mut right, mut said) = ([0; 3], 0, 0);
        for k in 0..folds {
            let rest: Vec<Example> = choices.iter().enumerate().filter(|(n, _)| n % folds != k).flat_map(|c| c.1.clone()).collect();
            let own = if folds > 1 { train(&rest, &asked) } else { given.clone().unwrap_or_else(|| shipped.clone()) };
            for (n, gold) in articles.iter().enumerate().filter(|(n, _)| n % folds == k) {
                gold.count(&own, asked.has("--show"), &mut count);
                said += choices.get(n).map_or(0, Vec::len);
                right += choices.get(n).into_iter().flatten().filter(|e| best(e, &own) == e.right).count();
            }
        }
        let (held, all) = articles.iter().map(|g| g.grammar(asked.has("--show"))).fold((0, 0), |a, b| (a.0 + b.0, a.1 + b.1));
        println!("{file}: grammar alone {held}/{all} right");
        let [hit, got, want] = count.map(|n| n as f64);
        let f1 = 200.0 * hit / (got + want);
        println!("{file}: P {:.2} R {:.2} F1 {f1:.2} ({want} pairs), choices {right}/{said}", 100.0 * hit / got, 100.0 * hit / want);
    }
    Ok(())
}

/// Weights in the order of the signs, from a table of names and weights.
fn weights_of(path: &str) -> Outcome<Vec<f32>> {
    let text = std::fs::read_to_string(path)?;
    let table: HashMap<&str, f32> =
        text.lines().filter_map(|l| l.rsplit_once('\t')).filter_map(|(n, w)| Some((n, w.parse().ok()?))).collect();
    Ok(names().iter().map(|n| table.get(n.as_str()).copied().unwrap_or(0.0)).collect())
}

/// An article with its gold mentions.
struct Gold {
    id: String,
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
        Self { id: gold["id"].as_str().unwrap_or("").to_owned(), text, entities, spans }
    }

    fn read<T>(&self, then: impl FnOnce(&Document, &[Mention]) -> T) -> T {
        let document = Document::new(&Article::new(&self.text));
        let mentions = mention::given(&document, &self.spans);
        then(&document, &mentions)
    }

    fn examples(&self) -> Vec<Example> {
        self.read(|document, mentions| examples(document, &sentence::split(document), mentions, |t| self.holder(t)))
    }

    /// Mentions of the gold holder of the position at `title`.
    fn holder(&self, title: Span) -> Vec<Span> {
        let of = |kind: MentionKind| self.spans.iter().zip(&self.entities).filter(move |s| s.0.0 == kind);
        let person = of(MentionKind::Title).find(|s| s.0.1 == title).and_then(|s| s.1["person"].as_str());
        person.map_or_else(Vec::new, |p| of(MentionKind::Per).filter(|s| s.1["person"] == p).map(|s| s.0.1).collect())
    }

    /// Of the positions that grammar alone gives to a person, how many it gives rightly, and how many there are.
    fn grammar(&self, show: bool) -> (usize, usize) {
        let given = self.read(by_grammar);
        let right = |(title, person): &&(Span, Span)| self.holder(*title).contains(person);
        for (title, person) in given.iter().filter(|g| show && !right(g)) {
            println!("{:?} by grammar: {} not {}", self.id, title.of(&self.text), person.of(&self.text));
        }
        (given.iter().filter(right).count(), given.len())
    }

    /// Adds to the counts of right, found and wanted pairs.
    fn count(&self, weights: &[f32], show: bool, count: &mut [usize; 3]) {
        let (want, got) = self.pairs(weights);
        count[0] += want.intersection(&got).count();
        count[1] += got.len();
        count[2] += want.len();
        if show && want != got {
            println!("{:?}\n  missed {:?}\n  extra  {:?}", self.id, want.difference(&got), got.difference(&want));
        }
    }

    fn pairs(&self, weights: &[f32]) -> (Pairs, Pairs) {
        let officials = self.read(|document, mentions| resolve(document, &sentence::split(document), mentions, &[], weights));
        let got = officials.iter().flat_map(|o| o.titles.iter().map(|t| (fold(&o.name), fold(&t.text)))).collect();
        let word = |e: &Value, name: &str| e[name].as_str().unwrap_or("").to_owned();
        let of = |kind: &'static str| self.entities.iter().filter(move |e| e["type"] == kind);
        let name = |p: &str| of("PER").filter(|e| e["person"] == p).map(|e| word(e, "text")).rev().max_by_key(|t| t.chars().count());
        let want = of("TITLE").filter_map(|e| Some((fold(&name(e["person"].as_str()?)?), fold(&word(e, "text")))));
        (want.collect(), got)
    }
}

fn sum(signs: &[u16], weights: &[f32]) -> f32 {
    signs.iter().map(|&s| weights[s as usize]).sum()
}

fn best(example: &Example, weights: &[f32]) -> usize {
    let sums = example.candidates.iter().map(|c| sum(c, weights));
    sums.enumerate().max_by(|a, b| a.1.total_cmp(&b.1)).map_or(0, |b| b.0)
}

/// Softmax over the candidates of each choice, stochastic gradient steps with a squared penalty.
fn train(all: &[Example], asked: &Asked) -> Vec<f32> {
    let mut weights = vec![0.0_f32; names().len()];
    let (penalty, nobody) = (asked.number("--penalty", 0.2), asked.number("--nobody", 0.0));
    for round in 0..60 {
        let rate = 0.05 / (1.0 + 0.1 * round as f32);
        for e in all {
            let sums: Vec<f32> = e.candidates.iter().map(|c| sum(c, &weights)).collect();
            let top = sums.iter().copied().fold(f32::NEG_INFINITY, f32::max);
            let total: f32 = sums.iter().map(|s| (s - top).exp()).sum();
            for (n, (c, s)) in e.candidates.iter().zip(&sums).enumerate() {
                let push = f32::from(u8::from(n == e.right)) - (s - top).exp() / total;
                c.iter().for_each(|&f| weights[f as usize] += rate * push);
            }
        }
        weights.iter_mut().for_each(|w| *w *= 1.0 - rate * penalty);
    }
    if let Some(n) = names().iter().position(|n| n == "nobody") {
        weights[n] += nobody;
    }
    weights
}
