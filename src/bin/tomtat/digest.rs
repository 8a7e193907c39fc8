//! `tomtat digest`: several articles of one event in, one digest out.

use std::fmt::Write as _;
use std::io::Write as _;

use anyhow::{Context, Result};
use rayon::prelude::*;
use tomtat::digest::{self, DigestLaw, Mentioned, Place, Reading};
use tomtat::export::label;
use tomtat::law::Law;
use tomtat::record::{Failure, Record};
use tomtat::{Article, Digest, Pipeline};

use crate::args;
use crate::article::{Owned, place};
use crate::enrich::pipeline;
use crate::input;
use crate::output;

pub fn run(options: &args::Digest) -> Result<usize> {
    let pipeline = pipeline(&options.reading)?;
    let (mut owned, mut errors) = (Vec::new(), Vec::new());
    input::read(&options.input.files, &(&options.input).into(), |item| {
        match Owned::of(item) {
            Ok(article) => owned.push(article),
            Err(e) => errors.push(e),
        }
        !crate::stop::asked()
    });
    let articles: Vec<Article> = owned.iter().map(|o| o.article(options.reading.clean)).collect();
    let digest = digest_of(&pipeline, &articles, options)?;
    let mut out = output::standard();
    let failed = errors.len();
    if options.json {
        let errors: Vec<Failure> = errors.into_iter().map(|e| e.error).collect();
        serde_json::to_writer_pretty(&mut out, &Digest { errors, ..digest })?;
        out.write_all(b"\n")?;
    } else {
        errors.iter().for_each(|e| eprintln!("tomtat: {}: {}", place(e), e.error.reason));
        out.write_all(sheet(&digest).as_bytes())?;
    }
    out.flush()?;
    Ok(failed)
}

fn digest_of(pipeline: &Pipeline, articles: &[Article], options: &args::Digest) -> Result<Digest> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(options.threads.into()).build().context("cannot start the threads")?;
    let records: Vec<Record> = pool.install(|| articles.par_iter().map(|a| pipeline.enrich(a)).collect());
    let readings: Vec<Reading> = articles.iter().zip(&records).map(|(article, record)| Reading { article, record }).collect();
    Ok(digest::digest(&readings, options.reading.summary.unwrap_or_default()))
}

/// The digest for people: each sentence with the numbers of the articles that say it, then what more than one of them name.
fn sheet(digest: &Digest) -> String {
    let mut out = String::new();
    for sentence in &digest.sentences {
        let sources = std::iter::once(&sentence.place).chain(&sentence.also);
        let _ = writeln!(out, "{} {}", sentence.text, numbers(sources.map(|p: &Place| p.article)));
    }
    let shared = |articles: &[Mentioned]| articles.len() > 1 || digest.articles.len() == 1;
    let named = |name: &str, articles: &[Mentioned]| format!("{name} {}", numbers(articles.iter().map(|m| m.article)));
    let differences = digest.differences.iter().map(|d| {
        let figures = d.figures.iter().map(|f| format!("{} {}", f.figure, numbers(f.articles.iter().map(|p| p.article))));
        format!("{}: {}", d.of, figures.collect::<Vec<_>>().join(", "))
    });
    list(&mut out, "Số liệu khác nhau", differences);
    let officials = digest.officials.iter().filter(|o| shared(&o.articles)).map(|o| match o.titles.as_slice() {
        [] => named(&o.name, &o.articles),
        titles => named(&format!("{}: {}", o.name, titles.join("; ")), &o.articles),
    });
    list(&mut out, "Cán bộ", officials);
    list(&mut out, "Cơ quan", digest.units.iter().filter(|u| shared(&u.articles)).map(|u| named(&u.name, &u.articles)));
    list(&mut out, "Văn bản", digest.laws.iter().filter(|l| shared(&l.articles)).map(|l| named(&law(l), &l.articles)));
    list(&mut out, "Ngày", digest.dates.iter().filter(|d| shared(&d.articles)).map(|d| named(&d.iso, &d.articles)));
    let articles = digest.articles.iter().zip(1..).map(|(a, n)| {
        let parts = [a.title.as_deref(), a.published.as_deref(), a.id.as_deref()];
        format!("[{n}] {}", parts.into_iter().flatten().collect::<Vec<_>>().join(", "))
    });
    list(&mut out, "Bài", articles);
    out
}

fn law(law: &DigestLaw) -> String {
    let cited =
        Law { kind: law.kind.clone(), number: law.number.clone(), name: law.name.clone(), year: law.year.clone(), ..Law::default() };
    match label::provisions(&law.provisions) {
        provisions if provisions.is_empty() => label::law(&cited),
        provisions => format!("{}: {provisions}", label::law(&cited)),
    }
}

/// `[1, 3]`: numbers of articles, from 1.
fn numbers(articles: impl Iterator<Item = u32>) -> String {
    let mut all: Vec<u32> = articles.map(|a| a + 1).collect();
    all.sort_unstable();
    format!("[{}]", all.iter().map(u32::to_string).collect::<Vec<_>>().join(", "))
}

fn list(out: &mut String, name: &str, values: impl Iterator<Item = String>) {
    for (n, value) in values.enumerate() {
        let _ = match n {
            0 => writeln!(out, "\n{name}:\n  - {value}"),
            _ => writeln!(out, "  - {value}"),
        };
    }
}
