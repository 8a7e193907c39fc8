//! Every step and the whole record, article to JSON, on one core: `cargo bench --bench article`.
//!
//! `split` beside it only lowers the text and cuts it at blanks; read the others as multiples of it, since machines differ.

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use tomtat::lexicon::Lexicon;
use tomtat::summary::Budget;
use tomtat::tag::Resolved;
use tomtat::{Article, Document, Pipeline, Segmenter, date, law, mention, official, sentence, summary, tag, unit};

const ARTICLES: [&str; 2] = [include_str!("../examples/articles/trien-khai-luat.txt"), include_str!("../examples/articles/bo-nhiem.txt")];

/// An article of up to 500 syllables, the usual length of a news text, cut from the samples at a line end.
fn article() -> String {
    let mut text = String::new();
    let mut syllables = 0;
    for line in ARTICLES.concat().lines() {
        syllables += line.split_whitespace().count();
        if syllables > 500 {
            break;
        }
        text.push_str(line);
        text.push('\n');
    }
    text
}

fn whole_record(c: &mut Criterion) {
    let text = article();
    let pipeline = Pipeline::builder().without_model().build();
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
    let words = segmenter.segment(&document, &sentences);
    let (citations, laws) = law::read(&document, &sentences);
    group.bench_function("dates", |b| b.iter(|| date::find(black_box(&document), None, &citations)));
    let dates = date::find(&document, None, &citations);
    let lexicon = Lexicon::shared();
    group.bench_function("mentions", |b| b.iter(|| mention::find(black_box(&document), &sentences, lexicon, &citations, &dates)));
    let mentions = mention::find(&document, &sentences, lexicon, &citations, &dates);
    group.bench_function("officials", |b| b.iter(|| official::resolve(black_box(&document), &sentences, &mentions, lexicon, &dates)));
    let officials = official::resolve(&document, &sentences, &mentions, lexicon, &dates);
    group.bench_function("units", |b| b.iter(|| unit::resolve(black_box(&document), &mentions, lexicon)));
    let units = unit::resolve(&document, &mentions, lexicon);
    // What makes records of mentions, to be held against the whole record with the model.
    let resolve = || {
        let laws = law::read(black_box(&document), &sentences);
        let officials = official::resolve(black_box(&document), &sentences, &mentions, lexicon, &dates);
        (laws, officials, unit::resolve(black_box(&document), &mentions, lexicon))
    };
    group.bench_function("officials, units and laws", |b| b.iter(resolve));
    group.bench_function("summary", |b| b.iter(|| summary::summarise(black_box(&document), &sentences, Budget::default())));
    let resolved = Resolved { mentions: &mentions, officials: &officials, units: &units, laws: &laws };
    group.bench_function("tags", |b| b.iter(|| tag::tags(black_box(&document), &sentences, &words, resolved, 8)));
    group.bench_function("topics", |b| b.iter(|| tag::topics(black_box(&document), &sentences, lexicon)));
    group.bench_function("record", |b| b.iter(|| pipeline.enrich(&Article::new(black_box(&text)))));
    group.bench_function("record to JSON", |b| b.iter(|| serde_json::to_vec(&pipeline.enrich(&Article::new(black_box(&text))))));
    let with_model = Pipeline::new();
    group.sample_size(20);
    group.bench_function("record with the model", |b| b.iter(|| with_model.enrich(&Article::new(black_box(&text)))));
    group.finish();
}

criterion_group!(benches, whole_record);
criterion_main!(benches);
