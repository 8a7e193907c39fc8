//! The units of an article, with their level, place and the unit above; mentions may come from a reader of your own.
//!
//! `cargo run --example units` reads a sample. `cargo run --example units FILE.jsonl` (`-`: standard input) takes an article a line,
//! `{"id", "text", "entities": [{"start", "end", "type"}]}` with offsets in characters, and writes `{"id", "units"}` a line, in bytes.

use std::io::{Read, Write};

use serde_json::{Value, json};
use tomtat::lexicon::Lexicon;
use tomtat::mention::{self, MentionKind};
use tomtat::{Article, Document, Pipeline, Span, unit};

const SAMPLE: &str = "Ngày 2/5/2018, Ban Thường vụ Tỉnh ủy Quảng Nam làm việc với UBND huyện Núi Thành.\n\
    Tỉnh ủy giao Công an tỉnh phối hợp với Ban Chỉ huy quân sự huyện.\n";

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let Some(file) = std::env::args().nth(1) else {
        for unit in Pipeline::new().enrich(&Article::new(SAMPLE)).units {
            println!("{}{}", unit.name, if unit.inferred { " (inferred)" } else { "" });
            println!("    level {:?}, in {:?}, under {:?}", unit.level, unit.place, unit.parent);
        }
        return Ok(());
    };
    let mut lines = String::new();
    if file == "-" {
        std::io::stdin().read_to_string(&mut lines)?;
    } else {
        lines = std::fs::read_to_string(file)?;
    }
    let mut out = std::io::stdout().lock();
    for line in lines.lines() {
        let article: Value = serde_json::from_str(line)?;
        let text = article["text"].as_str().unwrap_or_default();
        let document = Document::new(&Article::new(text));
        let mentions = mention::given(&document, &given(text, &article));
        let units = unit::resolve_on(&document, &mentions, Lexicon::shared(), article["published"].as_str());
        writeln!(out, "{}", json!({"id": article["id"], "units": units}))?;
    }
    Ok(())
}

/// Kinds and places of the article's own mentions.
fn given(text: &str, article: &Value) -> Vec<(MentionKind, Span)> {
    let bytes: Vec<u32> = text.char_indices().map(|c| c.0 as u32).chain([text.len() as u32]).collect();
    let at = |v: &Value| bytes.get(v.as_u64()? as usize).copied();
    let entities = article["entities"].as_array().into_iter().flatten();
    let one = |e: &Value| Some((serde_json::from_value(e["type"].clone()).ok()?, Span::new(at(&e["start"])?, at(&e["end"])?)));
    entities.filter_map(one).collect()
}
