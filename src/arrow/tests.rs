use std::sync::Arc;

use arrow_array::builder::StringDictionaryBuilder;
use arrow_array::cast::AsArray;
use arrow_array::types::Int32Type;
use arrow_array::{
    Array, ArrayRef, BinaryArray, Date32Array, Float64Array, Int64Array, LargeStringArray, RecordBatch, StringArray, StringViewArray,
    TimestampSecondArray,
};
use arrow_schema::{DataType, Field, Fields, Schema};
use serde_json::{Map, Value, json};

use super::*;
use crate::knowledge::Knowledge;
use crate::tag::own::OwnTopics;
use crate::tag::vocabulary::Vocabulary;
use crate::{Article, Record};

const TEXT: &str = "Sáng 14/3/2024, tại Hà Nội, ông Trần Văn Bình, Chủ tịch UBND huyện Yên Mô, dự hội nghị của Bộ Nội vụ. \
     Theo khoản 2 Điều 5 Luật Đất đai năm 2024 và Nghị định 30/2020/NĐ-CP, hồ sơ được giải quyết trong 15 ngày.";

fn pipeline() -> Pipeline {
    let builder = Pipeline::builder();
    #[cfg(feature = "model")]
    let builder = builder.without_model();
    builder.build()
}

fn batch<const N: usize>(columns: [(&str, ArrayRef); N]) -> RecordBatch {
    RecordBatch::try_from_iter_with_nullable(columns.map(|(name, array)| (name, array, true))).unwrap()
}

/// The schema as people read it.
fn written(fields: &Fields, depth: usize, out: &mut String) {
    for field in fields {
        let (kind, below) = match field.data_type() {
            DataType::Struct(fields) => ("struct".to_owned(), Some(fields)),
            DataType::List(item) => match item.data_type() {
                DataType::Struct(fields) => ("list of struct".to_owned(), Some(fields)),
                kind => (format!("list of {kind}"), None),
            },
            kind => (kind.to_string(), None),
        };
        let span = below.is_some_and(|f| f.len() == 2 && f[0].name() == "start");
        let kind = if span { kind.replace("struct", "span") } else { kind };
        let null = if field.is_nullable() && depth > 0 { ", or null" } else { "" };
        *out += &format!("{}{}: {kind}{null}\n", "    ".repeat(depth), field.name());
        if let Some(fields) = below.filter(|_| !span) {
            written(fields, depth + 1, out);
        }
    }
}

#[test]
fn the_columns_follow_the_record() {
    let mut now = String::new();
    written(fields(), 0, &mut now);
    let committed = include_str!("../../schema/record-1-columns.txt");
    if committed != now && std::env::var("INSTA_UPDATE").is_ok_and(|u| u == "always") {
        std::fs::write(concat!(env!("CARGO_MANIFEST_DIR"), "/schema/record-1-columns.txt"), now).unwrap();
    } else {
        assert!(
            committed == now,
            "schema/record-1-columns.txt is behind; run the tests with INSTA_UPDATE=always and look at the difference"
        );
    }
}

/// A value read back from columns, spans as in JSON, nulls left out.
fn plain(value: Value) -> Value {
    match value {
        Value::Array(all) => all.into_iter().map(plain).collect(),
        Value::Object(fields) if fields.len() == 2 && fields.contains_key("start") => json!([fields["start"], fields["end"]]),
        Value::Object(fields) => {
            let kept = fields.into_iter().map(|(name, value)| (name, plain(value))).filter(|(_, v)| !v.is_null());
            Value::Object(kept.collect::<Map<_, _>>())
        }
        value => value,
    }
}

#[test]
fn columns_say_all_that_the_record_says() {
    let record = full_record();
    let mut rows = Rows::new(&Columns::default());
    rows.push(&record).unwrap();
    rows.fail("hỏng").unwrap();
    let batch = rows.finish().unwrap();
    let names = batch.num_columns() - 1;
    let rows: Vec<Value> = serde_arrow::from_arrow(fields(), &batch.columns()[..names]).unwrap();
    assert_eq!(plain(rows[0].clone()), plain(serde_json::to_value(&record).unwrap()));
    assert!(rows[1].as_object().unwrap().values().all(Value::is_null));
    let error = batch["tomtat_error"].as_string::<i32>();
    assert!(error.is_null(0));
    assert_eq!(error.value(1), "hỏng");
}

/// A record that has every field.
fn full_record() -> Record {
    let builder = Pipeline::builder()
        .resolver(Knowledge::parse("own.tsv", "unit\tQ-01\tBộ Nội vụ\tBNV\n").unwrap())
        .vocabulary(Vocabulary::parse("own.tsv", "Đất đai\t\tD-1\n").unwrap())
        .own_topics(OwnTopics::parse("own.tsv", "dat\tĐất đai\thồ sơ đất đai hội nghị giải quyết\n").unwrap());
    #[cfg(feature = "model")]
    let builder = builder.without_model();
    let record = builder.build().enrich(&Article::new(TEXT).with_id("7").with_title("Họp").with_published("2024-03-14"));
    let value = serde_json::to_value(&record).unwrap();
    let missing: Vec<_> = fields().iter().map(|f| f.name()).filter(|n| value.get(n.as_str()).is_none_or(|v| *v == json!([]))).collect();
    assert!(missing.is_empty(), "the text must show every field: {missing:?}");
    record
}

#[test]
fn texts_of_every_type_are_read_alike() {
    let mut dictionary = StringDictionaryBuilder::<Int32Type>::new();
    dictionary.append_value(TEXT);
    dictionary.append_null();
    let texts = [Some(TEXT), None];
    let all: [ArrayRef; 5] = [
        Arc::new(StringArray::from(texts.to_vec())),
        Arc::new(LargeStringArray::from(texts.to_vec())),
        Arc::new(StringViewArray::from(texts.to_vec())),
        Arc::new(BinaryArray::from(texts.map(|t| t.map(str::as_bytes)).to_vec())),
        Arc::new(dictionary.finish()),
    ];
    let (pipeline, columns) = (pipeline(), Columns { json: true, ..Columns::default() });
    let wanted = serde_json::to_string(&pipeline.enrich(&Article::new(TEXT))).unwrap();
    for text in all {
        let kind = text.data_type().clone();
        let records = enrich_batch(&pipeline, &batch([("text", text)]), &columns).unwrap();
        let json = records["tomtat_record"].as_string::<i32>();
        assert_eq!((json.value(0), json.is_null(1)), (wanted.as_str(), true), "{kind}");
        assert!(records["tomtat_units"].is_null(1) && records["tomtat_error"].is_valid(1), "{kind}");
    }
}

#[test]
fn what_is_known_of_an_article_is_used() {
    let ids: ArrayRef = Arc::new(Int64Array::from(vec![Some(41), None]));
    let texts: ArrayRef = Arc::new(StringArray::from(vec!["Bộ Nội vụ họp ngày 14/3.", ""]));
    // 2024-03-15 10:00
    let days: [ArrayRef; 3] = [
        Arc::new(StringArray::from(vec!["2024-03-15", "2024-03-15"])),
        Arc::new(Date32Array::from(vec![19_797, 19_797])),
        Arc::new(TimestampSecondArray::from(vec![1_710_496_800; 2])),
    ];
    let columns = Columns { text: "noi_dung".to_owned(), published: "ngay".to_owned(), prefix: "t.".to_owned(), ..Columns::default() };
    for day in days {
        let batch = batch([("id", Arc::clone(&ids)), ("noi_dung", Arc::clone(&texts)), ("ngay", day)]);
        let records = enrich_batch(&pipeline(), &batch, &columns).unwrap();
        for (before, after) in batch.columns().iter().zip(records.columns()) {
            assert!(Arc::ptr_eq(before, after), "columns are not copied");
        }
        assert_eq!(records.schema().metadata(), batch.schema().metadata());
        let id = records["t.id"].as_string::<i32>();
        assert_eq!((id.value(0), id.is_null(1)), ("41", true));
        let dates = records["t.dates"].as_list::<i32>().value(0);
        assert_eq!(dates.as_struct()["iso"].as_string::<i32>().value(0), "2024-03-14");
    }
}

#[test]
fn days_of_instants_and_days_that_are_none() {
    let texts: ArrayRef = Arc::new(StringArray::from(vec!["Bộ Nội vụ họp."; 2]));
    // 2024-03-14 20:00 UTC
    let evening = || TimestampSecondArray::from(vec![1_710_446_400, i64::MAX]);
    let days: [(ArrayRef, &str); 3] = [
        (Arc::new(Date32Array::from(vec![19_797, i32::MAX])), "2024-03-15"),
        (Arc::new(evening().with_timezone("UTC")), "2024-03-15T03:00:00+07:00"),
        (Arc::new(evening()), "2024-03-14T20:00:00"),
    ];
    for (day, published) in days {
        let records = enrich_batch(&pipeline(), &batch([("text", Arc::clone(&texts)), ("published", day)]), &Columns::default()).unwrap();
        let column = records["tomtat_published"].as_string::<i32>();
        assert_eq!((column.value(0), column.is_null(1)), (published, true));
        assert!(records["tomtat_error"].is_null(1));
    }
}

#[test]
fn slices_and_empty_batches() {
    let texts: ArrayRef = Arc::new(StringArray::from(vec!["một", "Bộ Nội vụ họp.", "ba"]));
    let batch = batch([("text", texts)]);
    let records = enrich_batch(&pipeline(), &batch.slice(1, 1), &Columns::default()).unwrap();
    assert_eq!((records.num_rows(), records["tomtat_units"].as_list::<i32>().value_length(0)), (1, 1));
    let records = enrich_batch(&pipeline(), &batch.slice(3, 0), &Columns::default()).unwrap();
    assert_eq!(records.num_rows(), 0);
    assert_eq!(*records.schema(), joined_schema(&batch.schema(), &Columns::default()).unwrap());
}

#[test]
fn bytes_that_are_no_text_are_named() {
    let batch = batch([("text", Arc::new(BinaryArray::from(vec![&b"\xff\xfe"[..]])) as ArrayRef)]);
    let records = enrich_batch(&pipeline(), &batch, &Columns::default()).unwrap();
    assert_eq!(records["tomtat_error"].as_string::<i32>().value(0), "column `text` is not UTF-8; convert it");
}

#[test]
fn what_is_wrong_with_columns_is_named() {
    let schema = |kinds: &[(&str, DataType)]| Schema::new(kinds.iter().map(|(n, k)| Field::new(*n, k.clone(), true)).collect::<Vec<_>>());
    let (named, usual) = (Columns { title: "tieu_de".to_owned(), ..Columns::default() }, Columns::default());
    for (kinds, columns, reason) in [
        (&[("body", DataType::Utf8)][..], &usual, "option `text`: there is no column `text`; there are: body"),
        (&[("text", DataType::Int32)], &usual, "option `text`: column `text` is Int32, which is read as no text"),
        (&[("text", DataType::Utf8)], &named, "option `title`: there is no column `tieu_de`"),
        (&[("text", DataType::Utf8), ("id", DataType::Float64)], &usual, "option `id`: column `id` is Float64"),
        (
            &[("text", DataType::Utf8), ("tomtat_tags", DataType::Utf8)],
            &usual,
            "option `prefix`: the column `tomtat_tags` is there already",
        ),
    ] {
        let batch = RecordBatch::new_empty(Arc::new(schema(kinds)));
        let error = enrich_batch(&pipeline(), &batch, columns).unwrap_err().to_string();
        assert!(error.starts_with(reason), "{error}");
    }
    let numbers: ArrayRef = Arc::new(Float64Array::from(vec![1.0]));
    assert!(Articles::check(&batch([("text", numbers)]).schema(), &usual).is_err());
}
