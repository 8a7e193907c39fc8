//! Labels for file names and addresses.

use unicode_normalization::UnicodeNormalization;

/// The text in small letters without marks, its parts joined by `-`.
///
/// ```
/// assert_eq!(tomtat::tag::slug("Dân quân tự vệ"), "dan-quan-tu-ve");
/// assert_eq!(tomtat::tag::slug("Nghị quyết số 18-NQ/TW"), "nghi-quyet-so-18-nq-tw");
/// ```
pub fn slug(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.nfd().flat_map(char::to_lowercase) {
        match c {
            'đ' => out.push('d'),
            _ if unicode_normalization::char::is_combining_mark(c) => {}
            _ if c.is_alphanumeric() => out.push(c),
            _ if !out.is_empty() && !out.ends_with('-') => out.push('-'),
            _ => {}
        }
    }
    out.truncate(out.trim_end_matches('-').len());
    out
}
