//! Any bytes as an article: no panic, every span on character boundaries.
#![no_main]

use std::sync::OnceLock;

use libfuzzer_sys::fuzz_target;
use tomtat::{Article, Pipeline};

fuzz_target!(|bytes: &[u8]| {
    static PIPELINE: OnceLock<Pipeline> = OnceLock::new();
    let text = String::from_utf8_lossy(bytes);
    let record = PIPELINE.get_or_init(Pipeline::new).enrich(&Article::html(&text));
    for mention in &record.mentions {
        assert_eq!(text.get(mention.span.start as usize..mention.span.end as usize), Some(mention.text.as_str()));
    }
    assert!(record.sentences.iter().all(|s| text.get(s.span.start as usize..s.span.end as usize).is_some()));
});
