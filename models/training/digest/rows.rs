//! The rows of the sentences of clusters, for `fit.py`.
//!
//! usage: train-digest CLUSTERS.jsonl OUT.jsonl
//!
//! A line in holds the articles of an event, `{"id", "references", "articles": [{"text", "title", "published"}…]}`; a line out is a
//! `tomtat::digest::training::Sample`.

use serde::Deserialize;
use std::io::{BufRead, BufReader, Write};
use tomtat::digest::Reading;
use tomtat::digest::training::sample;
use tomtat::{Article, Pipeline};

#[derive(Deserialize)]
struct Event {
    references: Vec<String>,
    articles: Vec<Text>,
}

#[derive(Deserialize)]
struct Text {
    text: String,
    title: Option<String>,
    published: Option<String>,
}

fn main() -> std::io::Result<()> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [source, out] = args.as_slice() else { return Err(std::io::Error::other("usage: train-digest CLUSTERS.jsonl OUT.jsonl")) };
    let mut out = std::io::BufWriter::new(std::fs::File::create(out)?);
    let pipeline = Pipeline::new();
    for line in BufReader::new(std::fs::File::open(source)?).lines() {
        let event: Event = serde_json::from_str(&line?)?;
        let articles: Vec<Article> = event.articles.iter().map(article).collect();
        let records: Vec<_> = articles.iter().map(|a| pipeline.enrich(a)).collect();
        let readings: Vec<Reading> = articles.iter().zip(&records).map(|(article, record)| Reading { article, record }).collect();
        serde_json::to_writer(&mut out, &sample(&readings, &event.references))?;
        writeln!(out)?;
    }
    Ok(())
}

fn article(text: &Text) -> Article<'_> {
    Article { title: text.title.as_deref(), published: text.published.as_deref(), ..Article::new(&text.text) }
}
