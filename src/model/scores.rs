//! What the model says about one document, free of tensors.

use super::Raw;
use super::config::Config;
use super::decode::{decode, log_softmax};
use crate::mention::MentionKind;
use crate::mention::advice::{Advice, LEAST, Opinion};
use crate::number;
use crate::span::Span;
use crate::text::{Document, TokenRange};

/// A mention as the model sees it.
#[derive(Clone, Copy, Debug)]
pub struct ModelMention {
    /// What it names.
    pub kind: MentionKind,
    /// Where it stands.
    pub span: Span,
    /// Probability that the span's least sure token belongs to this type.
    pub score: f32,
    /// Index of the position that holds this unit.
    pub parent: Option<u32>,
}

/// Everything read from one document: mentions, general entities, probabilities of sentences and article.
#[derive(Debug)]
pub struct Scores {
    mentions: Vec<ModelMention>,
    general: Vec<(String, Span, f32)>,
    salience: Vec<f32>,
    topics: Vec<(String, f32)>,
    vectors: Vec<f32>,
    width: usize,
    /// One a token of the document, 0 where none was read; empty where the model has no such head.
    kept: Vec<f32>,
    advice: Advice,
}

/// How much the model's log-probabilities count beside the scores of the linear reader; chosen on the validation articles.
const WEIGHT: f32 = 0.15;

impl Scores {
    /// Without `general`, entities of general news are left out: nobody asks for them.
    pub(super) fn new(config: &Config, document: &Document, raw: Raw, general: bool) -> Self {
        let (labels, t) = (&config.labels, config.temperature);
        let sizes = [&labels.outer, &labels.inner, &labels.general].map(|names| names.len() * 2 + 1);
        let temperatures = [t.outer, t.inner, t.general];
        let [outer, inner, general] = probabilities(&raw.labels, config.outputs(), sizes, &temperatures[..2 + usize::from(general)]);
        let range = |rows: &std::ops::Range<usize>| TokenRange::new(raw.inputs.token[rows.start], raw.inputs.token[rows.end - 1] + 1);
        let span = |rows: &std::ops::Range<usize>| document.working().span(range(rows));
        let line = |i: usize| raw.inputs.line[i];
        let mut mentions: Vec<ModelMention> = Vec::new();
        for found in decode(&outer, sizes[0], line) {
            let Some(kind) = kind(&labels.outer[found.kind]) else { continue };
            let place = mentions.len() as u32;
            mentions.push(ModelMention { kind, span: span(&found.rows), score: found.score, parent: None });
            if kind != MentionKind::Title {
                continue;
            }
            for unit in decode(&inner[found.rows.start * sizes[1]..found.rows.end * sizes[1]], sizes[1], |_| false) {
                let rows = found.rows.start + unit.rows.start..found.rows.start + unit.rows.end;
                mentions.push(ModelMention { kind: MentionKind::Unit, span: span(&rows), score: unit.score, parent: Some(place) });
            }
        }
        let general = decode(&general, sizes[2], line);
        Self {
            general: general.iter().map(|g| (labels.general[g.kind].clone(), span(&g.rows), g.score)).collect(),
            mentions,
            salience: raw.salience.iter().map(|v| number::chance(v / t.salience)).collect(),
            kept: if labels.kept { kept(document, &raw, config.outputs()) } else { Vec::new() },
            topics: topics(&labels.topics, raw.topics, t.topics),
            vectors: raw.vectors,
            width: config.d,
            advice: advice(&labels.outer, &raw.inputs.token, &outer, &inner),
        }
    }

    /// The mentions in order, outer before inner.
    pub fn mentions(&self) -> &[ModelMention] {
        &self.mentions
    }

    /// Entities of general news, outermost: type (`PER`, `LOC`, `ORG`, `MISC`), place, probability.
    pub fn general(&self) -> &[(String, Span, f32)] {
        &self.general
    }

    /// How much of the article's substance each sentence holds, 0 to 1, in the order of the sentences.
    pub fn salience(&self) -> &[f32] {
        &self.salience
    }

    /// The chance of each token of the document to stand in an abstract; empty where the model does not say.
    pub(crate) fn kept(&self) -> &[f32] {
        &self.kept
    }

    /// The mean vector of each of the first sentences, one after the other.
    pub(crate) fn vectors(&self) -> &[f32] {
        &self.vectors
    }

    /// Numbers of a vector.
    pub(crate) fn width(&self) -> usize {
        self.width
    }

    /// All topics with their probabilities (they sum to 1), the likeliest first.
    pub fn topics(&self) -> &[(String, f32)] {
        &self.topics
    }

    /// Number of tokens that were read.
    pub fn tokens(&self) -> usize {
        self.advice.len()
    }

    /// What the linear reader adds to its own scores.
    pub(crate) fn advice(&self) -> &Advice {
        &self.advice
    }
}

fn kept(document: &Document, raw: &Raw, outputs: usize) -> Vec<f32> {
    let mut kept = vec![0.0; document.working().tokens.len()];
    for (&token, row) in raw.inputs.token.iter().zip(raw.labels.chunks_exact(outputs)) {
        kept[token as usize] = number::chance(row[outputs - 1] - row[outputs - 2]);
    }
    kept
}

/// Log-probabilities of three heads, one table each, empty where there is no temperature.
fn probabilities(rows: &[f32], outputs: usize, sizes: [usize; 3], temperatures: &[f32]) -> [Vec<f32>; 3] {
    let mut tables = [const { Vec::new() }; 3];
    for ((table, size), _) in tables.iter_mut().zip(sizes).zip(temperatures) {
        table.reserve(rows.len() / outputs * size);
    }
    for row in rows.chunks_exact(outputs) {
        let mut from = 0;
        for ((table, size), &temperature) in tables.iter_mut().zip(sizes).zip(temperatures) {
            let start = table.len();
            table.extend_from_slice(&row[from..from + size]);
            log_softmax(&mut table[start..], temperature);
            from += size;
        }
    }
    tables
}

fn topics(codes: &[String], mut logits: Vec<f32>, temperature: f32) -> Vec<(String, f32)> {
    log_softmax(&mut logits, temperature);
    let mut topics: Vec<_> = codes.iter().cloned().zip(logits.iter().map(|v| v.exp())).collect();
    topics.sort_by(|a, b| b.1.total_cmp(&a.1));
    topics
}

fn advice(names: &[String], tokens: &[u32], outer: &[f32], inner: &[f32]) -> Advice {
    let mut kinds = [None; 4];
    let mut others = vec![0];
    for (k, name) in names.iter().enumerate() {
        let begin = 1 + 2 * k;
        match kind(name) {
            Some(MentionKind::Per) => kinds[0] = Some(begin),
            Some(MentionKind::Title) => kinds[1] = Some(begin),
            Some(MentionKind::Unit) => kinds[2] = Some(begin),
            Some(MentionKind::Loc) => kinds[3] = Some(begin),
            _ => others.extend([begin, begin + 1]),
        }
    }
    let mut advice = Advice::default();
    let rows = outer.chunks_exact(1 + 2 * names.len()).zip(inner.chunks_exact(3));
    for (&token, (row, inner)) in tokens.iter().zip(rows) {
        let [per, title, unit, loc] = kinds.map(|k| k.map_or([LEAST; 2], |at| [row[at], row[at + 1]]));
        let nothing = others.iter().map(|&l| row[l].exp()).sum::<f32>().ln();
        let inner = [inner[0], inner[1], inner[2]];
        advice.push(token, &Opinion { per, title, unit, loc, nothing, inner }, WEIGHT);
    }
    advice
}

fn kind(label: &str) -> Option<MentionKind> {
    Some(match label {
        "PER" => MentionKind::Per,
        "TITLE" => MentionKind::Title,
        "UNIT" => MentionKind::Unit,
        "LAW" => MentionKind::Law,
        "LOC" => MentionKind::Loc,
        "DATE" => MentionKind::Date,
        _ => return None,
    })
}
