//! Mentions, officials and units of an article of 500 syllables, on one core: `cargo bench --bench mentions`.

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use tomtat::lexicon::Lexicon;
use tomtat::{Article, Document, date, law, mention, official, sentence, unit};

const ARTICLES: [&str; 2] = [include_str!("../examples/articles/trien-khai-luat.txt"), include_str!("../examples/articles/bo-nhiem.txt")];

/// The samples one after the other, 500 syllables of them.
fn article() -> String {
    let text = ARTICLES.concat();
    text.split_inclusive('\n')
        .scan(0, |syllables, line| {
            let before = *syllables;
            *syllables += line.split_whitespace().count();
            (before < 500).then_some(line)
        })
        .collect()
}

fn mentions(c: &mut Criterion) {
    let text = article();
    let document = Document::new(&Article::new(&text));
    let sentences = sentence::split(&document);
    let lexicon = Lexicon::shared();
    let (citations, _) = law::read(&document, &sentences);
    let dates = date::find(&document, None, &citations);
    let mut group = c.benchmark_group("mentions");
    group.bench_function("find", |b| b.iter(|| mention::find(black_box(&document), &sentences, lexicon, &citations, &dates)));
    let found = mention::find(&document, &sentences, lexicon, &citations, &dates);
    group.bench_function("officials", |b| b.iter(|| official::resolve(black_box(&document), &sentences, &found, lexicon, &dates)));
    group.bench_function("units", |b| b.iter(|| unit::resolve(black_box(&document), &found, lexicon)));
    group.finish();
}

criterion_group!(benches, mentions);
criterion_main!(benches);
