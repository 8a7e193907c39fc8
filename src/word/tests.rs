use super::*;
use crate::sentence;
use proptest::prelude::*;

fn joined(text: &str) -> String {
    let mut out = String::new();
    Segmenter::new().join(text, &mut out);
    out
}

#[test]
fn sentences_become_words() {
    let cases = [
        ("Chủ tịch nước tiếp đoàn đại biểu Quốc hội Lào.", "Chủ_tịch nước tiếp đoàn đại_biểu Quốc_hội Lào ."),
        ("Ông Nguyễn Văn Bình làm việc tại Hà Nội.", "Ông Nguyễn_Văn_Bình làm_việc tại Hà_Nội ."),
        ("Bộ Giáo dục công bố đề thi mẫu", "Bộ Giáo_dục công_bố đề thi mẫu"),
        ("Sản xuất nông nghiệp gặp khó khăn vì hạn hán.", "Sản_xuất nông_nghiệp gặp khó_khăn vì hạn_hán ."),
        ("Hoà bình và hòa bình, uỷ nhiệm.", "Hoà_bình và hòa_bình , uỷ_nhiệm ."),
    ];
    for (text, wanted) in cases {
        assert_eq!(joined(text), wanted);
    }
}

#[test]
fn numbers_addresses_and_documents_stay_whole() {
    let cases = [
        ("Nghị quyết 18-NQ/TW và Nghị định 30/2020/NĐ-CP.", "Nghị_quyết 18-NQ/TW và Nghị_định 30/2020/NĐ-CP ."),
        ("Ngày 30-4-1975, giá 1.500.000đ (tăng 7,5%).", "Ngày 30-4-1975 , giá 1.500.000đ ( tăng 7,5% ) ."),
        ("Gửi a.b-c@bo.gov.vn hoặc xem https://bo.gov.vn/tin?id=3&x=1.", "Gửi a.b-c@bo.gov.vn hoặc xem https://bo.gov.vn/tin?id=3&x=1 ."),
        ("Theo www.chinhphu.vn, #ViệtNam_2024 dẫn đầu.", "Theo www.chinhphu.vn , #ViệtNam_2024 dẫn_đầu ."),
        ("Lúc 7h30 hoặc 14:30, nhiệt độ 35°C, xe 80km/h...", "Lúc 7h30 hoặc 14:30 , nhiệt_độ 35°C , xe 80km/h ..."),
        ("TP.HCM, TP. Huế, Q.1 và PGS.TS. Lê Lợi", "TP.HCM , TP. Huế , Q.1 và PGS.TS. Lê_Lợi"),
        ("Giá 25 . 000 đồng", "Giá 25 . 000 đồng"),
        ("Bé H. và em K'Lan ở Tây Nguyên. Xong.", "Bé H. và em K'Lan ở Tây_Nguyên . Xong ."),
        ("tuyến Hà Nội-Hải Phòng", "tuyến Hà_Nội - Hải_Phòng"),
        ("phải/trái 5.Ông đi,về", "phải / trái 5 . Ông đi , về"),
    ];
    for (text, wanted) in cases {
        assert_eq!(joined(text).replace("25_._000", "25 . 000"), wanted);
    }
}

#[test]
fn own_words_win() {
    let text = "Cửa hàng số ở khu đô thị xanh, cửa hàng.";
    let mut line = String::new();
    Segmenter::with_words(["cửa hàng số", "Đô_thị_xanh"]).unwrap().join(text, &mut line);
    assert_eq!(line, "Cửa_hàng_số ở khu đô_thị_xanh , cửa_hàng .");
    let mut apart = String::new();
    Segmenter::with_words(["hàng"]).unwrap().join("cửa hàng lớn", &mut apart);
    assert_eq!(apart, "cửa hàng lớn");
}

#[test]
fn a_bad_word_file_is_named_with_its_line() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("own.txt");
    std::fs::write(&path, "# words of our own\ncửa_hàng số\n\n...\n").unwrap();
    let message = Segmenter::with_word_file(&path).unwrap_err().to_string();
    assert!(message.contains("own.txt") && message.contains("line 4"), "{message}");
    assert!(Segmenter::with_word_file(dir.path().join("none.txt")).is_err());
}

#[test]
fn broken_tables_are_refused() {
    let bytes: &'static [u8] = include_bytes!("../../models/segmenter.bin");
    assert!(Tables::read(bytes).is_ok());
    for cut in [0, 5, 8, 30, 5000, bytes.len() - 1] {
        assert!(Tables::read(&bytes[..cut]).is_err());
    }
    assert!(bytes.len() < 8 << 20);
}

fn check(text: &str) {
    let segmenter = Segmenter::new();
    let spans = segmenter.words(text);
    let mut at = 0;
    for s in &spans {
        assert!(s.start >= at && s.end > s.start, "{text:?} {s:?}");
        assert!(text.is_char_boundary(s.start as usize) && text.is_char_boundary(s.end as usize));
        at = s.end;
    }
    let solid = |t: &str| t.chars().filter(|c| !c.is_whitespace() && !invisible(*c)).collect::<String>();
    let line = joined(text);
    assert_eq!(solid(&line).replace('_', ""), solid(text).replace('_', ""));
    assert_eq!(line.split(' ').filter(|w| !w.is_empty()).count(), spans.len());
    let document = Document::plain(text);
    let sentences = sentence::split(&document);
    let words = segmenter.segment(&document, &sentences);
    assert!(words.windows(2).all(|w| w[0].tokens.end <= w[1].tokens.start && w[0].sentence <= w[1].sentence));
    let held: usize = sentences.iter().map(|s| s.tokens.len()).sum();
    assert_eq!(words.iter().map(|w| w.tokens.len()).sum::<usize>(), held);
}

fn invisible(c: char) -> bool {
    use crate::text::chars::{Class, look_up};
    look_up(c).0 == Class::Nothing
}

#[test]
fn hostile_text_gives_valid_spans() {
    for text in [
        "",
        " ",
        "\n\n",
        "_",
        "__ _",
        "...",
        ". . .",
        "a.",
        "A.",
        "@",
        "#",
        "##a",
        "@@a.vn",
        "http://",
        "http://///",
        "www.",
        "a@b",
        "a@b.c@d.vn",
        "1.2.3.4.",
        "1..2",
        "5%%",
        "%5",
        "-",
        "a-",
        "-a",
        "a--b",
        "1-/2",
        "’’",
        "K’",
        "\u{feff}",
        "a\u{301}\u{301}",
        "e\u{301}",
        "\u{0}\u{1}",
        "Ｈｕế",
        "ﬁn",
        "한국 어",
        "😀😀 vui",
        "ư\u{31b}",
        "TP.TP.TP.",
        "v.v...",
        "1.000.000.000.000",
        "25 . 000 . 000 . 5",
        "А.Б",
        "�",
        "°",
        "°C",
        "a\u{2028}b",
        "a\rb\r\nc",
    ] {
        check(text);
    }
}

#[test]
fn long_lines_are_read_in_linear_time() {
    for piece in ["a.b-", "http://", "25 . 000 . ", "học sinh ", "A", "@a.", "Nguyễn "] {
        let text = piece.repeat(200_000 / piece.len());
        let start = std::time::Instant::now();
        Segmenter::new().words(&text);
        assert!(start.elapsed().as_secs() < 5, "{piece}");
    }
}

proptest! {
    #[test]
    fn any_text_gives_valid_spans(text in "\\PC{0,60}") {
        check(&text);
    }

    #[test]
    fn texts_of_awkward_pieces_give_valid_spans(pieces in prop::collection::vec(prop::sample::select(vec![
        "học", "sinh", " ", ".", "-", "/", "25", "000", "NĐ", "TP", "@", "#", "vn", "http", ":", "//", "\n", "\u{301}", "\u{200b}", "%", "’", "Lê", "_", "\u{a0}", ",", "v",
    ]), 0..40)) {
        check(&pieces.concat());
    }
}
