//! What the tables and the page say about every token, before anything is decided.

use crate::lexicon::{CAPITALISED, CLASSES, Class, Lexicon};
use crate::text::{Token, TokenKind, TokenRange, Working, key};

/// Signs of one token.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Signs {
    /// Class bits: phrase begins here (low half), phrase goes on here (high half).
    pub bits: u32,
    /// Surname and given-name bits of the syllable, and the document signs below.
    pub flags: u8,
    pub shape: u8,
}

/// Part of a name that stands behind a form of address somewhere in the article.
pub(crate) const FLAG_PERSON: u8 = 4;
/// An abbreviation that the article explains in brackets.
pub(crate) const FLAG_LEARNED: u8 = 8;
/// Written with a small first letter elsewhere in the article.
pub(crate) const FLAG_COMMON: u8 = 16;
/// Part of a law or date.
pub(crate) const FLAG_BLOCKED: u8 = 32;
/// Worth reading: a capital, an office, a unit head, or near to one.
pub(crate) const FLAG_OPEN: u8 = 64;

const SHAPE_LOWER: u8 = 1;
const SHAPE_CAPITAL: u8 = 2;
const SHAPE_UPPER: u8 = 3;
const SHAPE_INITIAL: u8 = 4;
const SHAPE_MIXED: u8 = 5;
const SHAPE_DIGITS: u8 = 6;
const SHAPE_LAW: u8 = 16;
const SHAPE_DATE: u8 = 17;

/// How many tokens around a sign are read with it.
const REACH: usize = 3;

fn shape(working: &Working, i: usize) -> u8 {
    let t = &working.tokens[i];
    match t.kind {
        TokenKind::Digits => SHAPE_DIGITS,
        TokenKind::Mark => mark_shape(working, i),
        TokenKind::Letters if t.is_mixed_case() => SHAPE_MIXED,
        TokenKind::Letters if t.is_all_upper() && is_single(t, working, i) => SHAPE_INITIAL,
        TokenKind::Letters if t.is_all_upper() => SHAPE_UPPER,
        TokenKind::Letters if t.is_capital() => SHAPE_CAPITAL,
        TokenKind::Letters => SHAPE_LOWER,
    }
}

fn is_single(t: &Token, working: &Working, i: usize) -> bool {
    t.end - t.start <= 3 && working.surface(i).chars().count() == 1
}

fn mark_shape(working: &Working, i: usize) -> u8 {
    match working.surface(i) {
        "." if working.tokens.get(i + 1).is_some_and(|n| !n.space_before()) => 18,
        "." => 7,
        "," => 8,
        ";" => 9,
        ":" => 10,
        "(" => 11,
        ")" => 12,
        "\"" | "“" | "”" | "'" | "‘" | "’" => 13,
        "-" | "–" | "—" => 14,
        "/" | "&" => 15,
        _ => 19,
    }
}

fn is_name_shape(shape: u8) -> bool {
    (SHAPE_CAPITAL..=SHAPE_MIXED).contains(&shape)
}

/// A set of token keys that may say yes too often, never no too often.
struct Sketch(Vec<u64>);

impl Sketch {
    fn new() -> Self {
        Self(vec![0; 512])
    }

    fn add(&mut self, key: u32) {
        self.0[(key >> 6) as usize & 511] |= 1 << (key & 63);
    }

    fn has(&self, key: u32) -> bool {
        self.0[(key >> 6) as usize & 511] & (1 << (key & 63)) != 0
    }
}

/// The signs of all tokens. `blocked` are the laws (`false`) and dates (`true`).
pub(crate) fn read(working: &Working, lexicon: &Lexicon, sentences: &[TokenRange], blocked: &[(TokenRange, bool)]) -> Vec<Signs> {
    let mut signs = vec![Signs::default(); working.tokens.len()];
    for s in sentences {
        for i in s.indices() {
            signs[i].shape = shape(working, i);
        }
    }
    for s in sentences {
        mark_phrases(working, lexicon, *s, &mut signs);
    }
    mark_document(working, sentences, &mut signs);
    for &(range, date) in blocked {
        for s in &mut signs[range.indices()] {
            *s = Signs { bits: 0, flags: FLAG_BLOCKED, shape: if date { SHAPE_DATE } else { SHAPE_LAW } };
        }
    }
    for s in sentences {
        open(&mut signs[s.indices()]);
    }
    signs
}

fn mark_phrases(working: &Working, lexicon: &Lexicon, sentence: TokenRange, signs: &mut [Signs]) {
    let (start, end) = (sentence.start as usize, sentence.end as usize);
    let mut busy = [0_usize; CLASSES];
    for i in start..end {
        let t = &working.tokens[i];
        if t.is_mark() {
            continue;
        }
        if is_name_shape(signs[i].shape) {
            signs[i].flags |= lexicon.syllable(t.key);
        }
        let mut longest = [0_usize; CLASSES];
        let (mut node, mut names, mut any) = (0, true, 0);
        for (j, sign) in signs.iter().enumerate().take(end).skip(i) {
            node = match lexicon.phrases.step(node, working.tokens[j].key) {
                Some(n) => n,
                None => break,
            };
            names &= sign.shape != SHAPE_LOWER;
            let mask = lexicon.phrases.mask(node) & if names { u32::MAX } else { !CAPITALISED };
            any |= mask;
            let mut rest = mask;
            while rest != 0 {
                longest[rest.trailing_zeros() as usize] = j + 1;
                rest &= rest - 1;
            }
        }
        while any != 0 {
            let class = any.trailing_zeros() as usize;
            any &= any - 1;
            if i >= busy[class] {
                busy[class] = longest[class];
                signs[i].bits |= 1 << class;
                for s in &mut signs[i + 1..longest[class]] {
                    s.bits |= 1 << (class + CLASSES);
                }
            }
        }
    }
}

fn mark_document(working: &Working, sentences: &[TokenRange], signs: &mut [Signs]) {
    let (mut small, mut people, mut learned) = (Sketch::new(), Sketch::new(), Sketch::new());
    for s in sentences {
        for i in s.indices() {
            let t = &working.tokens[i];
            match signs[i].shape {
                SHAPE_LOWER => small.add(t.key),
                SHAPE_UPPER if i > 0 && t.key != key("tp") && signs[i - 1].shape == 11 => learned.add(t.key),
                SHAPE_CAPITAL if begins_person(signs, i) => {
                    let run = (i..(i + 4).min(s.end as usize)).take_while(|&j| signs[j].shape == SHAPE_CAPITAL);
                    run.for_each(|j| people.add(working.tokens[j].key));
                }
                _ => {}
            }
        }
    }
    for s in sentences {
        for (sign, token) in signs[s.indices()].iter_mut().zip(&working.tokens[s.indices()]) {
            if !is_name_shape(sign.shape) {
                continue;
            }
            let k = token.key;
            let flag = |yes: bool, flag: u8| if yes { flag } else { 0 };
            let found = flag(people.has(k), FLAG_PERSON) | flag(learned.has(k), FLAG_LEARNED) | flag(small.has(k), FLAG_COMMON);
            sign.flags |= found;
        }
    }
}

/// Whether a form of address or rank ends right before token `i`.
fn begins_person(signs: &[Signs], i: usize) -> bool {
    let before = i.checked_sub(1).map_or(0, |p| signs[p].bits);
    let address = Class::Honorific.bit() | Class::Rank.bit();
    let here = signs[i].bits >> CLASSES;
    (before | before >> CLASSES) & address != 0 && here & address == 0
}

fn open(signs: &mut [Signs]) {
    const HEADS: u32 = Class::Role.bit()
        | Class::FullRole.bit()
        | Class::Group.bit()
        | Class::Modifier.bit()
        | Class::UnitHead.bit()
        | Class::Institution.bit()
        | Class::PlaceType.bit();
    let mut until = 0;
    for i in 0..signs.len() {
        let s = signs[i];
        let strong = s.bits & HEADS & !Class::PlaceType.bit() != 0;
        if s.flags & FLAG_BLOCKED == 0 && (is_name_shape(s.shape) || strong || s.bits & HEADS << CLASSES != 0) {
            let from = i.saturating_sub(REACH).max(until);
            let to = (i + REACH + 1).min(signs.len());
            signs[from..to].iter_mut().for_each(|s| s.flags |= FLAG_OPEN);
            until = to;
        }
    }
}
