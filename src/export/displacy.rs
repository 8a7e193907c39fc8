//! Mentions in the form that displaCy draws (`displacy.render(data, style="ent", manual=True)`).
//!
//! In: [`Record`] and the text it was read from. Out: one JSON object with `text` and `ents`. displaCy draws no entity inside another,
//! so a unit inside a position is left out.
//!
//! ```
//! use tomtat::{Article, Pipeline, export::{Offsets, displacy}};
//! let text = "Sáng 14/3/2024, Bộ Nội vụ họp.";
//! let drawing = displacy(&Pipeline::new().enrich(&Article::new(text)), text, Offsets::Chars);
//! assert_eq!(drawing["ents"][1], serde_json::json!({"start": 16, "end": 25, "label": "UNIT"}));
//! ```

use serde_json::{Value, json};

use super::offsets::{Offsets, positions};
use crate::record::Record;
use crate::span::Span;

/// The record as displaCy takes it; `text` is the text that was read, `unit` what its places count (displaCy itself counts code points).
/// The spans of the record must count bytes of `text`.
pub fn displacy(record: &Record, text: &str, unit: Offsets) -> Value {
    let mut end = 0;
    let outer = record.mentions.iter().filter(|m| {
        let free = m.span.start >= end && !m.span.is_empty();
        end = if free { m.span.end } else { end };
        free
    });
    let at = positions(text, unit);
    let entity = |kind: Value, span: Span| json!({"start": at(span.start), "end": at(span.end), "label": kind});
    let ents: Vec<Value> = outer.map(|m| entity(json!(m.kind), m.span)).collect();
    json!({"text": text, "ents": ents, "title": record.title.as_ref().map(|t| &t.text)})
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Article, Pipeline};

    #[test]
    fn places_slice_the_text_and_do_not_overlap() {
        let text = "𝒯 Ngày 14/3/2024, ông Trần Văn Bình, Chủ tịch UBND huyện Yên Mô, tới Hà Nội.";
        let record = Pipeline::new().enrich(&Article::new(text));
        let utf16: Vec<u16> = text.encode_utf16().collect();
        for unit in [Offsets::Chars, Offsets::Utf16] {
            let drawing = displacy(&record, text, unit);
            let mut last = 0;
            for (e, m) in drawing["ents"].as_array().unwrap().iter().zip(record.mentions.iter().filter(|m| m.parent.is_none())) {
                let (start, end) = (e["start"].as_u64().unwrap() as usize, e["end"].as_u64().unwrap() as usize);
                let piece = match unit {
                    Offsets::Chars => text.chars().skip(start).take(end - start).collect(),
                    _ => String::from_utf16(&utf16[start..end]).unwrap(),
                };
                assert_eq!(piece, m.text);
                assert!(start >= last && end > start);
                last = end;
            }
            assert!(last > 0);
        }
    }
}
