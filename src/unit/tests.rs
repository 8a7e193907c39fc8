use super::*;
use crate::article::Article;
use crate::mention::given;

/// A text with its units in `[ ]`.
fn units(marked: &str) -> Vec<Unit> {
    let (mut text, mut spans, mut start) = (String::new(), Vec::new(), 0);
    for c in marked.chars() {
        match c {
            '[' => start = text.len(),
            ']' => spans.push((MentionKind::Unit, Span::new(start as u32, text.len() as u32))),
            _ => text.push(c),
        }
    }
    let document = Document::new(&Article::new(&text));
    resolve(&document, &given(&document, &spans), Lexicon::shared())
}

#[test]
fn names_are_written_out() {
    let table = [
        ("Theo [UBND TP HCM], việc đã xong.", "Ủy ban nhân dân Thành phố Hồ Chí Minh", "government"),
        ("Theo [Ban CHQS quận Ba Đình], việc đã xong.", "Ban Chỉ huy quân sự quận Ba Đình", "military"),
        ("Theo [Sở GD&ĐT Hà Nội], việc đã xong.", "Sở Giáo dục và Đào tạo Hà Nội", "government"),
        ("Theo [bộ Công an], việc đã xong.", "Bộ Công an", "police"),
        ("Theo [TAND tỉnh Hòa Bình], việc đã xong.", "Tòa án nhân dân tỉnh Hòa Bình", "court"),
        ("Theo [Uỷ ban kiểm tra Trung ương], việc đã xong.", "Ủy ban Kiểm tra Trung ương", "party"),
        ("Theo [Văn phòng Tỉnh uỷ], việc đã xong.", "Văn phòng Tỉnh ủy", "party"),
        ("Tổ kiểm định viên năng lực (KĐVNL) họp; [Phòng KĐVNL] dự.", "Phòng kiểm định viên năng lực", "government"),
    ];
    for (text, name, kind) in table {
        let found = units(text);
        assert_eq!((found[0].name.as_str(), found[0].kind.as_deref()), (name, Some(kind)), "{text}");
    }
}

#[test]
fn forms_of_one_unit_are_one_unit() {
    let found = units("[Tỉnh ủy Quảng Nam] họp. [Tỉnh uỷ] kết luận. [UBND tỉnh Quảng Nam] và [Ủy ban nhân dân tỉnh Quảng Nam] dự.");
    let counts: Vec<(&str, usize)> = found.iter().map(|u| (u.name.as_str(), u.mentions.len())).collect();
    assert_eq!(counts, [("Tỉnh ủy Quảng Nam", 2), ("Ủy ban nhân dân tỉnh Quảng Nam", 2)]);
    assert_eq!(found[1].abbreviation.as_deref(), Some("UBND tỉnh Quảng Nam"));
}

#[test]
fn an_abbreviation_explained_inside_a_name_is_left_out_of_it() {
    let table = [
        ("[Ủy ban nhân dân (UBND) tỉnh An Hải] họp. [UBND tỉnh] giao việc.", "Ủy ban nhân dân tỉnh An Hải", "UBND tỉnh An Hải", 2),
        ("[Bộ Chỉ huy quân sự (CHQS) tỉnh] họp. [Bộ CHQS tỉnh] giao việc.", "Bộ Chỉ huy quân sự tỉnh", "Bộ CHQS tỉnh", 2),
        ("[Sở Giáo dục và Đào tạo (GD&ĐT) An Hải] họp. [Sở GD&ĐT An Hải] dự.", "Sở Giáo dục và Đào tạo An Hải", "Sở GD&ĐT An Hải", 2),
        ("[Ủy ban Mặt trận Tổ quốc (MTTQ) tỉnh] họp. Hôm sau trời mưa.", "Ủy ban Mặt trận Tổ quốc tỉnh", "Ủy ban MTTQ tỉnh", 1),
    ];
    for (text, name, short, mentions) in table {
        let found = units(text);
        assert_eq!((found[0].name.as_str(), found[0].abbreviation.as_deref()), (name, Some(short)), "{text}");
        assert_eq!((found.len(), found[0].mentions.len()), (1, mentions), "{text}");
    }
}

#[test]
fn a_level_without_its_place_joins_the_one_place_of_the_article() {
    let one = units("[Công an tỉnh An Hải] và [HĐND tỉnh An Hải] họp. [Công an tỉnh] dự, [HĐND tỉnh] kết luận.");
    assert_eq!(one.iter().map(|u| u.mentions.len()).collect::<Vec<_>>(), [2, 2]);
    let two = units("[Công an tỉnh An Hải] gặp [Công an tỉnh Bình Sơn]. [Công an tỉnh] nhận quà.");
    assert_eq!(two.iter().map(|u| u.name.as_str()).collect::<Vec<_>>(), ["Công an tỉnh An Hải", "Công an tỉnh Bình Sơn", "Công an tỉnh"]);
}

#[test]
fn a_short_name_that_the_article_gives_is_understood() {
    let found = units("[Tổng công ty Xây lắp Bình Minh] (BMC) có lỗi. [BMC] xin lỗi.");
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].mentions.len(), 2);
}
