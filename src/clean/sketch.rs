//! What one block looks like, by itself: length, first and last marks, separators, dates, names, cue words.

use super::block::{Block, ends_sentence, is_bullet, is_closing};
use super::cue::{Cue, Cues, cues};
use super::stamp::{Stamp, stamp};
use crate::text::{Token, TokenRange, Working};

/// What stands first or last in a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Edge {
    Upper,
    Lower,
    Digit,
    Bullet,
    Open,
    Close,
    Quote,
    Stop,
    Ask,
    Colon,
    Comma,
    Dots,
    Other,
}

/// Number of [`Edge`]s.
pub(crate) const EDGES: usize = 13;

/// Rough kind of a block, as its neighbours see it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Look {
    Prose,
    Stamp,
    Furniture,
    Header,
    Name,
    Credit,
    Picture,
    Item,
    Menu,
    Middle,
    Short,
}

/// Number of [`Look`]s.
pub(crate) const LOOKS: usize = 11;

/// Yes-or-no properties; the number is the bit in [`Sketch::flags`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Flag {
    AllUpper,
    ManyCapitals,
    NameLike,
    Bars,
    ManyBars,
    Arrows,
    WideBlanks,
    Bracketed,
    InRound,
    Digits,
    DayStamp,
    OnlyStamp,
    Hour,
    StampFirst,
    StampLast,
    Web,
    Star,
    Phone,
    CountLast,
    QuoteInside,
    ColonEarly,
    Numbered,
    Dateline,
    Foreign,
    NoCapitalInside,
    PhotoCredit,
    TailBracket,
    StampEarly,
    Sentence,
}

/// Number of [`Flag`]s.
pub(crate) const FLAGS: usize = 29;

/// A block at a glance.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sketch {
    /// Letter and digit tokens.
    pub words: u32,
    pub first: Edge,
    pub last: Edge,
    pub flags: u32,
    /// Words apart from a date.
    pub residue: u32,
    pub cues: Cues,
    pub look: Look,
    /// Hash of the first words, to find lines that say the same.
    pub print: u32,
    pub blank_before: bool,
}

impl Sketch {
    pub(crate) fn has(&self, flag: Flag) -> bool {
        self.flags & (1 << flag as u8) != 0
    }

    /// Share of the words that are page furniture, in quarters, 4 being all.
    pub(crate) fn furniture(&self) -> u32 {
        (4 * self.cues.furniture).checked_div(self.cues.words).unwrap_or(0)
    }
}

/// Tokens from which the shape of a block is told.
const LOOKED_AT: u32 = 48;
/// Blocks longer than this are running text, of which the first tokens say enough.
const RUNNING: usize = 64;
const RUNNING_HEAD: u32 = 16;

pub(crate) fn sketch(working: &Working, block: &Block) -> Sketch {
    let range = block.tokens;
    let most = if range.len() > RUNNING { RUNNING_HEAD } else { LOOKED_AT };
    let head = TokenRange::new(range.start, range.end.min(range.start + most));
    let stamp = stamp(working, head);
    let words = count_words(working, range);
    let mut cues = cues(working, head);
    cues.words = count_words(working, head);
    let (first, last) = (edge(working, range.start as usize), edge(working, range.end as usize - 1));
    let mut flags = shape(working, range, head) | stamps(&stamp, words) | contents(working, range, head);
    if cues.has(Cue::Photo) && last != Edge::Stop {
        flags |= u32::from(photo_credit(working, range)) << Flag::PhotoCredit as u8;
    }
    flags |= u32::from(ends_sentence(working, range)) << Flag::Sentence as u8;
    let print = working.tokens[head.indices()].iter().filter(|t| !t.is_mark()).fold(0u32, |h, t| h.rotate_left(5) ^ t.key);
    let mut out =
        Sketch { words, first, last, flags, residue: stamp.residue, cues, look: Look::Short, print, blank_before: block.blank_before };
    out.look = look(&out, out.has(Flag::Sentence));
    out
}

fn count_words(working: &Working, range: TokenRange) -> u32 {
    working.tokens[range.indices()].iter().filter(|t| !t.is_mark()).count() as u32
}

fn look(s: &Sketch, sentence: bool) -> Look {
    let in_lines = s.has(Flag::ManyBars) || s.has(Flag::Arrows) || s.has(Flag::WideBlanks) && s.words < 30;
    match () {
        () if s.words >= 25 && (sentence || s.words >= 40) && s.furniture() < 2 => Look::Prose,
        () if s.has(Flag::OnlyStamp) => Look::Stamp,
        () if s.cues.starts_with(Cue::Related) && s.words <= 8 => Look::Header,
        () if s.furniture() >= 3 || s.cues.starts_with(Cue::Footer) && !sentence => Look::Furniture,
        () if s.has(Flag::NameLike) => Look::Name,
        () if s.words <= 10 && (s.cues.starts_with(Cue::Author) || s.cues.starts_with(Cue::Source)) => Look::Credit,
        () if in_lines => Look::Menu,
        () if s.has(Flag::PhotoCredit) || s.cues.starts_with(Cue::Scene) => Look::Picture,
        () if s.first == Edge::Bullet || s.has(Flag::StampLast) || s.has(Flag::StampFirst) => Look::Item,
        () if s.words >= 12 => Look::Middle,
        () => Look::Short,
    }
}

fn edge(working: &Working, i: usize) -> Edge {
    let token = working.tokens[i];
    if token.is_letters() {
        return if token.is_capital() { Edge::Upper } else { Edge::Lower };
    }
    if token.is_digits() {
        return Edge::Digit;
    }
    match working.surface(i) {
        "(" | "[" | "<" | "{" => Edge::Open,
        ")" | "]" | "}" => Edge::Close,
        "\"" | "“" | "”" | "'" | "‘" | "’" | "«" => Edge::Quote,
        "." => Edge::Stop,
        "…" => Edge::Dots,
        "?" | "!" => Edge::Ask,
        ":" => Edge::Colon,
        ";" | "," => Edge::Comma,
        mark if is_bullet(mark) => Edge::Bullet,
        _ => Edge::Other,
    }
}

/// Capitals, brackets around the whole, a name and nothing else.
fn shape(working: &Working, range: TokenRange, head: TokenRange) -> u32 {
    let tokens = &working.tokens[head.indices()];
    let (mut letters, mut capitals, mut all) = (0, 0, 0);
    let mut low_inside = true;
    for (i, t) in tokens.iter().enumerate().filter(|(_, t)| t.is_letters()) {
        letters += 1;
        capitals += u32::from(t.is_capital());
        all += u32::from(t.is_all_upper());
        low_inside &= i == 0 || !t.is_capital();
    }
    let mut out = 0;
    let mut set = |flag: Flag, yes: bool| out |= u32::from(yes) << flag as u8;
    set(Flag::AllUpper, letters >= 2 && 5 * all >= 4 * letters);
    set(Flag::ManyCapitals, letters >= 2 && 5 * capitals >= 3 * letters);
    set(Flag::NoCapitalInside, letters >= 3 && low_inside);
    set(Flag::NameLike, range.len() <= 16 && name_like(working, range));
    let (open, close) = (working.surface(range.start as usize), working.surface(range.end as usize - 1));
    set(Flag::Bracketed, open == "[" && close == "]");
    set(Flag::InRound, open == "(" && close == ")");
    set(Flag::TailBracket, open != "(" && close == ")");
    out
}

/// One or two names of persons and nothing else: "Thùy Linh - Slì Văn", "M.H", "Hải Yến (tổng hợp)".
fn name_like(working: &Working, range: TokenRange) -> bool {
    let mut names = 0;
    for i in range.indices() {
        let t = &working.tokens[i];
        match working.surface(i) {
            "." | "-" | "–" | "," | "&" | "/" | "'" | "’" => {}
            "(" => break,
            _ if t.is_letters() && t.is_capital() => names += 1,
            _ => return false,
        }
    }
    (1..=8).contains(&names) && working.tokens[range.start as usize].is_letters()
}

fn stamps(stamp: &Stamp, words: u32) -> u32 {
    let mut out = 0;
    let mut set = |flag: Flag, yes: bool| out |= u32::from(yes) << flag as u8;
    set(Flag::DayStamp, stamp.day);
    set(Flag::OnlyStamp, stamp.day && words <= 24 && stamp.residue == 0);
    set(Flag::Hour, stamp.hour);
    set(Flag::StampFirst, stamp.first);
    set(Flag::StampEarly, stamp.early);
    set(Flag::StampLast, stamp.last);
    out
}

fn contents(working: &Working, range: TokenRange, head: TokenRange) -> u32 {
    let mut bars = 0;
    let mut out = 0;
    let mut set = |flag: Flag, yes: bool| out |= u32::from(yes) << flag as u8;
    for i in head.indices() {
        let (t, before) = (&working.tokens[i], i.checked_sub(1).map(|b| &working.tokens[b]));
        let inside = i > head.start as usize;
        let (wide, spaced) = blanks(working, i, inside.then_some(before).flatten());
        set(Flag::WideBlanks, wide);
        set(Flag::Digits, t.is_digits());
        if !t.is_mark() {
            set(Flag::Web, matches!(working.lower(i), "http" | "https" | "www" | "gov" | "com" | "html"));
            set(Flag::Phone, t.is_letters() && working.lower(i).bytes().all(|b| b == b'x') && t.end - t.start > 1);
            continue;
        }
        match working.surface(i) {
            "|" | "●" | "•" | "·" => bars += 1,
            "»" | "›" | ">" | "→" | "▸" | "\\" => set(Flag::Arrows, inside),
            "/" => set(Flag::Arrows, inside && spaced),
            "★" | "☆" | "☰" | "≡" | "👁" | "💬" | "🔊" => set(Flag::Star, true),
            "\"" | "“" | "‘" => set(Flag::QuoteInside, true),
            ":" => set(Flag::ColonEarly, i < head.start as usize + 8),
            "@" => set(Flag::Web, true),
            _ => {}
        }
    }
    set(Flag::Bars, bars == 1);
    set(Flag::ManyBars, bars >= 2);
    set(Flag::CountLast, count_last(working, range));
    set(Flag::Numbered, numbered(working, range));
    set(Flag::Dateline, dateline(working, head));
    set(Flag::Foreign, working.surface(range.start as usize).is_ascii() && range.len() >= 3 && is_ascii(working, head));
    out
}

/// Whether more than one blank stands before a token, and whether one does.
fn blanks(working: &Working, i: usize, before: Option<&Token>) -> (bool, bool) {
    before.map_or((false, false), |b| {
        let gap = &working.text[b.end as usize..working.tokens[i].start as usize];
        (gap.len() > 1 && gap.chars().nth(1).is_some() && !gap.contains('\n'), !gap.is_empty())
    })
}

fn is_ascii(working: &Working, range: TokenRange) -> bool {
    working.slice(range).is_ascii()
}

/// Ends with a number, in brackets or not: "Bình luận (0)", "Lượt xem: 418".
fn count_last(working: &Working, range: TokenRange) -> bool {
    let mut back = range.indices().rev().map(|i| (working.tokens[i], working.surface(i)));
    back.by_ref().take(3).find(|(_, s)| !is_closing(s) && *s != ".").is_some_and(|(t, _)| t.is_digits())
}

/// Begins like a numbered heading: "1.", "II.", "I-", "a)", "Câu 1".
fn numbered(working: &Working, range: TokenRange) -> bool {
    let first = range.start as usize;
    if range.len() < 3 {
        return false;
    }
    let roman = working.surface(first).bytes().all(|b| matches!(b, b'I' | b'V' | b'X'));
    let mark = matches!(working.surface(first + 1), "." | ")" | "-" | "/");
    mark && (roman || working.tokens[first].is_digits() && working.tokens[first + 2].is_letters()) || {
        matches!(working.lower(first), "câu" | "phần" | "chương" | "bài") && working.tokens[first + 1].is_digits()
    }
}

/// Begins like a lead: "(KSNA) - Chiều 14/11", "BẮC GIANG - Ông", "NDO – Ngày".
fn dateline(working: &Working, head: TokenRange) -> bool {
    let inside = head.indices().take(8).skip(1);
    let dash = inside.clone().find(|&i| matches!(working.surface(i), "-" | "–" | "—") && working.tokens[i].space_before());
    dash.is_some_and(|d| {
        let before = &working.tokens[head.start as usize..d];
        working.surface(head.start as usize) == "(" || before.iter().all(|t| t.is_mark() || t.is_all_upper())
    })
}

/// Ends in the name of a photographer: "… Ảnh: Mai Lan", "(Ảnh: TTXVN)".
fn photo_credit(working: &Working, range: TokenRange) -> bool {
    let from = range.start.max(range.end.saturating_sub(10));
    (from as usize..range.end as usize).any(|i| {
        matches!(working.lower(i), "ảnh" | "photo") && i + 1 < range.end as usize && matches!(working.surface(i + 1), ":" | "-" | "–")
            || working.surface(i) == "ẢNH"
    })
}
