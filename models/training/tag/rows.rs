//! Rows of the tag candidates of annotated articles, for `train.py`.
//!
//! usage: train-tags gold|found OUT GOLD.jsonl…
//!
//! `gold` takes the mentions from the annotation, `found` from the steps before. Article by article it writes, as 32-bit floats, the number of
//! candidates, the number of gold tags, the rows, and for each row 1 where it is a gold tag.

use std::io::{BufRead, BufReader, Write};
use tomtat::mention::MentionKind;
use tomtat::tag::training::{Gold, samples};
use tomtat::{Segmenter, Span};

fn main() -> std::io::Result<()> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [what, out, sources @ ..] = args.as_slice() else {
        return Err(std::io::Error::other("usage: train-tags gold|found OUT GOLD.jsonl…"));
    };
    let segmenter = Segmenter::new();
    let mut out = std::io::BufWriter::new(std::fs::File::create(out)?);
    for source in sources {
        for line in BufReader::new(std::fs::File::open(source)?).lines() {
            let article: serde_json::Value = serde_json::from_str(&line?)?;
            let text = article["raw"].as_str().or(article["text"].as_str()).unwrap_or_default();
            let strings =
                |field: &str| article[field].as_array().into_iter().flatten().filter_map(|t| Some(t.as_str()?.to_owned())).collect();
            let tags: Vec<String> = strings("tags");
            let gold = (what == "gold").then(|| gold(text, &article["entities"]));
            let samples = samples(text, &segmenter, gold.as_deref(), &tags);
            let head = [samples.len() as f32, tags.len() as f32];
            let hits = samples.iter().map(|s| f32::from(u8::from(s.hit)));
            for value in head.into_iter().chain(samples.iter().flat_map(|s| s.row.iter().copied())).chain(hits) {
                out.write_all(&value.to_le_bytes())?;
            }
        }
    }
    Ok(())
}

/// The annotated mentions, their code-point positions made bytes.
fn gold(text: &str, entities: &serde_json::Value) -> Vec<Gold> {
    let mut bytes: Vec<u32> = text.char_indices().map(|(i, _)| i as u32).collect();
    bytes.push(text.len() as u32);
    let entity = |e: &serde_json::Value| {
        let at = |field: &str| bytes.get(e[field].as_u64()? as usize).copied();
        let kind: MentionKind = serde_json::from_value(e["type"].clone()).ok()?;
        Some(Gold { kind, span: Span::new(at("start")?, at("end")?), person: e["person"].as_str().map(str::to_owned) })
    };
    entities.as_array().into_iter().flatten().filter_map(entity).collect()
}
