//! Any bytes as a Parquet file: articles or a reason. The command catches the panics of the reader of Parquet itself; they are let pass here too.
#![no_main]

use std::panic::{AssertUnwindSafe, catch_unwind, set_hook};
use std::sync::OnceLock;

use arrow_array::RecordBatch;
use bytes::Bytes;
use libfuzzer_sys::fuzz_target;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use tomtat::Pipeline;
use tomtat::arrow::{Articles, Columns, enrich_batch};

/// The first batches of a file, each of few rows.
fn batches(file: Bytes) -> Vec<RecordBatch> {
    let Ok(reader) = ParquetRecordBatchReaderBuilder::try_new(file).and_then(|b| b.with_batch_size(8).build()) else { return Vec::new() };
    reader.map_while(Result::ok).take(8).collect()
}

fuzz_target!(
    init: {
        set_hook(Box::new(|panic| {
            let ours = panic.location().is_some_and(|l| !l.file().contains("/registry/"));
            if ours {
                eprintln!("{panic}");
                std::process::abort();
            }
        }));
    },
    |bytes: &[u8]| {
        static PIPELINE: OnceLock<Pipeline> = OnceLock::new();
        let file = Bytes::copy_from_slice(bytes);
        for batch in catch_unwind(AssertUnwindSafe(|| batches(file))).unwrap_or_default() {
            let columns = Columns::default();
            if Articles::new(&batch, &columns).is_ok() {
                let records = enrich_batch(PIPELINE.get_or_init(Pipeline::new), &batch, &columns);
                assert!(records.is_err() || records.is_ok_and(|r| r.num_rows() == batch.num_rows()));
            }
        }
    }
);
