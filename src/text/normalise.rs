//! From the caller's text to the working text, in one pass: compose, fold, lower, cut into tokens, note the edits.

use super::chars::{Class, look_up};
use super::edits::Edit;
use super::token::{KEY_SEED, Token, TokenKind, TokenRange, key_end, key_step};
use super::{Line, Working, fold};
use crate::clean::PartKind;
use unicode_normalization::UnicodeNormalization;

/// Takes pieces of the original in order and makes the working text.
pub(crate) struct Builder {
    out: Working,
    /// Start of the token being made, in `out.text`.
    run: Option<Run>,
    blank: bool,
    line: bool,
    line_start: u32,
}

struct Run {
    start: u32,
    kind: TokenKind,
    first_upper: bool,
    uppers: u32,
    letters: u32,
}

impl Builder {
    pub(crate) fn with_capacity(bytes: usize) -> Self {
        let out = Working {
            text: String::with_capacity(bytes),
            lower: String::with_capacity(bytes),
            tokens: Vec::with_capacity(bytes / 4),
            ..Working::default()
        };
        Self { out, run: None, blank: true, line: true, line_start: 0 }
    }

    /// The working text of a plain text; what lies beyond 4 GiB is left out.
    pub(crate) fn plain(text: &str) -> Working {
        let mut end = text.len().min(u32::MAX as usize - 8);
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let mut builder = Self::with_capacity(end);
        builder.raw(&text[..end], 0);
        builder.finish()
    }

    /// Adds a piece that stands in the original at `at`, normalising it.
    pub(crate) fn raw(&mut self, text: &str, at: u32) {
        let mut i = 0;
        while let Some(&byte) = text.as_bytes().get(i) {
            if byte == b' ' {
                self.end_token();
                self.blank = true;
                self.out.text.push(' ');
                self.out.lower.push(' ');
                i += 1;
            } else {
                let end = self.letters(text, i);
                i = if end > i { end } else { self.one(text, i, at) };
            }
        }
    }

    /// Adds the letters of Vietnamese that begin at `i`, as many as need no edit, all at once; where they end comes back.
    fn letters(&mut self, text: &str, i: usize) -> usize {
        if self.run.as_ref().is_some_and(|r| r.kind == TokenKind::Letters) {
            return i;
        }
        let (mut end, mut letters, mut uppers, mut first_upper, mut small) = (i, 0, 0, false, i);
        // The last letter belongs to the mark that may follow it.
        let mut last = i;
        for c in text[i..].chars() {
            let (class, _) = look_up(c);
            let upper = class == Class::Upper;
            if !(upper || class == Class::Lower) || !is_plain(c) {
                if class == Class::Mark {
                    return self.letters_up_to(text, i, last);
                }
                break;
            }
            last = end;
            end += c.len_utf8();
            first_upper |= upper && letters == 0;
            letters += 1;
            if upper {
                uppers += 1;
                small = end;
            }
        }
        if end == i {
            return i;
        }
        self.end_token();
        self.run = Some(Run { start: self.out.text.len() as u32, kind: TokenKind::Letters, first_upper, uppers, letters });
        self.out.text.push_str(&text[i..end]);
        self.out.lower.extend(text[i..small].chars().map(|c| look_up(c).1));
        self.out.lower.push_str(&text[small..end]);
        end
    }

    fn letters_up_to(&mut self, text: &str, i: usize, end: usize) -> usize {
        if end > i { self.letters(&text[..end], i) } else { i }
    }

    /// Adds the character at `i`, with the marks that follow it; where the next begins comes back.
    fn one(&mut self, text: &str, i: usize, at: u32) -> usize {
        let mut chars = text[i..].chars();
        let Some(c) = chars.next() else { return text.len() };
        let mut end = i + c.len_utf8();
        let here = at + i as u32;
        let (class, low) = look_up(c);
        let next = chars.clone().next();
        let marked = next.is_some_and(|n| n as u32 >= 0x300 && look_up(n).0 == Class::Mark);
        let base = !matches!(class, Class::Blank | Class::Newline | Class::Nothing);
        if marked && base || class == Class::Mark {
            end += chars.take_while(|&m| look_up(m).0 == Class::Mark).map(char::len_utf8).sum::<usize>();
            self.replaced(&text[i..end].nfc().collect::<String>(), (here, at + end as u32));
        } else if c == '\r' && next == Some('\n') || class == Class::Nothing {
            self.drop_char(here, c.len_utf8() as u32);
        } else if !is_plain(c) && !unicode_normalization::is_nfc(c.encode_utf8(&mut [0; 4])) {
            self.replaced(&c.nfc().collect::<String>(), (here, at + end as u32));
        } else {
            self.push(c, low, class);
        }
        end
    }

    /// Adds text that stands for `original` (an entity, a composed letter), as one edit.
    pub(crate) fn replaced(&mut self, text: &str, original: (u32, u32)) {
        let start = self.out.text.len() as u32;
        for c in text.chars() {
            let (class, low) = look_up(c);
            match class {
                Class::Nothing => {}
                // A mark that composes with nothing stays with what it stands on.
                Class::Mark if self.run.is_some() => {
                    self.out.text.push(c);
                    self.out.lower.push(low);
                }
                Class::Mark => self.push(c, low, Class::Letter),
                _ => self.push(c, low, class),
            }
        }
        let working = (start, self.out.text.len() as u32);
        self.out.edits.push(Edit { working, original });
    }

    /// The lines so far, the last of which may still be open.
    #[cfg(feature = "html")]
    pub(crate) fn lines_mut(&mut self) -> &mut Vec<Line> {
        &mut self.out.lines
    }

    /// Leaves `len` bytes of the original out.
    pub(crate) fn drop_char(&mut self, at: u32, len: u32) {
        let here = self.out.text.len() as u32;
        self.out.edits.push(Edit { working: (here, here), original: (at, at + len) });
    }

    fn push(&mut self, c: char, low: char, class: Class) {
        let kind = match class {
            Class::Lower | Class::Upper | Class::Letter => TokenKind::Letters,
            Class::Digit => TokenKind::Digits,
            _ => TokenKind::Mark,
        };
        if self.run.as_ref().is_some_and(|r| r.kind != kind || kind == TokenKind::Mark) {
            self.end_token();
        }
        if matches!(class, Class::Blank | Class::Newline) {
            self.blank = true;
            if class == Class::Newline {
                self.end_line();
            }
        } else {
            let upper = class == Class::Upper;
            let run = self.run.get_or_insert(Run { start: self.out.text.len() as u32, kind, first_upper: upper, uppers: 0, letters: 0 });
            run.uppers += u32::from(upper);
            run.letters += 1;
        }
        self.out.text.push(c);
        self.out.lower.push(low);
    }

    fn end_token(&mut self) {
        let Some(run) = self.run.take() else { return };
        if run.kind == TokenKind::Letters && run.letters >= 2 {
            self.fold_tone(run.start as usize);
        }
        let end = self.out.text.len() as u32;
        let bytes = &self.out.lower.as_bytes()[run.start as usize..];
        let key = key_end(bytes.iter().fold(KEY_SEED, |h, &b| key_step(h, b)));
        let token = Token::new(run.start, end, key, run.kind).with_break(self.blank, self.line);
        self.out.tokens.push(token.with_case(run.first_upper, run.uppers, run.letters));
        self.blank = false;
        self.line = false;
    }

    fn fold_tone(&mut self, start: usize) {
        let mut back = self.out.text[start..].chars().rev();
        let (Some(second), Some(first)) = (back.next(), back.next()) else { return };
        if second.is_ascii() || matches!((first, back.next()), ('u' | 'U', Some('q' | 'Q'))) {
            return;
        }
        if let Some((a, b)) = fold::pair(first, second) {
            let at = self.out.text.len() - first.len_utf8() - second.len_utf8();
            self.out.text.truncate(at);
            self.out.lower.truncate(at);
            self.out.text.extend([a, b]);
            self.out.lower.extend([look_up(a).1, look_up(b).1]);
            let (old, new) = (first.len_utf8() + second.len_utf8(), a.len_utf8() + b.len_utf8());
            if old != new {
                self.out.edits.resize_end((at as u32, (at + old) as u32), new as u32);
            }
        }
    }

    fn end_line(&mut self) {
        self.end_token();
        let end = self.out.tokens.len() as u32;
        if end > self.line_start {
            self.out.lines.push(Line { tokens: TokenRange::new(self.line_start, end), kind: PartKind::Body, hint: None });
        }
        self.line_start = end;
        self.line = true;
    }

    pub(crate) fn finish(mut self) -> Working {
        self.end_line();
        self.out
    }
}

/// Whether a character is surely in NFC: Latin, and Vietnamese with its marks.
fn is_plain(c: char) -> bool {
    (c as u32) < 0x300 || matches!(c, '\u{1ea0}'..='\u{1ef9}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn character_by_character(text: &str) -> Working {
        let mut builder = Builder::with_capacity(text.len());
        let mut i = 0;
        while i < text.len() {
            i = builder.one(text, i, 0);
        }
        builder.finish()
    }

    proptest::proptest! {
        #[test]
        fn whole_words_are_read_as_their_characters(text in "[a-dỹyýuUoàÀĐđéΩ한1-2\u{300}\u{301}\u{200b}\u{ad}\u{a0}\r\n ,.]{0,24}") {
            let (fast, slow) = (Builder::plain(&text), character_by_character(&text));
            assert_eq!(format!("{fast:?}"), format!("{slow:?}"));
        }
    }
}
