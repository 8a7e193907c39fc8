//! Parquet files as articles, some rows at a time.

use std::fs::File;
use std::panic::{self, AssertUnwindSafe};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use arrow_array::RecordBatch;
use parquet::arrow::arrow_reader::{ArrowReaderMetadata, ArrowReaderOptions, ParquetRecordBatchReaderBuilder};
use tomtat::arrow::{Articles, Columns};
use tomtat::export::input::Fields;

use super::schema::columns;
use super::{Batch, Row};
use crate::input::{Item, Origin};

/// Rows and bytes that are decoded at once, about.
const ROWS: usize = 128;
const BYTES: usize = 4 << 20;

/// Gives every row of a file, in order, until `give` returns false. `consumed` counts the bytes of what was read.
pub fn read(path: &Path, file: &File, fields: &Fields, consumed: &AtomicU64, give: &mut impl FnMut(Item) -> bool) -> bool {
    let place = |line| Origin { file: path.to_owned(), line };
    let failed = |line, reason| Item::Failed { origin: place(line), reason };
    let metadata = match unharmed(|| ArrowReaderMetadata::load(file, ArrowReaderOptions::new())) {
        Ok(metadata) => metadata,
        Err(e) => return give(failed(None, format!("cannot be read as Parquet ({e})"))),
    };
    let columns = columns(metadata.schema(), fields);
    if let Err(e) = Articles::check(metadata.schema(), &columns) {
        return give(failed(None, e.to_string()));
    }
    let groups = metadata.metadata().row_groups();
    let mut before = 0;
    for (number, group) in groups.iter().enumerate() {
        let rows = usize::try_from(group.num_rows()).unwrap_or_default();
        let row_size = usize::try_from(group.total_byte_size()).unwrap_or_default() / rows.max(1);
        let mut read = 0;
        let mut batches = match unharmed(|| open(file, metadata.clone(), number, (BYTES / row_size.max(1)).clamp(1, ROWS))) {
            Ok(batches) => batches,
            Err(e) => {
                if !give(failed(Some(before + 1), lost(before + 1, before + rows, &e))) {
                    return false;
                }
                before += rows;
                continue;
            }
        };
        loop {
            let batch = match unharmed(|| batches.next().transpose()).and_then(|b| b.map(|b| of(b, &columns, row_size)).transpose()) {
                Ok(Some(batch)) => Arc::new(batch),
                Ok(None) => break,
                Err(e) => {
                    if !give(failed(Some(before + read + 1), lost(before + read + 1, before + rows, &e))) {
                        return false;
                    }
                    break;
                }
            };
            let more = (0..batch.columns.num_rows()).all(|index| {
                read += 1;
                give(Item::Row { origin: place(Some(before + read)), row: Row { batch: Arc::clone(&batch), index } })
            });
            if !more {
                return false;
            }
        }
        before += rows;
        consumed.fetch_add(u64::try_from(group.compressed_size()).unwrap_or_default(), Ordering::Relaxed);
    }
    true
}

type Batches = Box<dyn Iterator<Item = Result<RecordBatch, arrow_schema::ArrowError>>>;

fn open(file: &File, metadata: ArrowReaderMetadata, group: usize, rows: usize) -> parquet::errors::Result<Batches> {
    let builder = ParquetRecordBatchReaderBuilder::new_with_metadata(file.try_clone()?, metadata);
    Ok(Box::new(builder.with_row_groups(vec![group]).with_batch_size(rows).build()?))
}

fn of(columns: RecordBatch, names: &Columns, row_size: usize) -> Result<Batch, String> {
    let articles = Articles::new(&columns, names).map_err(|e| e.to_string())?;
    let ours = [&names.text, &names.id, &names.title, &names.published];
    let rest = (0..columns.num_columns()).filter(|&i| !ours.contains(&columns.schema_ref().field(i).name())).collect();
    Ok(Batch { columns, articles, rest, row_size })
}

fn lost(first: usize, last: usize, reason: &str) -> String {
    format!("rows {first} to {last} of the Parquet file cannot be read ({reason}); the other rows were read")
}

/// What `read` gives, also where it panics over damaged data.
pub fn unharmed<T, E: std::fmt::Display>(read: impl FnOnce() -> Result<T, E>) -> Result<T, String> {
    match panic::catch_unwind(AssertUnwindSafe(read)) {
        Ok(read) => read.map_err(|e| e.to_string()),
        Err(_) => Err("the data is damaged".to_owned()),
    }
}
