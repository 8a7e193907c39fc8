//! A record of HTML source, moved over to the text that the source prints.

use std::borrow::Cow;

use html5gum::{DefaultEmitter, Token, Tokenizer};

use crate::record::Record;
use crate::span::Span;

/// Elements whose content is not printed.
const SILENT: [&[u8]; 2] = [b"script", b"style"];

impl Record {
    /// Moves every span of a record of the HTML in `source` to the text that it prints, and returns that text: one line a part, tags left
    /// out, references decoded, blanks joined. `coverage` stays as it was.
    ///
    /// ```
    /// use tomtat::{Article, Pipeline};
    /// let page = "<p>Sáng 14/3/2024, <b>Bộ  Nội</b> vụ &amp; Bộ Y tế họp.</p>";
    /// let mut record = Pipeline::new().enrich(&Article::html(page));
    /// let text = record.print(page);
    /// assert_eq!(text, "Sáng 14/3/2024, Bộ Nội vụ & Bộ Y tế họp.\n");
    /// assert!(record.problems(&text).is_empty());
    /// ```
    pub fn print(&mut self, source: &str) -> String {
        let mut positions = Vec::new();
        self.for_each_span(|s| positions.extend([s.start, s.end]));
        positions.sort_unstable();
        positions.dedup();
        let (mut text, mut moved) = (String::with_capacity(source.len() / 2), Vec::with_capacity(positions.len()));
        let (mut parts, mut last) = (self.parts.iter().map(|p| p.span).peekable(), 0);
        for &position in &positions {
            while parts.next_if(|p| p.end <= last).is_some() {}
            let inside = parts.peek().is_some_and(|p| p.start <= last);
            if inside {
                join(&mut text, &printed(Span::new(last, position).of(source)));
            } else {
                end_line(&mut text);
            }
            moved.push(text.len() as u32);
            last = position;
        }
        end_line(&mut text);
        let at = |p: u32| positions.binary_search(&p).map_or(p, |i| moved[i]);
        self.for_each_span(|s| *s = Span::new(at(s.start), at(s.end)));
        self.quote(&text);
        text
    }

    /// Sets every text that the record repeats to what stands at its span.
    fn quote(&mut self, text: &str) {
        let quoted = |span: Span, said: &mut String| {
            let there = span.of(text);
            if !there.is_empty() {
                there.clone_into(said);
            }
        };
        self.title.iter_mut().for_each(|t| t.span.into_iter().for_each(|s| quoted(s, &mut t.text)));
        self.mentions.iter_mut().for_each(|m| quoted(m.span, &mut m.text));
        self.officials.iter_mut().flat_map(|o| &mut o.titles).for_each(|t| quoted(t.span, &mut t.text));
        self.event.iter_mut().flat_map(|e| &mut e.places).for_each(|p| quoted(p.span, &mut p.name));
        self.dates.iter_mut().for_each(|d| quoted(d.span, &mut d.text));
    }
}

/// What a piece of source prints, without scripts and styles.
fn printed(piece: &str) -> Cow<'_, str> {
    if !piece.contains(['<', '&']) {
        return Cow::Borrowed(piece);
    }
    let mut emitter = DefaultEmitter::<usize>::new_with_span();
    emitter.naively_switch_states(true);
    let (mut text, mut left_out) = (Vec::with_capacity(piece.len()), false);
    for Ok(token) in Tokenizer::new_with_emitter(piece, emitter) {
        match token {
            Token::StartTag(tag) => left_out |= SILENT.contains(&&**tag.name),
            Token::EndTag(tag) => left_out &= !SILENT.contains(&&**tag.name),
            Token::String(printed) if !left_out => text.extend_from_slice(&printed.value),
            _ => {}
        }
    }
    // The beginning of a tag that never ends prints as it stands.
    if text.trim_ascii().is_empty() && !piece.contains('>') {
        return Cow::Borrowed(piece);
    }
    Cow::Owned(String::from_utf8_lossy(&text).into_owned())
}

/// Adds a piece, runs of blanks as one, none at the start of a line.
fn join(text: &mut String, piece: &str) {
    for c in piece.chars() {
        if !c.is_whitespace() {
            text.push(c);
        } else if !text.is_empty() && !text.ends_with([' ', '\n']) {
            text.push(' ');
        }
    }
}

fn end_line(text: &mut String) {
    text.truncate(text.trim_end_matches(' ').len());
    if !text.is_empty() && !text.ends_with('\n') {
        text.push('\n');
    }
}

#[cfg(test)]
mod tests {
    use crate::{Article, Pipeline};

    #[test]
    fn a_printed_record_says_the_same() {
        let pages = [
            include_str!("../../examples/articles/xet-xu.html"),
            "",
            "<p></p>",
            "a<!-- x -->b &lt;script&gt; <script>var x;</script><p>Ông Trần Văn\n Bình,\n<i>Chủ tịch UBND\thuyện</i> Yên Mô.",
        ];
        for page in pages {
            let before = Pipeline::new().enrich(&Article::html(page));
            let mut record = before.clone();
            let text = record.print(page);
            assert_eq!(record.problems(&text), Vec::<String>::new(), "{text}");
            let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
            for (a, b) in before.mentions.iter().zip(&record.mentions) {
                assert_eq!(words(&a.text), words(b.span.of(&text)));
            }
            assert_eq!(record.summary.text, before.summary.text);
            assert!(!text.contains("var x"), "{text}");
        }
    }
}
