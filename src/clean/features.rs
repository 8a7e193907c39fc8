//! The features of each block: what it looks like and what stands around it. A feature is a number below [`COUNT`].

use super::cue::{CLASSES, Cue};
use super::sketch::{EDGES, Edge, FLAGS, Flag, LOOKS, Look, Sketch};
use rustc_hash::FxHashSet;

const LENGTHS: usize = 13;
const PLACES: usize = 5;
const BIAS: usize = 0;
const LENGTH: usize = BIAS + 1;
const FIRST: usize = LENGTH + LENGTHS;
const LAST: usize = FIRST + EDGES;
const FLAG: usize = LAST + EDGES;
const CUE_FIRST: usize = FLAG + FLAGS;
const CUE_ANY: usize = CUE_FIRST + CLASSES;
const FURNITURE: usize = CUE_ANY + CLASSES;
const RESIDUE: usize = FURNITURE + 5;
const LOOK: usize = RESIDUE + 4;
const BEFORE: usize = LOOK + LOOKS;
const AFTER: usize = BEFORE + LOOKS + 1;
const AROUND: usize = AFTER + LOOKS + 1;
const LOOK_AROUND: usize = AROUND + 4;
const LENGTH_AROUND: usize = LOOK_AROUND + 4 * LOOKS;
const FROM_START: usize = LENGTH_AROUND + 4 * LENGTHS;
const FROM_END: usize = FROM_START + PLACES;
const TO_PROSE: usize = FROM_END + PLACES;
const SINCE_PROSE: usize = TO_PROSE + PLACES;
const HEADLINE: usize = SINCE_PROSE + PLACES;
const FLAG_AROUND: usize = HEADLINE + 4;
const CUE_AROUND: usize = FLAG_AROUND + 4 * FLAGS;
const LEAD: usize = CUE_AROUND + 4 * CLASSES;
const OTHER: usize = LEAD + 8 + 3 + 24;

/// Properties that need the whole page.
#[derive(Clone, Copy, Debug)]
#[repr(u8)]
enum Other {
    BlankBefore,
    BlankAfter,
    BlankBeforeProse,
    Plain,
    TailStarted,
    HeaderAbove,
    Repeated,
    StampLater,
    StampEarlier,
    ProseBeyond,
    ProseAbove,
    ListAround,
    NameAtEnd,
    SentenceNoCue,
    ShortNoCue,
    PlainTextWithBlank,
    AnswerBelow,
    OpeningBelow,
}

const OTHERS: usize = 18;

/// Number of features.
pub(crate) const COUNT: usize = OTHER + OTHERS;

/// What is known of the whole page before its blocks are looked at one by one.
#[derive(Debug, Default)]
pub(crate) struct Page {
    /// Index of the block that looks most like a headline above the text.
    headline: Option<usize>,
    /// Nothing on the page is page furniture.
    plain: bool,
    /// Blocks whose words stand in an earlier block too.
    repeated: FxHashSet<usize>,
    /// For each block the index of the first prose at or behind it.
    next_prose: Vec<u32>,
    first_prose: u32,
    last_prose: u32,
    last_stamp: u32,
    first_stamp: u32,
}

const NONE: u32 = u32::MAX;

/// Looks over the whole page.
pub(crate) fn survey(blocks: &[Sketch]) -> Page {
    let mut page = Page { next_prose: vec![NONE; blocks.len()], ..Page::default() };
    let mut next = NONE;
    for (i, b) in blocks.iter().enumerate().rev() {
        next = if b.look == Look::Prose { i as u32 } else { next };
        page.next_prose[i] = next;
    }
    page.first_prose = next;
    page.last_prose = blocks.iter().rposition(|b| b.look == Look::Prose).map_or(NONE, |i| i as u32);
    let above = blocks.len().min(if next == NONE { 40 } else { next as usize });
    page.headline = (0..above).filter(|&i| headline_score(blocks, i) > 0).max_by_key(|&i| (headline_score(blocks, i), above - i));
    page.last_stamp = blocks[..above].iter().rposition(|b| b.has(Flag::OnlyStamp)).map_or(NONE, |i| i as u32);
    page.first_stamp = blocks[..above].iter().position(|b| b.has(Flag::OnlyStamp)).map_or(NONE, |i| i as u32);
    let loud = |b: &Sketch| matches!(b.look, Look::Furniture | Look::Header | Look::Stamp) || b.look == Look::Menu && b.words < 30;
    page.plain = !blocks.iter().any(loud);
    let mut seen = FxHashSet::default();
    page.repeated = blocks.iter().enumerate().filter(|(_, b)| b.words > 2 && !seen.insert(b.print)).map(|(i, _)| i).collect();
    page
}

fn headline_score(blocks: &[Sketch], i: usize) -> i32 {
    let b = &blocks[i];
    if b.words < 4 || b.words > 40 || !matches!(b.look, Look::Middle | Look::Short | Look::Name) {
        return 0;
    }
    let mut score = b.words.min(18) as i32;
    score -= 5 * i32::from(b.cues.starts_with(Cue::Masthead)) + 6 * i32::from(b.cues.has(Cue::Motto));
    score -= 4 * b.furniture() as i32;
    score -= 3 * i32::from(b.has(Flag::AllUpper) && b.words < 10) + 4 * i32::from(b.cues.starts_with(Cue::Scene));
    score -= 8 * i32::from(b.last == Edge::Stop) + 8 * i32::from(b.has(Flag::PhotoCredit) || b.has(Flag::DayStamp));
    score -= 4 * i32::from(b.has(Flag::Bars) || b.has(Flag::Web));
    let beside = |k: Option<&Sketch>| k.is_some_and(|n| n.has(Flag::StampEarly) && n.words < 25);
    score += 4 * i32::from(beside(blocks.get(i + 1)) || i.checked_sub(1).is_some_and(|k| beside(blocks.get(k))));
    let opens = blocks.get(i + 1).is_some_and(|n| n.blank_before || n.look == Look::Prose);
    (score + 2 * i32::from(opens)).max(0)
}

/// Writes the features of block `i` to `out`.
pub(crate) fn features(blocks: &[Sketch], page: &Page, i: usize, state: &mut Above, out: &mut Vec<u16>) {
    out.clear();
    let b = &blocks[i];
    let around = around(page, i);
    let length = length(b.words);
    let mut add = |at: usize, k: usize| out.push((at + k) as u16);
    add(BIAS, 0);
    add(LENGTH, length);
    add(FIRST, b.first as usize);
    add(LAST, b.last as usize);
    add(FURNITURE, b.furniture() as usize);
    if b.has(Flag::DayStamp) {
        add(RESIDUE, [0, 1, 1, 2, 2, 2, 3][b.residue.min(6) as usize]);
    }
    add(LOOK, b.look as usize);
    add(BEFORE, i.checked_sub(1).map_or(LOOKS, |k| blocks[k].look as usize));
    add(AFTER, blocks.get(i + 1).map_or(LOOKS, |n| n.look as usize));
    add(AROUND, around);
    add(LOOK_AROUND, 4 * b.look as usize + around);
    add(LENGTH_AROUND, 4 * length + around);
    add(FROM_START, place(i));
    add(FROM_END, place(blocks.len() - 1 - i));
    if page.next_prose[i] != NONE {
        add(TO_PROSE, place(page.next_prose[i] as usize - i));
    }
    if let Some(last) = state.prose {
        add(SINCE_PROSE, place(i - last));
    }
    add(HEADLINE, page.headline.map_or(0, |h| [1, 2, 3][1 + (i > h) as usize - (i < h) as usize]));
    for k in (0..FLAGS).filter(|k| b.flags >> k & 1 == 1) {
        add(FLAG, k);
        add(FLAG_AROUND, 4 * k + around);
    }
    for k in (0..CLASSES).filter(|k| b.cues.first >> k & 1 == 1) {
        add(CUE_FIRST, k);
        add(CUE_AROUND, 4 * k + around);
    }
    if i as u32 == page.first_prose {
        let (blanks, ratio) = lead(blocks, page, i);
        add(LEAD, blanks);
        add(LEAD + 8, ratio);
        add(LEAD + 11, 3 * blanks + ratio);
    }
    if b.look != Look::Prose {
        (0..CLASSES).filter(|k| b.cues.any >> k & 1 == 1).for_each(|k| add(CUE_ANY, k));
    }
    others(blocks, page, i, state, &mut |o: Other| add(OTHER, o as usize));
    state.pass(b, i);
}

/// What was passed above the block that is looked at.
#[derive(Clone, Debug, Default)]
pub(crate) struct Above {
    prose: Option<usize>,
    tail: bool,
    header: bool,
}

impl Above {
    fn pass(&mut self, b: &Sketch, i: usize) {
        match b.look {
            Look::Prose => *self = Self { prose: Some(i), ..Self::default() },
            Look::Header => (self.header, self.tail) = (true, true),
            Look::Furniture => self.tail = true,
            _ => {}
        }
    }
}

fn others(blocks: &[Sketch], page: &Page, i: usize, above: &Above, add: &mut impl FnMut(Other)) {
    let b = &blocks[i];
    let mut when = |yes: bool, o: Other| {
        if yes {
            add(o)
        }
    };
    let blank_after = blocks.get(i + 1).is_none_or(|n| n.blank_before);
    let no_cue = b.furniture() == 0 && b.cues.first & 0b11_1111_1111 == 0;
    when(b.blank_before, Other::BlankBefore);
    when(blank_after, Other::BlankAfter);
    when(blank_after && blocks.get(i + 1).is_some_and(|n| n.look == Look::Prose), Other::BlankBeforeProse);
    when(page.plain, Other::Plain);
    when(above.tail && above.prose.is_some(), Other::TailStarted);
    when(above.header && above.prose.is_some(), Other::HeaderAbove);
    when(page.repeated.contains(&i), Other::Repeated);
    when(b.has(Flag::OnlyStamp) && page.last_stamp != NONE && i < page.last_stamp as usize, Other::StampLater);
    when(b.has(Flag::OnlyStamp) && page.first_stamp != NONE && i > page.first_stamp as usize, Other::StampEarlier);
    when(page.next_prose.get(i + 2).is_some_and(|&n| n != NONE), Other::ProseBeyond);
    when(i > 1 && blocks[i - 2].look == Look::Prose, Other::ProseAbove);
    when(i > 0 && blocks[i - 1].first == b.first && blocks.get(i + 1).is_some_and(|n| n.first == b.first), Other::ListAround);
    when(b.has(Flag::NameLike) && page.next_prose[i] == NONE, Other::NameAtEnd);
    when(no_cue && matches!(b.last, Edge::Stop | Edge::Quote | Edge::Dots) && b.words >= 12, Other::SentenceNoCue);
    when(no_cue && b.words < 25 && !matches!(b.last, Edge::Stop), Other::ShortNoCue);
    when(blocks.get(i + 1).is_some_and(|n| n.cues.starts_with(Cue::Answer)), Other::AnswerBelow);
    when(blocks.get(i + 1).is_some_and(|n| n.cues.starts_with(Cue::Opening)), Other::OpeningBelow);
    when(page.plain && b.blank_before && blank_after, Other::PlainTextWithBlank);
}

/// How the first prose is set off by blank lines, and whether it is shorter than the prose that follows.
fn lead(blocks: &[Sketch], page: &Page, i: usize) -> (usize, usize) {
    let blank = |k: usize| blocks.get(k).is_some_and(|b| b.blank_before);
    let rest = &blocks[i + 1..(page.last_prose as usize + 1).min(i + 12)];
    let inside = rest.iter().skip(1).any(|b| b.blank_before);
    let (count, words) = rest.iter().filter(|b| b.look == Look::Prose).fold((0, 0), |(n, w), b| (n + 1, w + b.words));
    let ratio = match 100 * blocks[i].words * count {
        _ if count == 0 => 1,
        share if share < 65 * words => 0,
        share if share < 110 * words => 1,
        _ => 2,
    };
    (usize::from(blank(i)) + 2 * usize::from(blank(i + 1)) + 4 * usize::from(inside), ratio)
}

/// 0 above all prose, 1 inside, 2 below, 3 where there is none.
fn around(page: &Page, i: usize) -> usize {
    match (page.first_prose, page.last_prose) {
        (NONE, _) => 3,
        (first, _) if i < first as usize => 0,
        (_, last) if i <= last as usize => 1,
        _ => 2,
    }
}

fn length(words: u32) -> usize {
    [0, 1, 2, 3, 4, 6, 8, 12, 18, 26, 40, 60, 85].iter().rposition(|&n| words >= n).unwrap_or(0)
}

fn place(distance: usize) -> usize {
    [0, 1, 2, 4, 8].iter().rposition(|&n| distance >= n).unwrap_or(0)
}
