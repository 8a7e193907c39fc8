//! The document that all steps share: the original, the working text, and the bridge between the two.
//!
//! In: the caller's text. Out: [`Document`]. The working text is NFC with one tone placement (old style: `hòa`, `ủy`), without
//! zero-width and control characters; tokens are maximal runs of letters, runs of digits, and single other characters.
//! Positions in it are private; every public position is a [`Span`] into the original.
//!
//! ```
//! use tomtat::{Article, Document};
//! let article = Article::new("Uỷ ban nhân dân\u{a0}tỉnh");
//! let document = Document::new(&article);
//! assert_eq!(document.original(), article.text);
//! assert_eq!(document.parts().len(), 1);
//! ```

pub(crate) mod chars;
pub(crate) mod edits;
pub(crate) mod fold;
pub(crate) mod normalise;
pub(crate) mod token;
pub(crate) mod tree;

use crate::article::Article;
#[cfg(feature = "html")]
use crate::article::Format;
use crate::clean::{self, Part, PartKind};
use crate::span::Span;
pub(crate) use edits::Edits;
pub(crate) use normalise::Builder;
use std::borrow::Cow;
pub(crate) use token::{Token, TokenKind, TokenRange, key};

/// One line of the working text that holds at least one token.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Line {
    pub tokens: TokenRange,
    pub kind: PartKind,
    /// What the markup says it is, where there is markup.
    pub hint: Option<PartKind>,
}

/// What normalising gives: the working text, its lower case, the tokens, the lines and the way back.
#[derive(Debug, Default)]
pub(crate) struct Working {
    /// NFC, tone placement folded, no zero-width or control characters.
    pub text: String,
    /// The same in lower case, byte for byte aligned with `text`.
    pub lower: String,
    pub tokens: Vec<Token>,
    pub lines: Vec<Line>,
    pub edits: Edits,
    /// The day of publication that markup states, ISO.
    pub day: Option<String>,
}

impl Working {
    /// Lower-case, folded text of a token.
    pub(crate) fn lower(&self, i: usize) -> &str {
        let t = &self.tokens[i];
        &self.lower[t.start as usize..t.end as usize]
    }

    /// Lower-case, folded text of token `i`, empty from `end` on.
    pub(crate) fn lower_at(&self, i: usize, end: usize) -> &str {
        if i < end.min(self.tokens.len()) { self.lower(i) } else { "" }
    }

    /// Key of token `i`, 0 from `end` on.
    pub(crate) fn key_at(&self, i: usize, end: usize) -> u32 {
        if i < end { self.tokens.get(i).map_or(0, |t| t.key) } else { 0 }
    }

    /// Folded text of a token in its own case.
    pub(crate) fn surface(&self, i: usize) -> &str {
        let t = &self.tokens[i];
        &self.text[t.start as usize..t.end as usize]
    }

    /// Folded text of a range of tokens, the blanks between as they stand.
    pub(crate) fn slice(&self, range: TokenRange) -> &str {
        self.slice_of(&self.text, range)
    }

    /// Lower-case folded text of a range of tokens.
    pub(crate) fn lower_slice(&self, range: TokenRange) -> &str {
        self.slice_of(&self.lower, range)
    }

    fn slice_of<'s>(&self, text: &'s str, range: TokenRange) -> &'s str {
        if range.is_empty() {
            return "";
        }
        let (a, b) = (self.tokens[range.start as usize].start, self.tokens[range.end as usize - 1].end);
        &text[a as usize..b as usize]
    }

    /// The range in the original text.
    pub(crate) fn span(&self, range: TokenRange) -> Span {
        if range.is_empty() {
            return Span::default();
        }
        let (a, b) = (self.tokens[range.start as usize].start, self.tokens[range.end as usize - 1].end);
        Span::new(self.edits.original_start(a), self.edits.original_end(b))
    }

    /// The tokens that a range of the original touches.
    pub(crate) fn tokens_of(&self, span: Span) -> TokenRange {
        let end_of = |t: &Token| self.edits.original_end(t.end);
        let start = self.tokens.partition_point(|t| end_of(t) <= span.start);
        let end = start + self.tokens[start..].partition_point(|t| self.edits.original_start(t.start) < span.end);
        TokenRange::new(start as u32, end as u32)
    }
}

/// An article made ready for reading. See the [module](self).
#[derive(Debug)]
pub struct Document<'a> {
    original: &'a str,
    working: Working,
    parts: Vec<Part>,
    title: Option<&'a str>,
    markup: bool,
}

impl<'a> Document<'a> {
    /// Normalises the article, finds its parts, and keeps the original untouched. Text beyond 4 GiB is left unread
    /// (and shows in the record's coverage).
    pub fn new(article: &Article<'a>) -> Self {
        let original = article.text;
        let mut working = match article.format {
            #[cfg(feature = "html")]
            Format::Html => clean::html::read(original),
            _ => Builder::plain(original),
        };
        if article.clean {
            clean::keep_all(&mut working, article.title);
        } else {
            clean::classify(&mut working, article.title);
        }
        Self::assemble(original, working, article)
    }

    /// Running text without any structure: every line is body.
    pub fn plain(text: &'a str) -> Self {
        Self::assemble(text, Builder::plain(text), &Article::new(text))
    }

    fn assemble(original: &'a str, working: Working, article: &Article<'a>) -> Self {
        let parts = working.lines.iter().map(|l| Part { kind: l.kind, span: working.span(l.tokens) }).collect();
        let markup = article.markup();
        Self { original, working, parts, title: article.title, markup }
    }

    /// The caller's text, untouched.
    pub fn original(&self) -> &'a str {
        self.original
    }

    /// What the article prints at `span`: the caller's own characters; of HTML without tags and with references decoded.
    ///
    /// ```
    /// use tomtat::{Article, Document, Span};
    /// let plain = Document::plain("Uỷ ban");
    /// assert_eq!(plain.printed(Span::new(0, 4)), "Uỷ");
    /// # #[cfg(feature = "html")] {
    /// let page = Document::new(&Article::html("<p>A &amp; <b>B</b></p>"));
    /// assert_eq!(page.printed(Span::new(3, 15)), "A & B");
    /// # }
    /// ```
    pub fn printed(&self, span: Span) -> Cow<'a, str> {
        printed(span.of(self.original), self.markup)
    }

    /// The non-blank lines in order, each with its kind.
    pub fn parts(&self) -> &[Part] {
        &self.parts
    }

    /// The title that the caller gave with the article.
    pub fn given_title(&self) -> Option<&'a str> {
        self.title
    }

    /// Bytes of the original that are not read: boilerplate, and in HTML all that stands outside the parts.
    pub fn cleaned(&self) -> usize {
        let bytes = |of: &dyn Fn(&Part) -> bool| self.parts.iter().filter(|p| of(p)).map(|p| p.span.len()).sum::<usize>();
        match self.markup {
            true => self.original.len() - bytes(&|p| p.kind != PartKind::Boilerplate).min(self.original.len()),
            false => bytes(&|p| p.kind == PartKind::Boilerplate),
        }
    }

    /// The working text; the steps read this.
    pub(crate) fn working(&self) -> &Working {
        &self.working
    }
}

/// A piece of an original as readers see it: with markup, without tags and with entities resolved.
pub(crate) fn printed(source: &str, markup: bool) -> Cow<'_, str> {
    #[cfg(feature = "html")]
    if markup && source.contains(['<', '&']) {
        let printed = clean::html::printed(source);
        // Broken markup can swallow a piece that prints as text in its place.
        if !printed.trim().is_empty() {
            return Cow::Owned(printed);
        }
    }
    #[cfg(not(feature = "html"))]
    let _ = markup;
    Cow::Borrowed(source)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_original_is_found_again_through_every_edit() {
        let text = "\u{feff}To\u{300}a a\u{301}n\u{200b} nha\u{302}n\r\nd\u{a0}a\u{302}n, Uỷ ban: hoà";
        let document = Document::plain(text);
        let w = document.working();
        let words: Vec<&str> = (0..w.tokens.len()).map(|i| w.surface(i)).collect();
        assert_eq!(words, ["Tòa", "án", "nhân", "d", "ân", ",", "Ủy", "ban", ":", "hòa"]);
        let found: Vec<&str> = (0..w.tokens.len() as u32).map(|i| w.span(TokenRange::new(i, i + 1)).of(text)).collect();
        assert_eq!(found, ["To\u{300}a", "a\u{301}n", "nha\u{302}n", "d", "a\u{302}n", ",", "Uỷ", "ban", ":", "hoà"]);
    }

    fn holds(text: &str) {
        let document = Document::plain(text);
        let w = document.working();
        let mut last = 0;
        for i in 0..w.tokens.len() {
            let span = w.span(TokenRange::new(i as u32, i as u32 + 1));
            assert!(span.start >= last && span.end > span.start, "{text:?}: {span:?} behind {last}");
            last = span.end;
            let slice = text.get(span.start as usize..span.end as usize).expect("a span on character boundaries");
            assert_eq!(crate::fold(slice), w.lower(i), "{text:?}");
        }
        assert!(w.lines.iter().all(|l| !l.tokens.is_empty()));
        assert_eq!(w.lines.iter().map(|l| l.tokens.len()).sum::<usize>(), w.tokens.len());
    }

    #[test]
    fn odd_texts_are_found_again() {
        for text in [
            "",
            "\u{feff}",
            "\r\n\r",
            "luỹ tre, thuỳ mị, khoẽ",
            "thu\u{200b}ỳ\u{200b} m",
            "thuy\u{300} thuỵ",
            "\u{301}a",
            "a\u{200b}\u{301}",
            "\u{fffd}\u{0}x",
            "ﬁ ﬀ İ ẞ",
            "Ủy\u{a0}ban\u{2028}x",
            "각 가\u{11a8}",
            "e\u{302}\u{301}",
            "o\u{323}\u{302}",
            "\u{340}\u{341}\u{344}",
            "q\u{75}ý",
            "ỳuỳ",
        ] {
            holds(text);
        }
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_found_again(text in "\\PC{0,40}") {
            holds(&text);
        }

        #[test]
        fn decomposed_vietnamese_is_found_again(text in "[a-eouyqUOỳỹẽảãàáạắĐ\u{300}\u{301}\u{303}\u{309}\u{323}\u{302}\u{306}\u{31b}\u{200b}\u{ad}\u{a0}\r\n ,.0-9]{0,24}") {
            holds(&text);
        }
    }
}
