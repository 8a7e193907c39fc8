//! Spans in another unit than bytes.

use crate::record::Record;
use crate::span::Span;

/// What the numbers of a span count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Offsets {
    /// Bytes of UTF-8.
    #[default]
    Bytes,
    /// Unicode code points, as Python counts.
    Chars,
    /// UTF-16 code units, as JavaScript and Java count.
    Utf16,
}

impl Record {
    /// Turns every span from bytes of `text`, the text that was read, into `unit`, and `coverage.bytes` stays in bytes.
    pub fn convert(&mut self, text: &str, unit: Offsets) {
        if unit == Offsets::Bytes {
            return;
        }
        let mut all = Vec::new();
        self.for_each_span(|s| all.extend([s.start, s.end]));
        let at = positions(text, all, unit);
        self.for_each_span(|s| *s = Span::new(at(s.start), at(s.end)));
    }

    /// Every span of the record.
    pub(crate) fn for_each_span(&mut self, mut f: impl FnMut(&mut Span)) {
        self.title.iter_mut().filter_map(|t| t.span.as_mut()).for_each(&mut f);
        self.parts.iter_mut().for_each(|p| f(&mut p.span));
        self.sentences.iter_mut().for_each(|s| f(&mut s.span));
        self.mentions.iter_mut().for_each(|m| f(&mut m.span));
        for official in &mut self.officials {
            official.titles.iter_mut().for_each(|t| f(&mut t.span));
            official.titles.iter_mut().filter_map(|t| t.inferred.as_mut()).for_each(|i| f(&mut i.span));
            official.mentions.iter_mut().for_each(&mut f);
        }
        self.units.iter_mut().flat_map(|u| &mut u.mentions).for_each(&mut f);
        self.laws.iter_mut().flat_map(|l| &mut l.mentions).for_each(&mut f);
        self.laws.iter_mut().flat_map(|l| &mut l.relations).for_each(|r| f(&mut r.span));
        self.dates.iter_mut().for_each(|d| f(&mut d.span));
        if let Some(event) = &mut self.event {
            event.span.iter_mut().for_each(&mut f);
            event.places.iter_mut().for_each(|p| f(&mut p.span));
        }
        let summary = &mut self.summary;
        summary.sentences.iter_mut().chain(&mut summary.pieces).for_each(&mut f);
        for generated in summary.generated.iter_mut().flat_map(|g| &mut g.sentences) {
            generated.sources.iter_mut().chain(&mut generated.replaced_by).for_each(&mut f);
        }
        summary.inserted.iter_mut().map(|i| &mut i.span).for_each(&mut f);
        for quote in summary.lead.iter_mut().chain(&mut summary.points).chain(&mut summary.headline) {
            quote.spans.iter_mut().chain(quote.inserted.iter_mut().map(|i| &mut i.span)).for_each(&mut f);
        }
        self.tags.iter_mut().flat_map(|t| &mut t.spans).for_each(&mut f);
    }
}

/// What each of the positions, bytes of `text` in any order, is in `unit`; others stay as they are.
pub(super) fn positions(text: &str, mut bytes: Vec<u32>, unit: Offsets) -> impl Fn(u32) -> u32 {
    bytes.sort_unstable();
    bytes.dedup();
    let converted = if unit == Offsets::Bytes { bytes.clone() } else { count(text, &bytes, unit) };
    move |p| bytes.binary_search(&p).map_or(p, |i| converted[i])
}

/// The positions, sorted bytes of `text`, counted in `unit`.
fn count(text: &str, positions: &[u32], unit: Offsets) -> Vec<u32> {
    let (mut last, mut total) = (0, 0);
    let length = |piece: &str| match unit {
        Offsets::Utf16 => piece.chars().map(char::len_utf16).sum(),
        _ => piece.chars().count(),
    };
    let step = |&p: &u32| {
        total += text.get(last..p as usize).map_or(0, length) as u32;
        last = p as usize;
        total
    };
    positions.iter().map(step).collect()
}

#[cfg(test)]
mod tests {
    use crate::{Article, Pipeline};

    use super::*;

    /// All pairs of numbers in a value: spans, wherever a record has them.
    fn pairs(value: &serde_json::Value, found: &mut Vec<[usize; 2]>) {
        match value {
            serde_json::Value::Array(all) => match all.as_slice() {
                [serde_json::Value::Number(a), serde_json::Value::Number(b)] => {
                    found.extend(a.as_u64().zip(b.as_u64()).map(|(a, b)| [a as usize, b as usize]));
                }
                _ => all.iter().for_each(|v| pairs(v, found)),
            },
            serde_json::Value::Object(all) => all.values().for_each(|v| pairs(v, found)),
            _ => {}
        }
    }

    #[test]
    fn every_span_of_a_record_is_converted() {
        let text = include_str!("../../examples/articles/trien-khai-luat.txt");
        let led = "Đê Vạc\nBà Lê Thị An dự họp. Bà đã quyết định chi 12 tỷ đồng xây kè chống lụt ở ba xã ven sông Vạc của huyện.";
        for text in [text, led] {
            let bytes =
                Pipeline::builder().compress(true).summary(crate::summary::Budget::Sentences(1)).build().enrich(&Article::new(text));
            let mut chars = bytes.clone();
            chars.convert(text, Offsets::Chars);
            let (mut before, mut behind) = (Vec::new(), Vec::new());
            pairs(&serde_json::to_value(&bytes).unwrap(), &mut before);
            pairs(&serde_json::to_value(&chars).unwrap(), &mut behind);
            let points: Vec<char> = text.chars().collect();
            assert!(before.len() > 20 && before.len() == behind.len());
            for (b, c) in before.iter().zip(&behind) {
                assert_eq!(text.get(b[0]..b[1]), points.get(c[0]..c[1]).map(|p| p.iter().collect::<String>()).as_deref(), "{b:?} {c:?}");
            }
        }
    }

    #[test]
    fn spans_slice_the_same_text_in_every_unit() {
        let text = "𝒯 Ngày 14/3/2024, Bộ Nội vụ họp.\n\nÔng ở Hà Nội.";
        let bytes = Pipeline::new().enrich(&Article::new(text));
        let expected: Vec<&str> = bytes.sentences.iter().map(|s| s.span.of(text)).collect();
        let (mut chars, mut units) = (bytes.clone(), bytes.clone());
        chars.convert(text, Offsets::Chars);
        units.convert(text, Offsets::Utf16);
        let points: Vec<char> = text.chars().collect();
        let utf16: Vec<u16> = text.encode_utf16().collect();
        let of = |s: Span| s.start as usize..s.end as usize;
        assert_eq!(chars.sentences.iter().map(|s| points[of(s.span)].iter().collect::<String>()).collect::<Vec<_>>(), expected);
        assert_eq!(units.sentences.iter().map(|s| String::from_utf16(&utf16[of(s.span)]).unwrap()).collect::<Vec<_>>(), expected);
    }
}
