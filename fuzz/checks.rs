//! What must hold whatever comes in: for the fuzz targets, and for `tests/seeds.rs`, which goes through the seeds with them.
#![allow(dead_code, reason = "each target uses a part of it")]

use std::sync::LazyLock;

use tomtat::export::input::Input;
use tomtat::export::{self, Offsets};
use tomtat::model::Model;
use tomtat::{Article, Document, Pipeline, sentence};

static PIPELINE: LazyLock<Pipeline> = LazyLock::new(|| Pipeline::builder().without_model().build());

/// A model of a few kilobytes.
const TINY: [&[u8]; 3] = [
    include_bytes!("../tests/data/model/tiny/config.json"),
    include_bytes!("../tests/data/model/tiny/model.safetensors"),
    include_bytes!("../tests/data/model/tiny/tokenizer.json"),
];

/// Any bytes as an article. The first says how it is read: 1 as HTML, 2 as clean, 4 with its first line as title, or a sum of these.
pub fn article(bytes: &[u8]) {
    let Some((&how, bytes)) = bytes.split_first() else { return };
    let text = String::from_utf8_lossy(bytes);
    let mut article = if how & 1 != 0 { Article::html(&text) } else { Article::new(&text) };
    article.clean = how & 2 != 0;
    article.title = text.lines().next().filter(|_| how & 4 != 0);
    let mut record = PIPELINE.enrich(&article);
    let problems = record.problems(&text);
    assert!(problems.is_empty(), "{problems:?}");
    export::json_ld(&record);
    export::ninjs(&record);
    let mut printed = record.clone();
    let read = if how & 1 != 0 { printed.print(&text) } else { text.clone().into_owned() };
    // What stands in markup that prints nothing has an empty place in the printed text.
    let spans =
        printed.parts.iter().map(|p| p.span).chain(printed.sentences.iter().map(|s| s.span)).chain(printed.mentions.iter().map(|m| m.span));
    spans.for_each(|s| assert!(read.get(s.start as usize..s.end as usize).is_some(), "printed: {s:?}"));
    export::displacy(&printed, &read, Offsets::Chars);
    record.convert(&text, if how & 8 != 0 { Offsets::Utf16 } else { Offsets::Chars });
}

/// Any bytes as a line of a stream: an article or a reason.
pub fn line(bytes: &[u8]) {
    let Ok(line) = std::str::from_utf8(bytes) else { return };
    match Input::parse(line) {
        Err(reason) => assert!(!reason.is_empty()),
        Ok(input) => {
            let article = input.article();
            assert!(article.text.len() <= 3 * line.len());
            let problems = PIPELINE.enrich(&article).problems(article.text);
            assert!(problems.is_empty(), "{problems:?}");
        }
    }
}

/// Any bytes as one of the three files of a model, the first says which: a model that reads, or a reason.
pub fn model(bytes: &[u8]) {
    let Some((&which, bytes)) = bytes.split_first() else { return };
    let mut files = TINY;
    files[usize::from(which) % 3] = bytes;
    match Model::from_bytes(files[0], files[1], files[2]) {
        Err(e) => assert!(e.to_string().contains(['.', ':'])),
        Ok(model) => {
            let document = Document::plain("Ông Nguyễn Văn Bình,\nChủ tịch UBND huyện Lạng Giang, họp ngày 14/3/2024.");
            let _ = model.read(&document, &sentence::split(&document));
        }
    }
}
