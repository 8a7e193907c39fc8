//! Topics of the user's own, by description or example words.
//!
//! In: a table of topics and the sentences of an article. Out: the nearest one or two [`Topic`]s. An article is near a topic when it says
//! the rare syllables and pairs of the topic's description, and when it is about the same of the built-in topics.
//!
//! ```
//! use tomtat::{Article, Pipeline, tag::own::OwnTopics};
//! let table = "dan-so\tDân số\tdân số, sinh con, kế hoạch hóa gia đình\nthuy-loi\tThủy lợi\thồ đập, kênh mương, tưới tiêu, trạm bơm\n";
//! let pipeline = Pipeline::builder().own_topics(OwnTopics::parse("own.tsv", table).unwrap()).build();
//! let record = pipeline.enrich(&Article::new("Huyện Yên Mô nạo vét kênh mương, sửa trạm bơm để tưới cho lúa."));
//! assert_eq!(record.own_topics[0].code, "thuy-loi");
//! ```

use std::path::Path;

use rustc_hash::FxHashMap;

use super::{Topic, topic};
use crate::Result;
use crate::clean::PartKind;
use crate::sentence::Sentence;
use crate::summary::background::{look_up, pair};
use crate::table::{self, Table};
use crate::text::Document;

/// How often a word of the title, or of a topic's label, counts.
const TITLE: f32 = 3.0;
/// Share of the built-in topics in the likeness.
const BUILT_IN: f32 = 0.35;
/// Less likeness than this is none.
const LEAST: f32 = 0.012;
/// Likeness of words at which the built-in topics count in full.
const SAID: f32 = 0.06;
/// Likeness of words below which the built-in topics alone decide nothing.
const LEAST_WORDS: f32 = 0.002;
/// A second topic has at least this share of the likeness of the first.
const SECOND: f32 = 0.6;
/// Tokens of an article that are looked at.
const TOKENS: usize = 6_000;
/// Rarities are sixteenths of logarithms.
const RARITY: f32 = 16.0;

/// Weights of syllables and pairs, of length one.
type Words = FxHashMap<u32, f32>;

#[derive(Clone, Debug)]
struct Own {
    code: String,
    label: String,
    words: Words,
    built_in: Option<topic::Scores>,
}

/// The user's topics, held in memory.
#[derive(Clone, Debug, Default)]
pub struct OwnTopics(Vec<Own>);

impl OwnTopics {
    /// Reads topics from a file; see [`OwnTopics::parse`].
    ///
    /// # Errors
    /// Where the file cannot be read or a line does not fit the form.
    pub fn read(path: impl AsRef<Path>) -> Result<Self> {
        table::open(path.as_ref(), Self::parse)
    }

    /// Reads a table of three columns with tabs between: code, label, description or example words (which may be missing). Blank lines
    /// and lines that begin with `#` count for nothing; `origin` names the table in errors.
    ///
    /// # Errors
    /// Names the first line without a code or a label.
    pub fn parse(origin: &str, text: &str) -> Result<Self> {
        let mut topics = Self::default();
        Table { name: origin, comment: "#" }.each(text.lines(), |line| {
            let mut columns = line.splitn(3, '\t').map(str::trim);
            let (code, label) = (columns.next().unwrap_or_default(), columns.next().unwrap_or_default());
            if code.is_empty() || label.is_empty() {
                return Err("a line is code, label, description with tabs between".to_owned());
            }
            topics.0.push(Own::new(code, label, columns.next().unwrap_or_default()));
            Ok(())
        })?;
        Ok(topics)
    }

    /// Number of topics.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is no topic.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The nearest topics of a document, at most two, the nearest first; none where no topic is near.
    pub fn nearest(&self, document: &Document, sentences: &[Sentence]) -> Vec<Topic> {
        let words = weigh(document, sentences);
        let built_in = topic::scores(document, sentences);
        let mut all: Vec<(f32, &Own)> = self.0.iter().map(|own| (own.likeness(&words, built_in.as_ref()), own)).collect();
        all.retain(|(score, _)| *score >= LEAST);
        all.sort_by(|a, b| b.0.total_cmp(&a.0));
        let least = all.first().map_or(0.0, |a| a.0 * SECOND);
        let near = all.into_iter().take(2).filter(|(score, _)| *score >= least);
        near.map(|(score, own)| Topic { code: own.code.clone(), label: own.label.clone(), medtop: None, score: score.min(1.0) }).collect()
    }
}

impl Own {
    fn new(code: &str, label: &str, description: &str) -> Self {
        // The label stands as a title does.
        let text = format!("{label}.\n{description}");
        let document = Document::plain(&text);
        let mut sentences = crate::sentence::split(&document);
        sentences.iter_mut().filter(|s| s.span.end as usize <= label.len() + 1).for_each(|s| s.part = PartKind::Title);
        let (words, built_in) = (weigh(&document, &sentences), topic::scores(&document, &sentences));
        Self { code: code.to_owned(), label: label.to_owned(), words, built_in }
    }

    fn likeness(&self, words: &Words, built_in: Option<&topic::Scores>) -> f32 {
        let said: f32 = self.words.iter().filter_map(|(key, weight)| Some(weight * words.get(key)?)).sum();
        if said < LEAST_WORDS {
            return 0.0;
        }
        let about = self.built_in.as_ref().zip(built_in).map_or(0.0, |(a, b)| cosine(a, b));
        said * (1.0 - BUILT_IN) + about * BUILT_IN * (said / SAID).min(1.0)
    }
}

fn cosine(a: &topic::Scores, b: &topic::Scores) -> f32 {
    let product = |a: &topic::Scores, b: &topic::Scores| a.iter().zip(b).map(|(x, y)| x * y).sum::<f32>();
    product(a, b) / (product(a, a) * product(b, b)).sqrt().max(f32::MIN_POSITIVE)
}

/// The weights of the syllables and pairs of a document: how often, and how rare in news.
fn weigh(document: &Document, sentences: &[Sentence]) -> Words {
    let working = document.working();
    let mut words = Words::default();
    let mut left = TOKENS;
    for s in sentences.iter().filter(|s| s.part != PartKind::Caption) {
        let n = if s.part == PartKind::Title { TITLE } else { 1.0 };
        let mut before = None;
        for t in working.tokens[s.tokens.indices()].iter().take(left) {
            left -= 1;
            if t.is_mark() {
                before = None;
                continue;
            }
            *words.entry(t.key).or_default() += n;
            if let Some(b) = before {
                *words.entry(pair(b, t.key)).or_default() += n;
            }
            before = Some(t.key);
        }
    }
    let mut norm = 0.0;
    for (&key, weight) in &mut words {
        // What the table does not list counts as a rare pair.
        let rarity = f32::from(look_up(key, 1).rarity) / RARITY;
        *weight = (1.0 + weight.ln()) * rarity * rarity;
        norm += *weight * *weight;
    }
    words.values_mut().for_each(|w| *w /= norm.sqrt().max(f32::MIN_POSITIVE));
    words
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Article, Pipeline};

    const TABLE: &str = "# của tòa soạn\nbien\tBiển đảo\tngư dân, tàu cá, vùng biển, hải quân, cảnh sát biển\n\
        so\tChuyển đổi số\tdịch vụ công trực tuyến, phần mềm, cơ sở dữ liệu, chữ ký số\ncuoi\tTang lễ\n";

    #[test]
    fn articles_go_to_the_nearest_topic() {
        let topics = OwnTopics::parse("own.tsv", TABLE).unwrap();
        assert_eq!(topics.len(), 3);
        let pipeline = Pipeline::builder().own_topics(topics).build();
        let table = [
            (
                "Cảnh sát biển cứu tàu cá\nTàu cá của ngư dân huyện Lý Sơn gặp nạn trên vùng biển phía đông, cảnh sát biển đã đưa vào bờ.",
                Some("bien"),
            ),
            ("Sở Nội vụ đưa dịch vụ công trực tuyến vào hoạt động, dùng chữ ký số và phần mềm mới cho hồ sơ của dân.", Some("so")),
            ("Đội bóng thắng ba bàn trong trận chung kết chiều qua.", None),
            ("", None),
        ];
        for (text, code) in table {
            let record = pipeline.enrich(&Article::new(text));
            assert_eq!(record.own_topics.first().map(|t| t.code.as_str()), code, "{:?}", record.own_topics);
            assert!(record.own_topics.iter().all(|t| (0.0..=1.0).contains(&t.score)));
        }
        assert!(Pipeline::new().enrich(&Article::new(table[0].0)).own_topics.is_empty());
    }

    #[test]
    fn a_line_that_does_not_fit_is_named() {
        let message = OwnTopics::parse("own.tsv", "a\tA\nb\n").unwrap_err().to_string();
        assert!(message.contains("own.tsv, line 2"), "{message}");
    }
}
