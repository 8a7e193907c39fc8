//! Any bytes as columns of a batch: a row for every row, a reason for every null, never a panic.
#![no_main]

use std::sync::{Arc, OnceLock};

use arrow_array::{Array, ArrayRef, BinaryArray, Date32Array, Int64Array, LargeStringArray, RecordBatch, StringArray, StringViewArray};
use libfuzzer_sys::fuzz_target;
use tomtat::Pipeline;
use tomtat::arrow::{Columns, enrich_batch};

/// The first byte chooses the type, rows lie between bytes of zero, an empty one is null.
fn texts(kind: u8, rows: &[Option<&[u8]>]) -> ArrayRef {
    let strings = || rows.iter().map(|row| row.map(String::from_utf8_lossy));
    match kind % 4 {
        0 => Arc::new(BinaryArray::from(rows.to_vec())),
        1 => Arc::new(strings().collect::<LargeStringArray>()),
        2 => Arc::new(strings().collect::<StringViewArray>()),
        _ => Arc::new(strings().collect::<StringArray>()),
    }
}

fuzz_target!(|bytes: &[u8]| {
    static PIPELINE: OnceLock<Pipeline> = OnceLock::new();
    let Some((&kind, bytes)) = bytes.split_first() else { return };
    let rows: Vec<Option<&[u8]>> = bytes.split(|&b| b == 0).map(|row| Some(row).filter(|r| !r.is_empty())).collect();
    let number = |row: &Option<&[u8]>| row.map(|r| r.iter().fold(0i64, |n, &b| n.wrapping_mul(251).wrapping_add(b.into())));
    let columns: [(&str, ArrayRef); 4] = [
        ("text", texts(kind, &rows)),
        ("id", Arc::new(rows.iter().map(number).collect::<Int64Array>())),
        ("published", Arc::new(rows.iter().map(|row| number(row).map(|n| n as i32)).collect::<Date32Array>())),
        ("title", texts(kind >> 2 | 1, &rows)),
    ];
    let batch = RecordBatch::try_from_iter(columns).expect("columns of one length");
    let records = enrich_batch(PIPELINE.get_or_init(Pipeline::new), &batch, &Columns::default()).expect("the columns fit");
    assert_eq!(records.num_rows(), rows.len());
    for row in 0..rows.len() {
        assert_ne!(records["tomtat_error"].is_null(row), records["tomtat_units"].is_null(row));
    }
});
