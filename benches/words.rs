//! Words of whole news texts. Run: `cargo bench --bench words`; throughput counts syllables (runs of letters).

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use std::hint::black_box;
use tomtat::{Article, Document, Segmenter, sentence};

/// Written for this benchmark in the manner of a newspaper.
const NEWS: &str = include_str!("news.txt");

fn words(c: &mut Criterion) {
    let syllables = NEWS.split(|c: char| !c.is_alphabetic()).filter(|s| !s.is_empty()).count();
    let segmenter = Segmenter::new();
    let mut group = c.benchmark_group("words");
    group.throughput(Throughput::Elements(syllables as u64));
    group.bench_function("from raw text", |b| b.iter(|| segmenter.words(black_box(NEWS))));
    let document = Document::new(&Article::new(NEWS));
    let sentences = sentence::split(&document);
    let mut out = Vec::new();
    group.bench_function("from sentences", |b| {
        b.iter(|| {
            segmenter.segment_into(black_box(&document), black_box(&sentences), &mut out);
            out.len()
        })
    });
    let mut line = String::new();
    group.bench_function("joined line", |b| {
        b.iter(|| {
            line.clear();
            segmenter.join(black_box(NEWS), &mut line);
            line.len()
        })
    });
    group.bench_function("document alone", |b| b.iter(|| Document::plain(black_box(NEWS)).parts().len()));
    group.finish();
}

criterion_group!(benches, words);
criterion_main!(benches);
