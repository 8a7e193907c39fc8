//! The names in what was taken for one person: `D. và Đông`, `H. gặp T.`, `Vũ “nhôm” gặp Châu`.
//!
//! In: the tokens of a candidate. Out: those of each name, without verbs, numbers and marks beside it.

use crate::lexicon::{Lexicon, SURNAME};
use crate::text::{TokenRange, Working};

/// Words in small letters that stand within names of other languages.
const PARTICLES: [&str; 18] =
    ["al", "el", "de", "da", "di", "del", "van", "von", "der", "le", "la", "bin", "bint", "ben", "ibn", "dos", "du", "li"];

/// The names in what was taken for one.
pub(super) fn names(working: &Working, lexicon: &Lexicon, tokens: TokenRange) -> Vec<TokenRange> {
    let (start, end) = (tokens.start as usize, tokens.end as usize);
    let whole = vec![tokens];
    // `Y Bôn Bk rông`, `H’ Nĩ Niê`: the highlands write as they like.
    if working.surface(start) == "Y" || (start..end).any(|i| matches!(working.surface(i), "’" | "'")) {
        return whole;
    }
    let (mut names, mut from, mut i) = (Vec::new(), start, start);
    while i < end {
        if let Some(close) = quoted(working, i, end) {
            i = close + 1;
            continue;
        }
        let parts = separates(working, lexicon, i, end) || couples(working, lexicon, i, end);
        if parts || ends(working, i) {
            names.extend(name(working, from, i));
            from = i + 1;
        }
        if ends(working, i) {
            return names;
        }
        i += 1;
    }
    names.extend(name(working, from, end));
    names
}

/// The end of a nickname in quotation marks that begins at a token.
fn quoted(working: &Working, open: usize, end: usize) -> Option<usize> {
    let close = match working.surface(open) {
        "“" => "”",
        "\"" => "\"",
        _ => return None,
    };
    (open + 1..end).find(|&i| working.surface(i) == close)
}

/// A mark or number that no name holds: it ends there.
fn ends(working: &Working, i: usize) -> bool {
    working.tokens[i].is_digits() || matches!(working.surface(i), "“" | "”" | "\"" | "(" | ")" | ":")
}

/// A comma or a word in small letters, but for `văn`, `thị` and what hangs on a hyphen.
fn separates(working: &Working, lexicon: &Lexicon, i: usize, end: usize) -> bool {
    let token = &working.tokens[i];
    if token.is_mark() {
        return matches!(working.surface(i), "," | ";");
    }
    let word = working.lower(i);
    let hyphen = |i: usize| matches!(working.surface(i), "-" | "–" | "—" | ".");
    // `Park Hang-seo`, `Phôm-xay Xi-vông-xả`, but `Hà - chị Nga`.
    let related = token.space_before() && i + 1 < end && working.tokens[i + 1].is_capital();
    let joined = i > 0 && hyphen(i - 1) && !initial(working, i - 1) && !related || i + 1 < end && hyphen(i + 1);
    let foreign = word.contains(['f', 'j', 'w', 'z']) || PARTICLES.contains(&word);
    let initials = i > 0 && initial(working, i - 1) || i + 2 < end && initial(working, i + 2);
    let of_names = matches!(word, "văn" | "thị") || lexicon.syllable(token.key) != 0 && !initials;
    token.is_letters() && !token.is_capital() && !joined && !foreign && !of_names
}

/// A dash between two persons, with blanks around it: behind it stand a surname and one word more.
fn couples(working: &Working, lexicon: &Lexicon, i: usize, end: usize) -> bool {
    let capital = |i: usize| working.tokens[i].is_capital() && working.tokens[i].space_before();
    let dash = matches!(working.surface(i), "-" | "–") && working.tokens[i].space_before();
    dash && i + 2 < end && capital(i + 1) && capital(i + 2) && lexicon.syllable(working.tokens[i + 1].key) & SURNAME != 0
}

/// Whether the dot at a token is that of an initial: `T.`.
fn initial(working: &Working, dot: usize) -> bool {
    dot > 0 && working.surface(dot) == "." && working.tokens[dot - 1].is_all_upper()
}

/// A name without the marks around it; none where nothing is left that begins with a capital.
fn name(working: &Working, from: usize, end: usize) -> Option<TokenRange> {
    let mark = |i: usize| working.tokens[i].is_mark();
    let (mut from, mut end) = (from, end);
    while from < end && mark(from) {
        from += 1;
    }
    while end > from && mark(end - 1) && !initial(working, end - 1) && !matches!(working.surface(end - 1), "”" | "\"") {
        end -= 1;
    }
    (from..end).any(|i| working.tokens[i].is_capital()).then(|| TokenRange::new(from as u32, end as u32))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Builder;

    #[test]
    fn persons_hold_no_verbs_and_no_other_persons() {
        let table: &[(&str, &[&str])] = &[
            ("Trần Văn An", &["Trần Văn An"]),
            ("Nguyễn thị Hạnh", &["Nguyễn thị Hạnh"]),
            ("D. và Đông", &["D.", "Đông"]),
            ("H. gặp T.", &["H.", "T."]),
            ("H. bảo T.", &["H.", "T."]),
            ("Nguyễn thị T.", &["Nguyễn thị T."]),
            ("trùm Hưng", &["Hưng"]),
            ("T. chơi", &["T."]),
            ("L., T.", &["L.", "T."]),
            ("H. 7", &["H."]),
            ("Vũ “nhôm”", &["Vũ “nhôm”"]),
            ("Vũ \"nhôm\" gặp Châu", &["Vũ \"nhôm\"", "Châu"]),
            ("Long “ma", &["Long"]),
            ("Nguyễn Thị L.”", &["Nguyễn Thị L."]),
            ("Hà - chị Nga", &["Hà", "Nga"]),
            ("Lê Văn An - Trần Thị Bình", &["Lê Văn An", "Trần Thị Bình"]),
            ("Jean - Claude Juncker", &["Jean - Claude Juncker"]),
            ("Park Hang-seo", &["Park Hang-seo"]),
            ("Phôm-xay Xi-vông-xả", &["Phôm-xay Xi-vông-xả"]),
            ("H’ Nĩ Niê", &["H’ Nĩ Niê"]),
            ("Leonardo da Vinci", &["Leonardo da Vinci"]),
            ("chơi", &[]),
        ];
        for (text, wanted) in table {
            let working = Builder::plain(text);
            let names = names(&working, Lexicon::shared(), TokenRange::new(0, working.tokens.len() as u32));
            assert_eq!(names.iter().map(|&n| working.slice(n)).collect::<Vec<_>>(), *wanted, "{text}");
        }
    }
}
