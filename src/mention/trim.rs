//! What was read, cut down to what can be a name: no bracket that stays open, no verb between two persons.
//!
//! In and out: candidates. A person's may become several: `D. và Đông`, `H. gặp T.`.

use super::MentionKind;
use super::assemble::Candidate;
use super::persons::names;
use crate::lexicon::{Class, Lexicon};
use crate::text::{TokenRange, Working};
use rustc_hash::FxHashSet;

/// Cuts the candidates.
pub(super) fn trim(working: &Working, lexicon: &Lexicon, found: &mut Vec<Candidate>) {
    let mut more = Vec::new();
    let persons: FxHashSet<&str> = found.iter().filter(|c| c.kind == MentionKind::Per).map(|c| working.slice(c.tokens)).collect();
    found.retain_mut(|c| match c.kind {
        MentionKind::Loc => {
            if let Some(at) = guest(working, lexicon, &persons, c.tokens) {
                more.push(Candidate { kind: MentionKind::Per, tokens: TokenRange::new(at, c.tokens.end), ..*c });
                c.tokens = TokenRange::new(c.tokens.start, at);
            }
            true
        }
        MentionKind::Unit | MentionKind::Title => {
            c.tokens = closed(working, c.tokens);
            !c.tokens.is_empty() && !is_agency(working, lexicon, c.tokens)
        }
        MentionKind::Per => {
            let names = names(working, lexicon, c.tokens);
            let Some((first, rest)) = names.split_first() else { return false };
            more.extend(rest.iter().map(|&tokens| Candidate { tokens, ..*c }));
            c.tokens = *first;
            true
        }
        _ => true,
    });
    found.extend(more);
}

/// Where a person's name begins behind that of a country: `Đại sứ Trung Quốc tại {Việt Nam Hà Vĩ}`, whom the article names elsewhere.
fn guest(working: &Working, lexicon: &Lexicon, persons: &FxHashSet<&str>, place: TokenRange) -> Option<u32> {
    let (start, end) = (place.start as usize, place.end as usize);
    let at = lexicon.phrases.longest(working, start, end, Class::Country.bit())?.1 as u32;
    let named = || persons.contains(working.slice(TokenRange::new(at, place.end)));
    (at < place.end && at >= place.start + 2 && named()).then_some(at)
}

/// Without a bracket that does not close, and without marks and function words at its end.
fn closed(working: &Working, tokens: TokenRange) -> TokenRange {
    let mut open = None;
    for i in tokens.indices() {
        match working.surface(i) {
            "(" => open = Some(i),
            ")" => open = None,
            _ => {}
        }
    }
    let dangling = |i: usize| {
        matches!(working.surface(i), "," | ";" | ":" | "-" | "–" | "“" | "(" | "&")
            || matches!(
                working.surface(i),
                "về" | "và" | "của" | "các" | "cho" | "với" | "tại" | "trong" | "là" | "do" | "để" | "từ" | "theo"
            )
    };
    let mut end = open.unwrap_or(tokens.end as usize);
    while end > tokens.start as usize && dangling(end - 1) {
        end -= 1;
    }
    TokenRange::new(tokens.start, end as u32)
}

/// Who sends the article, in front of its first sentence: `BYM - `, `(Yenmo.vn) - `. It is named as its source, not in its text.
fn is_agency(working: &Working, lexicon: &Lexicon, tokens: TokenRange) -> bool {
    let (start, end) = (tokens.start as usize, tokens.end as usize);
    let is = |i: usize, marks: &[&str]| i < working.tokens.len() && !working.tokens[i].starts_line() && marks.contains(&working.surface(i));
    let bracket = start > 0 && working.surface(start - 1) == "(" && is(end, &[")"]);
    let (first, behind) = if bracket { (start - 1, end + 1) } else { (start, end) };
    let dash = is(behind, &["-", "–"]) && working.tokens[behind].space_before();
    let opens =
        (first == 0 || working.tokens[first].starts_line()) && dash && working.tokens.get(behind + 1).is_some_and(|t| t.space_before());
    let short = working.tokens[start].is_all_upper() && tokens.len() == 1 || (start..end).any(|i| working.surface(i) == ".");
    opens && short && lexicon.abbreviation_at(working, start, end).is_none()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mention::Source;
    use crate::text::Builder;

    /// What is left of a text that was taken for one mention.
    fn trimmed(kind: MentionKind, text: &str) -> Vec<String> {
        let working = Builder::plain(text);
        let all = TokenRange::new(0, working.tokens.len() as u32);
        let mut found = vec![Candidate::new(kind, all, 1.0, Source::Model)];
        trim(&working, Lexicon::shared(), &mut found);
        found.iter().map(|c| working.slice(c.tokens).to_owned()).collect()
    }

    #[test]
    fn who_sends_the_article_is_no_unit_of_it() {
        let units = |text: &str, end: usize, from: usize| {
            let working = Builder::plain(text);
            let mut found = vec![Candidate::new(MentionKind::Unit, TokenRange::new(from as u32, end as u32), 1.0, Source::Model)];
            trim(&working, Lexicon::shared(), &mut found);
            found.len()
        };
        assert_eq!(units("BYM - Huyện Yên Mô họp.", 1, 0), 0);
        assert_eq!(units("(Yenmo.vn) – Huyện Yên Mô họp.", 4, 1), 0);
        assert_eq!(units("UBND - HĐND huyện Yên Mô họp.", 1, 0), 1);
        assert_eq!(units("Huyện họp. BYM - báo của huyện - đưa tin.", 4, 3), 1);
    }

    #[test]
    fn a_guest_is_no_part_of_the_country() {
        let text = "Đại sứ tại Việt Nam Hà Vĩ đến chào. Đại sứ Hà Vĩ chuyển lời.";
        let working = Builder::plain(text);
        let at = |kind, from, to| Candidate::new(kind, TokenRange::new(from, to), 1.0, Source::Model);
        let mut found = vec![at(MentionKind::Loc, 3, 7), at(MentionKind::Per, 12, 14)];
        trim(&working, Lexicon::shared(), &mut found);
        let found: Vec<(MentionKind, &str)> = found.iter().map(|c| (c.kind, working.slice(c.tokens))).collect();
        assert_eq!(found, [(MentionKind::Loc, "Việt Nam"), (MentionKind::Per, "Hà Vĩ"), (MentionKind::Per, "Hà Vĩ")]);
        let mut alone = vec![at(MentionKind::Loc, 3, 7)];
        trim(&working, Lexicon::shared(), &mut alone);
        assert_eq!(working.slice(alone[0].tokens), "Việt Nam Hà Vĩ");
    }

    #[test]
    fn units_hold_no_open_bracket_and_end_in_no_function_word() {
        for (text, wanted) in [
            ("Phòng Cảnh sát hình sự (PC02", "Phòng Cảnh sát hình sự"),
            ("Phòng Cảnh sát hình sự (PC02) Công an tỉnh", "Phòng Cảnh sát hình sự (PC02) Công an tỉnh"),
            ("Cục Cảnh sát điều tra tội phạm về", "Cục Cảnh sát điều tra tội phạm"),
            ("Công ty Xây dựng 79;", "Công ty Xây dựng 79"),
        ] {
            assert_eq!(trimmed(MentionKind::Unit, text), [wanted], "{text}");
        }
        assert!(trimmed(MentionKind::Unit, "(GD").is_empty());
    }
}
