//! Text of HTML: character references decoded, runs of blanks made one, each as an edit.

use crate::text::Builder;
use crate::text::chars::{Class, look_up};
use html5gum::{Token, Tokenizer};
use unicode_normalization::UnicodeNormalization;

/// Longest reference, name or number, that is looked at (bytes).
const LONGEST: usize = 34;

/// Adds the text of the source that begins at `at`.
pub(super) fn add(builder: &mut Builder, text: &str, at: usize) {
    let mut done = 0;
    let mut i = 0;
    let bytes = text.as_bytes();
    while i < bytes.len() {
        let (length, new) = match bytes[i] {
            b'&' => references(&text[i..]),
            b' ' | b'\n' | b'\r' | b'\t' | 0xc => blanks(&bytes[i..]),
            _ => (1, None),
        };
        if let Some(new) = new {
            builder.raw(&text[done..i], (at + done) as u32);
            builder.replaced(&new, ((at + i) as u32, (at + i + length) as u32));
            done = i + length;
        }
        i += length;
    }
    builder.raw(&text[done..], (at + done) as u32);
}

/// Length of a run of blanks; one plain blank stays as it is.
fn blanks(bytes: &[u8]) -> (usize, Option<String>) {
    let length = bytes.iter().take_while(|b| b.is_ascii_whitespace()).count();
    (length, (bytes[..length] != *b" ").then(|| " ".to_owned()))
}

/// Length and text of a reference, together with those behind it that are marks on its letter.
fn references(text: &str) -> (usize, Option<String>) {
    let (mut length, Some(mut new)) = reference(text) else { return (1, None) };
    while text[length..].starts_with('&') {
        match reference(&text[length..]) {
            (more, Some(mark)) if mark.chars().all(|c| look_up(c).0 == Class::Mark) => {
                new += &mark;
                length += more;
            }
            _ => break,
        }
    }
    (length, Some(new.nfc().collect()))
}

fn reference(text: &str) -> (usize, Option<String>) {
    let name = text.bytes().skip(1).take(LONGEST).take_while(|b| b.is_ascii_alphanumeric() || *b == b'#').count();
    let length = 1 + name + usize::from(text.as_bytes().get(1 + name) == Some(&b';'));
    let source = &text[..length];
    let mut new = String::new();
    for Ok(token) in Tokenizer::new(source) {
        if let Token::String(piece) = token {
            new += &String::from_utf8_lossy(&piece.value.0);
        }
    }
    (length, (name > 0 && new != source).then_some(new))
}
