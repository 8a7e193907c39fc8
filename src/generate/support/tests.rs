use super::*;
use crate::lexicon::Lexicon;
use crate::model::Model;
use crate::word::Segmenter;
use crate::{Article, Pipeline};

const ARTICLE: &str = "Huyện Sông Trà thưởng cho xã giữ rừng\n\
    Sáng 14/3/2024, UBND huyện Sông Trà quyết định thưởng 50 triệu đồng cho 12 xã giữ rừng tốt theo khoản 2 Điều 8 Luật Lâm nghiệp năm 2017. \
    Bà Lê Thị Hạnh, Chủ tịch UBND huyện Sông Trà, trao giấy khen cho các xã.\n\
    Theo Nghị định 30/2020/NĐ-CP, việc khen thưởng được công bố trong mười lăm ngày. \
    Huyện sẽ trồng thêm hai trăm cây ven sông trước tháng 6/2024. Bà con mang theo cuốc, xẻng và cây giống.";

/// The summary and the sentences of a written text.
fn held(text: &str) -> (Summary, Vec<GeneratedSentence>) {
    let document = Document::new(&Article::new(ARTICLE));
    let (segmenter, lexicon, model) = (Segmenter::new(), Lexicon::shared(), Model::shared());
    let steps = Steps { segmenter: &segmenter, lexicon, entries: None, model: Some(&model) };
    let read = steps.read(&document, None);
    let units = unit::resolve(&document, &read.mentions, lexicon);
    let reading = Reading { document: &document, read: &read, units: &units, published: Some("2024-03-15") };
    let extractive = Pipeline::new().enrich(&Article::new(ARTICLE)).summary;
    checked(&reading, steps, text, extractive)
}

#[test]
fn sentences_that_the_article_holds() {
    for text in [
        "Ngày 14/3, Ủy ban nhân dân huyện Sông Trà thưởng cho 12 xã giữ rừng tốt.",
        "Huyện thưởng 50.000.000 đồng cho các xã giữ rừng tốt.",
        "Chủ tịch UBND huyện Lê Thị Hạnh trao giấy khen cho các xã.",
        "Bà Hạnh trao giấy khen cho các xã.",
        "Bà Hạnh, người vùng Sông Trà, trao giấy khen cho các xã Giữ Rừng.",
        "Các xã giữ rừng tốt được thưởng theo Điều 8 Luật Lâm nghiệp.",
        "Việc khen thưởng theo Nghị định số 30/2020/NĐ-CP được công bố trong 15 ngày.",
        "Trước tháng 6 năm 2024, huyện trồng thêm 200 cây ven sông.",
        "Tháng 3/2024, huyện quyết định thưởng các xã giữ rừng tốt.",
    ] {
        let (summary, sentences) = held(text);
        assert!(sentences.iter().all(|s| s.supported), "{text}: {sentences:?}");
        assert_eq!((summary.text.as_str(), summary.method.as_str()), (text, "abstractive"));
        assert_eq!(summary.sentences, sentences[0].sources);
        assert!(!summary.sentences.is_empty());
    }
}

#[test]
fn what_the_article_does_not_hold_is_named() {
    for (text, unsupported) in [
        ("Ngày 15/4, UBND huyện Sông Trà thưởng cho các xã giữ rừng tốt.", &["Ngày 15/4"][..]),
        ("Huyện thưởng 50 tỷ đồng cho các xã giữ rừng tốt.", &["50 tỷ"]),
        ("Huyện thưởng 50 triệu đồng cho 14 xã giữ rừng tốt.", &["14"]),
        ("Bà Lê Thị Hồng trao giấy khen cho các xã.", &["Lê Thị Hồng"]),
        ("Chủ tịch UBND tỉnh Lê Thị Hạnh trao giấy khen cho các xã.", &["Chủ tịch UBND tỉnh"]),
        ("Các xã giữ rừng tốt được thưởng theo Điều 9 Luật Lâm nghiệp.", &["Điều 9 Luật Lâm nghiệp"]),
        ("Việc khen thưởng theo Nghị định 31/2020/NĐ-CP được công bố.", &["Nghị định 31/2020/NĐ-CP"]),
        ("Huyện sẽ trồng thêm ba trăm cây ven sông.", &["ba trăm"]),
        ("Bà Tốt trao giấy khen cho các xã.", &["Tốt"]),
        ("Các xã của tỉnh Sông Trà giữ rừng tốt được thưởng.", &["tỉnh Sông Trà"]),
        ("Huyện Sông Hồng trồng thêm cây ven sông.", &["Huyện Sông Hồng"]),
    ] {
        let (_, sentences) = held(text);
        assert_eq!(sentences.len(), 1, "{text}");
        assert_eq!(sentences[0].unsupported, unsupported, "{text}");
        assert!(!sentences[0].supported);
    }
}

#[test]
fn a_sentence_that_does_not_hold_is_replaced_by_one_of_the_article() {
    let text = "Bà Lê Thị Hồng trao giấy khen cho các xã. Huyện trồng thêm hai trăm cây ven sông trước tháng 6.";
    let (summary, sentences) = held(text);
    assert_eq!(sentences.iter().map(|s| s.supported).collect::<Vec<_>>(), [false, true]);
    let by = sentences[0].replaced_by.unwrap();
    assert!(by.of(ARTICLE).starts_with("Bà Lê Thị Hạnh"), "{}", by.of(ARTICLE));
    let expected = format!("{} Huyện trồng thêm hai trăm cây ven sông trước tháng 6.", by.of(ARTICLE));
    assert_eq!((summary.text, summary.method.as_str()), (expected, "abstractive"));
    assert_eq!(summary.sentences, [by, sentences[1].sources[0]]);
}

#[test]
fn where_nothing_holds_the_summary_is_extractive() {
    for text in ["", "…", "Ông Trần Văn Sáu thắng 9 trận.", "mưa gió bão lũ sấm chớp giông tố ầm ầm"] {
        let (summary, sentences) = held(text);
        assert_eq!(summary.method, "extractive");
        assert!(!summary.text.is_empty());
        assert!(sentences.iter().all(|s| !s.supported && s.replaced_by.is_none()), "{sentences:?}");
    }
}
