//! Parquet in and out of `tomtat enrich`.
#![cfg(feature = "parquet")]

#[path = "common/command.rs"]
mod command;

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use arrow_array::builder::{ListBuilder, StringBuilder};
use arrow_array::cast::AsArray;
use arrow_array::types::Int64Type;
use arrow_array::{Array, ArrayRef, Date32Array, Decimal128Array, Int64Array, RecordBatch, StringArray};
use arrow_select::concat::concat_batches;
use parquet::arrow::ArrowWriter;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use parquet::file::properties::WriterProperties;
use serde_json::{Value, json};

use command::enrich;

const ROWS: usize = 700;

fn text(row: usize) -> String {
    format!("Ngày 14/3, Bộ Nội vụ họp lần {row}. Ông Trần Văn Bình dự.")
}

/// Articles with a null text in every hundredth row, and columns that are nobody's but the user's.
fn articles(rows: usize) -> RecordBatch {
    let mut labels = ListBuilder::new(StringBuilder::new());
    for row in 0..rows {
        labels.append_value([Some(format!("nhãn {row}")), None]);
    }
    let prices = Decimal128Array::from_iter_values((0..rows).map(|row| row as i128)).with_precision_and_scale(9, 2).unwrap();
    let columns: [(&str, ArrayRef); 5] = [
        ("id", Arc::new(Int64Array::from_iter_values((0..rows).map(|row| row as i64)))),
        ("text", Arc::new((0..rows).map(|row| (row % 100 != 50).then(|| text(row))).collect::<StringArray>())),
        ("published", Arc::new(Date32Array::from(vec![19_797; rows]))),
        ("nhãn", Arc::new(labels.finish())),
        ("giá", Arc::new(prices)),
    ];
    RecordBatch::try_from_iter_with_nullable(columns.map(|(name, column)| (name, column, true))).unwrap()
}

fn write(path: &Path, batch: &RecordBatch) {
    let options = WriterProperties::builder().set_max_row_group_row_count(Some(300)).build();
    let mut writer = ArrowWriter::try_new(File::create(path).unwrap(), batch.schema(), Some(options)).unwrap();
    writer.write(batch).unwrap();
    writer.close().unwrap();
}

fn read(path: &Path) -> RecordBatch {
    let builder = ParquetRecordBatchReaderBuilder::try_new(File::open(path).unwrap()).unwrap();
    let schema = builder.schema().clone();
    concat_batches(&schema, &builder.build().unwrap().collect::<Result<Vec<_>, _>>().unwrap()).unwrap()
}

fn lines(bytes: &[u8]) -> Vec<Value> {
    bytes.split(|&b| b == b'\n').filter(|l| !l.is_empty()).map(|l| serde_json::from_slice(l).unwrap()).collect()
}

fn numbers(batch: &RecordBatch) -> Vec<i64> {
    batch["id"].as_primitive::<Int64Type>().values().to_vec()
}

/// A folder with a file of articles in it.
fn folder() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("articles.parquet");
    write(&path, &articles(ROWS));
    (folder, path)
}

#[test]
fn records_stand_beside_the_columns_that_came() {
    let (folder, source) = folder();
    let mut files = Vec::new();
    for threads in ["1", "3"] {
        let out = folder.path().join(format!("records-{threads}.parquet"));
        enrich().arg(&source).args(["-j", threads, "-o"]).arg(&out).assert().code(3);
        files.push(fs::read(&out).unwrap());
        let (came, records) = (articles(ROWS), read(&out));
        for name in ["id", "text", "published", "nhãn", "giá"] {
            assert_eq!(records[name].to_data(), came[name].to_data(), "{name}");
        }
        for row in [0, 49, 699] {
            let dates = records["tomtat_dates"].as_list::<i32>().value(row);
            assert_eq!(dates.as_struct()["iso"].as_string::<i32>().value(0), "2024-03-14");
            assert!(records["tomtat_error"].is_null(row));
        }
        assert!(records["tomtat_units"].is_null(650));
        assert!(records["tomtat_error"].as_string::<i32>().value(650).contains("column `text` is null"));
    }
    assert!(files[0] == files[1], "the number of threads changes the file");
}

#[test]
fn rows_that_cannot_be_read_go_to_the_file_of_errors() {
    let (folder, source) = folder();
    let (out, errors) = (folder.path().join("records.parquet"), folder.path().join("errors.jsonl"));
    enrich().arg(&source).arg("-o").arg(&out).arg("--errors").arg(&errors).assert().code(3);
    let errors = lines(&fs::read(errors).unwrap());
    assert_eq!(errors.len(), 7);
    assert_eq!((&errors[1]["id"], &errors[1]["error"]["line"]), (&json!("150"), &json!(151)));
    assert_eq!(numbers(&read(&out)), (0..ROWS as i64).filter(|n| n % 100 != 50).collect::<Vec<_>>());
}

#[test]
fn columns_become_lines() {
    let (_folder, source) = folder();
    let output = enrich().arg(&source).args(["-j", "2"]).assert().code(3).get_output().stdout.clone();
    let records = lines(&output);
    assert_eq!(records.len(), ROWS);
    assert_eq!(records[3]["id"], "3");
    assert_eq!(records[3]["published"], "2024-03-15");
    assert_eq!(records[3]["source"], json!({"nhãn": ["nhãn 3", null], "giá": 0.03}));
    assert_eq!(records[350]["error"]["line"], 351);
    assert_eq!(records[350]["id"], "350");
}

#[test]
fn lines_become_columns() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("records.parquet");
    let input = format!("{{\"id\":1,\"text\":{:?},\"báo\":\"A\"}}\n{{oops\n{{\"text\":{:?}}}\n", text(1), text(2));
    enrich().arg("-o").arg(&out).args(["--prefix", ""]).write_stdin(input).assert().code(3);
    let records = read(&out);
    assert_eq!(records.num_rows(), 3);
    let source = records["source"].as_string::<i32>();
    assert_eq!((source.value(0), source.is_null(2)), (r#"{"báo":"A"}"#, true));
    assert_eq!(records["id"].as_string::<i32>().value(0), "1");
    assert_eq!(records["units"].as_list::<i32>().value_length(2), 1);
    assert!(records["error"].as_string::<i32>().value(1).starts_with("-, line 2: not JSON"));
    // No article, no row; but a file.
    enrich().args(["--input", "jsonl", "-o"]).arg(&out).write_stdin("").assert().success();
    assert_eq!((read(&out).num_rows(), read(&out).column_by_name("tomtat_tags").is_some()), (0, true));
}

#[test]
fn fields_may_have_other_names() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.parquet");
    let strings = |all: &[&str]| Arc::new(StringArray::from(all.to_vec())) as ArrayRef;
    let columns = [
        ("noi_dung", strings(&[&text(1)])),
        ("ma", strings(&["x-1"])),
        ("text", strings(&["x"])),
        ("trang", strings(&["<p>Bộ Y tế họp."])),
    ];
    write(&path, &RecordBatch::try_from_iter(columns).unwrap());
    let line = format!("{{\"noi_dung\":{:?},\"ma\":\"x-1\",\"text\":\"x\",\"trang\":\"<p>Bộ Y tế họp.\"}}", text(1));
    let names = |fields: &[&str]| fields.iter().flat_map(|f| ["--column".to_owned(), (*f).to_owned()]).collect::<Vec<_>>();
    for fields in [&["text=noi_dung", "id=ma"][..], &["html=trang", "id=ma"]] {
        let of_file = lines(&enrich().arg(&path).args(names(fields)).assert().success().get_output().stdout);
        let of_line = lines(&enrich().args(names(fields)).write_stdin(line.clone()).assert().success().get_output().stdout);
        assert_eq!(of_file, of_line);
        assert_eq!((&of_file[0]["id"], &of_file[0]["source"]["text"]), (&json!("x-1"), &json!("x")));
        assert_eq!(of_file[0]["units"].as_array().unwrap().len(), 1);
    }
    for (field, reason) in
        [("text=than", "there is no column `than`; there are: noi_dung, ma, text, trang"), ("tieude=x", "none of text, html")]
    {
        let output = enrich().arg(&path).args(["--column", field, "-o"]).arg(folder.path().join("b.parquet")).assert().failure();
        assert!(String::from_utf8_lossy(&output.get_output().stderr).contains(reason), "{field}");
    }
}

#[test]
fn folders_of_parquet() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    fs::create_dir(&data).unwrap();
    fs::write(data.join("_SUCCESS"), "").unwrap();
    let whole = articles(ROWS);
    write(&data.join("part-0.parquet"), &whole.slice(0, 410));
    write(&data.join("part-1.parquet"), &whole.slice(410, 0));
    write(&data.join("part-2.parquet"), &whole.slice(410, 290));
    let out = folder.path().join("out.parquet");
    enrich().arg(&data).arg("-o").arg(&out).assert().code(3);
    assert_eq!(numbers(&read(&out)), (0..ROWS as i64).collect::<Vec<_>>());

    let refused = |reason: &str| {
        let error = enrich().arg(&data).arg("-o").arg(&out).assert().code(1).get_output().stderr.clone();
        assert!(String::from_utf8_lossy(&error).contains(reason), "{}", String::from_utf8_lossy(&error));
    };
    write(&data.join("part-3.parquet"), &whole.project(&[0, 1]).unwrap());
    refused("part-3.parquet has other columns than");
    fs::remove_file(data.join("part-3.parquet")).unwrap();
    fs::write(data.join("x.txt"), "Bộ Nội vụ họp.").unwrap();
    refused("has columns,");
    // As lines everything goes together.
    assert_eq!(lines(&enrich().arg(&data).assert().code(3).get_output().stdout).len(), ROWS + 1);
}

#[test]
fn parquet_is_no_stream() {
    let (folder, source) = folder();
    let error = enrich().arg(&source).args(["--format", "parquet"]).assert().code(1).get_output().stderr.clone();
    assert!(String::from_utf8_lossy(&error).contains("name it with -o"));
    let bytes = fs::read(&source).unwrap();
    let records = lines(&enrich().write_stdin(bytes.clone()).assert().code(3).get_output().stdout);
    assert!(records[0]["error"]["reason"].as_str().unwrap().contains("cannot be read from a stream"));
    // A name without an ending: the first bytes tell.
    let plain = folder.path().join("articles");
    fs::write(&plain, bytes).unwrap();
    assert_eq!(lines(&enrich().arg(&plain).assert().code(3).get_output().stdout).len(), ROWS);
    let error = enrich().arg(&source).arg("-o").arg(&source).assert().code(1).get_output().stderr.clone();
    assert!(String::from_utf8_lossy(&error).contains("is part of the input"));
}

#[test]
fn damaged_files_are_named_and_never_a_panic() {
    let (folder, source) = folder();
    let (whole, broken) = (fs::read(&source).unwrap(), folder.path().join("broken.parquet"));
    let mut damaged = vec![Vec::new(), b"PAR1".to_vec(), b"{\"text\": \"x\"}".to_vec(), whole[..whole.len() / 2].to_vec()];
    for place in (4..whole.len()).step_by(whole.len() / 40) {
        let mut bytes = whole.clone();
        bytes[place] ^= 0x55;
        damaged.push(bytes);
    }
    let mut partly = 0;
    for (number, bytes) in damaged.into_iter().enumerate() {
        fs::write(&broken, bytes).unwrap();
        let output = enrich().args([&broken, &source]).assert().code(3).get_output().clone();
        assert!(!String::from_utf8_lossy(&output.stderr).contains("panicked"), "{number}: {}", String::from_utf8_lossy(&output.stderr));
        let records = lines(&output.stdout);
        assert!(records.len() >= ROWS + usize::from(number < 4));
        let lost = records.iter().filter_map(|r| r["error"]["reason"].as_str()).filter(|r| r.contains("the other rows were read")).count();
        partly += usize::from(lost > 0 && records.len() > ROWS + 200);
        let of_second = records[records.len() - ROWS..].iter().map(|r| r["id"].as_str().unwrap().to_owned());
        assert!(of_second.eq((0..ROWS).map(|n| n.to_string())), "{number}");
    }
    assert!(partly > 3, "one bad row group does not spoil the others");
    // Its columns cannot be known, so there is no row to stand for it.
    let out = folder.path().join("out.parquet");
    fs::write(&broken, "PAR1 no more").unwrap();
    let error = enrich().args([&broken, &source]).arg("-o").arg(&out).assert().code(3).get_output().stderr.clone();
    assert!(String::from_utf8_lossy(&error).contains("broken.parquet: cannot be read as Parquet"));
    assert_eq!(read(&out).num_rows(), ROWS);
}
