//! What was read, cut down to what can be a name: no bracket that stays open, no verb between two persons.
//!
//! In and out: candidates. A person's may become several: `D. và Đông`, `H. gặp T.`.

use super::MentionKind;
use super::assemble::Candidate;
use super::persons::names;
use crate::lexicon::Lexicon;
use crate::text::{TokenRange, Working};

/// Cuts the candidates.
pub(super) fn trim(working: &Working, lexicon: &Lexicon, found: &mut Vec<Candidate>) {
    let mut more = Vec::new();
    found.retain_mut(|c| match c.kind {
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
