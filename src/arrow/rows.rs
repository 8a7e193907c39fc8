//! Records as columns.

use std::sync::Arc;

use arrow_array::builder::StringBuilder;
use arrow_array::{ArrayRef, RecordBatch};
use arrow_schema::{ArrowError, DataType, Field, FieldRef, Schema, SchemaRef};
use serde_arrow::ArrayBuilder;

use super::{Columns, fields};
use crate::record::Record;
use crate::{Error, Result};

/// Records one by one, as the columns that [`super::schema`] names.
#[derive(Debug)]
pub struct Rows {
    schema: SchemaRef,
    fields: ArrayBuilder,
    errors: StringBuilder,
    json: Option<StringBuilder>,
}

/// The columns that [`super::enrich_batch`] adds: the fields of a record, `error`, and `record` where it is asked for.
pub fn schema(columns: &Columns) -> SchemaRef {
    let named = |field: &FieldRef| Arc::new(field.as_ref().clone().with_name(format!("{}{}", columns.prefix, field.name())));
    let string = |name| Arc::new(Field::new(name, DataType::Utf8, true));
    let own = [Some(string(super::ERROR)), columns.json.then(|| string(super::JSON))];
    Arc::new(Schema::new(fields().iter().chain(own.iter().flatten()).map(named).collect::<Vec<_>>()))
}

impl Rows {
    /// No rows yet.
    pub fn new(columns: &Columns) -> Self {
        let fields = ArrayBuilder::from_arrow(fields()).expect("the types of the columns are known; a test makes them");
        Self { schema: schema(columns), fields, errors: StringBuilder::new(), json: columns.json.then(StringBuilder::new) }
    }

    /// Adds a record.
    ///
    /// # Errors
    /// Where a column becomes longer than Arrow can count, 2 GB of text.
    pub fn push(&mut self, record: &Record) -> Result<()> {
        self.fields.push(record).map_err(external)?;
        self.errors.append_null();
        if let Some(json) = &mut self.json {
            json.append_value(serde_json::to_string(record).expect("a record serialises"));
        }
        Ok(())
    }

    /// Adds a row of an article that could not be read, and why.
    ///
    /// # Errors
    /// As [`Rows::push`].
    pub fn fail(&mut self, reason: &str) -> Result<()> {
        #[derive(serde::Serialize)]
        struct Nothing {}
        self.fields.push(Nothing {}).map_err(external)?;
        self.errors.append_value(reason);
        if let Some(json) = &mut self.json {
            json.append_null();
        }
        Ok(())
    }

    /// The columns of all rows.
    ///
    /// # Errors
    /// As [`Rows::push`].
    pub fn finish(mut self) -> Result<RecordBatch> {
        let mut columns = self.fields.into_arrow().map_err(external)?;
        columns.push(Arc::new(self.errors.finish()) as ArrayRef);
        columns.extend(self.json.map(|mut json| Arc::new(json.finish()) as ArrayRef));
        RecordBatch::try_new(self.schema, columns).map_err(Error::Arrow)
    }
}

fn external(error: serde_arrow::Error) -> Error {
    Error::Arrow(ArrowError::ExternalError(error.into()))
}
