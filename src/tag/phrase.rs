//! Subject phrases: one to three words, two to six syllables, whole words only, no function word at either end, a number only behind `số` or `thứ`.
//!
//! In: words, and the mentions that they must not cut. Out: candidates that stand more than once, or in title, abstract or lead.

use super::Resolved;
use super::candidate::{Candidate, Sort, is_top};
use crate::mention::MentionKind;
use crate::sentence::Sentence;
use crate::summary::background::pair;
use crate::text::{Builder, TokenKind, TokenRange, Working, key};
use crate::word::Word;
use once_cell::sync::Lazy;
use rustc_hash::{FxHashMap, FxHashSet};

/// Most words of a phrase.
const WORDS: usize = 4;
/// Most syllables of a phrase, and least.
const SYLLABLES: std::ops::RangeInclusive<usize> = 2..=6;
/// Sentences from the top (title and abstract apart) in which one place is enough.
const LEAD: usize = 3;
/// Words that a number belongs to.
const COUNTING: [u32; 2] = [key("số"), key("thứ")];
/// Words that are looked at; news is far shorter.
const LOOKED_AT: usize = 50_000;

/// Words that no subject begins or ends with.
static FUNCTION: Lazy<FxHashSet<u32>> = Lazy::new(|| {
    let rows = include_str!("function-words.tsv").lines().filter(|l| !l.starts_with('#'));
    rows.map(|row| phrase_key(&Builder::plain(row))).collect()
});

fn phrase_key(working: &Working) -> u32 {
    working.tokens.iter().map(|t| t.key).reduce(pair).unwrap_or_default()
}

/// A word as phrases are built of it.
struct Piece {
    tokens: TokenRange,
    syllables: usize,
    edge: bool,
    /// A number that the word before calls for; a phrase may end in it.
    counted: bool,
    open: bool,
}

struct Found {
    places: Vec<TokenRange>,
    enough: bool,
}

/// Phrase candidates in order of first place.
pub(super) fn find(working: &Working, sentences: &[Sentence], words: &[Word], resolved: Resolved) -> Vec<Candidate> {
    let pieces = pieces(working, words, &closed(working, resolved));
    let early = early(sentences);
    let mut index: FxHashMap<u32, u32> = FxHashMap::with_capacity_and_hasher(pieces.len(), Default::default());
    let mut found: Vec<Found> = Vec::with_capacity(pieces.len());
    let mut from = 0;
    while from < pieces.len() {
        let sentence = words[from].sentence;
        let top = early.get(sentence as usize).copied().unwrap_or(false);
        let end = from + words[from..pieces.len()].iter().take(WORDS).take_while(|w| w.sentence == sentence).count();
        for tokens in phrases(&pieces[from..end]) {
            let key = working.tokens[tokens.indices()].iter().map(|t| t.key).reduce(pair).unwrap_or_default();
            let id = *index.entry(key).or_insert(found.len() as u32);
            if id as usize == found.len() {
                found.push(Found { places: Vec::new(), enough: false });
            }
            let f = &mut found[id as usize];
            f.enough |= top || !f.places.is_empty();
            f.places.push(tokens);
        }
        from += 1;
    }
    let enough = found.into_iter().filter(|f| f.enough);
    let candidates = enough.map(|f| Candidate {
        sort: Sort::Phrase,
        label: f.places[0],
        exact: f.places.len() as u32,
        places: f.places,
        nested: 0,
        offices: 0,
    });
    candidates.collect()
}

/// Sentences of title and abstract and the first few of the body.
fn early(sentences: &[Sentence]) -> Vec<bool> {
    let mut left = LEAD;
    let early = sentences.iter().map(|s| {
        let body = !is_top(s.part);
        let yes = !body || left > 0;
        left -= usize::from(body && left > 0);
        yes
    });
    early.collect()
}

/// Tokens of names, laws and dates, which phrases neither hold nor cut.
fn closed(working: &Working, resolved: Resolved) -> Vec<bool> {
    let mut closed = vec![false; working.tokens.len()];
    for m in resolved.mentions.iter().filter(|m| m.kind != MentionKind::Title) {
        closed[m.tokens.indices()].fill(true);
    }
    closed
}

fn pieces(working: &Working, words: &[Word], closed: &[bool]) -> Vec<Piece> {
    let mut last = 0;
    let looked_at = words.iter().take(LOOKED_AT);
    looked_at
        .map(|w| {
            let tokens = &working.tokens[w.tokens.indices()];
            let key = tokens.iter().map(|t| t.key).reduce(pair).unwrap_or_default();
            let letters = tokens.iter().all(|t| t.is_letters());
            let open = !tokens.iter().any(|t| t.is_mark()) && !w.tokens.indices().any(|i| closed[i]);
            // `bão số 9`, `kỳ họp thứ 6`.
            let counted = tokens.len() == 1 && tokens[0].kind == TokenKind::Digits && COUNTING.contains(&last);
            last = tokens.last().map_or(0, |t| t.key);
            Piece { tokens: w.tokens, syllables: tokens.len(), edge: letters && !FUNCTION.contains(&key), counted, open }
        })
        .collect()
}

fn phrases(pieces: &[Piece]) -> impl Iterator<Item = TokenRange> {
    let start = pieces.first().filter(|p| p.edge && p.open).map(|p| p.tokens.start);
    let mut syllables = 0;
    pieces.iter().take_while(|p| p.open).filter_map(move |p| {
        syllables += p.syllables;
        ((p.edge || p.counted) && SYLLABLES.contains(&syllables)).then_some(TokenRange::new(start?, p.tokens.end))
    })
}
