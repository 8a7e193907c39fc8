//! Equality with transformers, and folders that are no checkpoints.

use super::*;
use serde::Deserialize;
use std::path::PathBuf;

#[derive(Deserialize)]
struct Case {
    text: String,
    ids: Vec<u32>,
    searches: Vec<Search>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Search {
    num_beams: usize,
    new: usize,
    #[serde(default)]
    no_repeat_ngram_size: usize,
    #[serde(default)]
    min_new_tokens: usize,
    length_penalty: Option<f64>,
    early_stopping: Option<serde_json::Value>,
    tokens: Vec<u32>,
    text: String,
}

impl Search {
    fn options(&self) -> Options {
        Options {
            beams: self.num_beams,
            most: self.new,
            least: self.min_new_tokens,
            length_penalty: self.length_penalty.unwrap_or(1.0),
            early_stopping: match &self.early_stopping {
                Some(serde_json::Value::Bool(true)) => EarlyStopping::First,
                Some(serde_json::Value::String(_)) => EarlyStopping::Never,
                _ => EarlyStopping::Heuristic,
            },
            no_repeat: self.no_repeat_ngram_size,
            ..Options::default()
        }
    }
}

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/generate").join(name)
}

fn equals_reference(name: &str) {
    let cases: Vec<Case> = serde_json::from_slice(&std::fs::read(folder(name).join("reference.json")).unwrap()).unwrap();
    let mut generator = Generator::open(folder(name)).unwrap();
    for (n, case) in cases.iter().enumerate() {
        assert_eq!(generator.pieces.encode(&case.text).ids, case.ids, "{name}: ids of text {n}");
        for (i, search) in case.searches.iter().enumerate() {
            generator.options = search.options();
            let options = &generator.options;
            generator.rules = Rules { most: options.most, least: options.least, no_repeat: options.no_repeat, ..generator.rules };
            let written = generator.write(&case.text);
            assert_eq!(written.ids, search.tokens, "{name}: text {n}, search {i}");
            assert_eq!((written.text.as_str(), written.read), (search.text.as_str(), case.text.len()));
        }
    }
}

#[test]
fn gated_t5_with_its_own_head_in_bf16_shards_writes_as_the_reference() {
    equals_reference("t5-gated");
}

#[test]
fn relu_t5_with_tied_head_writes_as_the_reference() {
    equals_reference("t5-relu");
}

#[test]
fn mbart_in_f16_writes_as_the_reference() {
    equals_reference("mbart");
}

/// A copy of a checkpoint's files but these, which get the given content, none where it is empty.
fn altered(name: &str, changes: &[(&str, &str)]) -> tempfile::TempDir {
    let copy = tempfile::tempdir().unwrap();
    for file in std::fs::read_dir(folder(name)).unwrap().map(|f| f.unwrap().path()) {
        std::fs::copy(&file, copy.path().join(file.file_name().unwrap())).unwrap();
    }
    for (file, content) in changes {
        std::fs::remove_file(copy.path().join(file)).ok();
        if !content.is_empty() {
            std::fs::write(copy.path().join(file), content).unwrap();
        }
    }
    copy
}

/// The tokenizer of a checkpoint, changed.
fn tokenizer(name: &str, change: impl FnOnce(&mut serde_json::Value)) -> String {
    let tokenizer = std::fs::read(folder(name).join("tokenizer.json")).unwrap();
    let mut tokenizer: serde_json::Value = serde_json::from_slice(&tokenizer).unwrap();
    change(&mut tokenizer);
    tokenizer.to_string()
}

/// The same with one piece more.
fn with_piece(name: &str, piece: &str) -> String {
    tokenizer(name, |t| t["model"]["vocab"].as_array_mut().unwrap().push(serde_json::json!([piece, 0.0])))
}

#[test]
fn pieces_that_a_checkpoint_does_not_use_are_unknown() {
    let copy = altered("mbart", &[("tokenizer.json", &with_piece("mbart", "▁zzz"))]);
    let ids = Generator::open(copy.path()).unwrap().pieces.encode("zzz").ids;
    assert_eq!(ids, [0, 3, 2]);
}

#[test]
fn bad_folders_say_what_to_do() {
    let config = std::fs::read_to_string(folder("t5-relu").join("config.json")).unwrap();
    let with = |from: &str, to: &str| {
        assert!(config.contains(from));
        config.replace(from, to)
    };
    let broken = tokenizer("t5-relu", |t| t["normalizer"] = serde_json::json!({"type": "Precompiled", "precompiled_charsmap": "AAAA"}));
    for (changes, said) in [
        (&[("config.json", "")][..], "config.json"),
        (&[("config.json", "{")], "not JSON"),
        (&[("config.json", "{}")], "no `model_type`"),
        (&[("config.json", r#"{"model_type": "gpt2"}"#)], "`gpt2` cannot be run; `t5`"),
        (&[("config.json", &with("\"num_heads\": 2", "\"num_heads\": 0"))], "`num_heads` is 0"),
        (&[("config.json", &with("\"num_heads\": 2", "\"num_heads\": \"2\""))], "expected usize"),
        (&[("config.json", &with("\"d_ff\": 24", "\"d_ff\": 23"))], "has shape [24, 16], config.json asks for [23, 16]"),
        (&[("config.json", &with("\"num_layers\": 3", "\"num_layers\": 4"))], "block.3.layer.0.layer_norm.weight` is missing"),
        (&[("config.json", &with("\"relu\"", "\"gated-sine\""))], "`gated-sine`, which cannot be run"),
        (&[("config.json", &with("\"eos_token_id\": 1", "\"eos_token_id\": 5000"))], "id 5000"),
        (&[("config.json", &with("\"eos_token_id\": 1", "\"eos_token_id\": \"x\""))], "an id or a list of ids"),
        (&[("tokenizer.json", "")], "tokenizer.json"),
        (&[("tokenizer.json", "{}")], "not a tokenizer"),
        (&[("tokenizer.json", &broken)], "not a tokenizer"),
        (&[("tokenizer.json", ""), ("spiece.model", "x")], "there is only spiece.model; write it with transformers"),
        (
            &[("tokenizer.json", ""), ("sentencepiece.bpe.model", "x"), ("dict.txt", "x")],
            "there is only sentencepiece.bpe.model; write it with `python models/training/bartpho_tokenizer.py",
        ),
        (&[("tokenizer.json", &with_piece("t5-relu", "▁zzz"))], "120 pieces, the weights have 119 rows"),
        (&[("model.safetensors", "")], "and so is model.safetensors.index.json"),
        (&[("model.safetensors", "x")], "truncated or no safetensors"),
        (&[("model.safetensors", ""), ("pytorch_model.bin", "x")], "there is only pytorch_model.bin; convert it with transformers"),
        (&[("model.safetensors", ""), ("model.safetensors.index.json", "{}")], "no `weight_map`"),
        (
            &[("model.safetensors", ""), ("model.safetensors.index.json", r#"{"weight_map": {"a": "model-1.safetensors"}}"#)],
            "names `model-1.safetensors`, which is not there",
        ),
        (
            &[("model.safetensors", ""), ("model.safetensors.index.json", r#"{"weight_map": {"a": "../config.json"}}"#)],
            "names `../config.json`",
        ),
    ] {
        let error = Generator::open(altered("t5-relu", changes).path()).unwrap_err().to_string();
        assert!(error.contains(said), "{changes:?}: {error}");
    }
    let error = Generator::open(folder("nowhere")).unwrap_err().to_string();
    assert!(error.contains("nowhere") && error.contains("no such folder"), "{error}");
}

#[test]
fn options_that_cannot_be_used_are_named() {
    let options = Options::default;
    for (options, said) in [
        (Options { beams: 0, ..options() }, "option `beams`: 0; 1 to 64"),
        (Options { beams: 65, ..options() }, "option `beams`"),
        (Options { most: 0, ..options() }, "option `most`"),
        (Options { least: 300, ..options() }, "option `most`: 256 tokens with at least 300"),
        (Options { length_penalty: f64::NAN, ..options() }, "option `length_penalty`"),
        (Options { input: Some(2), ..options() }, "option `input`"),
    ] {
        let error = Generator::open_with(folder("mbart"), options).unwrap_err().to_string();
        assert!(error.contains(said), "{error}");
    }
}

#[test]
fn long_inputs_are_cut_and_counted() {
    let options = Options { beams: 1, most: 3, input: Some(12), prompt: Some("tin: ".to_owned()), ..Options::default() };
    let generator = Generator::open_with(folder("t5-relu"), options).unwrap();
    let long = "giữ rừng ".repeat(100_000);
    for text in [long.as_str(), &long[..200], "giữ rừng"] {
        let ids = generator.pieces.encode(&format!("tin: {text}")).ids;
        assert!(ids.len() <= 12 && ids.ends_with(&[1]), "{ids:?}");
        let read = generator.write(text).read;
        assert!(text.is_char_boundary(read) && (read == text.len()) == (text.len() < 20), "{read}");
    }
    for text in ["", " ", "\u{0}", "😀😀"] {
        assert_eq!(generator.write(text).read, text.len());
    }
    let words = "x".repeat(100_000);
    assert!(generator.write(&words).read < 100);
}
