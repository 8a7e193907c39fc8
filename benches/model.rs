//! The neural model alone on one core, whole articles: `cargo bench --bench model`. Throughput counts tokens.

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use tomtat::{Article, Document, model::Model, sentence};

const ARTICLES: [&str; 2] = [include_str!("../examples/articles/trien-khai-luat.txt"), include_str!("../examples/articles/bo-nhiem.txt")];

fn read(c: &mut Criterion) {
    let model = Model::bundled().expect("the built-in model");
    let mut group = c.benchmark_group("model");
    for (name, text) in [("article", ARTICLES[0].to_owned()), ("long", ARTICLES.concat().repeat(8))] {
        let document = Document::new(&Article::new(&text));
        let sentences = sentence::split(&document);
        group.throughput(Throughput::Elements(model.read(&document, &sentences).tokens() as u64));
        group.bench_function(name, |b| b.iter(|| model.read(black_box(&document), &sentences)));
    }
    group.finish();
    c.bench_function("model/load", |b| b.iter(Model::bundled));
}

criterion_group!(benches, read);
criterion_main!(benches);
