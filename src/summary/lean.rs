//! Sentences that lean on the one before: `Theo đó, …`, `Ông cũng …`, `Dự án này …`.
//!
//! In: a candidate, the candidates before it, the persons of the article. Out: [`Lean`]: it stands alone, it stands alone once a link is left
//! out or a name put in ([`Mending`]), or it has to follow the sentence before. How sentences open is told by `leans.tsv`.

use super::openers::Openers;
use super::source::Source;
use crate::lexicon::Lexicon;
use crate::official::Official;
use crate::span::Span;
use crate::text::{Document, TokenKind, TokenRange, Working, key};
use once_cell::sync::Lazy;

/// Sentences before the one with the pronoun that may name the person.
const BACK: usize = 3;
/// Tokens at the start of a sentence in which `này` points back.
const EARLY: usize = 7;
/// Most tokens of an agency in brackets, with these.
const BRACKET: usize = 9;
/// Most syllables of an opener.
const LONGEST: usize = 6;

pub(super) const NAMES: [&str; 8] = ["without", "dated", "first", "person", "never", "compound", "verb", "agency"];
const WITHOUT: u8 = 1;
const DATED: u8 = 2;
const FIRST: u8 = 4;
const PERSON: u8 = 8;
const NEVER: u8 = 16;
const LEANS: u8 = WITHOUT | DATED | FIRST | PERSON | NEVER;
const COMPOUND: u8 = 32;
const VERB: u8 = 64;
const AGENCY: u8 = 128;

static OPENERS: Lazy<Openers> = Lazy::new(|| Openers::read(include_str!("leans.tsv"), &NAMES));

/// What makes a sentence stand alone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Mending {
    /// Its first token: what stands before is left out.
    pub from: usize,
    /// The name that is put in behind this token, and where it stands.
    pub name: Option<(usize, String, Span)>,
}

/// How a sentence stands without the one before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Lean {
    Stands,
    Mends(Mending),
    Hangs,
}

/// The persons of an article where they are named.
struct People<'a> {
    officials: &'a [Official],
    /// First token and person of each mention, in the order of the text.
    named: Vec<(usize, usize)>,
}

impl<'a> People<'a> {
    fn new(document: &Document, officials: &'a [Official]) -> Self {
        let start = |span: &Span| document.working().tokens_of(*span).start as usize;
        let all = officials.iter().enumerate().flat_map(|(n, o)| o.mentions.iter().map(move |m| (start(m), n)));
        let mut named: Vec<(usize, usize)> = all.collect();
        named.sort_unstable();
        Self { officials, named }
    }

    /// The only person named in a range of tokens who may be addressed so, and whether somebody was.
    fn only(&self, from: usize, end: usize, address: &str) -> (Option<&'a Official>, bool) {
        let start = self.named.partition_point(|n| n.0 < from);
        let mut inside = self.named[start..].iter().take_while(|n| n.0 < end).map(|n| n.1).filter(|&n| self.fits(n, address));
        let Some(first) = inside.next() else { return (None, false) };
        (inside.all(|n| n == first).then(|| &self.officials[first]), true)
    }

    /// Whether a person may be meant: called so somewhere; by the forms that news uses of everybody also one called nothing, or `đồng chí`.
    fn fits(&self, n: usize, address: &str) -> bool {
        const OF_ALL: [&str; 3] = ["ông", "bà", "đồng chí"];
        let known = self.officials[n].honorific.as_deref().map(str::to_lowercase);
        match known.as_deref() {
            Some(known) => {
                known == address || [known, address].iter().all(|a| OF_ALL.contains(a)) && [known, address].contains(&"đồng chí")
            }
            None => OF_ALL.contains(&address),
        }
    }
}

/// How each candidate stands alone.
pub(super) fn judge_all(document: &Document, source: &Source, officials: &[Official]) -> Vec<Lean> {
    let people = People::new(document, officials);
    let mut leans: Vec<Lean> = (0..source.candidates.len()).map(|i| judge(document, source, &people, i)).collect();
    quoted(document.working(), source, &mut leans);
    leans
}

/// Whether a quotation is open, as the tokens are read.
struct Quotation {
    open: bool,
}

impl Quotation {
    /// Reads a token; tells whether a quotation ends there that did not begin. None is believed to go on into the next paragraph.
    fn read(&mut self, working: &Working, i: usize) -> bool {
        let within = self.open && !working.tokens[i].starts_line();
        let apart = |i: usize| working.tokens.get(i).is_none_or(|t| t.space_before() || t.starts_line() || t.is_mark());
        let (opens, closes) = match working.surface(i) {
            "“" => (true, false),
            "”" => (false, true),
            // By the blank beside it, else by whether one is open.
            "\"" => match (working.tokens[i].space_before() || working.tokens[i].starts_line(), apart(i + 1)) {
                (true, false) => (true, false),
                (false, true) => (false, true),
                _ => (true, within),
            },
            _ => (false, false),
        };
        self.open = !closes && (within || opens);
        closes && !within
    }
}

/// A sentence within a quotation that began before it hangs: who speaks, and that somebody does, is not to be seen.
fn quoted(working: &Working, source: &Source, leans: &mut [Lean]) {
    let (mut quotation, mut at) = (Quotation { open: false }, 0);
    for (c, lean) in source.candidates.iter().zip(leans) {
        (at..c.first).for_each(|i| _ = quotation.read(working, i));
        let mut began_before = quotation.read(working, c.first);
        began_before |= quotation.open && !matches!(working.surface(c.first), "“" | "\"");
        for i in c.first + 1..c.end {
            began_before |= quotation.read(working, i);
        }
        // Nor by whom, where it opens with one and does not close it.
        let begins = matches!(working.surface(c.first), "“" | "\"");
        if began_before || begins && quotation.open {
            *lean = Lean::Hangs;
        }
        at = c.end;
    }
}

fn judge(document: &Document, source: &Source, people: &People, i: usize) -> Lean {
    let (working, c) = (document.working(), &source.candidates[i]);
    let mut from = behind_agency(working, c.first, c.end);
    // A link may stand before a pronoun: `Tuy nhiên, ông …`.
    for _ in 0..2 {
        let Some((kind, end)) = opener(working, from, c.end) else { break };
        let comma = end < c.end && working.surface(end) == ",";
        let capital = end < c.end && working.tokens[end].is_capital();
        from = match () {
            () if kind & WITHOUT != 0 && comma => end + 1,
            () if kind & DATED != 0 && comma && is_date(working, end + 1, c.end) => end + 1,
            () if kind & FIRST != 0 => from + 1,
            () if kind & WITHOUT != 0 && capital => end,
            () if kind & PERSON != 0 => return person(document, source, people, i, from, end),
            () => return Lean::Hangs,
        };
    }
    if points_back(working, from, c.end) {
        return Lean::Hangs;
    }
    match from == c.first {
        true => Lean::Stands,
        false if c.end - from < EARLY => Lean::Hangs,
        false => Lean::Mends(Mending { from, name: None }),
    }
}

/// Where a sentence begins behind the agency that sends it: `TPO - `, `(Dân trí) - `, `VOV.VN – `.
fn behind_agency(working: &Working, first: usize, end: usize) -> usize {
    let is = |i: usize, marks: &[&str]| i < end && marks.contains(&working.surface(i));
    let Some(at) = agency_end(working, first, end) else { return first };
    let dash = is(at, &["-", "–"]) && working.tokens[at].space_before() && at + 1 < end && working.tokens[at + 1].space_before();
    if dash && (working.tokens[at + 1].is_capital() || working.tokens[at + 1].is_digits()) { at + 1 } else { first }
}

/// The end of what may be an agency: some words in brackets, a name of the table, or an abbreviation that stands for no unit.
fn agency_end(working: &Working, first: usize, end: usize) -> Option<usize> {
    if working.surface(first) == "(" {
        return (first + 2..end.min(first + BRACKET)).find(|&i| working.surface(i) == ")").map(|i| i + 1);
    }
    if let Some((_, words)) = OPENERS.at(&working.tokens[first..end], LONGEST).filter(|o| o.0 & AGENCY != 0).last() {
        let at = first + words;
        let address = at + 1 < end && working.surface(at) == "." && !working.tokens[at + 1].space_before();
        return Some(if address && working.tokens[at + 1].is_letters() { at + 2 } else { at });
    }
    let letters = |i: usize| i < end && working.tokens[i].is_all_upper() && working.surface(i).len() > 1;
    let unit = || Lexicon::shared().abbreviation_at(working, first, end).is_some();
    (letters(first) && !letters(first + 2) && !unit()).then_some(first + 1)
}

/// The kinds of the longest opener at `from`, and the token behind it.
fn opener(working: &Working, from: usize, end: usize) -> Option<(u8, usize)> {
    let openers = OPENERS.at(&working.tokens[from..end], LONGEST).map(|(kind, n)| (kind & LEANS, from + n));
    openers.filter(|o| o.0 != 0).last()
}

fn is_date(working: &Working, at: usize, end: usize) -> bool {
    const DAYS: [u32; 7] = [key("ngày"), key("sáng"), key("chiều"), key("tối"), key("trưa"), key("đêm"), key("tháng")];
    let number = |i: usize| i < end && working.tokens[i].is_digits();
    DAYS.contains(&working.key_at(at, end)) && (1..4).any(|n| number(at + n)) || working.key_at(at, end) == key("năm") && number(at + 1)
}

/// `Dự án này …`, `Vụ việc trên …`: but not `Dịp này`, which means the time of the article.
fn points_back(working: &Working, from: usize, end: usize) -> bool {
    const TIMES: [u32; 7] = [key("dịp"), key("lần"), key("đợt"), key("nay"), key("năm"), key("tháng"), key("tuần")];
    let early = &working.tokens[from..end.min(from + EARLY)];
    let mark = early.iter().position(|t| t.is_mark()).unwrap_or(early.len());
    let this = early[..mark].iter().position(|t| t.key == key("này")).filter(|&n| n > 0);
    this.is_some_and(|n| !TIMES.contains(&early[n - 1].key))
}

/// A form of address at `from`: with a name behind it stands; else the only person named shortly before is meant.
fn person(document: &Document, source: &Source, people: &People, i: usize, from: usize, end: usize) -> Lean {
    let (working, c) = (document.working(), &source.candidates[i]);
    let Some(next) = working.tokens[..c.end].get(end) else { return Lean::Hangs };
    let rest = |name| Mending { from, name };
    if next.kind == TokenKind::Letters && (next.is_capital() || next.is_all_upper()) {
        return if from == c.first { Lean::Stands } else { Lean::Mends(rest(None)) };
    }
    match OPENERS.of(next.key) {
        kind if kind & VERB != 0 => {}
        kind if kind & COMPOUND == 0 => return Lean::Hangs,
        _ if from == c.first => return Lean::Stands,
        _ => return Lean::Mends(rest(None)),
    }
    let address = working.lower_slice(TokenRange::new(from as u32, end as u32));
    for before in (i.saturating_sub(BACK)..i).rev() {
        let b = &source.candidates[before];
        if source.candidates[before + 1].sentence != b.sentence + 1 {
            break;
        }
        match people.only(b.first, b.end, address) {
            // `Ông là Lê Văn An.`
            (Some(_), _) if people.only(c.first, c.end, address).1 => return Lean::Stands,
            (Some(official), _) => {
                let mention = official.mentions.iter().max_by_key(|m| m.len());
                let Some(&span) = mention else { break };
                return Lean::Mends(rest(Some((end, document.printed(span).into_owned(), span))));
            }
            (None, true) => break,
            (None, false) => {}
        }
    }
    Lean::Hangs
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::summary::{Budget, Named, advised};
    use crate::{Article, Pipeline};

    /// How the last sentence of an article stands alone, as it is then written.
    fn alone(text: &str) -> Option<String> {
        let article = Article::new(text);
        let (document, record) = (Document::new(&article), Pipeline::new().enrich(&article));
        let sentences = crate::sentence::split(&document);
        let source = Source::new(&document, &sentences);
        match judge_all(&document, &source, &record.officials).pop()? {
            Lean::Hangs => None,
            Lean::Stands => Some("=".to_owned()),
            Lean::Mends(Mending { from, name }) => {
                let end = source.candidates.last()?.end;
                let at = name.as_ref().map_or(from, |n| n.0);
                let slice = |a: usize, b: usize| document.working().slice(TokenRange::new(a as u32, b as u32)).to_owned();
                let name = name.map_or(String::new(), |n| format!(" [{}] ", n.1));
                Some(format!("{}{name}{}", slice(from, at), slice(at, end)))
            }
        }
    }

    #[test]
    fn sentences_stand_are_mended_or_hang() {
        let before = "Sáng 14/3, ông Lê Văn An, Chủ tịch UBND huyện Yên Mô, kiểm tra đê.";
        let two = "Sáng 14/3, ông Lê Văn An và ông Trần Bình kiểm tra đê.";
        let table = [
            (before, "Huyện Yên Mô có ba tuyến đê lớn.", Some("=")),
            (before, "TPO - Huyện Yên Mô có ba tuyến đê lớn.", Some("Huyện Yên Mô có ba tuyến đê lớn.")),
            (before, "(Dân trí) - Tuy nhiên, huyện có ba tuyến đê lớn.", Some("huyện có ba tuyến đê lớn.")),
            (before, "(BYM) - Huyện Yên Mô có ba tuyến đê lớn.", Some("Huyện Yên Mô có ba tuyến đê lớn.")),
            (before, "(Báo Yên Mô điện tử) – Sáng nay, đê vỡ ở ba xã.", Some("Sáng nay, đê vỡ ở ba xã.")),
            (before, "BYM - Huyện Yên Mô có ba tuyến đê lớn.", Some("Huyện Yên Mô có ba tuyến đê lớn.")),
            (before, "(Ảnh: Lê An) Huyện Yên Mô có ba tuyến đê lớn.", Some("=")),
            (before, "HĐND - UBND huyện Yên Mô họp về ba tuyến đê.", Some("=")),
            (before, "Theo đó, các xã phải xong kè trước tháng 5.", Some("các xã phải xong kè trước tháng 5.")),
            (before, "Tuy nhiên, ông cũng lưu ý việc trực ban.", Some("ông [Lê Văn An] cũng lưu ý việc trực ban.")),
            (before, "Ông đề nghị các xã trực ban.", Some("Ông [Lê Văn An] đề nghị các xã trực ban.")),
            (before, "Ông Trần Bình đề nghị các xã trực ban.", Some("=")),
            (before, "Bà con nông dân đã gặt xong lúa.", Some("=")),
            (before, "Bà đề nghị các xã trực ban.", None),
            (two, "Ông đề nghị các xã trực ban.", None),
            (before, "Trong đó, hai tuyến đã xuống cấp nhiều năm.", None),
            (before, "Dự án này có vốn 12 tỷ đồng của tỉnh.", None),
            (before, "Dịp này, huyện trao 20 suất quà cho dân.", Some("huyện trao 20 suất quà cho dân.")),
            (before, "Trước đó, ngày 12/3, mưa lớn làm sạt 20 m kè.", Some("ngày 12/3, mưa lớn làm sạt 20 m kè.")),
            (before, "Liên quan đến vấn đề này, huyện giao công an xã làm rõ.", Some("huyện giao công an xã làm rõ.")),
            (before, "Đợt này huyện trao 20 suất quà cho dân.", Some("=")),
            (before, "Hai tuyến đê bao lớn này đã xuống cấp nhiều năm.", None),
            (before, "Trước đó, mưa lớn làm sạt 20 m kè.", None),
            ("Ông An nói: \"Đê rất yếu.", "Kè cũng yếu và sẽ được xây\", theo huyện.", None),
            ("Ông An nói: “Đê rất yếu.", "Kè cũng yếu và sẽ được xây”, theo huyện.", None),
            ("Huyện họp về đê.", "Kè cũng yếu và sẽ được xây”, ông An nói.", None),
            ("Huyện họp về đê.", "Kè cũng yếu và sẽ được xây\", ông An nói.", None),
            ("Huyện họp về đê.", "Kè \"yếu\" sẽ được xây trong năm nay, ông An nói.", Some("=")),
            ("Huyện họp về đê.", "“Kè cũng yếu và sẽ được xây trong năm nay.", None),
            ("Ông An nói: \"Đê rất yếu.\"", "Kè sẽ được xây trong năm, theo lời huyện.", Some("=")),
            ("Ông An nói: \"Đê rất yếu.", "\"Kè cũng yếu và sẽ được xây\", theo huyện.", Some("=")),
            (before, "Cũng theo ông Lê Văn An, kè sẽ xong trong tháng 5.", Some("theo ông Lê Văn An, kè sẽ xong trong tháng 5.")),
        ];
        for (before, text, wanted) in table {
            assert_eq!(alone(&format!("Yên Mô chống lụt\n{before} {text}")).as_deref(), wanted, "{text}");
        }
    }

    #[test]
    fn a_name_that_is_put_in_points_to_its_place() {
        let text = "Yên Mô chống lụt\nBà Lê Thị An, Chủ tịch UBND huyện Yên Mô, dự họp. \
            Bà đã quyết định chi 12 tỷ đồng xây kè chống lụt ở ba xã ven sông Vạc của huyện Yên Mô.";
        let article = Article::new(text);
        let (document, record) = (Document::new(&article), Pipeline::new().enrich(&article));
        let sentences = crate::sentence::split(&document);
        let named = Named { officials: &record.officials, shorten: None };
        let summary = advised(&document, &sentences, Budget::Sentences(1), None, named);
        assert!(summary.text.starts_with("Bà [Lê Thị An] đã quyết định chi 12 tỷ"), "{summary:?}");
        assert_eq!(summary.method, "extractive");
        assert_eq!(summary.inserted[0].span.of(text), "Lê Thị An");
        assert_eq!(summary.pieces.iter().map(|p| p.of(text)).collect::<Vec<_>>()[0], "Bà");
        let both = advised(&document, &sentences, Budget::Sentences(2), None, named);
        assert!(both.inserted.is_empty() && both.pieces.is_empty(), "{both:?}");
        assert!(record.problems(text).is_empty());
    }
}
