//! Whole records: what must hold for every text, whatever it is.

use proptest::prelude::*;
use serde_json::Value;
use tomtat::export::Offsets;
use tomtat::record::Record;
use tomtat::{Article, Pipeline};

fn pipeline() -> &'static Pipeline {
    static PIPELINE: std::sync::OnceLock<Pipeline> = std::sync::OnceLock::new();
    PIPELINE.get_or_init(Pipeline::new)
}

/// The committed schema; objects may have no field that it does not name.
fn schema() -> &'static jsonschema::Validator {
    static SCHEMA: std::sync::OnceLock<jsonschema::Validator> = std::sync::OnceLock::new();
    SCHEMA.get_or_init(|| {
        let mut schema = serde_json::from_str(tomtat::export::schema::RECORD).unwrap();
        close(&mut schema);
        jsonschema::validator_for(&schema).unwrap()
    })
}

fn close(schema: &mut Value) {
    match schema {
        Value::Object(object) => {
            object.values_mut().for_each(close);
            if object.get("properties").is_some_and(Value::is_object) && object.get("type").is_some_and(|t| t == "object") {
                object.insert("unevaluatedProperties".to_owned(), false.into());
            }
        }
        Value::Array(list) => list.iter_mut().for_each(close),
        _ => {}
    }
}

fn check(text: &str, record: &Record) {
    let json = serde_json::to_value(record).unwrap();
    assert!(schema().is_valid(&json), "{:?}\n{text:?}", schema().iter_errors(&json).map(|e| e.to_string()).collect::<Vec<_>>());
    assert_eq!(record.problems(text), Vec::<String>::new(), "{text:?}");
    assert_eq!(record.coverage.bytes, text.len());
}

fn read(text: &str) -> Record {
    let record = pipeline().enrich(&Article::new(text));
    check(text, &record);
    let mut page = pipeline().enrich(&Article::html(text));
    check(text, &page);
    let printed = page.print(text);
    assert!(page.mentions.iter().all(|m| printed.get(m.span.start as usize..m.span.end as usize).is_some()), "{text:?}");
    for dialect in [tomtat::export::json_ld(&page), tomtat::export::ninjs(&page)] {
        assert!(dialect.is_object());
    }
    tomtat::export::report::page(&page, &printed);
    record
}

/// Pieces of the genre and of what breaks readers, to be mixed at random.
const PIECES: &[&str] = &[
    "Nguyễn Văn A.",
    "đồng chí ",
    "Phó Bí thư Thường trực Tỉnh uỷ ",
    "UBND tỉnh ",
    "Điều 5, khoản 2 ",
    "Luật Đất đai ",
    "số 18 - NQ / TW ",
    "30/2020/NĐ-CP",
    "ngày 25/2",
    "từ ngày 17 đến 19/10/2018 ",
    "\n",
    "\r\n",
    "\n\n",
    " ",
    "\u{a0}",
    "\u{200b}",
    "\u{feff}",
    "\u{fffd}",
    "\u{0}",
    "\u{301}",
    "o\u{300}a ",
    "(",
    ")",
    "\"",
    "“",
    "”",
    ";",
    ", ",
    ". ",
    "...",
    "TP.",
    "THỨ NĂM, 13/06/2024",
    "<b>",
    "</p>",
    "&amp;",
    "&#x1EA5;",
    "<script>",
    "https://a.vn/b?c=d",
    "𝒯",
    "👩‍👩‍👧",
    "Trang chủ | Tin tức",
    "Ảnh: ",
    "khoản ",
    "điểm ",
    "các Điều 1 đến 99999999 ",
    "năm 2019",
    "từ ",
    " - ",
    "/",
    "là ",
    "nguyên ",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_string_gives_a_sound_record(text in any::<String>()) {
        read(&text);
    }

    #[test]
    fn any_bytes_give_a_sound_record(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        read(&String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn any_mix_of_the_genre_gives_a_sound_record(pieces in proptest::collection::vec(proptest::sample::select(PIECES), 0..80)) {
        read(&pieces.concat());
    }
}

#[test]
fn empty_texts_give_empty_records() {
    for text in ["", " ", "\n\n", "\u{feff}", "\u{200b}\u{200b}", "\0"] {
        let record = read(text);
        assert!(record.mentions.is_empty() && record.sentences.is_empty() && record.summary.text.is_empty(), "{text:?}");
    }
}

#[test]
fn a_text_with_words_has_a_summary() {
    for text in ["a", "Bộ Nội vụ", "1", "Trang chủ", "— — —", "HỘI NGHỊ GIAO BAN\n"] {
        let record = pipeline().enrich(&Article { clean: true, ..Article::new(text) });
        assert!(record.sentences.is_empty() || !record.summary.text.is_empty(), "{text:?}");
    }
}

#[test]
fn what_fuzzing_found_stays_mended() {
    for text in ["\u{b}\u{fffd}!/", "\tz!~", " z.A"] {
        read(text);
    }
}

#[test]
fn decomposed_text_reads_as_composed_text() {
    let composed = include_str!("../examples/articles/trien-khai-luat.txt");
    let decomposed: String = unicode_normalization::UnicodeNormalization::nfd(composed).collect();
    let (a, b) = (read(composed), read(&decomposed));
    let texts = |r: &Record| r.mentions.iter().map(|m| tomtat::fold(&m.text)).collect::<Vec<_>>();
    assert_eq!(texts(&a), texts(&b));
    assert_eq!(a.laws.iter().map(|l| &l.id).collect::<Vec<_>>(), b.laws.iter().map(|l| &l.id).collect::<Vec<_>>());
    assert_eq!(a.summary.sentences.len(), b.summary.sentences.len());
}

#[test]
fn windows_line_ends_and_a_mark_at_the_start_change_nothing() {
    let plain = include_str!("../examples/articles/trien-khai-luat.txt");
    let windows = format!("\u{feff}{}", plain.replace('\n', "\r\n"));
    let (a, b) = (read(plain), read(&windows));
    assert_eq!(a.mentions.iter().map(|m| &m.text).collect::<Vec<_>>(), b.mentions.iter().map(|m| &m.text).collect::<Vec<_>>());
    assert_eq!(a.published, b.published);
}

#[test]
fn code_points_and_utf16_units_slice_the_same_text() {
    let text = "𝒯 Ngày 14/3/2024, Bộ Nội vụ ban hành Nghị định số 30/2020/NĐ-CP tại Hà Nội.";
    let mut record = read(text);
    let before: Vec<String> = record.mentions.iter().map(|m| m.span.of(text).to_owned()).collect();
    record.convert(text, Offsets::Utf16);
    let units: Vec<u16> = text.encode_utf16().collect();
    let after = record.mentions.iter().map(|m| String::from_utf16(&units[m.span.start as usize..m.span.end as usize]).unwrap());
    assert_eq!(after.collect::<Vec<_>>(), before);
}

#[test]
fn a_record_reads_back_from_its_json() {
    let record = read(include_str!("../examples/articles/trien-khai-luat.txt"));
    let json = serde_json::to_string(&record).unwrap();
    let again: Record = serde_json::from_str(&json).unwrap();
    assert_eq!(serde_json::to_string(&again).unwrap(), json);
}

#[test]
fn what_the_user_adds_to_a_record_is_in_the_schema() {
    let knowledge = tomtat::knowledge::Knowledge::parse("own.tsv", "unit\tQ-01\tBộ Nội vụ\n").unwrap();
    let text = "Bộ Nội vụ họp.";
    let vocabulary = tomtat::tag::vocabulary::Vocabulary::parse("own.tsv", "Bộ Nội vụ\tBNV\n").unwrap();
    let topics = tomtat::tag::own::OwnTopics::parse("own.tsv", "a\tNội vụ\tBộ Nội vụ họp\n").unwrap();
    let pipeline = Pipeline::builder().resolver(knowledge).vocabulary(vocabulary).own_topics(topics).build();
    let mut record = pipeline.enrich(&Article::new(text));
    assert!(record.vocabulary.is_some() && record.own_topics.len() == 1);
    record.source = serde_json::json!({"url": "https://tin.vn/1", "n": [1, {"a": null}]}).as_object().cloned();
    assert_eq!(record.links.len(), 1);
    check(text, &record);
}

#[test]
fn error_records_fit_their_schema() {
    let schema = jsonschema::validator_for(&serde_json::from_str(tomtat::export::schema::ERROR).unwrap()).unwrap();
    let record = |id, line| tomtat::record::ErrorRecord::new(id, "-".to_owned(), line, "không đọc được".to_owned());
    for error in [record(None, None), record(Some("a".to_owned()), Some(3))] {
        assert!(schema.is_valid(&serde_json::to_value(&error).unwrap()));
    }
    assert!(!schema.is_valid(&serde_json::json!({"schema": 1})));
}

#[test]
fn threads_share_one_pipeline_and_agree() {
    fn shared<T: Send + Sync>(_: &T) {}
    shared(pipeline());
    let text = include_str!("../examples/articles/trien-khai-luat.txt");
    let alone = pipeline().enrich(&Article::new(text));
    std::thread::scope(|s| {
        for _ in 0..4 {
            s.spawn(|| assert_eq!(pipeline().enrich(&Article::new(text)), alone));
        }
    });
}
