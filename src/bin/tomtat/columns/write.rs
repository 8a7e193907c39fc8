//! Pieces, one after another, as a Parquet file.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;

use anyhow::Result;
use arrow_ipc::reader::StreamReader;
use arrow_schema::SchemaRef;
use parquet::arrow::ArrowWriter;
use parquet::basic::{Compression, ZstdLevel};
use parquet::file::properties::WriterProperties;

use crate::packing::Packing;
use crate::stop;

/// Bytes of a row group, encoded. The writer holds some times as much in memory.
const ROW_GROUP: usize = 16 << 20;

/// Writes the file; false where it was asked to stop.
pub fn write(pieces: &File, schema: &SchemaRef, out: &Path) -> Result<bool> {
    let options = WriterProperties::builder()
        .set_compression(Compression::ZSTD(ZstdLevel::try_new(3)?))
        .set_max_row_group_bytes(Some(ROW_GROUP))
        .set_created_by(concat!("tomtat ", env!("CARGO_PKG_VERSION")).to_owned());
    let mut writer = ArrowWriter::try_new(File::create(out)?, schema.clone(), Some(options.build()))?;
    if pieces.metadata()?.len() > 0 {
        let mut streams = Packing::Zstd.unpack(BufReader::with_capacity(1 << 16, pieces))?;
        while !streams.fill_buf()?.is_empty() {
            for batch in StreamReader::try_new(&mut streams, None)? {
                if stop::asked() {
                    return Ok(false);
                }
                writer.write(&batch?)?;
            }
        }
    }
    writer.into_inner()?.sync_all()?;
    Ok(true)
}
