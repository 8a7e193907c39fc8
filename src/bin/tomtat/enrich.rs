//! `tomtat enrich`: articles in, records out, in order, in bounded memory.

use std::borrow::Cow;

use anyhow::{Result, bail};
use rayon::prelude::*;
#[cfg(feature = "generate")]
use tomtat::generate::{self, Generator};
use tomtat::knowledge::Knowledge;
use tomtat::mention::Entries;
#[cfg(feature = "model")]
use tomtat::model::Model;
use tomtat::record::{ErrorRecord, Record};
use tomtat::tag::own::OwnTopics;
use tomtat::tag::vocabulary::Vocabulary;
use tomtat::{Article, Format, Pipeline, Segmenter};

use crate::args::{Enrich, Reading, RecordForm};
use crate::article::{self, Owned};
use crate::chunk::{self, Chunk, Reached};
use crate::columns::{self, Row};
use crate::input::{self, Item};
use crate::lines::Lines;
use crate::packing::Packing;
use crate::progress::Progress;
use crate::records::{Piece, Records};
use crate::stop;

pub fn run(options: &Enrich) -> Result<usize> {
    check_files(options)?;
    if options.form() == RecordForm::Parquet {
        let form = columns::Form::new(options)?;
        let schema = Some(form.schema().clone());
        return run_as(options, form, schema);
    }
    run_as(options, Lines::new(options), None)
}

/// What is written must be no part of what is read.
fn check_files(options: &Enrich) -> Result<()> {
    let written = [options.output.as_deref(), options.errors.as_deref()];
    if written[0].is_some() && written[0] == written[1] {
        bail!("records and errors cannot go to the same file; name two");
    }
    for path in written.into_iter().flatten() {
        if input::holds(&options.input.files, path) {
            bail!("{} is part of the input; write to another file", path.display());
        }
    }
    Ok(())
}

/// `schema` of a file of columns.
fn run_as(options: &Enrich, form: impl Form, schema: Option<columns::Schema>) -> Result<usize> {
    let work = Work::new(options, form)?;
    let Some(mut records) = Records::open(options, schema)? else {
        eprintln!("tomtat: the output is there and complete; remove it to make it again");
        return Ok(0);
    };
    let earlier = records.done();
    let mut progress = Progress::new(options, earlier);
    let done = Reached { articles: earlier.articles, hash: earlier.hash, consumed: 0 };
    let input = chunk::Input { files: options.input.files.clone(), reading: (&options.input).into(), done };
    for piece in chunk::in_order(input, options.threads, move |chunk| work.piece(chunk))? {
        let piece = piece??;
        records.write(&piece)?;
        progress.show(&piece, records.done());
    }
    let done = records.done();
    records.finish(!stop::asked())?;
    progress.end(done);
    Ok((done.errors() + done.unsound) as usize)
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
    #[cfg(feature = "generate")]
    if let Some(generator) = generator(&reading.generation)? {
        builder = builder.generator(generator);
    }
    if let Some(budget) = reading.summary {
        builder = builder.summary(budget);
    }
    Ok(builder.build())
}

#[cfg(feature = "generate")]
fn generator(asked: &crate::args::Generation) -> Result<Option<Generator>> {
    let Some(directory) = &asked.generate else { return Ok(None) };
    let (prompt, input) = (asked.generate_prompt.clone(), asked.generate_input);
    let options = generate::Options { beams: asked.beams, most: asked.generate_length, prompt, input, ..generate::Options::default() };
    Ok(Some(Generator::open_with(directory, options)?))
}

/// What is written, and how.
pub trait Form: Send + Sync + 'static {
    /// What an article becomes.
    type Entry: Send;

    /// Whether records hold the fields of the input that are not ours.
    fn wants_rest(&self) -> bool;

    /// A record whose spans point into `article`, and the row that it came from.
    fn entry(&self, record: Record, article: &Article, came: Option<Row>) -> Self::Entry;

    /// What stands in place of a record; none where there is no place for it.
    fn failed(&self, e: &ErrorRecord, came: Option<Row>) -> Option<Self::Entry>;

    /// The entries of a chunk, in their order.
    fn piece(&self, entries: Vec<Self::Entry>) -> Result<Vec<u8>>;
}

/// What becomes of articles.
struct Work<F> {
    pipeline: Pipeline,
    form: F,
    clean: bool,
    check: bool,
    /// Error records go to a file of their own.
    errors_apart: bool,
    error_packing: Option<Packing>,
}

struct Made<E> {
    entry: Result<E, ErrorRecord>,
    came: Option<Row>,
    unsound: bool,
}

impl<F: Form> Work<F> {
    fn new(options: &Enrich, form: F) -> Result<Self> {
        Ok(Self {
            pipeline: pipeline(&options.reading)?,
            form,
            clean: options.reading.clean,
            check: options.check,
            errors_apart: options.errors.is_some(),
            error_packing: options.errors.as_deref().and_then(Packing::of_name),
        })
    }

    /// The records of a chunk, made by all threads of the pool.
    fn piece(&self, chunk: Chunk) -> Result<Piece> {
        let mut piece = Piece { reached: chunk.reached, ..Piece::default() };
        piece.size = chunk.items.iter().map(|item| item.size() as u64).sum();
        let all: Vec<Made<F::Entry>> = chunk.items.into_par_iter().with_max_len(1).map(|item| self.made(item)).collect();
        let mut entries = Vec::with_capacity(all.len());
        for Made { entry, came, unsound } in all {
            piece.records += u64::from(entry.is_ok());
            piece.unsound += u64::from(unsound);
            match entry {
                Ok(entry) => entries.push(entry),
                Err(e) if self.errors_apart => piece.errors.extend(to_json(&e, false)),
                Err(e) => entries.extend(self.form.failed(&e, came)),
            }
        }
        piece.bytes = self.form.piece(entries)?;
        match self.error_packing {
            Some(packing) if !piece.errors.is_empty() => piece.errors = packing.pack(&piece.errors)?,
            _ => {}
        }
        Ok(piece)
    }

    fn made(&self, item: Item) -> Made<F::Entry> {
        let came = if let Item::Row { row, .. } = &item { Some(row.clone()) } else { None };
        let mut unsound = false;
        let entry = Owned::of(item).and_then(|mut owned| {
            let rest = if self.form.wants_rest() { owned.take_rest()? } else { None };
            let article = owned.article(self.clean);
            let mut record = self.pipeline.enrich(&article);
            record.source = rest;
            if self.check {
                for problem in record.problems(article.text) {
                    eprintln!("tomtat: {}: {problem}", record.id.as_deref().unwrap_or("-"));
                    unsound = true;
                }
            }
            Ok(self.form.entry(record, &article, came.clone()))
        });
        Made { entry, came, unsound }
    }
}

/// The text as people read it, with a record that points into it.
pub fn printed<'a>(record: &mut Record, article: &Article<'a>) -> Cow<'a, str> {
    match article.format {
        Format::Html => Cow::Owned(record.print(article.text)),
        _ => Cow::Borrowed(article.text),
    }
}

pub fn to_json(value: &impl serde::Serialize, indent: bool) -> Vec<u8> {
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
    article::read(item, clean, |article, rest| {
        let mut record = pipeline.enrich(article);
        record.source = rest;
        write(&mut record, article)
    })
}
