//! Phrases that a sentence can do without.
//!
//! In: a sentence and the mentions in it. Out: [`Phrase`]s, which may overlap: brackets, adverbials at the start, who says it, clauses
//! behind a comma, positions beside a name. None begins or ends inside a mention or a quotation; one that holds a condition or a
//! negation is never among them. What opens a phrase stands in `phrases.tsv`.

use super::openers::Openers;
use crate::mention::{Mention, MentionKind};
use crate::text::{TokenRange, Working, key};
use once_cell::sync::Lazy;

/// What a phrase is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Bracket,
    Lead,
    Say,
    Tail,
    Bare,
    Position,
}

/// Number of [`Kind`]s.
pub(super) const KINDS: usize = 6;
/// Tokens that have to be left of a sentence.
const LEAST: usize = 8;
/// Tokens within which a speaker says what follows.
const SPEAKER: usize = 30;

/// Tokens that can be left out together, the comma that falls away with them included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Phrase {
    pub kind: Kind,
    pub tokens: TokenRange,
}

pub(super) const NAMES: [&str; 7] = ["lead", "tail", "bare", "say", "hold", "time", "place"];
const LEAD: u8 = 1;
const TAIL: u8 = 2;
const BARE: u8 = 4;
const SAY: u8 = 8;
const HOLD: u8 = 16;
const TIME: u8 = 32;
const PLACE: u8 = 64;

static OPENERS: Lazy<Openers> = Lazy::new(|| Openers::read(include_str!("phrases.tsv"), &NAMES));

/// The kinds that a phrase of one to three syllables opens at `i`, and the end of the longest.
fn opens(working: &Working, i: usize, end: usize) -> (u8, usize) {
    OPENERS.at(&working.tokens[i..end], 3).fold((0, i), |(bits, _), (found, n)| (bits | found, i + n))
}

/// A sentence with what its tokens are part of.
struct View<'a> {
    working: &'a Working,
    start: usize,
    /// Behind the last token before the closing mark.
    end: usize,
    mentions: &'a [Mention],
    /// Quotations and brackets around each token; mentions count as well.
    depth: Vec<u8>,
    /// Places of the commas and semicolons that divide the sentence.
    commas: Vec<usize>,
}

/// The phrases of a sentence, sorted by start; `mentions` are those that it holds.
pub(super) fn find(working: &Working, sentence: TokenRange, mentions: &[Mention]) -> Vec<Phrase> {
    let Some(view) = View::new(working, sentence, mentions) else { return Vec::new() };
    let mut found = Vec::new();
    view.brackets(&mut found);
    view.leads(&mut found);
    view.speaker(&mut found);
    view.tails(&mut found);
    view.bare(&mut found);
    view.positions(&mut found);
    found.retain(|p| view.allows(p));
    found.sort_by_key(|p| (p.tokens.start, p.tokens.end));
    found.dedup_by_key(|p| p.tokens);
    found
}

impl<'a> View<'a> {
    /// None where quotation marks or brackets do not match.
    fn new(working: &'a Working, sentence: TokenRange, mentions: &'a [Mention]) -> Option<Self> {
        const ENDS: [u32; 5] = [key("."), key("!"), key("?"), key(";"), key("…")];
        let (start, mut end) = (sentence.start as usize, sentence.end as usize);
        while end > start && ENDS.contains(&working.tokens[end - 1].key) {
            end -= 1;
        }
        let depth = depth(working, start, end)?;
        let mut view = Self { working, start, end, mentions, depth, commas: Vec::new() };
        let divides =
            |i: &usize| [key(","), key(";")].contains(&working.tokens[*i].key) && view.depth[i - start] == 0 && !view.in_mention(*i);
        view.commas = (start..end).filter(divides).collect();
        Some(view)
    }

    fn in_mention(&self, i: usize) -> bool {
        self.mentions.iter().any(|m| m.tokens.indices().contains(&i))
    }

    /// The stretches between commas.
    fn segments(&self) -> impl Iterator<Item = (usize, usize)> + '_ {
        let starts = std::iter::once(self.start).chain(self.commas.iter().map(|c| c + 1));
        starts.zip(self.commas.iter().copied().chain(std::iter::once(self.end)))
    }

    fn brackets(&self, found: &mut Vec<Phrase>) {
        let mut open = None;
        for i in self.start..self.end {
            match self.working.tokens[i].key {
                k if k == key("(") => open = Some(i),
                k if k == key(")") => found.extend(open.take().map(|from| phrase(Kind::Bracket, from, i + 1))),
                _ => {}
            }
        }
    }

    fn leads(&self, found: &mut Vec<Phrase>) {
        for (from, to) in self.segments().take_while(|&(from, to)| to < self.end && self.leads_in(from)) {
            // `Sáng 14/3` goes alone; `Liên quan vụ tai nạn ngày 11/1, tại thị trấn A, huyện B` is one with what follows.
            if self.opens_with(from, TIME) || !self.opens_with(to + 1, PLACE) {
                found.push(phrase(Kind::Lead, from, to + 1));
            }
        }
    }

    fn opens_with(&self, at: usize, kind: u8) -> bool {
        opens(self.working, at, self.end).0 & kind != 0
    }

    fn leads_in(&self, at: usize) -> bool {
        self.opens_with(at, LEAD)
    }

    /// Where the main clause begins: behind the adverbials, as far as commas tell.
    fn main(&self) -> usize {
        self.segments().find(|&(from, to)| to == self.end || !self.leads_in(from)).map_or(self.start, |s| s.0)
    }

    /// `Ông A cho biết, …`: all up to what is said.
    fn speaker(&self, found: &mut Vec<Phrase>) {
        let reach = self.end.min(self.start + SPEAKER);
        let person = |i: usize| self.mentions.iter().any(|m| m.kind == MentionKind::Per && (m.tokens.end as usize) <= i);
        let says = |&i: &usize| self.depth[i - self.start] == 0 && opens(self.working, i, self.end).0 & SAY != 0 && person(i);
        let Some(at) = (self.start..reach).find(says) else { return };
        let mut to = opens(self.working, at, self.end).1;
        if self.working.key_at(to, self.end) == key("rằng") {
            to += 1;
        }
        let closes = [key(","), key(":")].contains(&self.working.key_at(to, self.end));
        if closes || self.working.key_at(to - 1, self.end) == key("rằng") {
            found.push(phrase(Kind::Say, self.start, to + usize::from(closes)));
        }
    }

    /// A clause behind a comma, up to the next such or to the end.
    fn tails(&self, found: &mut Vec<Phrase>) {
        let begins: Vec<usize> = self.commas.iter().copied().filter(|&c| opens(self.working, c + 1, self.end).0 & TAIL != 0).collect();
        for (n, &from) in begins.iter().enumerate() {
            let next = begins.get(n + 1).copied().unwrap_or(self.end);
            found.push(phrase(Kind::Tail, from, next));
            found.push(phrase(Kind::Tail, from, self.end));
            let comma = self.commas.iter().copied().find(|&c| c > from).unwrap_or(self.end);
            found.push(phrase(Kind::Tail, from, comma));
        }
    }

    fn bare(&self, found: &mut Vec<Phrase>) {
        let inner = (self.start + 1..self.end).filter(|&i| self.depth[i - self.start] == 0 && self.working.tokens[i - 1].is_letters());
        for i in inner.filter(|&i| opens(self.working, i, self.end).0 & BARE != 0) {
            let comma = self.commas.iter().copied().find(|&c| c > i).unwrap_or(self.end);
            found.push(phrase(Kind::Bare, i, comma));
            found.push(phrase(Kind::Bare, i, self.end));
        }
    }

    /// A position that fills the stretch between two commas: behind a name both fall away, in a row of positions one.
    fn positions(&self, found: &mut Vec<Phrase>) {
        let fills = |(from, to): (usize, usize)| {
            let whole = |m: &&Mention| m.kind == MentionKind::Title && m.tokens.indices() == (from..to);
            self.mentions.iter().find(whole).is_some()
        };
        let begins = |at: usize| self.mentions.iter().any(|m| m.kind == MentionKind::Title && m.tokens.start as usize == at);
        let named = |at: usize| self.mentions.iter().any(|m| m.kind == MentionKind::Per && m.tokens.end as usize == at);
        let segments: Vec<_> = self.segments().collect();
        for (n, &(from, to)) in segments.iter().enumerate().filter(|(_, s)| fills(**s)) {
            match segments.get(n + 1) {
                Some(next) if begins(next.0) => found.push(phrase(Kind::Position, from, to + 1)),
                Some(_) if n > 0 && named(from - 1) => found.push(phrase(Kind::Position, from - 1, to + 1)),
                None if n > 0 && named(from - 1) => found.push(phrase(Kind::Position, from - 1, to)),
                _ => {}
            }
        }
    }

    fn allows(&self, p: &Phrase) -> bool {
        let (from, to) = (p.tokens.start as usize, p.tokens.end as usize);
        let left = (self.end - self.start).saturating_sub(to - from);
        let cuts = |m: &Mention| {
            let (a, b) = (m.tokens.start as usize, m.tokens.end as usize);
            (a < from && from < b) || (a < to && to < b)
        };
        let nested = |i: usize| i < self.end && self.depth[i - self.start] > 0;
        let quoted = p.kind != Kind::Bracket && (nested(from) || nested(to - 1));
        let headless = matches!(p.kind, Kind::Tail | Kind::Bare) && from < self.main();
        left >= LEAST
            && !headless
            && !quoted
            && !self.mentions.iter().any(cuts)
            && !(from..to).any(|i| opens(self.working, i, to).0 & HOLD != 0)
    }
}

fn phrase(kind: Kind, from: usize, to: usize) -> Phrase {
    Phrase { kind, tokens: TokenRange::new(from as u32, to as u32) }
}

/// How many quotations and brackets each token stands in, their marks included; none where one is left open.
fn depth(working: &Working, start: usize, end: usize) -> Option<Vec<u8>> {
    let (mut quoted, mut brackets) = (false, 0_u8);
    let mut depth = Vec::with_capacity(end - start);
    for t in &working.tokens[start..end] {
        let before = brackets + u8::from(quoted);
        match t.key {
            k if k == key("(") => brackets = brackets.checked_add(1)?,
            k if k == key(")") => brackets = brackets.checked_sub(1)?,
            k if k == key("“") => quoted = if quoted { return None } else { true },
            k if k == key("”") => quoted = if quoted { false } else { return None },
            k if k == key("\"") => quoted = !quoted,
            _ => {}
        }
        depth.push(before.max(brackets + u8::from(quoted)));
    }
    (brackets == 0 && !quoted).then_some(depth)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Document;
    use crate::{date, law, lexicon::Lexicon, mention, sentence};

    /// What can be left out of a sentence, as printed.
    fn phrases(text: &str) -> Vec<String> {
        let document = Document::plain(text);
        let sentences = sentence::split(&document);
        let (citations, _) = law::read(&document, &sentences);
        let dates = date::find(&document, None, &citations);
        let mentions = mention::find(&document, &sentences, Lexicon::shared(), &citations, &dates);
        let found = find(document.working(), sentences[0].tokens, &mentions);
        found.iter().map(|p| document.printed(document.working().span(p.tokens)).into_owned()).collect()
    }

    #[test]
    fn what_a_sentence_can_do_without() {
        let cases: [(&str, &[&str]); 11] = [
            ("Sáng 14/3, tại Hà Nội, Bộ Nội vụ tổ chức hội nghị triển khai nhiệm vụ quý hai.", &["Sáng 14/3,", "tại Hà Nội,"]),
            ("Huyện Sông Trà (tỉnh Thanh Vân) khởi công ba cây cầu dân sinh trong năm nay.", &["(tỉnh Thanh Vân)"]),
            ("Bà Lê Thị Hoa cho biết, huyện đã giải ngân xong vốn đầu tư công của năm.", &["Bà Lê Thị Hoa cho biết,"]),
            ("Xã Đồng Xuân xây thêm hai trường học mới, nhằm giảm sĩ số các lớp đầu cấp.", &[", nhằm giảm sĩ số các lớp đầu cấp"]),
            // What follows is part of it, or the only clause there is.
            ("Sau vụ cháy rạng sáng 14/3, tại thôn Đông, xã Đồng Xuân dựng lán cho ba hộ dân bị cháy nhà.", &[]),
            (
                "Theo văn bản Sở Nội vụ vừa trình về việc lập lại hội đồng, dự kiến thành phố tăng 300 biên chế trong năm.",
                &["Theo văn bản Sở Nội vụ vừa trình về việc lập lại hội đồng,"],
            ),
            // A condition or a negation stays.
            ("Xã Đồng Xuân xây thêm hai trường học mới, khi không còn vướng mặt bằng nữa.", &[]),
            ("Nếu trời mưa, lễ khai mạc của xã Đồng Xuân sẽ chuyển vào hội trường huyện.", &[]),
            // Nothing is cut inside a quotation, and open ones are left alone.
            ("Ông Lê Văn Nam nhắc các xã “làm nhanh, nhằm kịp mùa mưa bão” trong buổi làm việc.", &[]),
            ("Ông Lê Văn Nam nhắc các xã “làm nhanh, nhằm kịp mùa mưa bão trong buổi làm việc.", &[]),
            // Too little would be left.
            ("Sáng 14/3, xã họp dân.", &[]),
        ];
        for (text, expected) in cases {
            assert_eq!(phrases(text), expected, "{text}");
        }
    }

    #[test]
    fn a_position_between_commas_goes_with_them() {
        let found = phrases("Ông Lê Văn Nam, Chủ tịch UBND huyện Sông Trà, yêu cầu các xã rà soát lại toàn bộ hộ nghèo.");
        assert!(found.contains(&", Chủ tịch UBND huyện Sông Trà,".to_owned()), "{found:?}");
    }
}
