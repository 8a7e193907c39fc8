//! Records as lines, as one JSON array or as text for people.

use anyhow::Result;
use tomtat::record::{ErrorRecord, Record};
use tomtat::{Article, export};

use crate::args::{Enrich, OffsetUnit, RecordForm};
use crate::article::place;
use crate::columns::Row;
use crate::enrich::{Form, printed, to_json};
use crate::packing::Packing;
use crate::show;

pub struct Lines {
    format: RecordForm,
    offsets: Option<OffsetUnit>,
    packing: Option<Packing>,
}

impl Lines {
    pub fn new(options: &Enrich) -> Self {
        Self { format: options.form(), offsets: options.offsets, packing: options.output.as_deref().and_then(Packing::of_name) }
    }
}

/// The record in the form that is asked for.
pub fn written(record: &mut Record, article: &Article, format: RecordForm, offsets: Option<OffsetUnit>) -> Vec<u8> {
    match format {
        RecordForm::Text => show::sheet(record).into_bytes(),
        RecordForm::JsonLd => to_json(&export::json_ld(record), false),
        RecordForm::Ninjs => to_json(&export::ninjs(record), false),
        RecordForm::Displacy => {
            let text = printed(record, article);
            to_json(&export::displacy(record, &text, offsets.unwrap_or(OffsetUnit::Chars).into()), false)
        }
        RecordForm::Json | RecordForm::Jsonl | RecordForm::Parquet => {
            record.convert(article.text, offsets.unwrap_or(OffsetUnit::Bytes).into());
            to_json(record, format == RecordForm::Json)
        }
    }
}

impl Form for Lines {
    type Entry = Vec<u8>;

    fn wants_rest(&self) -> bool {
        true
    }

    fn entry(&self, mut record: Record, article: &Article, _: Option<Row>) -> Vec<u8> {
        written(&mut record, article, self.format, self.offsets)
    }

    fn failed(&self, e: &ErrorRecord, _: Option<Row>) -> Option<Vec<u8>> {
        Some(match self.format {
            RecordForm::Text => format!("{}: {}\n", place(e), e.error.reason).into_bytes(),
            format => to_json(e, format == RecordForm::Json),
        })
    }

    fn piece(&self, entries: Vec<Vec<u8>>) -> Result<Vec<u8>> {
        let mut bytes = Vec::new();
        for entry in entries {
            if self.format == RecordForm::Json {
                bytes.extend(b",\n");
            }
            // The one record of a huge article is not copied.
            match bytes.is_empty() {
                true => bytes = entry,
                false => bytes.extend(entry),
            }
        }
        match self.packing {
            Some(packing) if self.format != RecordForm::Json && !bytes.is_empty() => Ok(packing.pack(&bytes)?),
            _ => Ok(bytes),
        }
    }
}
