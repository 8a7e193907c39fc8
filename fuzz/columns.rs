//! As `checks.rs`, for articles in columns.
#![allow(dead_code, reason = "each target uses a part of it")]

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, LazyLock};

use arrow_array::{Array, ArrayRef, BinaryArray, Date32Array, Int64Array, LargeStringArray, RecordBatch, StringArray, StringViewArray};
use bytes::Bytes;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use tomtat::Pipeline;
use tomtat::arrow::{Articles, Columns, enrich_batch};

static PIPELINE: LazyLock<Pipeline> = LazyLock::new(|| Pipeline::builder().without_model().build());

/// Any bytes as columns: a row for every row, a record or a reason in it. The first byte chooses the types; rows lie between bytes of
/// zero, and an empty one is null.
pub fn batch(bytes: &[u8]) {
    let Some((&kind, bytes)) = bytes.split_first() else { return };
    let rows: Vec<Option<&[u8]>> = bytes.split(|&b| b == 0).map(|row| Some(row).filter(|r| !r.is_empty())).collect();
    let number = |row: &Option<&[u8]>| row.map(|r| r.iter().fold(0i64, |n, &b| n.wrapping_mul(251).wrapping_add(b.into())));
    let columns: [(&str, ArrayRef); 4] = [
        ("text", texts(kind, &rows)),
        ("id", Arc::new(rows.iter().map(number).collect::<Int64Array>())),
        ("published", Arc::new(rows.iter().map(|row| number(row).map(|n| n as i32)).collect::<Date32Array>())),
        ("title", texts(kind >> 2, &rows)),
    ];
    let batch = RecordBatch::try_from_iter(columns).expect("columns of one length");
    let records = enrich_batch(&PIPELINE, &batch, &Columns::default()).expect("the columns fit");
    assert_eq!(records.num_rows(), rows.len());
    for row in 0..rows.len() {
        assert_ne!(records["tomtat_error"].is_null(row), records["tomtat_units"].is_null(row));
    }
}

fn texts(kind: u8, rows: &[Option<&[u8]>]) -> ArrayRef {
    let strings = || rows.iter().map(|row| row.map(String::from_utf8_lossy));
    match kind % 4 {
        0 => Arc::new(BinaryArray::from(rows.to_vec())),
        1 => Arc::new(strings().collect::<LargeStringArray>()),
        2 => Arc::new(strings().collect::<StringViewArray>()),
        _ => Arc::new(strings().collect::<StringArray>()),
    }
}

/// Any bytes as a Parquet file: records of what can be read of it.
pub fn parquet(bytes: &[u8]) {
    let file = Bytes::copy_from_slice(bytes);
    // The command catches the panics of the reader of Parquet as well.
    for batch in catch_unwind(AssertUnwindSafe(|| batches(file))).unwrap_or_default() {
        let columns = Columns::default();
        if Articles::new(&batch, &columns).is_ok() {
            let records = enrich_batch(&PIPELINE, &batch, &columns);
            assert!(records.is_err() || records.is_ok_and(|r| r.num_rows() == batch.num_rows()));
        }
    }
}

/// The first batches of a file, each of few rows.
fn batches(file: Bytes) -> Vec<RecordBatch> {
    let Ok(reader) = ParquetRecordBatchReaderBuilder::try_new(file).and_then(|b| b.with_batch_size(8).build()) else { return Vec::new() };
    reader.map_while(Result::ok).take(8).collect()
}
