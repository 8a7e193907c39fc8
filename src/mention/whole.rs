//! Names that end too early are read on: to the end of a word in small letters (`đầu tư xây` of `đầu tư xây dựng`), of a name that a
//! table knows (`Quỹ Hỗ` of `Quỹ Hỗ trợ nông dân`), of `quốc gia` behind a unit.
//!
//! In: words, mentions. Out: the mentions of units and positions, none of them cutting a word at its end.

use super::{Mention, MentionKind, Source};
use crate::lexicon::{Class, Lexicon};
use crate::text::{Document, TokenRange, Working, key};
use crate::word::Word;
use rustc_hash::FxHashMap;

/// Most tokens between the end of such a word and the person whose position it is in.
const REACH: u32 = 9;
/// Farthest that a known name goes on behind what was read of it, in tokens.
const LONGEST: usize = 24;

/// Lengthens the mentions that need it.
pub(crate) fn complete(document: &Document, lexicon: &Lexicon, words: &[Word], mentions: &mut [Mention]) {
    let working = document.working();
    let ends: Vec<u32> = mentions.iter().map(|m| m.tokens.end).collect();
    // Where units end, and where their names do.
    let named: FxHashMap<u32, u32> = mentions
        .iter()
        .filter(|m| m.kind == MentionKind::Unit)
        .filter_map(|m| Some((m.tokens.end, name_end(working, lexicon, words, m.tokens)?)))
        .collect();
    for n in 0..mentions.len() {
        let read = matches!(mentions[n].kind, MentionKind::Unit | MentionKind::Title) && mentions[n].source != Source::User;
        let word = word_end(working, words, &mentions[n]).max(named.get(&ends[n]).copied());
        let Some(word) = word.filter(|_| read) else { continue };
        let end = match mentions[n].parent.map(|p| p as usize) {
            // It ends with the position that holds it, or within it.
            Some(p) if ends[p] == ends[n] => mentions[p].tokens.end,
            Some(p) => word.min(mentions[p].tokens.end),
            None => outer_end(working, mentions, n, word),
        };
        lengthen(working, &mut mentions[n], end);
    }
}

/// Where a mention that no other holds ends: a position in front of its holder where the name begins, others with their word.
fn outer_end(working: &Working, mentions: &[Mention], n: usize, word: u32) -> u32 {
    let Mention { kind, tokens, .. } = mentions[n];
    let next = mentions[n + 1..].iter().find(|m| m.tokens.start >= tokens.end);
    let holder = next.filter(|m| kind == MentionKind::Title && m.kind == MentionKind::Per && leads(working, word, m.tokens.start));
    match (holder, next) {
        (Some(holder), _) => holder.tokens.start,
        (None, Some(next)) if next.tokens.start < word => tokens.end,
        _ => word,
    }
}

/// The end of the word that a mention's end cuts.
fn word_end(working: &Working, words: &[Word], mention: &Mention) -> Option<u32> {
    let end = mention.tokens.end;
    let small = |i: u32| is_small(working, i);
    let word = words.get(words.partition_point(|w| w.tokens.end <= end))?.tokens;
    (word.start < end && word.start > mention.tokens.start && (end - 1..word.end).all(small)).then_some(word.end)
}

/// The end of the name that a unit begins: of one that a table knows, of the word that its head is followed by, of `quốc gia`.
fn name_end(working: &Working, lexicon: &Lexicon, words: &[Word], unit: TokenRange) -> Option<u32> {
    let (start, end) = (unit.start as usize, unit.end as usize);
    let line_end = working.tokens.len().min(end + LONGEST);
    let line_end = (end..line_end).find(|&i| working.tokens[i].starts_line()).unwrap_or(line_end);
    let known = lexicon.unit_name_at(working, start, line_end).map(|k| k.1).filter(|&k| k > end);
    // Not `Núi Thành` of `Núi Thành lập`, where no head of a unit stands before `Thành`.
    let headed = || lexicon.phrases.longest(working, start, end, Class::UnitHead.bit()).is_some_and(|h| h.1 + 1 == end);
    let cut = || words.get(words.partition_point(|w| w.tokens.end as usize <= end)).map(|w| w.tokens).filter(|w| w.start + 1 == unit.end);
    let word = || cut().filter(|w| headed() && (w.start + 1..w.end).all(|i| is_small(working, i))).map(|w| w.end as usize);
    let named = known.or_else(word).unwrap_or(end);
    let of_country = working.key_at(named, line_end) == key("quốc") && working.key_at(named + 1, line_end) == key("gia");
    Some(if of_country { named + 2 } else { named }).filter(|&n| n > end).map(|end| end as u32)
}

fn is_small(working: &Working, i: u32) -> bool {
    working.tokens[i as usize].is_letters() && !working.tokens[i as usize].is_capital()
}

/// Whether only words in small letters stand between a token and a person.
fn leads(working: &Working, from: u32, person: u32) -> bool {
    let small = |i: u32| is_small(working, i) && !working.tokens[i as usize].starts_line();
    from <= person && person - from <= REACH && (from..person).all(small) && !working.tokens[person as usize].starts_line()
}

fn lengthen(working: &Working, mention: &mut Mention, end: u32) {
    mention.tokens = TokenRange::new(mention.tokens.start, end);
    mention.span = working.span(mention.tokens);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mention::given;
    use crate::word::Segmenter;
    use crate::{Article, Span, sentence};

    /// What the mentions of `kinds` and texts become; those inside others stand behind them.
    fn completed(text: &str, names: &[(MentionKind, &str)]) -> Vec<String> {
        let document = Document::new(&Article::new(text));
        let at = |name: &str| text.find(name).map(|at| Span::new(at as u32, (at + name.len()) as u32)).expect("it stands in the text");
        let mut mentions = given(&document, &names.iter().map(|(kind, name)| (*kind, at(name))).collect::<Vec<_>>());
        mentions.iter_mut().for_each(|m| m.source = Source::Model);
        complete(&document, Lexicon::shared(), &Segmenter::new().segment(&document, &sentence::split(&document)), &mut mentions);
        mentions.iter().map(|m| m.span.of(text).to_owned()).collect()
    }

    #[test]
    fn names_do_not_end_within_a_word() {
        use MentionKind::{Per, Title, Unit};
        // `Núi Thành lập` is no name.
        let place = "Tỉnh giao UBND huyện Núi Thành lập tổ công tác.";
        assert_eq!(completed(place, &[(Unit, "UBND huyện Núi Thành")]), ["UBND huyện Núi Thành"]);
        let board = "Theo Giám đốc Ban Quản lý dự án đầu tư xây dựng các công trình giao thông Trương Đình Quyết, đường sẽ xong.";
        let named = [(Title, "Giám đốc Ban Quản lý dự án đầu tư xây"), (Unit, "Ban Quản lý dự án đầu tư xây"), (Per, "Trương Đình Quyết")];
        let whole = "Giám đốc Ban Quản lý dự án đầu tư xây dựng các công trình giao thông";
        assert_eq!(completed(board, &named), [whole, whole.strip_prefix("Giám đốc ").unwrap_or_default(), "Trương Đình Quyết"]);
        // A known name, the word behind a head, and `quốc gia`; not a word that a name only runs into.
        let fund = "Quỹ Hỗ trợ nông dân huyện cho vay; Quỹ Phát triển vùng; Chủ tịch Ủy ban An toàn giao thông quốc gia nói.";
        let funds =
            [(Unit, "Quỹ Hỗ"), (Unit, "Quỹ Phát"), (Title, "Chủ tịch Ủy ban An toàn giao thông"), (Unit, "Ủy ban An toàn giao thông")];
        let whole =
            ["Quỹ Hỗ trợ nông dân", "Quỹ Phát triển", "Chủ tịch Ủy ban An toàn giao thông quốc gia", "Ủy ban An toàn giao thông quốc gia"];
        assert_eq!(completed(fund, &funds), whole);
        // Not over another mention, and not where marks stand between.
        let apart = "Giám đốc Ban Quản lý dự án đầu tư xây dựng, ông Trương Đình Quyết, nói.";
        assert_eq!(completed(apart, &[named[0], named[2]]), ["Giám đốc Ban Quản lý dự án đầu tư xây dựng", "Trương Đình Quyết"]);
    }
}
