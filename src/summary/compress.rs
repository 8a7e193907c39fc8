//! Shortens chosen sentences by leaving phrases out.
//!
//! In: sentences, the phrases they can do without, the neural model's chance of each word to be kept. Out: the runs of tokens that stay.
//! A small network says of each phrase what an abstract would gain without it; the one that gains most is left out, then the next.

use super::Opinion;
use super::concepts::Concepts;
use super::network::Network;
use super::phrase::{self, KINDS, Kind, Phrase};
use super::source::Candidate;
use crate::mention::{Mention, MentionKind};
use crate::text::{TokenRange, Working};
use once_cell::sync::Lazy;

/// Numbers a phrase.
pub(super) const WIDTH: usize = KINDS + 16;
/// What leaving out has to gain, as ROUGE-1 + ROUGE-2 F1.
const LEAST: f32 = 0.0;

/// Share of a sentence's tokens that stays.
const LEFT: f32 = 0.35;

static NETWORK: Lazy<Network<WIDTH, 24, 12>> = Lazy::new(|| Network::new(include_bytes!("compress.bin")));

/// A sentence to be shortened.
pub(super) struct Sentence<'a> {
    pub working: &'a Working,
    pub concepts: &'a Concepts,
    pub opinion: Opinion<'a>,
    /// The sentence, and its place among the candidates.
    pub candidate: &'a Candidate,
    pub place: usize,
    /// Syllables of the whole summary.
    pub length: f32,
    /// The mentions that it holds.
    pub mentions: &'a [Mention],
}

impl Sentence<'_> {
    fn range(&self) -> TokenRange {
        TokenRange::new(self.candidate.first as u32, self.candidate.end as u32)
    }

    /// Phrases with their rows.
    pub(super) fn rows(&self) -> Vec<(Phrase, [f32; WIDTH])> {
        phrase::find(self.working, self.range(), self.mentions).into_iter().map(|p| (p, self.row(&p))).collect()
    }

    fn row(&self, p: &Phrase) -> [f32; WIDTH] {
        let (from, to) = (p.tokens.start as usize, p.tokens.end as usize);
        let (first, end) = (self.candidate.first, self.candidate.end);
        let mean = |a: usize, b: usize| {
            let kept = self.opinion.kept.get(a..b).unwrap_or_default();
            kept.iter().sum::<f32>() / kept.len().max(1) as f32
        };
        let most = self.opinion.kept.get(from..to).unwrap_or_default().iter().copied().fold(0.0, f32::max);
        let syllables = self.working.tokens[from..to].iter().filter(|t| !t.is_mark()).count() as f32;
        let rest =
            (mean(first, end) * (end - first) as f32 - mean(from, to) * (to - from) as f32) / (end - first - (to - from)).max(1) as f32;
        let holds = |kind: MentionKind| {
            let inside =
                self.mentions.iter().filter(|m| m.kind == kind && m.tokens.start >= p.tokens.start && m.tokens.end <= p.tokens.end);
            (inside.count() as f32 / 2.0).min(2.0)
        };
        let digits = self.working.tokens[from..to].iter().filter(|t| t.is_digits()).count() as f32;
        let mut row = [0.0; WIDTH];
        row[p.kind as usize] = 1.0;
        let numbers = [
            mean(from, to),
            most,
            rest,
            syllables / 20.0,
            syllables / (self.candidate.syllables as f32).max(1.0),
            self.candidate.syllables as f32 / 40.0,
            self.length / 40.0,
            (from - first) as f32 / (end - first) as f32,
            f32::from(u8::from(self.place == 0)),
            self.title_share(p),
            holds(MentionKind::Per),
            holds(MentionKind::Unit) + holds(MentionKind::Title),
            holds(MentionKind::Loc) + holds(MentionKind::Date),
            holds(MentionKind::Law),
            (digits / 4.0).min(1.0),
            f32::from(u8::from(p.kind == Kind::Tail && to < end - 1)),
        ];
        row[KINDS..].copy_from_slice(&numbers);
        row
    }

    /// Share of the phrase's syllables that the title holds.
    fn title_share(&self, p: &Phrase) -> f32 {
        let layer = &self.concepts.0[0];
        let titled = |key: u32| layer.of(self.place).any(|c| c.key == key && c.in_title);
        let tokens = self.working.tokens[p.tokens.indices()].iter().filter(|t| !t.is_mark());
        let (all, said) = tokens.fold((0.0, 0.0), |(all, said), t| (all + 1.0, said + f32::from(u8::from(titled(t.key)))));
        said / f32::max(all, 1.0)
    }

    /// The tokens that stay, as runs in order.
    pub(super) fn shortened(&self) -> Vec<TokenRange> {
        let mut room = self.range().len() as f32 * (1.0 - LEFT);
        let mut scored: Vec<(f32, Phrase)> = self.rows().into_iter().map(|(p, row)| (NETWORK.score(&row), p)).collect();
        scored.sort_by(|a, b| b.0.total_cmp(&a.0));
        let mut out: Vec<TokenRange> = Vec::new();
        for (gain, p) in scored {
            let size = p.tokens.len() as f32;
            if gain <= LEAST || size > room || out.iter().any(|o| o.overlaps(p.tokens)) {
                continue;
            }
            room -= size;
            out.push(p.tokens);
        }
        out.sort_unstable_by_key(|r| r.start);
        remaining(self.range(), &out)
    }
}

/// What is left of a range without others, which are sorted and apart.
pub(super) fn remaining(range: TokenRange, out: &[TokenRange]) -> Vec<TokenRange> {
    let mut kept = Vec::with_capacity(out.len() + 1);
    let mut at = range.start;
    for o in out {
        if o.start > at {
            kept.push(TokenRange::new(at, o.start));
        }
        at = o.end;
    }
    if at < range.end {
        kept.push(TokenRange::new(at, range.end));
    }
    kept
}

#[cfg(all(test, feature = "model"))]
mod tests {
    use super::*;
    use crate::{Article, Pipeline};

    #[test]
    fn what_remains_of_a_range() {
        let range = |a, b| TokenRange::new(a, b);
        assert_eq!(remaining(range(3, 12), &[range(3, 5), range(8, 9)]), [range(5, 8), range(9, 12)]);
        assert_eq!(remaining(range(3, 12), &[]), [range(3, 12)]);
        assert_eq!(remaining(range(3, 5), &[range(3, 5)]), []);
    }

    const TEXT: &str = "Huyện Sông Trà xây ba cây cầu\n\
        Sáng 14/3, tại xã Đồng Xuân, UBND huyện Sông Trà (tỉnh Thanh Vân) khởi công ba cây cầu dân sinh, nhằm giúp người dân đi lại trong mùa mưa.\n\
        Theo ông Lê Văn Nam, Chủ tịch UBND huyện, các cây cầu có vốn 12 tỷ đồng và sẽ xong trước tháng 9.";

    #[test]
    fn every_word_of_a_shortened_summary_points_to_its_place() {
        let summary = Pipeline::builder().compress(true).build().enrich(&Article::new(TEXT)).summary;
        let whole = Pipeline::new().enrich(&Article::new(TEXT)).summary;
        assert_eq!((summary.method.as_str(), whole.method.as_str()), ("compressed", "extractive"));
        assert!(summary.text.len() < whole.text.len());
        assert_eq!(summary.sentences, whole.sentences);
        let pieces: Vec<&str> = summary.pieces.iter().flat_map(|p| p.of(TEXT).split_whitespace()).collect();
        let letters = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_lowercase();
        assert_eq!(letters(&pieces.concat()), letters(&summary.text));
        assert!(summary.pieces.iter().all(|p| summary.sentences.iter().any(|s| s.contains(*p))));
        assert!(whole.pieces.is_empty());
    }
}
