//! Records as pieces of a file of columns. A piece is an Arrow stream in a Zstandard frame; [`super::write`] makes a file of them.

use std::sync::Arc;

use anyhow::{Context, Result, bail};
use arrow_array::builder::StringBuilder;
use arrow_array::{Array, ArrayRef, RecordBatch};
use arrow_ipc::writer::StreamWriter;
use arrow_schema::{DataType, Field, Schema, SchemaRef};
use arrow_select::interleave::interleave;
use tomtat::Article;
use tomtat::arrow::{Columns, Rows, beside, joined_schema};
use tomtat::export::Offsets;
use tomtat::record::{ErrorRecord, Record};

use super::{Row, schema};
use crate::args::Enrich;
use crate::article::place;
use crate::enrich;
use crate::packing::Packing;

/// The form of records beside the columns of the input, or, where it has none, beside its other fields as JSON.
pub struct Form {
    /// The columns of the input.
    input: Option<SchemaRef>,
    added: Columns,
    schema: SchemaRef,
    offsets: Offsets,
}

/// A row to be written.
pub struct Entry {
    came: Option<Row>,
    record: Result<Box<Record>, String>,
}

impl Form {
    pub fn new(options: &Enrich) -> Result<Self> {
        if options.output.is_none() {
            bail!("Parquet is written to a file; name it with -o");
        }
        let input = schema::of_input(options)?;
        let added = Columns { prefix: options.prefix.clone(), ..Columns::default() };
        let schema = match &input {
            Some(input) => joined_schema(input, &added)?,
            None => joined_schema(&source(&added), &added)?,
        };
        let offsets = options.offsets.map_or(Offsets::Bytes, Offsets::from);
        Ok(Self { input, added, schema: Arc::new(schema), offsets })
    }

    /// The columns that are written.
    pub fn schema(&self) -> &SchemaRef {
        &self.schema
    }

    /// The fields of the input that are not ours.
    fn sources(&self, entries: &[Entry]) -> Result<RecordBatch> {
        let mut sources = StringBuilder::new();
        for entry in entries {
            let fields = entry.record.as_ref().ok().and_then(|record| record.source.as_ref());
            sources.append_option(fields.map(serde_json::to_string).transpose()?);
        }
        Ok(RecordBatch::try_new(Arc::new(source(&self.added)), vec![Arc::new(sources.finish()) as ArrayRef])?)
    }
}

impl enrich::Form for Form {
    type Entry = Entry;

    fn wants_rest(&self) -> bool {
        self.input.is_none()
    }

    fn entry(&self, mut record: Record, article: &Article, came: Option<Row>) -> Entry {
        record.convert(article.text, self.offsets);
        Entry { came, record: Ok(Box::new(record)) }
    }

    /// None, but a word to the user, where the article had no row.
    fn failed(&self, e: &ErrorRecord, came: Option<Row>) -> Option<Entry> {
        if came.is_none() && self.input.is_some() {
            eprintln!("tomtat: {}: {}", place(e), e.error.reason);
            return None;
        }
        let reason = match came {
            Some(_) => e.error.reason.clone(),
            None => format!("{}: {}", place(e), e.error.reason),
        };
        Some(Entry { came, record: Err(reason) })
    }

    fn piece(&self, entries: Vec<Entry>) -> Result<Vec<u8>> {
        if entries.is_empty() {
            return Ok(Vec::new());
        }
        let mut rows = Rows::new(&self.added);
        for entry in &entries {
            match &entry.record {
                Ok(record) => rows.push(record)?,
                Err(reason) => rows.fail(reason)?,
            }
        }
        let came = match &self.input {
            Some(schema) => came(schema, &entries)?,
            None => self.sources(&entries)?,
        };
        let batch = beside(&came, &rows.finish()?)?;
        let mut stream = StreamWriter::try_new(Vec::new(), &self.schema)?;
        stream.write(&batch)?;
        Ok(Packing::Zstd.pack(&stream.into_inner()?)?)
    }
}

/// The column of the input's other fields.
fn source(added: &Columns) -> Schema {
    Schema::new(vec![Field::new(format!("{}source", added.prefix), DataType::Utf8, true)])
}

/// The rows that came, from their batches, whose schemas may differ in what may be null.
fn came(schema: &SchemaRef, entries: &[Entry]) -> Result<RecordBatch> {
    let (mut batches, mut places): (Vec<&RecordBatch>, Vec<(usize, usize)>) = (Vec::new(), Vec::new());
    for entry in entries {
        let row = entry.came.as_ref().context("a row without columns")?;
        if batches.last().is_none_or(|last| !std::ptr::eq(*last, &row.batch.columns)) {
            batches.push(&row.batch.columns);
        }
        places.push((batches.len() - 1, row.index));
    }
    let column = |n: usize| {
        let parts: Vec<&dyn Array> = batches.iter().map(|batch| batch.column(n).as_ref()).collect();
        interleave(&parts, &places)
    };
    let columns = (0..schema.fields().len()).map(column).collect::<Result<_, _>>()?;
    Ok(RecordBatch::try_new(Arc::clone(schema), columns)?)
}
