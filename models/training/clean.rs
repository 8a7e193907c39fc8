//! Learns the scores by which lines of a page are told apart: a linear-chain conditional random field.
//!
//! usage: cargo run --release --example train-clean -- PAGES.jsonl ARTICLES.jsonl OWN.tsv OUT.tsv [FOLDS]
//!
//! PAGES: `{"raw", "lines": [[start, end, kind]…]}`, offsets in code points. ARTICLES: `{"text"}`, title first, abstract second,
//! paragraphs behind, no noise. OWN: `clean-pages.tsv`. With FOLDS the pages are cross-validated first and the wrong lines printed.

use serde_json::Value;
use std::collections::HashMap;
use tomtat::PartKind;
use tomtat::clean::training::{FEATURES, STATES, Seen, begins, decide, follows, kind, look, states_of};

/// A page to learn from: its blocks and the states that each may be in.
struct Example {
    blocks: Vec<Seen>,
    allowed: Vec<u32>,
    weight: f64,
}

/// A page with the kind of each line.
#[derive(Clone)]
struct Page {
    id: String,
    lines: Vec<(String, Option<PartKind>)>,
}

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let pages: Vec<Page> = rows(&args[0]).iter().map(page).collect();
    let articles: Vec<Vec<String>> = rows(&args[1]).iter().map(paragraphs).collect();
    let mut plain: Vec<Example> = articles.iter().flat_map(|a| plain_examples(a)).collect();
    plain.extend(own_pages(&args[2]).iter().flat_map(page_examples));
    if let Some(folds) = args.get(4).and_then(|n| n.parse::<usize>().ok()) {
        let (mut right, mut total) = (0, 0);
        for fold in 0..folds {
            let train: Vec<Example> =
                pages.iter().enumerate().filter(|(i, _)| i % folds != fold).flat_map(|(_, p)| page_examples(p)).collect();
            let table = write(&learn(&train.iter().chain(&plain).collect::<Vec<_>>()));
            for page in pages.iter().skip(fold).step_by(folds) {
                let (r, t) = check(page, &table);
                (right, total) = (right + r, total + t);
            }
        }
        println!("cross-validated: {right} of {total} lines, {:.2} %", 100.0 * right as f64 / total as f64);
    }
    let train: Vec<Example> = pages.iter().flat_map(page_examples).collect();
    let table = write(&learn(&train.iter().chain(&plain).collect::<Vec<_>>()));
    std::fs::write(&args[3], table).expect("the table can be written");
}

fn rows(path: &str) -> Vec<Value> {
    let text = std::fs::read_to_string(path).expect("the file can be read");
    text.lines().map(|l| serde_json::from_str(l).expect("one JSON object a line")).collect()
}

fn page(row: &Value) -> Page {
    let raw: Vec<char> = row["raw"].as_str().expect("raw").chars().collect();
    let line = |l: &Value| {
        let (from, to) = (l[0].as_u64().expect("start") as usize, l[1].as_u64().expect("end") as usize);
        (raw[from..to].iter().collect(), serde_json::from_value(l[2].clone()).ok())
    };
    let lines = row["lines"].as_array().expect("lines").iter().map(line).collect();
    Page { id: row["id"].as_str().unwrap_or_default().to_owned(), lines }
}

/// Pages of rows "kind TAB line"; "@" stands for the paragraphs of the rows "filler", one after the other.
fn own_pages(path: &str) -> Vec<Page> {
    let table = std::fs::read_to_string(path).expect("the file can be read");
    let filler: Vec<&str> = table.lines().filter_map(|l| l.strip_prefix("filler\t")).collect();
    let mut next = filler.iter().cycle();
    let mut line = |row: &str| -> Option<(String, Option<PartKind>)> {
        match row.split_once('\t') {
            Some((kind, text)) => {
                let text = if text == "@" { next.next().expect("a filler") } else { text };
                Some((text.to_owned(), Some(serde_json::from_value(kind.into()).expect("a kind of line"))))
            }
            None => Some((String::new(), None)),
        }
    };
    let rows = table.lines().filter(|l| !l.starts_with('#') && !l.starts_with("filler"));
    let rows: Vec<&str> = rows.collect();
    let mut page = |(i, rows): (usize, &[&str])| Page { id: format!("own-{i}"), lines: rows.iter().filter_map(|r| line(r)).collect() };
    rows.split(|r| *r == "====").enumerate().map(&mut page).collect()
}

fn paragraphs(row: &Value) -> Vec<String> {
    row["text"].as_str().expect("text").lines().filter(|l| !l.trim().is_empty()).map(str::to_owned).collect()
}

/// The page as it is, without its blank lines, with a blank line everywhere, and without what surrounds the article.
fn page_examples(page: &Page) -> Vec<Example> {
    let full: Vec<_> = page.lines.iter().filter(|l| l.1.is_some()).cloned().collect();
    let spread: Vec<_> = full.iter().flat_map(|l| [l.clone(), (String::new(), None)]).collect();
    let noise = |l: &&(String, Option<PartKind>)| !matches!(l.1, Some(PartKind::Boilerplate));
    let bare: Vec<_> = page.lines.iter().filter(noise).cloned().collect();
    let out = [(page.lines.clone(), 1.0), (full, 0.3), (spread, 0.3), (bare, 0.3)];
    out.iter().filter_map(|(lines, weight)| example(lines, *weight)).collect()
}

fn example(lines: &[(String, Option<PartKind>)], weight: f64) -> Option<Example> {
    let text: Vec<&str> = lines.iter().map(|l| l.0.as_str()).collect();
    let blocks = look(&text.join("\n"));
    let mut ends = Vec::new();
    let mut at = 0;
    for line in lines {
        at += line.0.len() + 1;
        ends.push(at);
    }
    let kinds: Option<Vec<PartKind>> = blocks.iter().map(|b| lines[ends.partition_point(|&e| e <= b.span.start as usize)].1).collect();
    let allowed = states_of(&kinds?)?.iter().map(|&s| 1 << s).collect();
    Some(Example { blocks, allowed, weight })
}

/// An article without noise: whole, without title and abstract, and its paragraphs alone.
fn plain_examples(article: &[String]) -> Vec<Example> {
    let whole = plain(&article.join("\n\n"), 2, 0.3);
    let bodies = article.get(2..).map(|b| plain(&b.join("\n\n"), 0, 0.1));
    let alone = article.get(2..).into_iter().flatten().take(2).map(|p| plain(p, 0, 0.1));
    std::iter::once(whole).chain(bodies).chain(alone).filter(|e| !e.blocks.is_empty()).collect()
}

/// Paragraphs are body, or heading or caption if short; a name at the end is the author.
fn plain(text: &str, head: usize, weight: f64) -> Example {
    let blocks = look(text);
    let of = |kinds: &[PartKind], from: usize| (from..STATES).filter(|&s| kinds.contains(&kind(s))).fold(0, |m, s| m | 1 << s);
    let text_from = (0..STATES).find(|&s| kind(s) == PartKind::Body).expect("a body state");
    let allow = |(i, b): (usize, &Seen)| match i {
        0 if head > 0 => of(&[PartKind::Title], 0),
        1 if head > 0 => of(&[PartKind::Abstract], 0),
        _ if b.name && i + 1 == blocks.len() && i > head => of(&[PartKind::Author], text_from),
        _ if b.prose || b.sentence || i == 0 => of(&[PartKind::Body], text_from),
        _ if i + 1 == blocks.len() => of(&[PartKind::Body, PartKind::Author, PartKind::Source, PartKind::Caption], text_from),
        _ => of(&[PartKind::Heading, PartKind::Caption], text_from),
    };
    let allowed = blocks.iter().enumerate().map(allow).collect();
    Example { blocks, allowed, weight }
}

/// Scores by feature and state, and by neighbouring states. Each is the sum of one for the kind and one for the state.
struct Model {
    features: Vec<[f64; STATES]>,
    moves: [[f64; STATES]; STATES],
}

const EPOCHS: usize = 40;
const RATE: f64 = 0.15;
const SHRINK: f64 = 0.004;

/// Stochastic gradient ascent with a rate for each weight (Adagrad) on the likelihood of the allowed states.
fn learn(examples: &[&Example]) -> Model {
    let mut model = Model { features: vec![[0.0; STATES]; FEATURES], moves: [[0.0; STATES]; STATES] };
    let mut squares = Model { features: vec![[1e-2; STATES]; FEATURES], moves: [[1e-2; STATES]; STATES] };
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let mut seed = 1u64;
    for _ in 0..EPOCHS {
        for i in (1..order.len()).rev() {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            order.swap(i, (seed >> 33) as usize % (i + 1));
        }
        for &i in &order {
            update(&mut model, &mut squares, examples[i]);
        }
    }
    model
}

fn update(model: &mut Model, squares: &mut Model, example: &Example) {
    let emissions: Vec<[f64; STATES]> = example.blocks.iter().map(|b| emission(model, &b.features)).collect();
    let gold = marginals(model, &emissions, |i, s| example.allowed[i] >> s & 1 == 1);
    let free = marginals(model, &emissions, |_, _| true);
    let (Some(gold), Some(free)) = (gold, free) else { return };
    for (i, b) in example.blocks.iter().enumerate() {
        let mut by_kind: HashMap<PartKind, f64> = HashMap::new();
        let slope: [f64; STATES] = std::array::from_fn(|s| example.weight * (gold.0[i][s] - free.0[i][s]));
        (0..STATES).for_each(|s| *by_kind.entry(kind(s)).or_default() += slope[s]);
        for &f in &b.features {
            for s in 0..STATES {
                // The share of the kind moves all its states together.
                let slope = 0.5 * slope[s] + 0.5 * by_kind[&kind(s)];
                rise(&mut model.features[f as usize][s], &mut squares.features[f as usize][s], slope);
            }
        }
    }
    for from in 0..STATES {
        for to in 0..STATES {
            let slope = example.weight * (gold.1[from][to] - free.1[from][to]);
            rise(&mut model.moves[from][to], &mut squares.moves[from][to], slope);
        }
    }
}

fn rise(weight: &mut f64, square: &mut f64, slope: f64) {
    if slope.abs() < 1e-6 {
        return;
    }
    let slope = slope - SHRINK * *weight;
    *square += slope * slope;
    *weight += RATE * slope / square.sqrt();
}

fn emission(model: &Model, features: &[u16]) -> [f64; STATES] {
    let mut sum = [0.0; STATES];
    features.iter().for_each(|&f| sum.iter_mut().zip(&model.features[f as usize]).for_each(|(s, w)| *s += w));
    sum
}

type Marginals = (Vec<[f64; STATES]>, [[f64; STATES]; STATES]);

/// Probability of each state of each block, and of each pair of neighbours, among the states that may be.
fn marginals(model: &Model, emissions: &[[f64; STATES]], may: impl Fn(usize, usize) -> bool) -> Option<Marginals> {
    let n = emissions.len();
    let never = f64::NEG_INFINITY;
    let here = |i: usize, s: usize| if may(i, s) { emissions[i][s] } else { never };
    let mut ahead = vec![[never; STATES]; n];
    let mut behind = vec![[0.0; STATES]; n];
    let step = |a: usize, b: usize| if follows(a, b) { model.moves[a][b] } else { never };
    (0..STATES).filter(|&s| begins(s)).for_each(|s| ahead[0][s] = here(0, s));
    for i in 1..n {
        for s in 0..STATES {
            ahead[i][s] = here(i, s) + sum((0..STATES).map(|p| ahead[i - 1][p] + step(p, s)));
        }
        let j = n - 1 - i;
        for s in 0..STATES {
            behind[j][s] = sum((0..STATES).map(|p| step(s, p) + here(j + 1, p) + behind[j + 1][p]));
        }
    }
    let total = sum(ahead[n - 1].iter().copied());
    if !total.is_finite() {
        return None;
    }
    let single = (0..n).map(|i| std::array::from_fn(|s| (ahead[i][s] + behind[i][s] - total).exp())).collect();
    let mut pairs = [[0.0; STATES]; STATES];
    for i in 1..n {
        for (a, row) in pairs.iter_mut().enumerate() {
            (0..STATES).for_each(|b| row[b] += (ahead[i - 1][a] + step(a, b) + here(i, b) + behind[i][b] - total).exp());
        }
    }
    Some((single, pairs))
}

/// Logarithm of the sum of exponentials.
fn sum(terms: impl Iterator<Item = f64> + Clone) -> f64 {
    let most = terms.clone().fold(f64::NEG_INFINITY, f64::max);
    if most == f64::NEG_INFINITY { most } else { most + terms.map(|t| (t - most).exp()).sum::<f64>().ln() }
}

/// The table that the crate compiles in, in hundredths.
fn write(model: &Model) -> String {
    let mut out = String::from(
        "# Scores in hundredths of a nat, one column a state: a row for each feature, then a row for each state that a line comes from.\n# Made by models/training/clean.rs.\n",
    );
    for row in model.features.iter().chain(&model.moves) {
        let cells: Vec<String> =
            row.iter().map(|w| format!("{:.0}", 100.0 * w + 0.0)).map(|c| if c == "-0" { "0".into() } else { c }).collect();
        out += &cells.join("\t");
        out.push('\n');
    }
    out
}

/// Lines of a page that a table gets right, of how many; the wrong ones are printed.
fn check(page: &Page, table: &str) -> (usize, usize) {
    let text: Vec<&str> = page.lines.iter().map(|l| l.0.as_str()).collect();
    let text = text.join("\n");
    let (blocks, kinds) = (look(&text), decide(table, &text));
    let (mut right, mut total, mut at) = (0, 0, 0);
    for (line, gold) in &page.lines {
        let middle = (at + line.len() / 2) as u32;
        at += line.len() + 1;
        let Some(gold) = gold else { continue };
        let got = blocks.iter().position(|b| middle < b.span.end).map(|i| kinds[i]);
        total += 1;
        if got == Some(*gold) {
            right += 1;
        } else {
            println!("{}: {gold:?} taken for {got:?}: {}", page.id, line.chars().take(90).collect::<String>());
        }
    }
    (right, total)
}
