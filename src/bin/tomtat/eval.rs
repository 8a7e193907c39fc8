//! `tomtat eval`: gold data in, figures out.
//!
//! JSON Lines hold articles with their labels, offsets in characters; whatever labels a file has are measured. Other files hold lines
//! of words, syllables joined by `_`.

mod measure;

use std::collections::{BTreeMap, HashSet};
use std::io::{BufRead, Write};
use std::path::Path;

use anyhow::{Context, Result, bail};
use measure::{Tally, overlap, syllables, word_spans};
use serde_json::Value;
use tomtat::export::Offsets;
use tomtat::record::Record;
use tomtat::{Article, Pipeline, Segmenter, fold};

use crate::args::Eval;
use crate::output;
use crate::{enrich, laws, stop};

/// Rows of the table of mentions, in order.
const ROWS: [&str; 7] = ["PER", "TITLE", "UNIT", "inner UNIT", "LAW", "LOC", "DATE"];

/// Place and type of a mention.
type Named = (usize, usize, String);

/// Sums over the articles of one file.
#[derive(Default)]
struct Figures {
    articles: usize,
    mentions: BTreeMap<&'static str, Tally>,
    tags: Tally,
    /// Articles with a gold topic, and those whose main topic is one of its.
    topics: (usize, usize),
    /// Articles with an abstract, and the sums of ROUGE-1, 2 and L.
    rouge: (usize, [f64; 3]),
}

pub fn run(options: &Eval) -> Result<usize> {
    let mut out = output::standard();
    let mut pipeline = None;
    for file in &options.files {
        writeln!(out, "{}", file.display())?;
        if file.extension().is_some_and(|e| e == "jsonl" || e == "ndjson") {
            if pipeline.is_none() {
                pipeline = Some(enrich::pipeline(&options.reading)?);
            }
            let figures = pipeline.as_ref().map(|p| articles(p, file)).transpose()?.unwrap_or_default();
            write(&mut out, &figures)?;
        } else {
            let segmenter = options.reading.words.as_ref().map_or_else(|| Ok(Segmenter::new()), Segmenter::with_word_file)?;
            writeln!(out, "{}", Tally::head())?;
            writeln!(out, "{}", lines(&segmenter, file)?.row("words"))?;
        }
        out.flush()?;
    }
    out.flush()?;
    Ok(0)
}

fn articles(pipeline: &Pipeline, file: &Path) -> Result<Figures> {
    let mut figures = Figures::default();
    for (n, line) in laws::open(file)?.lines().enumerate() {
        if stop::asked() {
            break;
        }
        let place = || format!("{}, line {}", file.display(), n + 1);
        let gold: Value = serde_json::from_str(&line?).with_context(place)?;
        let Some(text) = ["text", "raw"].iter().find_map(|k| gold[k].as_str()) else {
            bail!("{}: neither `text` nor `raw`", place());
        };
        let mut article = Article::new(text);
        article.published = gold["published"].as_str();
        let mut record = pipeline.enrich(&article);
        record.convert(text, Offsets::Chars);
        figures.add(&gold, &record).with_context(place)?;
    }
    Ok(figures)
}

impl Figures {
    fn add(&mut self, gold: &Value, record: &Record) -> Result<()> {
        self.articles += 1;
        if let Some(entities) = gold["entities"].as_array() {
            let want: Option<Vec<Named>> = entities.iter().map(named).collect();
            let want = split(want.context("an entity without `start`, `end` or `type`")?);
            let kind = |m: &tomtat::record::MentionRecord| format!("{:?}", m.kind).to_uppercase();
            let found = split(record.mentions.iter().map(|m| (m.span.start as usize, m.span.end as usize, kind(m))).collect());
            for row in ROWS {
                self.mentions.entry(row).or_default().add(&want[row], &found[row]);
            }
        }
        if let Some(topics) = gold["topics"].as_array().filter(|t| !t.is_empty()) {
            let main = record.topics.first();
            self.topics.0 += 1;
            self.topics.1 += usize::from(main.is_some_and(|t| topics.iter().any(|g| g == t.code.as_str())));
        }
        if let Some(tags) = gold["tags"].as_array() {
            let want: HashSet<String> = tags.iter().filter_map(Value::as_str).map(fold).collect();
            self.tags.add(&want, &record.tags.iter().take(8).map(|t| fold(&t.label)).collect());
        }
        // Where abstract and text are one, the abstract is no gold.
        if let Some(wanted) = gold["abstract"].as_str().filter(|_| gold["entities"].is_null()) {
            let title = gold["title"].as_str().map(fold).filter(|t| !t.is_empty());
            let said = fold(&record.summary.text);
            let said = title.map_or(said.clone(), |t| said.replace(&t, " "));
            let got = overlap(&syllables(&said), &syllables(&fold(wanted)));
            self.rouge.0 += 1;
            self.rouge.1.iter_mut().zip(got).for_each(|(sum, v)| *sum += v);
        }
        Ok(())
    }
}

fn named(entity: &Value) -> Option<Named> {
    Some((entity["start"].as_u64()? as usize, entity["end"].as_u64()? as usize, entity["type"].as_str()?.to_owned()))
}

/// Mentions by row of the table; what stands inside a position has its own.
fn split(mentions: Vec<Named>) -> BTreeMap<&'static str, HashSet<Named>> {
    let titles: Vec<(usize, usize)> = mentions.iter().filter(|m| m.2 == "TITLE").map(|m| (m.0, m.1)).collect();
    let mut rows: BTreeMap<_, HashSet<Named>> = ROWS.iter().map(|&r| (r, HashSet::new())).collect();
    for m in mentions {
        let held = m.2 != "TITLE" && titles.iter().any(|t| t.0 <= m.0 && m.1 <= t.1);
        let row = if held { (m.2 == "UNIT").then_some("inner UNIT") } else { ROWS.iter().copied().find(|r| *r == m.2) };
        if let Some(set) = row.and_then(|r| rows.get_mut(r)) {
            set.insert(m);
        }
    }
    rows
}

fn write(out: &mut impl Write, figures: &Figures) -> Result<()> {
    writeln!(out, "articles {}", figures.articles)?;
    if !figures.mentions.is_empty() || figures.tags.gold > 0 {
        writeln!(out, "{}", Tally::head())?;
    }
    for row in ROWS.iter().filter(|r| figures.mentions.contains_key(**r)) {
        writeln!(out, "{}", figures.mentions[row].row(row))?;
    }
    if !figures.mentions.is_empty() {
        let all = figures.mentions.values().fold(Tally::default(), |a, b| a.plus(b));
        writeln!(out, "{}", all.row("all"))?;
    }
    if figures.tags.gold > 0 {
        writeln!(out, "{}", figures.tags.row("tags"))?;
    }
    if figures.topics.0 > 0 {
        writeln!(out, "main topic {:.2}", 100.0 * figures.topics.1 as f64 / figures.topics.0 as f64)?;
    }
    if figures.rouge.0 > 0 {
        let [one, two, long] = figures.rouge.1.map(|v| 100.0 * v / figures.rouge.0 as f64);
        writeln!(out, "ROUGE-1 {one:.2}  ROUGE-2 {two:.2}  ROUGE-L {long:.2}")?;
    }
    Ok(())
}

fn lines(segmenter: &Segmenter, file: &Path) -> Result<Tally> {
    let (mut tally, mut joined) = (Tally::default(), String::new());
    for line in laws::open(file)?.lines() {
        let line = line.with_context(|| file.display().to_string())?;
        joined.clear();
        segmenter.join(&line.replace('_', " "), &mut joined);
        tally.add(&word_spans(&line), &word_spans(&joined));
    }
    Ok(tally)
}
