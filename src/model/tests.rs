//! The model against what PyTorch recorded, its files against damage, its results against batch and threads.

use super::*;
use crate::sentence;
use serde::Deserialize;

/// Outputs of the same rounded weights in `f32`, one text a row.
#[derive(Deserialize)]
struct Recorded {
    text: String,
    ids: Vec<u16>,
    features: Vec<u8>,
    labels: Vec<Vec<f32>>,
    topics: Vec<f32>,
    salience: Vec<f32>,
}

fn file(path: &str) -> Vec<u8> {
    std::fs::read(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).expect("test data")
}

fn recorded(path: &str) -> Vec<Recorded> {
    serde_json::from_slice(&file(path)).expect("a fixture")
}

fn tiny_files() -> [Vec<u8>; 3] {
    [CONFIG, WEIGHTS, TOKENIZER].map(|f| file(&format!("tests/data/model/tiny/{f}")))
}

fn parse(files: &[Vec<u8>; 3], backend: Backend) -> Result<Model> {
    Model::parse([&files[0], &files[1], &files[2]], str::to_owned, backend)
}

fn largest_gap(a: &[f32], b: &[f32]) -> f32 {
    assert_eq!(a.len(), b.len());
    a.iter().zip(b).map(|(x, y)| (x - y).abs()).fold(0.0, f32::max)
}

/// Largest difference of any output, and the share of tokens whose likeliest outer label is another.
fn compare(model: &Model, rows: &[Recorded]) -> (f32, f32) {
    let (mut gap, mut other, mut tokens) = (0.0f32, 0, 0);
    for r in rows {
        let document = Document::plain(&r.text);
        let inputs = model.vocabulary.inputs(&document);
        assert_eq!(inputs.id, r.ids, "{}", r.text);
        assert_eq!(inputs.feature, r.features, "{}", r.text);
        let raw = model.run(inputs, &sentence_of_all(&document));
        gap = gap.max(largest_gap(&raw.topics, &r.topics)).max(largest_gap(&raw.salience, &r.salience));
        for (got, want) in raw.labels.chunks_exact(model.config.outputs()).zip(&r.labels) {
            gap = gap.max(largest_gap(got, want));
            let best = |row: &[f32]| (0..13).max_by(|&a, &b| row[a].total_cmp(&row[b]));
            other += usize::from(best(got) != best(want));
            tokens += 1;
        }
    }
    (gap, other as f32 / tokens as f32)
}

/// The recorded salience is that of the whole text as one sentence.
fn sentence_of_all(document: &Document) -> Vec<Sentence> {
    let mut all = sentence::split(document);
    let last = all[all.len() - 1];
    all.truncate(1);
    all[0].tokens.end = last.tokens.end;
    all
}

#[test]
fn numbers_equal_the_recorded_ones() {
    for (files, fixture) in [("tests/data/model/tiny", "tests/data/model/tiny.json"), ("models", "tests/data/model/base.json")] {
        let files = [CONFIG, WEIGHTS, TOKENIZER].map(|f| file(&format!("{files}/{f}")));
        let rows = recorded(fixture);
        let (gap, _) = compare(&parse(&files, Backend::Plain).unwrap(), &rows);
        assert!(gap < 1e-3, "{fixture}: {gap}");
        if Backend::detect().is_bytes() {
            let (gap, other) = compare(&parse(&files, Backend::detect()).unwrap(), &rows);
            assert!(gap < 0.6 && other <= 0.02, "{fixture}: {gap} {other}");
        }
    }
}

#[test]
fn the_encoder_equals_candle() {
    let [config, weights, words] = tiny_files();
    let config = Config::parse(&config, CONFIG).unwrap();
    let weights = Weights::parse(&weights, WEIGHTS).unwrap();
    let inputs = Vocabulary::parse(&words, &config, TOKENIZER).unwrap().inputs(&Document::plain("Ông Nguyễn Văn Bình,\nSở Nội vụ 2021"));
    let want = reference::hidden(&weights, &config, &inputs).and_then(|t| t.flatten_all()?.to_vec1::<f32>()).unwrap();
    for (backend, tolerance) in [(Backend::Plain, 1e-4), (Backend::detect(), 0.2)] {
        let mut scratch = Scratch::default();
        let n = inputs.id.len();
        Encoder::load(&weights, &config, backend).unwrap().run(&inputs, 0..n, &mut scratch);
        assert!(largest_gap(&scratch.hidden, &want) < tolerance, "{backend:?}");
    }
}

#[test]
fn results_do_not_depend_on_threads_or_what_was_read_before() {
    let model = parse(&tiny_files(), Backend::detect()).unwrap();
    let texts: Vec<String> = (1..30).map(|n| "Ông Nguyễn Văn Bình, Chủ tịch UBND huyện Lạng Giang. ".repeat(n)).collect();
    let read = |text: &String| {
        let document = Document::plain(text);
        let scores = model.read(&document, &sentence::split(&document));
        (
            scores.mentions().iter().map(|m| (m.span, m.score.to_bits())).collect::<Vec<_>>(),
            scores.salience().to_vec(),
            scores.topics().to_vec(),
        )
    };
    let alone: Vec<_> = texts.iter().map(read).collect();
    std::thread::scope(|s| {
        let jobs: Vec<_> = (0..4).map(|_| s.spawn(|| texts.iter().rev().map(read).collect::<Vec<_>>())).collect();
        for job in jobs {
            let mut got = job.join().unwrap();
            got.reverse();
            assert!(got == alone);
        }
    });
}

#[test]
fn any_text_can_be_read() {
    let model = parse(&tiny_files(), Backend::detect()).unwrap();
    for text in ["", " \n", "\u{fffd}\u{0}\u{1}", "x", &"7".repeat(500), &"ẩ".repeat(300), "hoà\u{301}\u{301} 𝕏 ½ 你好"] {
        let document = Document::plain(text);
        let sentences = sentence::split(&document);
        let scores = model.read(&document, &sentences);
        assert_eq!(scores.salience().len(), sentences.len());
        assert!(scores.topics().iter().all(|t| t.1.is_finite()));
    }
}

#[test]
fn what_is_longer_than_a_book_is_read_to_its_limit() {
    let model = parse(&tiny_files(), Backend::detect()).unwrap();
    let text = "Ông Bình họp. ".repeat(30_000);
    let document = Document::plain(&text);
    assert_eq!(model.read(&document, &[]).tokens(), 100_000);
}

#[test]
fn what_is_not_used_of_a_tokenizer_may_be_broken() {
    let [config, weights, words] = tiny_files();
    let mut words: serde_json::Value = serde_json::from_slice(&words).unwrap();
    words["normalizer"] = serde_json::json!({"type": "Precompiled", "precompiled_charsmap": "AAAA"});
    assert_eq!(Model::from_bytes(&config, &weights, words.to_string().as_bytes()).unwrap().name(), "tiny 1");
}

#[test]
fn damaged_files_say_what_is_wrong() {
    let good = tiny_files();
    let text = String::from_utf8(good[0].clone()).unwrap();
    let config = |from: &str, to: &str| {
        assert!(text.contains(from), "{from}");
        [text.replace(from, to).into_bytes(), good[1].clone(), good[2].clone()]
    };
    let cut = [good[0].clone(), good[1][..good[1].len() / 2].to_vec(), good[2].clone()];
    let foreign = [good[0].clone(), b"PK\x03\x04 not weights at all".to_vec(), good[2].clone()];
    let words = [good[0].clone(), good[1].clone(), b"{}".to_vec()];
    let cases = [
        (cut, WEIGHTS, "truncated"),
        (foreign, WEIGHTS, "truncated or not"),
        (words, TOKENIZER, "not a tokenizer"),
        (config("\"version\": 1", "\"version\": 9"), CONFIG, "`version` is 9"),
        (config("tomtat-model", "other"), CONFIG, "another kind"),
        (config("\"d\": 64", "\"d\": 65"), CONFIG, "`d`"),
        (config("\"ffn\": 64", "\"ffn\": 128"), WEIGHTS, "has shape"),
        (config("\"attention_after\": 1", "\"attention_after\": 0"), WEIGHTS, "is missing"),
        (config("\"vocab\": ", "\"vocab\": 1"), WEIGHTS, "has shape"),
        (config("\"dilations\": [", "\"dilations\": [18446744073709551615,"), CONFIG, "`dilations`"),
        (config("\"overlap\": 4", "\"overlap\": 15"), CONFIG, "half of `window`"),
        (config("\"salience\": 1.0", "\"salience\": 0.0"), CONFIG, "`temperature`"),
        ([b"{".to_vec(), good[1].clone(), good[2].clone()], CONFIG, "not a model configuration"),
    ];
    for (files, name, reason) in cases {
        let error = parse(&files, Backend::Plain).unwrap_err().to_string();
        assert!(error.starts_with(name) && error.contains(reason), "{error}");
    }
    assert!(matches!(Model::open("no/such/directory").unwrap_err(), Error::Io { .. }));
}
