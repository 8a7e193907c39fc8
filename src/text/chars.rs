//! What a character is, by table: letters of one byte-length in both cases, digits, blanks, and what must be edited.

use once_cell::sync::Lazy;

/// The classes that tokens and edits are made by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Class {
    Lower,
    Upper,
    /// A letter without case, and U+FFFD, which stands for a letter that was lost.
    Letter,
    Digit,
    Punct,
    Blank,
    Newline,
    /// Removed from the working text: zero-width, control.
    Nothing,
    /// A combining mark: composed with what stands before it.
    Mark,
}

const TABLE_LEN: usize = 0x2100;

/// Class and lower case (where it has the same number of bytes) of every character below U+2100.
static TABLE: Lazy<Vec<(Class, u16)>> = Lazy::new(|| {
    (0..TABLE_LEN as u32).map(|c| char::from_u32(c).map_or((Class::Punct, c as u16), |c| (classify(c), lower(c) as u32 as u16))).collect()
});

/// Class and lower case of `c`.
#[inline]
pub(crate) fn look_up(c: char) -> (Class, char) {
    match TABLE.get(c as usize) {
        Some(&(class, low)) => (class, char::from_u32(u32::from(low)).unwrap_or(c)),
        None => (classify(c), lower(c)),
    }
}

fn lower(c: char) -> char {
    let mut it = c.to_lowercase();
    match (it.next(), it.next()) {
        (Some(l), None) if l.len_utf8() == c.len_utf8() => l,
        _ => c,
    }
}

fn classify(c: char) -> Class {
    match c {
        '\n' | '\u{85}' | '\u{2028}' | '\u{2029}' | '\r' | '\u{c}' => Class::Newline,
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}' => Class::Nothing,
        '\u{fffd}' => Class::Letter,
        _ if c.is_whitespace() => Class::Blank,
        _ if c.is_control() => Class::Nothing,
        _ if unicode_normalization::char::is_combining_mark(c) => Class::Mark,
        _ if c.is_lowercase() => Class::Lower,
        _ if c.is_uppercase() => Class::Upper,
        _ if c.is_alphabetic() => Class::Letter,
        _ if c.is_numeric() => Class::Digit,
        _ => Class::Punct,
    }
}
