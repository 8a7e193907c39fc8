//! A headline for an article that has none: its best sentence, shortened at the end of a phrase.
//!
//! In: the sentence, the mentions and the words of the document. Out: a [`Quote`] of at most [`LONGEST`] characters. What comes before the
//! news goes first (`Sáng 14/3, tại Hà Nội, …`), then brackets and positions behind names, then the end, cut where a phrase ends; no name, number, law
//! or word is broken, and every word points to its place. `headline.tsv` holds the words that phrases begin with.

use once_cell::sync::Lazy;

use super::Quote;
use super::background::pair;
use super::openers::Openers;
use crate::mention::{Mention, MentionKind};
use crate::sentence::Sentence;
use crate::text::fold::capitalised;
use crate::text::{Document, TokenRange, Working};
use crate::word::Word;

/// Most characters of a headline.
pub const LONGEST: usize = 110;
/// A headline of fewer characters than this is cut elsewhere, if there is an elsewhere.
const SHORT: usize = 36;
/// Tokens of a sentence that are looked at.
const TOKENS: usize = 400;

pub(super) const NAMES: [&str; 5] = ["open", "sub", "weak", "tail", "say"];
const OPEN: u8 = 1;
const SUB: u8 = 2;
const WEAK: u8 = 4;
const TAIL: u8 = 8;
const SAY: u8 = 16;

static WORDS: Lazy<Openers> = Lazy::new(|| Openers::read(include_str!("headline.tsv"), &NAMES));

/// The headline that `sentence` gives; none where it has no words.
pub(super) fn headline(document: &Document, sentence: &Sentence, mentions: &[Mention], words: &[Word]) -> Option<Quote> {
    let first = sentence.tokens.start as usize;
    let end = (sentence.tokens.end as usize).min(first + TOKENS);
    let cutter = Cutter::new(document.working(), first, end, mentions, words);
    let mut pieces = cutter.pieces();
    while let Some(&last) = pieces.last() {
        let made = quote(document, &pieces);
        // Decomposed or unusual source text can be longer than what was measured.
        if length(&made.text) <= LONGEST {
            return (!made.text.is_empty()).then_some(made);
        }
        pieces.pop();
        let shorter = cutter.whole_before(last.end as usize - 1).filter(|&e| e > last.start as usize);
        pieces.extend(shorter.map(|end| TokenRange::new(last.start, end as u32)));
    }
    None
}

/// Characters as readers count them: marks that stand on a letter are part of it.
fn length(text: &str) -> usize {
    text.chars().filter(|&c| !unicode_normalization::char::is_combining_mark(c)).count()
}

fn quote(document: &Document, pieces: &[TokenRange]) -> Quote {
    let mut quote = Quote::of(document, pieces.iter().map(|&p| document.working().span(p)));
    quote.text = capitalised(&quote.text);
    quote
}

struct Cutter<'w> {
    working: &'w Working,
    first: usize,
    end: usize,
    /// For each token of the sentence: it continues a mention or a word, so nothing is cut before it.
    glued: Vec<bool>,
    /// For each token: what the mention that holds it names.
    named: Vec<Option<MentionKind>>,
}

impl<'w> Cutter<'w> {
    fn new(working: &'w Working, first: usize, end: usize, mentions: &[Mention], words: &[Word]) -> Self {
        let mut cutter = Self { working, first, end, glued: vec![false; end - first], named: vec![None; end - first] };
        let after = |start: fn(&Mention) -> u32, m: &Mention| (start(m) as usize) < first;
        let from = mentions.partition_point(|m| after(|m| m.tokens.end, m) && after(|m| m.tokens.start, m));
        for m in mentions[from..].iter().take_while(|m| (m.tokens.start as usize) < end) {
            cutter.glue(m.tokens, Some(m.kind));
        }
        let from = words.partition_point(|w| (w.tokens.end as usize) <= first);
        words[from..].iter().take_while(|w| (w.tokens.start as usize) < end).for_each(|w| cutter.glue(w.tokens, None));
        for i in first + 1..end {
            let tokens = &working.tokens;
            // A number and what it counts, and whatever is printed without a blank.
            let hyphen =
                tokens[i].is_mark() && ["-", "/", "."].contains(&working.surface(i)) && i + 1 < end && !tokens[i + 1].space_before();
            let printed_together = !tokens[i].space_before() && (!tokens[i].is_mark() || hyphen);
            let counted = tokens[i - 1].is_digits() && !tokens[i].is_mark() && cutter.kind(i) & (TAIL | SUB | WEAK) == 0;
            if counted || printed_together {
                cutter.glued[i - first] = true;
            }
        }
        cutter
    }

    fn glue(&mut self, tokens: TokenRange, kind: Option<MentionKind>) {
        let (start, end) = ((tokens.start as usize).max(self.first), (tokens.end as usize).min(self.end));
        for i in start..end {
            let named = &mut self.named[i - self.first];
            *named = named.or(kind);
            self.glued[i - self.first] |= i > start;
        }
    }

    /// What is kept, in the order of the text.
    fn pieces(&self) -> Vec<TokenRange> {
        let range = |a: usize, b: usize| TokenRange::new(a as u32, b as u32);
        let end = self.without_marks(self.first, self.end);
        if self.length(self.first, end) <= LONGEST {
            return vec![range(self.first, end)];
        }
        let start = self.news(end);
        let asides = self.asides(start, end);
        let left_out: usize = asides.iter().map(|b| self.length(b.0, b.1)).sum();
        let mut end = end;
        if self.length(start, end).saturating_sub(left_out) > LONGEST {
            end = self.cut(start, end, &asides);
        }
        let (mut pieces, mut at) = (Vec::new(), start);
        for (a, b) in asides.into_iter().filter(|b| b.1 <= end) {
            pieces.push(range(at, a));
            at = b;
        }
        pieces.push(range(at, end));
        pieces.retain(|p| !p.is_empty());
        pieces
    }

    fn kind(&self, i: usize) -> u8 {
        let key = |i: usize| self.working.tokens[i].key;
        WORDS.of(key(i)) | if i + 1 < self.end { WORDS.of(pair(key(i), key(i + 1))) } else { 0 }
    }

    /// Characters from token `a` to before token `b`.
    fn length(&self, a: usize, b: usize) -> usize {
        if a >= b {
            return 0;
        }
        let (from, to) = (self.working.tokens[a].start as usize, self.working.tokens[b - 1].end as usize);
        self.working.text[from..to].chars().count()
    }

    fn is(&self, i: usize, mark: &str) -> bool {
        self.working.tokens[i].is_mark() && self.working.surface(i) == mark
    }

    fn kind_of(&self, i: usize) -> Option<MentionKind> {
        self.named.get(i - self.first).copied().flatten()
    }

    /// Where the news begins: behind phrases of time, place and source that end in a comma.
    fn news(&self, end: usize) -> usize {
        let mut start = self.first;
        while start < end && self.kind(start) & OPEN != 0 {
            let commas: Vec<usize> = self.commas(start, end).collect();
            // The first one that somebody comes behind, who does what the sentence is about.
            let somebody = |c: &usize| {
                (c + 1..end.min(c + 3)).any(|i| matches!(self.kind_of(i), Some(MentionKind::Per | MentionKind::Unit | MentionKind::Title)))
            };
            match commas.iter().copied().find(somebody).or(commas.first().copied()) {
                Some(comma) => start = comma + 1,
                None => break,
            }
        }
        start
    }

    /// Commas that a phrase may end at, outside brackets, with enough behind them.
    fn commas(&self, start: usize, end: usize) -> impl Iterator<Item = usize> + '_ {
        let mut depth = 0i32;
        let outside = (start..end).filter(move |&i| {
            depth += i32::from(self.is(i, "(")) - i32::from(self.is(i, ")"));
            depth <= 0 && self.is(i, ",") && !self.glued[i - self.first]
        });
        outside.filter(move |&c| self.length(c + 1, end) >= SHORT + SHORT / 2)
    }

    /// What can be left out without harm: brackets, and positions that stand behind their holder.
    fn asides(&self, start: usize, end: usize) -> Vec<(usize, usize)> {
        let (mut found, mut i) = (Vec::new(), start);
        while i < end {
            match self.bracket(i, end).or_else(|| self.position(i, end)) {
                Some(after) => {
                    found.push((i, after));
                    i = after;
                }
                None => i += 1,
            }
        }
        found
    }

    /// The end of the bracket that opens at `i`.
    fn bracket(&self, i: usize, end: usize) -> Option<usize> {
        if !self.is(i, "(") || self.glued[i - self.first] {
            return None;
        }
        let close = (i + 1..end).find(|&j| self.is(j, ")"))?;
        (close + 1 >= end || !self.glued[close + 1 - self.first]).then_some(close + 1)
    }

    /// The end of the positions that a comma or dash at `i` sets behind a name, with the mark that closes them.
    fn position(&self, i: usize, end: usize) -> Option<usize> {
        let parts = |j: usize| self.is(j, ",") || self.is(j, "-") || self.is(j, "–");
        if i == self.first || !parts(i) || self.kind_of(i - 1) != Some(MentionKind::Per) {
            return None;
        }
        let is_title = |j: usize| j < end && self.kind_of(j) == Some(MentionKind::Title);
        let joins = |j: usize| parts(j) || ["và", "kiêm", "nguyên"].contains(&self.working.lower(j));
        let mut j = i + 1;
        while is_title(j) || j < end && joins(j) && is_title(j + 1) {
            j += 1;
        }
        (j > i + 1).then(|| if j + 1 < end && parts(j) { j + 1 } else { j })
    }

    /// The best end: at a mark or before a phrase that can go, late but within the limit.
    fn cut(&self, start: usize, end: usize, asides: &[(usize, usize)]) -> usize {
        let (mut best, mut quoted, mut plain, mut out) = ((f32::MIN, end), 0i32, 0, 0);
        for i in start..=end {
            let inside = asides.iter().any(|b| b.0 < i && i < b.1);
            let length = self.length(start, i) - out;
            if let Some(b) = asides.iter().find(|b| b.1 == i) {
                out += self.length(b.0, b.1);
            }
            if length > LONGEST {
                break;
            }
            if i > start && quoted <= 0 && !inside && (i == end || !self.glued[i - self.first]) {
                let stop = self.without_tail(start, i);
                let worth = self.worth(i, end, plain) + self.length(start, stop) as f32 / LONGEST as f32;
                let short = if self.length(start, stop) < SHORT { 2.0 } else { 0.0 };
                let unsaid = if self.ends_in(start, stop, SAY) { 1.0 } else { 0.0 };
                if stop > start && worth - short - unsaid > best.0 {
                    best = (worth - short - unsaid, stop);
                }
            }
            if i < end {
                quoted += i32::from(self.is(i, "“")) - i32::from(self.is(i, "”"));
                // Straight marks open and close in turn.
                quoted = if self.is(i, "\"") { 1 - quoted.clamp(0, 1) } else { quoted };
                plain += usize::from(
                    self.named[i - self.first].is_none() && self.working.tokens[i].is_letters() && !self.working.tokens[i].is_capital(),
                );
            }
        }
        if best.0 > f32::MIN { best.1 } else { end }
    }

    /// How good an end before token `i` is; `plain` small words outside names stand before it: too few of them say nothing.
    fn worth(&self, i: usize, end: usize, plain: usize) -> f32 {
        let says = if plain < 3 { -1.0 } else { 0.0 };
        let kind = if i < end { self.kind(i) } else { 0 };
        says + match () {
            () if i == end || self.is(i, ";") || self.is(i, ":") => 0.5,
            () if self.is(i, ",") => 0.4,
            () if self.working.tokens[i].is_mark() => 0.2,
            () if kind & SUB != 0 => 0.3,
            () if kind & WEAK != 0 => 0.0,
            () => -0.5,
        }
    }

    /// The end without marks and words that lead on.
    fn without_tail(&self, start: usize, mut end: usize) -> usize {
        loop {
            end = self.without_marks(start, end);
            let free = |i: usize| self.named[i - self.first].is_none() && !self.glued[i - self.first];
            let leads_on =
                |from: usize| from >= start && (from..end).all(|i| self.named[i - self.first].is_none()) && self.word_is(from, end, TAIL);
            match (1..=2).find(|n| end >= start + n && leads_on(end - n) && free(end - n)) {
                Some(n) => end -= n,
                None => return end,
            }
        }
    }

    fn ends_in(&self, start: usize, end: usize, kind: u8) -> bool {
        (1..=3).any(|n| end >= start + n && self.word_is(end - n, end, kind))
    }

    /// Whether the tokens are a word of the kind, and no name.
    fn word_is(&self, from: usize, end: usize, kind: u8) -> bool {
        if (from..end).any(|i| self.named[i - self.first].is_some()) {
            return false;
        }
        let key = self.working.tokens[from..end].iter().map(|t| t.key).reduce(pair);
        key.is_some_and(|k| WORDS.of(k) & kind != 0)
    }

    fn without_marks(&self, start: usize, mut end: usize) -> usize {
        let closes = |i: usize| ["\"", "”", ")", "%", "]", "»"].contains(&self.working.surface(i));
        while end > start && self.working.tokens[end - 1].is_mark() && !closes(end - 1) {
            end -= 1;
        }
        end
    }

    /// The last place at or before `end` where nothing is broken.
    fn whole_before(&self, end: usize) -> Option<usize> {
        (self.first + 1..=end).rev().find(|&i| !self.glued[i - self.first])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Article, Pipeline};
    use proptest::prelude::*;

    fn headline_of(text: &str) -> Option<Quote> {
        let article = Article { clean: true, ..Article::new(text) };
        let record = Pipeline::new().enrich(&article);
        assert_eq!(record.summary.headline.is_some(), record.title.is_none() && !record.sentences.is_empty(), "{text}");
        record.summary.headline
    }

    /// What must hold for every headline.
    fn check(text: &str, headline: &Quote) {
        assert!(length(&headline.text) <= LONGEST, "{headline:?}");
        let pieces: Vec<&str> = headline.spans.iter().flat_map(|s| s.of(text).split_whitespace()).collect();
        assert_eq!(pieces.join(" ").to_lowercase(), headline.text.to_lowercase());
        assert!(headline.spans.windows(2).all(|w| w[0].end <= w[1].start));
    }

    #[test]
    fn long_sentences_end_with_a_phrase() {
        let table = [
            (
                "Sáng 14/3, tại trụ sở UBND huyện Yên Mô, ông Trần Văn Bình trao quyết định thưởng cho các xã giữ rừng tốt, mỗi xã 50 triệu đồng, \
                 theo kế hoạch năm của huyện.",
                "Ông Trần Văn Bình trao quyết định thưởng cho các xã giữ rừng tốt, mỗi xã 50 triệu đồng",
            ),
            (
                "Huyện Sông Trà quyết định thưởng tiền cho các xã giữ rừng tốt (mỗi xã hai trăm năm mươi triệu đồng tiền mặt) nhằm động viên bà con.",
                "Huyện Sông Trà quyết định thưởng tiền cho các xã giữ rừng tốt nhằm động viên bà con",
            ),
            (
                "Các đại biểu bầu ông Trần Văn Bình, Bí thư Huyện ủy Yên Mô, làm Chủ tịch UBND tỉnh Ninh Bình nhiệm kỳ 2016 - 2021 với 50 phiếu.",
                "Các đại biểu bầu ông Trần Văn Bình làm Chủ tịch UBND tỉnh Ninh Bình nhiệm kỳ 2016 - 2021 với 50 phiếu",
            ),
            ("Bộ Nội vụ họp về tinh giản biên chế.", "Bộ Nội vụ họp về tinh giản biên chế"),
        ];
        for (text, expected) in table {
            let headline = headline_of(text).unwrap();
            check(text, &headline);
            assert_eq!(headline.text, expected);
        }
    }

    #[test]
    fn names_numbers_and_laws_stay_whole() {
        let name = "Ban Chỉ đạo phòng chống thiên tai và tìm kiếm cứu nạn huyện Yên Mô";
        for before in 0..40 {
            let text = format!(
                "{}{name} giao các xã thực hiện khoản 1 Điều 8 Nghị định số 30/2020/NĐ-CP ngày 5/3/2020 của Chính phủ với kinh phí 1.250 tỷ đồng.",
                "Cán bộ ".repeat(before % 9) + &"nghe ".repeat(before / 9)
            );
            let record = Pipeline::new().enrich(&Article { clean: true, ..Article::new(&text) });
            let Some(headline) = &record.summary.headline else { continue };
            check(&text, headline);
            for m in &record.mentions {
                for s in &headline.spans {
                    assert!(s.contains(m.span) || !s.overlaps(m.span) || m.span.len() > 300, "{headline:?} breaks {}", m.text);
                }
            }
            assert!(!headline.text.ends_with("1.250"), "{headline:?}");
        }
    }

    #[test]
    fn an_article_with_a_title_needs_none() {
        assert!(headline_of("Huyện Yên Mô họp\nSáng 14/3, huyện Yên Mô họp về rừng.").is_none());
        assert!(headline_of("").is_none());
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]
        #[test]
        fn any_sentence_gives_a_sound_headline(pieces in proptest::collection::vec(proptest::sample::select(&[
            "ông Trần Văn Bình ", "UBND huyện ", "và ", ", ", "(", ")", "“", "”", "30/2020/NĐ-CP ", "50 triệu đồng ", "nhằm ", "họp ", "rừng ", "o\u{301} ",
            "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa ",
        ][..]), 1..60)) {
            let text = pieces.concat();
            if let Some(headline) = Pipeline::builder().build().enrich(&Article { clean: true, ..Article::new(&text) }).summary.headline {
                check(&text, &headline);
            }
        }
    }
}
