//! Summary, tags and topics of an article whose mentions are known, on one core: `cargo bench --bench summary`.

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use tomtat::lexicon::Lexicon;
use tomtat::summary::{Budget, summarise};
use tomtat::tag::{Resolved, tags, topics};
use tomtat::{Article, Document, Segmenter, date, law, mention, official, sentence, unit};

const ARTICLES: [&str; 2] = [include_str!("../examples/articles/trien-khai-luat.txt"), include_str!("../examples/articles/bo-nhiem.txt")];

/// An article of 500 syllables, cut from the samples at a line end.
fn article() -> String {
    let mut text = String::new();
    for line in ARTICLES.concat().lines() {
        text.push_str(line);
        text.push('\n');
        if text.split_whitespace().count() >= 500 {
            break;
        }
    }
    text
}

fn steps(c: &mut Criterion) {
    let text = article();
    let document = Document::new(&Article::new(&text));
    let sentences = sentence::split(&document);
    let words = Segmenter::new().segment(&document, &sentences);
    let lexicon = Lexicon::shared();
    let (citations, laws) = law::read(&document, &sentences);
    let dates = date::find(&document, None, &citations);
    let mentions = mention::find(&document, &sentences, lexicon, &citations, &dates);
    let officials = official::resolve(&document, &sentences, &mentions, lexicon, &dates);
    let units = unit::resolve(&document, &mentions, lexicon);
    let resolved = Resolved { mentions: &mentions, officials: &officials, units: &units, laws: &laws };
    let mut group = c.benchmark_group("summary");
    group.throughput(Throughput::Elements(1));
    for (name, budget) in [("brief", Budget::Brief), ("three sentences", Budget::Sentences(3))] {
        group.bench_function(name, |b| b.iter(|| summarise(black_box(&document), &sentences, budget)));
    }
    group.bench_function("tags", |b| b.iter(|| tags(black_box(&document), &sentences, &words, resolved, 8)));
    group.bench_function("topics", |b| b.iter(|| topics(black_box(&document), &sentences, lexicon)));
    group.finish();
}

criterion_group!(benches, steps);
criterion_main!(benches);
