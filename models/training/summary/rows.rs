//! Counts and rows for the summary step, from plain articles (see `prepare.py`).
//!
//! usage: train-summary background|chance|sentences|sets|concepts|context|model-sets|phrases PLAIN.jsonl OUT [FROM TO]
//!        train-summary points GOLD.jsonl OUT
//!
//! `background` and `chance` write the tables of `src/summary`; `sentences` and `sets` write, article by article, the number of rows,
//! the rows and the rewards as 32-bit floats for `train.py`. Each step reads the tables of the one before, so build again between.

use std::io::{BufRead, BufReader, Write};
use tomtat::summary::training::{
    BackgroundCount, ChanceCount, Plain, Sample, concept_rows, context_rows, phrase_rows, point_rows, sentence_rows, set_rows,
};

fn main() -> std::io::Result<()> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [what, source, out, range @ ..] = args.as_slice() else {
        return Err(std::io::Error::other("usage: train-summary background|chance|sentences|sets|points SOURCE.jsonl OUT [FROM TO]"));
    };
    let number = |n: usize, default| range.get(n).and_then(|s| s.parse().ok()).unwrap_or(default);
    if what == "points" {
        return points(source, out);
    }
    let (from, to) = (number(0, 0), number(1, usize::MAX));
    let lines = BufReader::new(std::fs::File::open(source)?).lines().skip(from).take(to.saturating_sub(from));
    let articles = lines.map(|l| Ok::<Plain, std::io::Error>(serde_json::from_str(&l?)?));
    let mut out = std::io::BufWriter::new(std::fs::File::create(out)?);
    match what.as_str() {
        "background" => {
            let mut count = BackgroundCount::default();
            articles.into_iter().try_for_each(|a| a.map(|a| count.add(&a)))?;
            out.write_all(&count.table())
        }
        "chance" => {
            let mut count = ChanceCount::default();
            articles.into_iter().try_for_each(|a| a.map(|a| count.add(&a)))?;
            out.write_all(&count.table())
        }
        "concepts" => {
            articles.enumerate().try_for_each(|(n, a)| concept_rows(&untitled(a?, n)).iter().try_for_each(|rows| write(&mut out, rows)))
        }
        "sentences" => articles.enumerate().try_for_each(|(n, a)| write(&mut out, &sentence_rows(&untitled(a?, n)))),
        "context" => articles.enumerate().try_for_each(|(n, a)| {
            let (title, rows) = context_rows(&untitled(a?, n));
            title.iter().try_for_each(|v| out.write_all(&v.to_le_bytes()))?;
            write(&mut out, &rows)
        }),
        "phrases" => articles.enumerate().try_for_each(|(n, a)| write(&mut out, &phrase_rows(&untitled(a?, n)))),
        _ => articles.enumerate().try_for_each(|(n, a)| write(&mut out, &set_rows(&untitled(a?, n), what != "sets"))),
    }
}

/// Rows of annotated articles, once with and once without their abstract.
fn points(source: &str, out: &str) -> std::io::Result<()> {
    let mut out = std::io::BufWriter::new(std::fs::File::create(out)?);
    for line in BufReader::new(std::fs::File::open(source)?).lines() {
        let article: serde_json::Value = serde_json::from_str(&line?)?;
        let text: Vec<char> = article["text"].as_str().unwrap_or_default().chars().collect();
        let numbers =
            |v: &serde_json::Value| v.as_array().into_iter().flatten().filter_map(|n| Some(n.as_u64()? as usize)).collect::<Vec<_>>();
        let lines = article["lines"].as_array().into_iter().flatten().map(numbers);
        let lines: Vec<String> = lines.map(|l| text[l[0]..l[1]].iter().collect()).collect();
        for lead in [true, false] {
            write(&mut out, &point_rows(&lines, &numbers(&article["key"]), lead))?;
        }
    }
    Ok(())
}

/// Takes every fifteenth title away, so that articles without one are learned too.
fn untitled(mut article: Plain, n: usize) -> Plain {
    if n % 15 == 14 {
        article.title.clear();
    }
    article
}

fn write(out: &mut impl Write, samples: &[Sample]) -> std::io::Result<()> {
    out.write_all(&(samples.len() as f32).to_le_bytes())?;
    for value in samples.iter().flat_map(|s| &s.row).chain(samples.iter().map(|s| &s.reward)) {
        out.write_all(&value.to_le_bytes())?;
    }
    Ok(())
}
