//! Arrow in, Arrow out, through Arrow's C data interface: columns are handed over, not copied.

use arrow_array::ffi_stream::RecordBatchStreamReader;
use arrow_array::{RecordBatch, RecordBatchReader};
use arrow_pyarrow::{FromPyArrow, IntoPyArrow, ToPyArrow};
use arrow_schema::{ArrowError, SchemaRef};
use pyo3::exceptions::PyTypeError;
use pyo3::intern;
use pyo3::prelude::*;
use rayon::prelude::*;
use std::sync::Arc;
use tomtat::Record;
use tomtat::arrow::{Articles, Columns, Rows, beside, joined_schema};

use crate::error::exception;
use crate::pipeline::Pipeline;

/// Articles that all threads read before their records become columns.
const STEP: usize = 1024;

/// How columns are read.
#[derive(Clone)]
pub struct How {
    pub columns: Columns,
    pub threads: Option<usize>,
}

/// `data` with the columns of the records: a batch for a batch, a reader, read on demand, for a reader, otherwise a table.
pub fn enrich<'py>(pipeline: &Bound<'py, Pipeline>, data: &Bound<'py, PyAny>, how: How) -> PyResult<Bound<'py, PyAny>> {
    let py = data.py();
    if data.hasattr(intern!(py, "__arrow_c_array__"))? {
        let batch = RecordBatch::from_pyarrow_bound(data)?;
        let pipeline = pipeline.get();
        return py.detach(|| batch_of(pipeline, &batch, &how)).map_err(exception)?.to_pyarrow(py);
    }
    if !data.hasattr(intern!(py, "__arrow_c_stream__"))? {
        let class = data.get_type().name()?;
        return Err(PyTypeError::new_err(format!("{class} gives no Arrow data; give a record batch, a table, a reader or a frame")));
    }
    let whole = !data.is_instance(&py.import("pyarrow")?.getattr("RecordBatchReader")?)?;
    let reader = RecordBatchStreamReader::from_pyarrow_bound(data)?;
    let schema = joined_schema(&reader.schema(), &how.columns).map_err(exception)?;
    Articles::check(&reader.schema(), &how.columns).map_err(exception)?;
    let enriched = Enriched { reader, left: None, schema: Arc::new(schema), pipeline: pipeline.clone().unbind(), how };
    let reader = (Box::new(enriched) as Box<dyn RecordBatchReader + Send>).into_pyarrow(py)?;
    if whole { reader.call_method0(intern!(py, "read_all")) } else { Ok(reader) }
}

/// The batch with the columns of its records.
fn batch_of(pipeline: &Pipeline, batch: &RecordBatch, how: &How) -> tomtat::Result<RecordBatch> {
    joined_schema(&batch.schema(), &how.columns)?;
    let articles = Articles::new(batch, &how.columns)?;
    let mut rows = Rows::new(&how.columns);
    for first in (0..batch.num_rows()).step_by(STEP) {
        let step = first..batch.num_rows().min(first + STEP);
        let read = |row| articles.get(row).map(|article| pipeline.read(&article));
        let records = || step.into_par_iter().with_max_len(1).map(read).collect::<Vec<Result<Record, String>>>();
        for record in &pipeline.pool.run(how.threads, records)? {
            match record {
                Ok(record) => rows.push(record)?,
                Err(reason) => rows.fail(reason)?,
            }
        }
    }
    beside(batch, &rows.finish()?)
}

/// Reads on as it is read.
struct Enriched {
    reader: RecordBatchStreamReader,
    /// What is left of a large batch.
    left: Option<RecordBatch>,
    schema: SchemaRef,
    pipeline: Py<Pipeline>,
    how: How,
}

impl Iterator for Enriched {
    type Item = Result<RecordBatch, ArrowError>;

    fn next(&mut self) -> Option<Self::Item> {
        let batch = match self.left.take() {
            Some(batch) => batch,
            None => match self.reader.next()? {
                Ok(batch) => batch,
                Err(e) => return Some(Err(e)),
            },
        };
        let rows = batch.num_rows().min(STEP);
        if rows < batch.num_rows() {
            self.left = Some(batch.slice(rows, batch.num_rows() - rows));
        }
        Some(batch_of(self.pipeline.get(), &batch.slice(0, rows), &self.how).map_err(|e| ArrowError::ExternalError(e.into())))
    }
}

impl RecordBatchReader for Enriched {
    fn schema(&self) -> SchemaRef {
        self.schema.clone()
    }
}
