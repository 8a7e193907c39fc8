//! The whole record, article to JSON, on one core: `cargo bench --bench article`.
//!
//! `split` beside it only lowers the text and cuts it at blanks; read the others as multiples of it, since machines differ.

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use tomtat::{Article, Document, Pipeline, Segmenter, law, sentence};

const ARTICLES: [&str; 2] = [include_str!("../examples/articles/trien-khai-luat.txt"), include_str!("../examples/articles/bo-nhiem.txt")];

/// An article of 500 syllables, the usual length of a news text, cut from the samples at a line end.
fn article() -> String {
    let mut text = String::new();
    let mut syllables = 0;
    for line in ARTICLES.concat().lines() {
        syllables += line.split_whitespace().count();
        text.push_str(line);
        text.push('\n');
        if syllables >= 500 {
            break;
        }
    }
    text
}

fn whole_record(c: &mut Criterion) {
    let text = article();
    let pipeline = Pipeline::new();
    let mut group = c.benchmark_group("article");
    group.throughput(Throughput::Elements(1));
    group.bench_function("split", |b| b.iter(|| black_box(&text).to_lowercase().split_whitespace().map(str::len).sum::<usize>()));
    group.bench_function("document", |b| b.iter(|| Document::new(&Article::new(black_box(&text)))));
    let document = Document::new(&Article::new(&text));
    let sentences = sentence::split(&document);
    let segmenter = Segmenter::new();
    group.bench_function("sentences", |b| b.iter(|| sentence::split(black_box(&document))));
    group.bench_function("words", |b| b.iter(|| segmenter.segment(black_box(&document), &sentences)));
    group.bench_function("laws", |b| b.iter(|| law::read(black_box(&document), &sentences)));
    group.bench_function("record", |b| b.iter(|| pipeline.enrich(&Article::new(black_box(&text)))));
    group.bench_function("record to JSON", |b| b.iter(|| serde_json::to_vec(&pipeline.enrich(&Article::new(black_box(&text))))));
    group.finish();
}

criterion_group!(benches, whole_record);
criterion_main!(benches);
