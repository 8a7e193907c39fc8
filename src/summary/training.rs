//! What `models/training/summary` needs of this step: counts and rows over plain articles. Not part of the interface.

use super::Opinion;
use super::background::{self, Entry, pair};
use super::chance::{self, Cell};
use super::concepts::{Concept, Concepts};
use super::context;
use super::lean;
use super::ranked::{Ranked, Set};
use super::source::{Source, keys};
use crate::clean::PartKind;
use crate::mention::Mention;
use crate::sentence::Sentence;
use crate::text::{Builder, Document, TokenRange};
use rustc_hash::{FxHashMap, FxHashSet};

/// An article with its sentences given.
#[derive(Debug, serde::Deserialize)]
pub struct Plain {
    /// The headline; may be empty.
    pub title: String,
    /// What the summary should say.
    pub abstract_text: String,
    /// A sentence each.
    pub body: Vec<String>,
}

/// A row of numbers and what it earned.
#[derive(Debug)]
pub struct Sample {
    /// The numbers.
    pub row: Vec<f32>,
    /// ROUGE-1 + ROUGE-2 F1 against the abstract.
    pub reward: f32,
}

fn syllables(text: &str) -> Vec<u32> {
    Builder::plain(text).tokens.iter().filter(|t| !t.is_mark()).map(|t| t.key).collect()
}

fn pairs(keys: &[u32]) -> Vec<u32> {
    keys.windows(2).map(|w| pair(w[0], w[1])).collect()
}

/// F1 of the clipped matches of two bags.
fn overlap(mut a: Vec<u32>, mut b: Vec<u32>) -> f32 {
    a.sort_unstable();
    b.sort_unstable();
    let (mut i, mut j, mut hits) = (0, 0, 0.0);
    while i < a.len() && j < b.len() {
        match a[i].cmp(&b[j]) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => (i, j, hits) = (i + 1, j + 1, hits + 1.0),
        }
    }
    2.0 * hits / ((a.len() + b.len()) as f32).max(1.0)
}

fn reward(said: &[u32], gold: &[u32], title: &[u32]) -> f32 {
    let mut kept = Vec::with_capacity(said.len());
    let mut at = 0;
    while at < said.len() {
        if !title.is_empty() && said[at..].starts_with(title) {
            at += title.len();
        } else {
            kept.push(said[at]);
            at += 1;
        }
    }
    overlap(pairs(&kept), pairs(gold)) + overlap(kept, gold.to_vec())
}

/// Reads an article the way the pipeline would, with the sentences as given and, if asked for, the neural model's opinion.
fn with_source<T>(plain: &Plain, model: bool, read: impl FnOnce(&Document, &Source, Option<Opinion>) -> T) -> T {
    let text = std::iter::once(&plain.title).chain(&plain.body).map(|l| l.replace('\n', " ")).collect::<Vec<_>>().join("\n");
    let document = Document::plain(&text);
    let titled = !plain.title.trim().is_empty();
    let lines = document.working().lines.iter().enumerate();
    let sentences: Vec<Sentence> = lines
        .map(|(n, l)| Sentence {
            span: document.working().span(l.tokens),
            part: if n == 0 && titled { PartKind::Title } else { PartKind::Body },
            tokens: l.tokens,
        })
        .collect();
    let scores = model.then(|| crate::model::Model::shared().read(&document, &sentences));
    let opinion = scores.as_ref().map(|s| Opinion { salience: s.salience(), kept: s.kept(), vectors: s.vectors(), width: s.width() });
    read(&document, &Source::new(&document, &sentences), opinion)
}

/// Counts articles and abstracts by syllable and pair, and makes the background table of them.
#[derive(Debug, Default)]
pub struct BackgroundCount {
    articles: u32,
    counts: [FxHashMap<u32, (u32, u32)>; 2],
}

impl BackgroundCount {
    /// Takes an article in.
    pub fn add(&mut self, plain: &Plain) {
        self.articles += 1;
        let gold = syllables(&plain.abstract_text);
        let gold: [FxHashSet<u32>; 2] = [gold.iter().copied().collect(), pairs(&gold).into_iter().collect()];
        let mut seen: [FxHashSet<u32>; 2] = Default::default();
        for line in &plain.body {
            let line = syllables(line);
            seen[0].extend(&line);
            seen[1].extend(pairs(&line));
        }
        for ((counts, seen), gold) in self.counts.iter_mut().zip(&seen).zip(&gold) {
            for key in seen {
                let c = counts.entry(*key).or_default();
                c.0 += 1;
                c.1 += u32::from(gold.contains(key));
            }
        }
    }

    /// The bytes of `background.bin`.
    pub fn table(&self) -> Vec<u8> {
        let mut entries = Vec::new();
        for (counts, least) in self.counts.iter().zip([30, 60]) {
            let (all, hits) = counts.values().fold((0.0, 0.0), |s, c| (s.0 + f64::from(c.0), s.1 + f64::from(c.1)));
            for (&key, &(articles, taken)) in counts.iter().filter(|c| c.1.0 >= least) {
                let rarity = (f64::from(self.articles) / f64::from(articles)).ln() * 16.0;
                let chance = (f64::from(taken) + 10.0 * hits / all) / (f64::from(articles) + 10.0);
                let worth = ((chance / (1.0 - chance)).ln() + 6.0) * 32.0;
                let entry = Entry { rarity: rarity.clamp(0.0, 255.0) as u8, worth: worth.clamp(0.0, 255.0) as u8 };
                // Single syllables first: there are few, and every one is asked for.
                entries.push((least > 30, std::cmp::Reverse(articles), key, entry));
            }
        }
        entries.sort_unstable_by_key(|e| (e.0, e.1, e.2));
        background::build(&entries.iter().map(|e| (e.2, e.3)).collect::<Vec<_>>())
    }
}

/// Counts, cell by cell, how often an abstract holds what the article shows.
#[derive(Debug)]
pub struct ChanceCount(Vec<(f64, f64)>);

impl Default for ChanceCount {
    fn default() -> Self {
        Self(vec![(0.0, 0.0); chance::CELLS])
    }
}

impl ChanceCount {
    /// Takes an article in.
    pub fn add(&mut self, plain: &Plain) {
        let gold = syllables(&plain.abstract_text);
        let gold: [FxHashSet<u32>; 2] = [gold.iter().copied().collect(), pairs(&gold).into_iter().collect()];
        with_source(plain, false, |document, source, _| {
            let concepts = Concepts::new(document.working(), source, None);
            for (order, (layer, gold)) in concepts.0.iter().zip(&gold).enumerate() {
                for c in layer.list.iter().filter(|c| c.count > 0) {
                    let worth = background::look_up(c.key, order).worth;
                    let cell = Cell::new(order, c.in_title, c.count, c.first, source.candidates.len(), worth);
                    self.0[cell.0].0 += 1.0;
                    self.0[cell.0].1 += f64::from(u8::from(gold.contains(&c.key)));
                }
            }
        });
    }

    /// The bytes of `chance.bin`.
    pub fn table(&self) -> Vec<u8> {
        self.0.iter().map(|(all, taken)| (((taken + 0.1) / (all + 2.0)).sqrt() * 255.0).round() as u8).collect()
    }
}

/// What the model and the table say of each syllable (`[0]`) and pair (`[1]`), and 1 where the abstract holds it.
pub fn concept_rows(plain: &Plain) -> [Vec<Sample>; 2] {
    let gold = syllables(&plain.abstract_text);
    let gold: [FxHashSet<u32>; 2] = [gold.iter().copied().collect(), pairs(&gold).into_iter().collect()];
    with_source(plain, true, |document, source, opinion| {
        let with = Concepts::new(document.working(), source, opinion);
        let without = Concepts::new(document.working(), source, None);
        [0, 1].map(|order| {
            let both = with.0[order].list.iter().zip(&without.0[order].list).filter(|(c, _)| c.count > 0);
            let one = |(c, plain): (&Concept, &Concept)| {
                let row = chance::Seen { table: plain.chance, ..c.seen() }.row().to_vec();
                Sample { row, reward: f32::from(u8::from(gold[order].contains(&c.key))) }
            };
            both.map(one).collect()
        })
    })
}

/// The vector of the title (zeros without one), and of each candidate its vector and row, with what it earns alone.
pub fn context_rows(plain: &Plain) -> (Vec<f32>, Vec<Sample>) {
    let (gold, title) = (syllables(&plain.abstract_text), syllables(&plain.title));
    with_source(plain, true, |document, source, opinion| {
        let opinion = opinion.unwrap_or_default();
        let vector = |sentence| context::vector(opinion, sentence).to_vec();
        let concepts = Concepts::new(document.working(), source, Some(opinion));
        let rows = super::features::rows(document.working(), source, &concepts, Some(opinion));
        let sample = |(c, row): (&super::source::Candidate, &super::features::Row)| {
            let said: Vec<u32> = keys(document.working(), c).collect();
            Sample { row: [vector(c.sentence).as_slice(), row].concat(), reward: reward(&said, &gold, &title) }
        };
        let samples = source.candidates.iter().zip(&rows).map(sample).collect();
        (source.title_sentence.map_or_else(|| vec![0.0; context::VECTOR], vector), samples)
    })
}

/// The rows of all candidates, with what each earns alone.
pub fn sentence_rows(plain: &Plain) -> Vec<Sample> {
    let (gold, title) = (syllables(&plain.abstract_text), syllables(&plain.title));
    with_source(plain, false, |document, source, opinion| {
        let concepts = Concepts::new(document.working(), source, opinion);
        let rows = super::features::rows(document.working(), source, &concepts, opinion);
        let said = source.candidates.iter().map(|c| keys(document.working(), c).collect::<Vec<_>>());
        rows.iter().zip(said).map(|(row, said)| Sample { row: row.to_vec(), reward: reward(&said, &gold, &title) }).collect()
    })
}

/// The rows of the sets that the chooser is shown, with what each earns.
pub fn set_rows(plain: &Plain, model: bool) -> Vec<Sample> {
    let (gold, title) = (syllables(&plain.abstract_text), syllables(&plain.title));
    with_source(plain, model, |document, source, opinion| {
        if source.candidates.is_empty() {
            return Vec::new();
        }
        let ranked = Ranked::new(document, source, opinion);
        let said = |(a, b): Set| -> Vec<u32> {
            std::iter::once(a).chain(b).flat_map(|i| keys(document.working(), &source.candidates[i])).collect()
        };
        ranked
            .standing(&lean::judge_all(document, source, &[]))
            .into_iter()
            .map(|s| Sample { row: ranked.set_row(s).to_vec(), reward: reward(&said(s), &gold, &title) })
            .collect()
    })
}

/// The rows of the phrases that the chosen sentences can do without, with what the summary gains when each is left out.
pub fn phrase_rows(plain: &Plain) -> Vec<Sample> {
    let (gold, title) = (syllables(&plain.abstract_text), syllables(&plain.title));
    with_source(plain, true, |document, source, opinion| {
        let (Some(opinion), false) = (opinion, source.candidates.is_empty()) else { return Vec::new() };
        let ranked = Ranked::new(document, source, Some(opinion));
        let chosen = ranked.brief(&lean::judge_all(document, source, &[]));
        let spans: Vec<_> = chosen.iter().map(|&i| source.candidates[i].first..source.candidates[i].end).collect();
        let said = |out: std::ops::Range<usize>| -> Vec<u32> {
            let tokens = spans.iter().cloned().flatten().filter(|i| !out.contains(i)).map(|i| &document.working().tokens[i]);
            tokens.filter(|t| !t.is_mark()).map(|t| t.key).collect()
        };
        let before = reward(&said(0..0), &gold, &title);
        let mentions = mentions(document, source);
        let sentences = chosen.iter().map(|&i| ranked.sentence(document, &mentions, opinion, &chosen, i));
        let rows = sentences.flat_map(|s| s.rows());
        rows.map(|(p, row)| Sample { row: row.to_vec(), reward: reward(&said(p.tokens.indices()), &gold, &title) - before }).collect()
    })
}

/// The mentions of the candidates, as the pipeline reads them.
fn mentions(document: &Document, source: &Source) -> Vec<Mention> {
    let sentence = |c: &super::source::Candidate| {
        let tokens = TokenRange::new(c.first as u32, c.end as u32);
        Sentence { span: document.working().span(tokens), part: c.part, tokens }
    };
    let sentences: Vec<Sentence> = source.candidates.iter().map(sentence).collect();
    let (citations, _) = crate::law::read(document, &sentences);
    let dates = crate::date::find(document, None, &citations);
    crate::mention::find(document, &sentences, crate::lexicon::Lexicon::shared(), &citations, &dates)
}

/// The rows of the body sentences of an annotated article for the ranking of key points; 1 is earned by the key ones. `lines` are its
/// sentences, title and abstract first; without `lead` the abstract is left out.
pub fn point_rows(lines: &[String], key: &[usize], lead: bool) -> Vec<Sample> {
    let text = lines.iter().map(|l| l.replace('\n', " ")).collect::<Vec<_>>().join("\n");
    let document = Document::plain(&text);
    let parts = [PartKind::Title, PartKind::Abstract];
    let part = |n: usize| parts.get(n).copied().unwrap_or(PartKind::Body);
    let sentences: Vec<Sentence> = document
        .working()
        .lines
        .iter()
        .enumerate()
        .map(|(n, l)| Sentence { span: document.working().span(l.tokens), part: part(n), tokens: l.tokens })
        .filter(|s| lead || s.part != PartKind::Abstract)
        .collect();
    let skipped = usize::from(!lead);
    let source = Source::body(&document, &sentences);
    let ranked = Ranked::new(&document, &source, None);
    let rows = super::points::rows(&ranked).into_iter().zip(&source.candidates);
    rows.map(|(row, c)| Sample { row: row.to_vec(), reward: f32::from(u8::from(key.contains(&(c.sentence + skipped)))) }).collect()
}
