//! `tomtat enrich`: articles in, records out, in order, in bounded memory.

use std::borrow::Cow;
use std::io::{IsTerminal, Write};
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, RecvTimeoutError, sync_channel};
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use indicatif::{ProgressBar, ProgressStyle};
use rayon::prelude::*;
use tomtat::knowledge::Knowledge;
use tomtat::mention::Entries;
#[cfg(feature = "model")]
use tomtat::model::Model;
use tomtat::record::{ErrorRecord, Record};
use tomtat::tag::own::OwnTopics;
use tomtat::tag::vocabulary::Vocabulary;
use tomtat::{Article, Format, Pipeline, Segmenter, export};

use crate::args::{Enrich, InputForm, OffsetUnit, Reading, RecordForm};
use crate::input::{self, Item, Origin};
use crate::output::Output;
use crate::{show, stop};

/// A chunk is handed to the threads when it has so many articles or so many bytes.
const CHUNK_ARTICLES: usize = 128;
const CHUNK_BYTES: usize = 4 << 20;

pub fn run(options: &Enrich) -> Result<usize> {
    let pipeline = pipeline(&options.reading)?;
    let pool = rayon::ThreadPoolBuilder::new().num_threads(options.threads.into()).build().context("cannot start the threads")?;
    let mut out = Output::open(options.output.as_deref())?;
    let chunks = read_in_background(&options.files, options.input);
    let bar = Progress::new();
    let (mut failed, mut written) = (0, 0usize);
    if options.format == RecordForm::Json {
        out.write_all(b"[")?;
    }
    while let Some(chunk) = next(&chunks) {
        let records: Vec<Entry> = pool.install(|| chunk.into_par_iter().map(|item| enrich(&pipeline, item, options)).collect());
        for entry in records {
            failed += usize::from(entry.failed);
            if options.format == RecordForm::Json {
                out.write_all(if written == 0 { b"\n" } else { b",\n" })?;
            }
            out.write_all(&entry.bytes)?;
            written += 1;
        }
        out.flush()?;
        bar.show(written);
    }
    if options.format == RecordForm::Json {
        out.write_all(b"\n]\n")?;
    }
    bar.end();
    out.finish(!stop::asked())?;
    Ok(failed)
}

/// The pipeline that the options ask for.
pub fn pipeline(reading: &Reading) -> Result<Pipeline> {
    let mut builder = Pipeline::builder().tags(reading.tags);
    if let Some(path) = &reading.words {
        builder = builder.segmenter(Segmenter::with_word_file(path)?);
    }
    if let Some(path) = &reading.entries {
        builder = builder.entries(Entries::read(path)?);
    }
    if let Some(path) = &reading.knowledge {
        builder = builder.resolver(Knowledge::read(path)?);
    }
    if let Some(path) = &reading.vocabulary {
        builder = builder.vocabulary(Vocabulary::read(path)?);
    }
    if let Some(path) = &reading.topics {
        builder = builder.own_topics(OwnTopics::read(path)?);
    }
    #[cfg(feature = "model")]
    if reading.no_model {
        builder = builder.without_model();
    } else if let Some(directory) = &reading.model {
        builder = builder.model(Model::open(directory)?);
    }
    #[cfg(feature = "model")]
    {
        builder = builder.compress(reading.compress);
    }
    if let Some(budget) = reading.summary {
        builder = builder.summary(budget);
    }
    Ok(builder.build())
}

/// Reading runs beside the work; at most two chunks wait.
pub fn read_in_background(files: &[PathBuf], form: InputForm) -> Receiver<Vec<Item>> {
    let (send, receive) = sync_channel(2);
    let (files, one_by_one) = (files.to_vec(), std::io::stdin().is_terminal());
    std::thread::spawn(move || {
        let (mut chunk, mut bytes) = (Vec::new(), 0);
        input::read(&files, form, |item| {
            bytes += item.size();
            chunk.push(item);
            if chunk.len() < CHUNK_ARTICLES && bytes < CHUNK_BYTES && !one_by_one {
                return true;
            }
            bytes = 0;
            send.send(std::mem::take(&mut chunk)).is_ok()
        });
        // The receiver is gone only when the work has ended already.
        let _ = send.send(chunk);
    });
    receive
}

/// The next chunk; none at the end of the input or after Ctrl-C, which must not wait for a slow input.
pub fn next(chunks: &Receiver<Vec<Item>>) -> Option<Vec<Item>> {
    while !stop::asked() {
        match chunks.recv_timeout(Duration::from_millis(50)) {
            Ok(chunk) => return Some(chunk),
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => return None,
        }
    }
    None
}

struct Entry {
    bytes: Vec<u8>,
    failed: bool,
}

fn enrich(pipeline: &Pipeline, item: Item, options: &Enrich) -> Entry {
    let mut unsound = false;
    let written = read_item(pipeline, item, options.reading.clean, |record, article| {
        if options.check {
            for problem in record.problems(article.text) {
                eprintln!("tomtat: {}: {problem}", record.id.as_deref().unwrap_or("-"));
                unsound = true;
            }
        }
        write(record, article, options)
    });
    let (json, indent) = (options.format != RecordForm::Text, options.format == RecordForm::Json);
    match written {
        Ok(bytes) => Entry { bytes, failed: unsound },
        Err(e) if json => Entry { bytes: to_json(&e, indent), failed: true },
        Err(e) => Entry { bytes: format!("{}: {}\n", place(&e), e.error.reason).into_bytes(), failed: true },
    }
}

/// The record in the form that is asked for.
fn write(record: &mut Record, article: &Article, options: &Enrich) -> Vec<u8> {
    match options.format {
        RecordForm::Json | RecordForm::Jsonl => {
            record.convert(article.text, options.offsets.unwrap_or(OffsetUnit::Bytes).into());
            to_json(record, options.format == RecordForm::Json)
        }
        RecordForm::Text => show::sheet(record).into_bytes(),
        RecordForm::JsonLd => to_json(&export::json_ld(record), false),
        RecordForm::Ninjs => to_json(&export::ninjs(record), false),
        RecordForm::Displacy => {
            let text = printed(record, article);
            to_json(&export::displacy(record, &text, options.offsets.unwrap_or(OffsetUnit::Chars).into()), false)
        }
    }
}

/// The text as people read it, with a record that points into it.
pub fn printed<'a>(record: &mut Record, article: &Article<'a>) -> Cow<'a, str> {
    match article.format {
        Format::Html => Cow::Owned(record.print(article.text)),
        _ => Cow::Borrowed(article.text),
    }
}

/// Where an article stood, as people write it.
pub fn place(e: &ErrorRecord) -> String {
    e.error.line.map_or_else(|| e.error.file.clone(), |line| format!("{}, line {line}", e.error.file))
}

fn to_json(value: &impl serde::Serialize, indent: bool) -> Vec<u8> {
    let mut bytes = if indent { serde_json::to_vec_pretty(value) } else { serde_json::to_vec(value) }.expect("a record serialises");
    if !indent {
        bytes.push(b'\n');
    }
    bytes
}

/// Reads one article and gives its record, with the article that its spans point into, to `write`.
pub fn read_item<T>(
    pipeline: &Pipeline,
    item: Item,
    clean: bool,
    write: impl FnOnce(&mut Record, &Article) -> T,
) -> Result<T, ErrorRecord> {
    match item {
        Item::Failed { origin, reason } => Err(error(&origin, None, reason)),
        Item::Plain { origin, bytes, html } => {
            let text = utf8(&bytes).map_err(|reason| error(&origin, None, reason))?;
            let name = origin.file.to_string_lossy();
            let mut article = if html { Article::html(text) } else { Article::new(text) };
            article.id = (name != "-").then_some(&*name);
            article.clean = clean;
            Ok(write(&mut pipeline.enrich(&article), &article))
        }
        Item::Json { origin, bytes } => {
            let input = utf8(&bytes).and_then(export::input::Input::parse).map_err(|reason| error(&origin, None, reason))?;
            let mut article = input.article();
            article.clean |= clean;
            let mut record = pipeline.enrich(&article);
            record.source = input.rest.clone();
            Ok(write(&mut record, &article))
        }
    }
}

/// The text of a file or line.
pub fn utf8(bytes: &[u8]) -> Result<&str, String> {
    let text = std::str::from_utf8(bytes).map_err(|e| format!("not UTF-8 at byte {}; convert the file to UTF-8", e.valid_up_to()))?;
    Ok(text)
}

/// The error record of an article.
pub fn error(origin: &Origin, id: Option<String>, reason: String) -> ErrorRecord {
    ErrorRecord::new(id, origin.file.display().to_string(), origin.line, reason)
}

/// A counter on standard error, when that is a terminal and the work takes longer than a second.
struct Progress {
    bar: ProgressBar,
    since: Instant,
}

impl Progress {
    fn new() -> Self {
        Self { bar: ProgressBar::hidden(), since: Instant::now() }
    }

    fn show(&self, written: usize) {
        if self.bar.is_hidden() && self.since.elapsed() > Duration::from_secs(1) && std::io::stderr().is_terminal() {
            self.bar.set_draw_target(indicatif::ProgressDrawTarget::stderr());
            self.bar
                .set_style(ProgressStyle::with_template("{spinner} {human_pos} articles, {per_sec}, {elapsed}").expect("a fixed template"));
        }
        self.bar.set_position(written as u64);
    }

    fn end(&self) {
        self.bar.finish_and_clear();
    }
}
