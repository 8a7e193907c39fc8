//! The columns of a batch as articles.

use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::{Array, ArrayRef, RecordBatch, StringViewArray};
use arrow_cast::cast;
use arrow_cast::display::{ArrayFormatter, FormatOptions};
use arrow_schema::{ArrowError, DataType, Schema};

use super::Columns;
use crate::article::{Article, Format};
use crate::{Error, Result};

/// The zone in which an instant has its day: that of Viet Nam.
const HERE: &str = "+07:00";

/// The articles of a batch, borrowed where its columns hold plain strings.
#[derive(Debug)]
pub struct Articles {
    name: String,
    text: Strings,
    id: Option<Strings>,
    title: Option<Strings>,
    published: Option<Strings>,
    url: Option<Strings>,
    format: Format,
    clean: bool,
}

/// A column as strings, and as it came.
#[derive(Debug)]
struct Strings {
    values: StringViewArray,
    came: ArrayRef,
}

impl Strings {
    fn get(&self, row: usize) -> Option<&str> {
        self.values.is_valid(row).then(|| self.values.value(row))
    }
}

impl Articles {
    /// Finds the columns of a batch. Text, title and address are strings or binary UTF-8, also in a dictionary; the identifier may be a
    /// whole number, the day of publication a date or timestamp; one with a time zone has its day as in Viet Nam.
    ///
    /// # Errors
    /// Where the text column is missing, or one that was named otherwise than by default, or one is of a type that does not fit.
    pub fn new(batch: &RecordBatch, columns: &Columns) -> Result<Self> {
        let usual = Columns::default();
        let find = |option, name: &str, usual: &str, fits: fn(&DataType) -> bool| match place(&batch.schema(), option, name, usual, fits)? {
            Some(place) => strings(batch.column(place)).map(Some),
            None => Ok(None),
        };
        Ok(Self {
            name: columns.text.clone(),
            text: find("text", &columns.text, "", is_string)?.ok_or_else(|| missing("text", &columns.text, &batch.schema()))?,
            id: find("id", &columns.id, &usual.id, |t| is_string(t) || t.is_integer())?,
            title: find("title", &columns.title, &usual.title, is_string)?,
            published: find("published", &columns.published, &usual.published, |t| is_string(t) || is_day(t))?,
            url: find("url", &columns.url, &usual.url, is_string)?,
            format: columns.format,
            clean: columns.clean,
        })
    }

    /// What [`Articles::new`] would say of batches of this schema.
    ///
    /// # Errors
    /// Its errors.
    pub fn check(schema: &Schema, columns: &Columns) -> Result<()> {
        Self::new(&RecordBatch::new_empty(Arc::new(schema.clone())), columns).map(|_| ())
    }

    /// The article of a row.
    ///
    /// # Errors
    /// A sentence that says why there is none: its text is null or is not UTF-8.
    pub fn get(&self, row: usize) -> Result<Article<'_>, String> {
        let text = match self.text.get(row) {
            Some(text) => text,
            None if self.text.came.is_null(row) => return Err(format!("column `{}` is null; give the article there", self.name)),
            None => return Err(format!("column `{}` is not UTF-8; convert it", self.name)),
        };
        Ok(Article {
            text,
            id: self.id(row),
            title: self.title.as_ref().and_then(|c| c.get(row)),
            published: self.published.as_ref().and_then(|c| c.get(row)),
            url: self.url.as_ref().and_then(|c| c.get(row)),
            format: self.format,
            clean: self.clean,
        })
    }

    /// The identifier of a row, also of one that has no article.
    pub fn id(&self, row: usize) -> Option<&str> {
        self.id.as_ref()?.get(row)
    }
}

/// The place of a column of a fitting type; none where one that has its usual name is not there.
fn place(schema: &Schema, option: &'static str, name: &str, usual: &str, fits: fn(&DataType) -> bool) -> Result<Option<usize>> {
    match schema.column_with_name(name) {
        Some((place, field)) if fits(value_type(field.data_type())) => Ok(Some(place)),
        Some((_, field)) => Err(super::option(option, format!("column `{name}` is {}, which is read as no {option}", field.data_type()))),
        None if name == usual => Ok(None),
        None => Err(missing(option, name, schema)),
    }
}

fn missing(option: &'static str, name: &str, schema: &Schema) -> Error {
    let names: Vec<&str> = schema.fields().iter().map(|f| f.name().as_str()).collect();
    super::option(option, format!("there is no column `{name}`; there are: {}", names.join(", ")))
}

fn strings(column: &ArrayRef) -> Result<Strings> {
    let values = match column.data_type() {
        DataType::Timestamp(unit, Some(_)) => days(&cast(column, &DataType::Timestamp(*unit, Some(HERE.into()))).map_err(Error::Arrow)?),
        kind if is_day(value_type(kind)) => days(column),
        _ => cast(column, &DataType::Utf8View).map(|strings| strings.as_string_view().clone()),
    };
    Ok(Strings { values: values.map_err(Error::Arrow)?, came: Arc::clone(column) })
}

/// Days as ISO strings; null where a number is no day of the calendar.
fn days(column: &ArrayRef) -> Result<StringViewArray, ArrowError> {
    let options = FormatOptions::default();
    let days = ArrayFormatter::try_new(column, &options)?;
    Ok((0..column.len()).map(|row| column.is_valid(row).then(|| days.value(row).try_to_string().ok()).flatten()).collect())
}

fn value_type(kind: &DataType) -> &DataType {
    match kind {
        DataType::Dictionary(_, value) => value,
        kind => kind,
    }
}

fn is_string(kind: &DataType) -> bool {
    use DataType::{Binary, BinaryView, LargeBinary, LargeUtf8, Utf8, Utf8View};
    matches!(kind, Utf8 | LargeUtf8 | Utf8View | Binary | LargeBinary | BinaryView)
}

fn is_day(kind: &DataType) -> bool {
    matches!(kind, DataType::Date32 | DataType::Date64 | DataType::Timestamp(..))
}
