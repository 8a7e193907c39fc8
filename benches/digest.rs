//! The digest of articles that are read already, on one core: `cargo bench --bench digest`.

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use tomtat::digest::{Reading, digest};
use tomtat::summary::Budget;
use tomtat::{Article, Pipeline};

const ARTICLES: [&str; 3] = [
    include_str!("../examples/articles/su-kien-1.txt"),
    include_str!("../examples/articles/su-kien-2.txt"),
    include_str!("../examples/articles/su-kien-3.txt"),
];

fn digests(c: &mut Criterion) {
    let articles = ARTICLES.map(Article::new);
    let pipeline = Pipeline::new();
    let records = articles.each_ref().map(|a| pipeline.enrich(a));
    let readings: Vec<Reading> = articles.iter().zip(&records).map(|(article, record)| Reading { article, record }).collect();
    let mut group = c.benchmark_group("digest");
    group.throughput(Throughput::Elements(readings.len() as u64));
    for (name, budget) in [("five sentences", Budget::Brief), ("150 syllables", Budget::Syllables(150))] {
        group.bench_function(name, |b| b.iter(|| digest(black_box(&readings), budget)));
    }
    group.finish();
}

criterion_group!(benches, digests);
criterion_main!(benches);
