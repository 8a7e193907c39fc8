//! The sentences of all articles that a digest may be made of.
//!
//! In: readings. Out: [`Cluster`], the same whatever the order of the readings.

use super::Reading;
use crate::clean::PartKind;
use crate::record::Record;
use crate::span::Span;
use crate::text::{self, Builder, Token, Working, key};

/// Sentences of all articles together that are candidates; each article has a share of it, but never less than [`LEAST`].
const CANDIDATES: usize = 4000;
const LEAST: usize = 8;
/// Most tokens of a sentence that are looked at.
const TOKENS: usize = 300;

/// A sentence that may be chosen.
#[derive(Debug)]
pub(super) struct Candidate {
    /// Index into [`Cluster::articles`].
    pub article: usize,
    pub span: Span,
    /// As printed, runs of blanks as one.
    pub text: String,
    /// Its place among the candidates of its article, and how many those are.
    pub place: usize,
    pub of: usize,
    /// Syllables and numbers.
    pub keys: Vec<u32>,
    pub form: Form,
}

/// What the sentence looks like.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Form {
    pub capitals: usize,
    pub digits: usize,
    pub quotes: usize,
    /// Ends in a full stop or what stands for one.
    pub ended: bool,
    pub question: bool,
    pub photo: bool,
}

/// One article.
#[derive(Debug)]
pub(super) struct Member {
    /// Index into the readings.
    pub reading: usize,
    /// The first article that was published on the same day, as an index into the articles.
    pub day: usize,
    /// Syllables and numbers of the title.
    pub title: Vec<u32>,
}

/// All of them.
#[derive(Debug, Default)]
pub(super) struct Cluster {
    /// By day of publication, those without last, then by text.
    pub articles: Vec<Member>,
    pub candidates: Vec<Candidate>,
}

impl Cluster {
    pub(super) fn new(readings: &[Reading]) -> Self {
        let mut order: Vec<usize> = (0..readings.len()).collect();
        order.sort_by_key(|&r| {
            let published = readings[r].record.published.as_deref();
            (published.is_none(), published, readings[r].article.text, readings[r].article.title)
        });
        let most = (CANDIDATES / readings.len().max(1)).max(LEAST);
        let mut cluster = Self::default();
        for (article, &reading) in order.iter().enumerate() {
            let record = readings[reading].record;
            let title = record.title.as_ref().map(|t| keys(&Builder::plain(&t.text))).unwrap_or_default();
            cluster.candidates.extend(candidates(&readings[reading], article, &title, most));
            let before = cluster.articles.last().filter(|b| readings[b.reading].record.published == record.published);
            let day = before.map_or(article, |b| b.day);
            cluster.articles.push(Member { reading, day, title });
        }
        cluster
    }
}

fn candidates(reading: &Reading, article: usize, title: &[u32], most: usize) -> Vec<Candidate> {
    let wanted: [fn(PartKind) -> bool; 2] = [|k| matches!(k, PartKind::Body | PartKind::Abstract), |_| true];
    for accept in wanted {
        let all = sentences(reading.record).filter(|s| accept(s.1)).map(|s| candidate(reading, article, s.0));
        // A title told over again is no news; a text of nothing else is.
        let news = all.filter(|c| !c.keys.is_empty() && (c.keys != title || !accept(PartKind::Body) || accept(PartKind::Title)));
        let mut made: Vec<Candidate> = news.take(most).collect();
        if !made.is_empty() {
            let of = made.len();
            made.iter_mut().enumerate().for_each(|(place, c)| (c.place, c.of) = (place, of));
            return made;
        }
    }
    Vec::new()
}

/// The sentences with the kinds of the parts they begin in.
fn sentences(record: &Record) -> impl Iterator<Item = (Span, PartKind)> {
    record.sentences.iter().filter_map(|s| {
        let at = record.parts.partition_point(|p| p.span.end <= s.span.start);
        Some((s.span, record.parts.get(at)?.kind))
    })
}

fn candidate(reading: &Reading, article: usize, span: Span) -> Candidate {
    let printed = text::printed(span.of(reading.article.text), reading.article.markup());
    let text = printed.split_whitespace().collect::<Vec<_>>().join(" ");
    let working = Builder::plain(&text);
    Candidate { article, span, place: 0, of: 1, keys: keys(&working), form: form(&working), text }
}

/// Syllables and numbers of the first tokens.
pub(super) fn keys(working: &Working) -> Vec<u32> {
    working.tokens.iter().take(TOKENS).filter(|t| !t.is_mark()).map(|t| t.key).collect()
}

fn form(working: &Working) -> Form {
    const QUOTES: [u32; 3] = [key("\""), key("“"), key("”")];
    const ENDS: [u32; 6] = [key("."), key("?"), key("!"), key("…"), key("”"), key("\"")];
    let tokens = &working.tokens[..working.tokens.len().min(TOKENS)];
    let count = |f: &dyn Fn(&Token) -> bool| tokens.iter().filter(|t| f(t)).count();
    let last = working.tokens.last().map_or(0, |t| t.key);
    Form {
        capitals: count(&|t| t.is_capital()),
        digits: count(&|t| t.is_digits()),
        quotes: count(&|t| QUOTES.contains(&t.key)),
        ended: ENDS.contains(&last),
        question: last == key("?"),
        photo: count(&|t| t.key == key("ảnh") && t.is_capital()) > 0,
    }
}
