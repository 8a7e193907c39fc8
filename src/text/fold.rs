//! Tone placement: the two ways of writing open `oa`, `oe`, `uy` made one (old style: `òa`, `òe`, `ùy`).
//!
//! Most pairs take the same number of bytes both ways; where they do not (`uỳ`, `uỹ`, `oẽ`) the edit list says so.

/// Old-style form of two final letters in new style (`o`+`à` → `ò`+`a`), in the case they have.
pub(crate) fn pair(first: char, second: char) -> Option<(char, char)> {
    const MARKED: [&str; 6] = ["oòóỏõọ", "OÒÓỎÕỌ", "uùúủũụ", "UÙÚỦŨỤ", "aàáảãạ", "AÀÁẢÃẠ"];
    let (a, b) = match second {
        'à' | 'á' | 'ả' | 'ã' | 'ạ' => ('a', MARKED[4]),
        'À' | 'Á' | 'Ả' | 'Ã' | 'Ạ' => ('A', MARKED[5]),
        'è' | 'é' | 'ẻ' | 'ẽ' | 'ẹ' => ('e', "eèéẻẽẹ"),
        'È' | 'É' | 'Ẻ' | 'Ẽ' | 'Ẹ' => ('E', "EÈÉẺẼẸ"),
        'ỳ' | 'ý' | 'ỷ' | 'ỹ' | 'ỵ' => ('y', "yỳýỷỹỵ"),
        'Ỳ' | 'Ý' | 'Ỷ' | 'Ỹ' | 'Ỵ' => ('Y', "YỲÝỶỸỴ"),
        _ => return None,
    };
    let row = match (first, a.to_ascii_lowercase()) {
        ('o', 'a' | 'e') => MARKED[0],
        ('O', 'a' | 'e') => MARKED[1],
        ('u', 'y') => MARKED[2],
        ('U', 'y') => MARKED[3],
        _ => return None,
    };
    let tone = b.chars().position(|c| c == second)?;
    Some((row.chars().nth(tone)?, a))
}

/// The text with its first letter a capital.
pub(crate) fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// One form for comparison and look-up: NFC, lower case, old tone placement, single blanks, no zero-width characters.
///
/// ```
/// assert_eq!(tomtat::fold("Uỷ  ban Nhân dân"), "ủy ban nhân dân");
/// ```
pub fn fold(text: &str) -> String {
    let working = super::Builder::plain(text);
    working.lower.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn new_style_becomes_old() {
        for (from, to) in [
            ("hoà", "hòa"),
            ("UỶ", "ủy"),
            ("khoẻ", "khỏe"),
            ("quý", "quý"),
            ("toàn", "toàn"),
            ("Thuỵ", "thụy"),
            ("quỹ", "quỹ"),
            ("Luỹ", "lũy"),
            ("thuỳ", "thùy"),
        ] {
            assert_eq!(fold(from), to);
        }
    }
}
