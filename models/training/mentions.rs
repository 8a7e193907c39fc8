//! Trains the linear reader of mentions: a conditional random field over the features of `tomtat::mention::training`.
//!
//! usage: cargo run --release --example train-mentions -- OUT.bin ARTICLES.jsonl [PAGES.jsonl]…
//!
//! Stochastic gradient steps with a falling rate, squared penalty on the weights, weights averaged over the second half.

use serde_json::Value;
use std::collections::HashMap;
use tomtat::mention::MentionKind;
use tomtat::mention::training::{Feature, LABEL_COUNT as L, Stretch, may_follow, stretches, table};
use tomtat::{Article, Document, Span};

const ROUNDS: usize = 14;
const RATE: f32 = 0.1;
const PENALTY: f32 = 1.5e-4;
/// A feature counts when this many articles show it.
const LEAST_ARTICLES: u32 = 2;
const LEAST_WEIGHT: f32 = 0.12;

type Steps = [[f32; L]; L];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut files = std::env::args().skip(1);
    let out = files.next().ok_or("usage: train-mentions OUT.bin ARTICLES.jsonl…")?;
    let (mut articles, mut lost) = (Vec::new(), 0);
    for file in files {
        for line in std::fs::read_to_string(&file)?.lines() {
            let (read, missed) = article(&serde_json::from_str(line)?);
            articles.push(read);
            lost += missed;
        }
    }
    println!("{} articles, {lost} mentions out of reach", articles.len());
    let (index, data) = number(&articles);
    println!("{} stretches, {} features", data.len(), index.len());
    let (steps, rows) = train(&data, index.len());
    let named = index.iter().map(|(&feature, &at)| (feature, rows[at as usize])).collect();
    std::fs::write(out, table(&steps, &named, LEAST_WEIGHT))?;
    Ok(())
}

fn article(gold: &Value) -> (Vec<Stretch>, usize) {
    let text = gold["text"].as_str().or(gold["raw"].as_str()).unwrap_or("");
    let bytes: Vec<u32> = text.char_indices().map(|c| c.0 as u32).chain([text.len() as u32]).collect();
    let place = |v: &Value| bytes[v.as_u64().unwrap_or(0) as usize];
    let list = |name: &str| gold[name].as_array().cloned().unwrap_or_default();
    let unread: Vec<Span> = list("lines")
        .iter()
        .filter(|l| matches!(l[2].as_str(), Some("boilerplate" | "author" | "source" | "date")))
        .map(|l| Span::new(place(&l[0]), place(&l[1])))
        .collect();
    let kind = |e: &Value| serde_json::from_value::<MentionKind>(e["type"].clone()).ok();
    let span = |e: &Value| Span::new(place(&e["start"]), place(&e["end"]));
    let mentions: Vec<_> = list("entities").iter().filter_map(|e| Some((kind(e)?, span(e)))).collect();
    stretches(&Document::new(&Article::new(text)), &mentions, |sentence| !unread.iter().any(|u| u.overlaps(sentence)))
}

struct Example {
    features: Vec<Vec<u32>>,
    labels: Vec<u8>,
}

fn number(articles: &[Vec<Stretch>]) -> (HashMap<Feature, u32>, Vec<Example>) {
    let mut seen: HashMap<Feature, (u32, usize)> = HashMap::new();
    for (n, article) in articles.iter().enumerate() {
        for &f in article.iter().flat_map(|s| s.features.iter().flatten()) {
            let entry = seen.entry(f).or_insert((0, usize::MAX));
            if entry.1 != n {
                *entry = (entry.0 + 1, n);
            }
        }
    }
    let mut kept: Vec<Feature> = seen.into_iter().filter(|s| s.1.0 >= LEAST_ARTICLES).map(|s| s.0).collect();
    kept.sort_unstable();
    let index: HashMap<Feature, u32> = kept.into_iter().enumerate().map(|(i, f)| (f, i as u32)).collect();
    let known = |fs: &Vec<Feature>| fs.iter().filter_map(|f| index.get(f).copied()).collect();
    let example = |s: &Stretch| Example { features: s.features.iter().map(known).collect(), labels: s.labels.clone() };
    let data = articles.iter().flatten().map(example).collect();
    (index, data)
}

fn train(data: &[Example], features: usize) -> (Steps, Vec<[f32; L]>) {
    let (mut steps, mut rows) = ([[0.0; L]; L], vec![[0.0; L]; features]);
    let (mut mean_steps, mut mean_rows) = (steps, rows.clone());
    let mut order: Vec<usize> = (0..data.len()).collect();
    let (mut seed, mut taken) = (7_u64, 0.0);
    for round in 0..ROUNDS {
        for i in (1..order.len()).rev() {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            order.swap(i, (seed >> 33) as usize % (i + 1));
        }
        let rate = RATE / (1.0 + 0.3 * round as f32);
        let loss: f64 = order.iter().map(|&n| f64::from(step(&data[n], &mut steps, &mut rows, rate))).sum();
        let shrink = 1.0 - (rate * PENALTY * data.len() as f32).min(0.5);
        rows.iter_mut().flatten().for_each(|w| *w *= shrink);
        println!("round {round}: loss {loss:.0}");
        if round >= ROUNDS / 2 {
            taken += 1.0;
            mean_rows.iter_mut().flatten().zip(rows.iter().flatten()).for_each(|(m, w)| *m += (w - *m) / taken);
            mean_steps.iter_mut().flatten().zip(steps.iter().flatten()).for_each(|(m, w)| *m += (w - *m) / taken);
        }
    }
    (mean_steps, mean_rows)
}

fn log_sum(values: impl Iterator<Item = f32> + Clone) -> f32 {
    let top = values.clone().fold(f32::NEG_INFINITY, f32::max);
    if top == f32::NEG_INFINITY { top } else { top + values.map(|v| (v - top).exp()).sum::<f32>().ln() }
}

fn legal(from: usize, to: usize, steps: &Steps) -> f32 {
    if may_follow(from, to) { steps[to][from] } else { f32::NEG_INFINITY }
}

/// One gradient step on one stretch; gives its loss.
fn step(x: &Example, steps: &mut Steps, rows: &mut [[f32; L]], rate: f32) -> f32 {
    let n = x.labels.len();
    let score = |fs: &Vec<u32>| {
        let mut sum = [0.0; L];
        fs.iter().for_each(|&f| sum.iter_mut().zip(&rows[f as usize]).for_each(|(s, w)| *s += w));
        sum
    };
    let own: Vec<[f32; L]> = x.features.iter().map(score).collect();
    let (mut ahead, mut behind) = (vec![[0.0; L]; n], vec![[0.0; L]; n]);
    for t in 0..n {
        for to in 0..L {
            let into = if t == 0 { legal(0, to, steps) } else { log_sum((0..L).map(|f| ahead[t - 1][f] + legal(f, to, steps))) };
            ahead[t][to] = into + own[t][to];
        }
    }
    for t in (0..n - 1).rev() {
        for from in 0..L {
            behind[t][from] = log_sum((0..L).map(|to| behind[t + 1][to] + own[t + 1][to] + legal(from, to, steps)));
        }
    }
    let all = log_sum(ahead[n - 1].iter().copied());
    let (mut loss, mut before) = (all, 0);
    let mut push = [[0.0; L]; L];
    for t in 0..n {
        let gold = x.labels[t] as usize;
        loss -= own[t][gold] + steps[gold][before];
        for to in 0..L {
            let froms = if t == 0 { 0..1 } else { 0..L };
            for from in froms {
                let start = if t == 0 { 0.0 } else { ahead[t - 1][from] };
                push[to][from] -= (start + legal(from, to, steps) + own[t][to] + behind[t][to] - all).exp();
            }
            let wanted = f32::from(u8::from(to == gold)) - (ahead[t][to] + behind[t][to] - all).exp();
            if wanted.abs() > 1e-4 {
                x.features[t].iter().for_each(|&f| rows[f as usize][to] += rate * wanted);
            }
        }
        push[gold][before] += 1.0;
        before = gold;
    }
    steps.iter_mut().flatten().zip(push.iter().flatten()).for_each(|(s, p)| *s += 0.3 * rate * p);
    loss
}
