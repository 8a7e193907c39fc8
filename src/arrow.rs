//! Articles and records as columns: Arrow record batches. Feature `arrow`.
//!
//! In: a [`RecordBatch`] with a column of texts. Out: the same batch, not copied, with the fields of the records as further
//! columns: structs and lists as [`fields`] says, each name with a prefix. An article that cannot be read has nulls there and the
//! reason in the column `error`.
//!
//! ```
//! use std::sync::Arc;
//! use arrow_array::{ArrayRef, RecordBatch, StringArray, cast::AsArray};
//! use tomtat::{Pipeline, arrow::{Columns, enrich_batch}};
//!
//! let texts = StringArray::from(vec![Some("Sáng 14/3/2024, Bộ Nội vụ họp tại Hà Nội."), None]);
//! let batch = RecordBatch::try_from_iter([("noi_dung", Arc::new(texts) as ArrayRef)]).unwrap();
//! let columns = Columns { text: "noi_dung".to_owned(), ..Columns::default() };
//! let records = enrich_batch(&Pipeline::new(), &batch, &columns).unwrap();
//!
//! let units = records["tomtat_units"].as_list::<i32>().value(0);
//! assert_eq!(units.as_struct()["name"].as_string::<i32>().value(0), "Bộ Nội vụ");
//! assert_eq!(records["tomtat_error"].as_string::<i32>().value(1), "column `noi_dung` is null; give the article there");
//! ```
//!
//! The columns of a record, without the prefix:
//!
//! ```text
#![doc = include_str!("../schema/record-1-columns.txt")]
//! ```

mod articles;
mod rows;
mod schema;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use arrow_array::RecordBatch;
use arrow_schema::Schema;

use crate::article::Format;
use crate::pipeline::Pipeline;
use crate::{Error, Result};
pub use articles::Articles;
pub use rows::{Rows, schema};
pub use schema::fields;

/// Name of the column that says why an article could not be read.
const ERROR: &str = "error";
/// Name of the column of whole records.
const JSON: &str = "record";

/// Which columns of a batch make an article, and what is added to them.
///
/// A column that goes by its usual name here may be missing, but for the text; one that is named otherwise must be there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Columns {
    /// The text: strings of any kind.
    pub text: String,
    /// The identifier: strings or whole numbers.
    pub id: String,
    /// The title.
    pub title: String,
    /// The day of publication: strings, dates or timestamps.
    pub published: String,
    /// The address.
    pub url: String,
    /// What stands before the name of every column that is added. No column of the input may have the name of an added one.
    pub prefix: String,
    /// Adds a column `record`: the whole record as one JSON string.
    pub json: bool,
    /// Plain text or HTML.
    pub format: Format,
    /// The texts are clean, as [`crate::Article::clean`] says.
    pub clean: bool,
}

impl Default for Columns {
    fn default() -> Self {
        let [text, id, title, published, url, prefix] = ["text", "id", "title", "published", "url", "tomtat_"].map(str::to_owned);
        Self { text, id, title, published, url, prefix, json: false, format: Format::Text, clean: false }
    }
}

/// Reads the articles of a batch and adds the columns of their records, one row each, on this thread.
///
/// # Errors
/// Where a column is missing, of a type that cannot be read or has the name of one that is added; never because of a text.
pub fn enrich_batch(pipeline: &Pipeline, batch: &RecordBatch, columns: &Columns) -> Result<RecordBatch> {
    joined_schema(&batch.schema(), columns)?;
    let articles = Articles::new(batch, columns)?;
    let mut rows = Rows::new(columns);
    for row in 0..batch.num_rows() {
        match articles.get(row) {
            Ok(article) => rows.push(&pipeline.enrich(&article))?,
            Err(reason) => rows.fail(&reason)?,
        }
    }
    beside(batch, &rows.finish()?)
}

/// The schema of what [`enrich_batch`] makes of a batch of `schema`.
///
/// # Errors
/// Where a column has the name of one that is added.
pub fn joined_schema(schema: &Schema, columns: &Columns) -> Result<Schema> {
    let added = rows::schema(columns);
    if let Some(twice) = added.fields().iter().find(|f| schema.column_with_name(f.name()).is_some()) {
        let reason = format!("the column `{}` is there already; give another prefix than `{}`", twice.name(), columns.prefix);
        return Err(option("prefix", reason));
    }
    Ok(joined(schema, &added))
}

/// The columns of two batches of as many rows beside each other, not copied.
///
/// # Errors
/// Where one has more rows than the other.
pub fn beside(batch: &RecordBatch, added: &RecordBatch) -> Result<RecordBatch> {
    let schema = joined(&batch.schema(), &added.schema());
    let columns = batch.columns().iter().chain(added.columns()).map(Arc::clone).collect();
    RecordBatch::try_new(Arc::new(schema), columns).map_err(Error::Arrow)
}

fn joined(schema: &Schema, added: &Schema) -> Schema {
    let fields: Vec<_> = schema.fields().iter().chain(added.fields()).map(Arc::clone).collect();
    Schema::new_with_metadata(fields, schema.metadata().clone())
}

fn option(option: &'static str, reason: String) -> Error {
    Error::Option { option, reason }
}
