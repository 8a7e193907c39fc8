//! `tomtat enrich`: articles in, records out, in order, in bounded memory.

use std::borrow::Cow;
use std::io;

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
use tomtat::{Article, Format, Pipeline, Segmenter, export};

use crate::args::{Enrich, OffsetUnit, Reading, RecordForm};
use crate::article::{self, place};
use crate::chunk::{self, Chunk, Reached};
use crate::input::{self, Item};
use crate::packing::Packing;
use crate::progress::Progress;
use crate::records::{Piece, Records};
use crate::{show, stop};

pub fn run(options: &Enrich) -> Result<usize> {
    let work = Work::new(options)?;
    let Some(mut records) = Records::open(options)? else {
        eprintln!("tomtat: the output is there and complete; remove it to make it again");
        return Ok(0);
    };
    let earlier = records.done();
    let mut progress = Progress::new(options, earlier);
    let done = Reached { articles: earlier.articles, hash: earlier.hash, consumed: 0 };
    let input = chunk::Input { files: options.files.clone(), form: options.input, done };
    for piece in chunk::in_order(input, options.threads, move |chunk| work.piece(chunk))? {
        let piece = piece??;
        records.write(&piece)?;
        progress.show(&piece, records.done());
    }
    let done = records.done();
    progress.end(done);
    records.finish(!stop::asked())?;
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

/// What becomes of articles.
struct Work {
    pipeline: Pipeline,
    format: RecordForm,
    offsets: Option<OffsetUnit>,
    clean: bool,
    check: bool,
    /// Error records go to a file of their own.
    errors_apart: bool,
    packing: Option<Packing>,
    error_packing: Option<Packing>,
}

struct Entry {
    bytes: Vec<u8>,
    /// An error record.
    error: bool,
    unsound: bool,
}

impl Work {
    fn new(options: &Enrich) -> Result<Self> {
        let written = [options.output.as_deref(), options.errors.as_deref()];
        if written[0].is_some() && written[0] == written[1] {
            bail!("records and errors cannot go to the same file; name two");
        }
        for path in written.into_iter().flatten() {
            if input::holds(&options.files, path) {
                bail!("{} is part of the input; write to another file", path.display());
            }
        }
        Ok(Self {
            pipeline: pipeline(&options.reading)?,
            format: options.format,
            offsets: options.offsets,
            clean: options.reading.clean,
            check: options.check,
            errors_apart: options.errors.is_some(),
            packing: written[0].and_then(Packing::of_name),
            error_packing: written[1].and_then(Packing::of_name),
        })
    }

    /// The records of a chunk, made by all threads of the pool.
    fn piece(&self, chunk: Chunk) -> io::Result<Piece> {
        let mut piece = Piece { reached: chunk.reached, ..Piece::default() };
        piece.size = chunk.items.iter().map(|item| item.size() as u64).sum();
        let entries: Vec<Entry> = chunk.items.into_par_iter().with_max_len(1).map(|item| self.entry(item)).collect();
        for entry in entries {
            piece.records += u64::from(!entry.error);
            piece.unsound += u64::from(entry.unsound);
            if entry.error && self.errors_apart {
                piece.errors.extend(entry.bytes);
                continue;
            }
            if self.format == RecordForm::Json {
                piece.bytes.extend(b",\n");
            }
            // The one record of a huge article is not copied.
            match piece.bytes.is_empty() {
                true => piece.bytes = entry.bytes,
                false => piece.bytes.extend(entry.bytes),
            }
        }
        match self.packing {
            Some(packing) if self.format != RecordForm::Json && !piece.bytes.is_empty() => piece.bytes = packing.pack(&piece.bytes)?,
            _ => {}
        }
        match self.error_packing {
            Some(packing) if !piece.errors.is_empty() => piece.errors = packing.pack(&piece.errors)?,
            _ => {}
        }
        Ok(piece)
    }

    fn entry(&self, item: Item) -> Entry {
        let mut unsound = false;
        let bytes = read_item(&self.pipeline, item, self.clean, |record, article| {
            if self.check {
                for problem in record.problems(article.text) {
                    eprintln!("tomtat: {}: {problem}", record.id.as_deref().unwrap_or("-"));
                    unsound = true;
                }
            }
            written(record, article, self.format, self.offsets)
        });
        match bytes {
            Ok(bytes) => Entry { bytes, error: false, unsound },
            Err(e) => Entry { bytes: self.error(&e), error: true, unsound },
        }
    }

    fn error(&self, e: &ErrorRecord) -> Vec<u8> {
        match self.format {
            _ if self.errors_apart => to_json(e, false),
            RecordForm::Text => format!("{}: {}\n", place(e), e.error.reason).into_bytes(),
            format => to_json(e, format == RecordForm::Json),
        }
    }
}

/// The record in the form that is asked for.
pub fn written(record: &mut Record, article: &Article, format: RecordForm, offsets: Option<OffsetUnit>) -> Vec<u8> {
    match format {
        RecordForm::Json | RecordForm::Jsonl => {
            record.convert(article.text, offsets.unwrap_or(OffsetUnit::Bytes).into());
            to_json(record, format == RecordForm::Json)
        }
        RecordForm::Text => show::sheet(record).into_bytes(),
        RecordForm::JsonLd => to_json(&export::json_ld(record), false),
        RecordForm::Ninjs => to_json(&export::ninjs(record), false),
        RecordForm::Displacy => {
            let text = printed(record, article);
            to_json(&export::displacy(record, &text, offsets.unwrap_or(OffsetUnit::Chars).into()), false)
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
    article::read(item, clean, |article, rest| {
        let mut record = pipeline.enrich(article);
        record.source = rest;
        write(&mut record, article)
    })
}
