//! Spans in another unit than bytes.

use crate::digest::Digest;
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

impl Offsets {
    /// Turns spans from bytes of `text` into this unit; `each` calls what it is given with every one of them.
    ///
    /// ```
    /// use tomtat::{Segmenter, export::Offsets};
    /// let text = "Bộ Nội vụ họp.";
    /// let mut words = Segmenter::new().words(text);
    /// Offsets::Chars.convert(text, |f| words.iter_mut().for_each(f));
    /// assert_eq!((words[1].start, words[1].end), (3, 9)); // Nội vụ
    /// ```
    pub fn convert(self, text: &str, each: impl FnOnce(&mut dyn FnMut(&mut Span))) {
        if self != Self::Bytes {
            let at = positions(text, self);
            each(&mut |s| *s = Span::new(at(s.start), at(s.end)));
        }
    }

    /// Units that begin in these bytes.
    fn count(self, bytes: &[u8]) -> u32 {
        let starts = || bytes.iter().map(|b| u32::from(b & 0xC0 != 0x80)).sum::<u32>();
        match self {
            Self::Bytes => bytes.len() as u32,
            Self::Chars => starts(),
            // Characters of four bytes take two units.
            Self::Utf16 => starts() + bytes.iter().map(|&b| u32::from(b >= 0xF0)).sum::<u32>(),
        }
    }
}

impl Digest {
    /// Turns every span from bytes of its article, one of `texts` in the order of the input, into `unit`.
    pub fn convert(&mut self, texts: &[&str], unit: Offsets) {
        for (article, text) in texts.iter().enumerate() {
            unit.convert(text, |f| {
                self.for_each_span(|a, span| {
                    if a as usize == article {
                        f(span);
                    }
                });
            });
        }
    }

    /// Every span with the number of its article.
    fn for_each_span(&mut self, mut f: impl FnMut(u32, &mut Span)) {
        let said = self.sentences.iter_mut().flat_map(|s| std::iter::once(&mut s.place).chain(&mut s.also));
        let figures = self.differences.iter_mut().flat_map(|d| &mut d.figures).flat_map(|figure| &mut figure.articles);
        said.chain(figures).for_each(|place| f(place.article, &mut place.span));
        let officials = self.officials.iter_mut().map(|o| &mut o.articles);
        let units = self.units.iter_mut().map(|u| &mut u.articles);
        let laws = self.laws.iter_mut().map(|l| &mut l.articles);
        let named = officials.chain(units).chain(laws).chain(self.dates.iter_mut().map(|d| &mut d.articles)).flatten();
        named.for_each(|m| m.spans.iter_mut().for_each(|span| f(m.article, span)));
    }
}

impl Record {
    /// Turns every span from bytes of `text`, the text that was read, into `unit`, and `coverage.bytes` stays in bytes.
    pub fn convert(&mut self, text: &str, unit: Offsets) {
        unit.convert(text, |f| self.for_each_span(f));
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

/// What a position, a byte of `text`, is in `unit`; one behind the text stays as it is.
pub(super) fn positions(text: &str, unit: Offsets) -> impl Fn(u32) -> u32 {
    /// Bytes of which the units are counted beforehand.
    const BLOCK: usize = 16;
    let bytes = text.as_bytes();
    let mut before = Vec::with_capacity(bytes.len() / BLOCK + 2);
    before.push(0);
    for (i, block) in bytes.chunks(BLOCK).enumerate() {
        before.push(before[i] + unit.count(block));
    }
    move |p| {
        let at = p as usize;
        bytes.get(at / BLOCK * BLOCK..at).map_or(p, |rest| before[at / BLOCK] + unit.count(rest))
    }
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

    #[test]
    fn every_position_is_counted() {
        for text in ["", "a", "ề𝒯b", &"Hà Nội 𝒯 ".repeat(9), &"0123456789abcdef".repeat(2)] {
            let at = [Offsets::Bytes, Offsets::Chars, Offsets::Utf16].map(|unit| positions(text, unit));
            for end in (0..=text.len()).filter(|&i| text.is_char_boundary(i)) {
                let before = &text[..end];
                let expected = [end, before.chars().count(), before.encode_utf16().count()];
                assert_eq!(at.each_ref().map(|at| at(end as u32) as usize), expected, "{end} of {text}");
            }
            assert_eq!(at[1](text.len() as u32 + 20), text.len() as u32 + 20);
        }
    }

    #[test]
    fn pieces_of_a_shortened_summary_move_too() {
        let text = "Ngày 14/3/2024, Bộ Nội vụ họp.";
        let mut record = Pipeline::new().enrich(&Article::new(text));
        record.summary.pieces = record.summary.sentences.clone();
        record.convert(text, Offsets::Chars);
        assert_eq!((&record.summary.pieces, record.summary.pieces[0]), (&record.summary.sentences, Span::new(0, 30)));
    }

    #[test]
    fn a_digest_has_the_spans_of_each_article() {
        let texts = ["Ngày 14/3/2024, cầu Sông Trà thông xe.", "Khánh thành cầu\nCầu Sông Trà thông xe ngày 14/3/2024."];
        let bytes = Pipeline::new().digest(&texts.map(Article::new), crate::summary::Budget::default());
        let mut chars = bytes.clone();
        chars.convert(&texts, Offsets::Chars);
        let of = |article: u32, s: Span| texts[article as usize].chars().skip(s.start as usize).take(s.len()).collect::<String>();
        let said = |d: &Digest, at: &dyn Fn(u32, Span) -> String| {
            let mut all = Vec::new();
            d.clone().for_each_span(|article, span| all.push(at(article, *span)));
            all
        };
        assert_eq!(said(&chars, &of), said(&bytes, &|article, span| span.of(texts[article as usize]).to_owned()));
    }
}
