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
        ("Theo [UBND TP.HCM], việc đã xong.", "Ủy ban nhân dân Thành phố Hồ Chí Minh", "government"),
        ("Theo [bộ Công an], việc đã xong.", "Bộ Công an", "police"),
        ("Theo [TAND tỉnh Hòa Bình], việc đã xong.", "Tòa án nhân dân tỉnh Hòa Bình", "court"),
        ("Theo [Uỷ ban kiểm tra Trung ương], việc đã xong.", "Ủy ban Kiểm tra Trung ương", "party"),
        ("Theo [Văn phòng Tỉnh uỷ], việc đã xong.", "Văn phòng Tỉnh ủy", "party"),
        ("Theo [Đảng bộ TP Cần Thơ], việc đã xong.", "Đảng bộ thành phố Cần Thơ", "party"),
        ("Theo [Bộ TP], việc đã xong.", "Bộ Tư pháp", "government"),
        ("Theo [Trung tâm VH-TT&TT Yên Mô], việc đã xong.", "Trung tâm Văn hóa, Thể thao và Truyền thông Yên Mô", "government"),
        ("Theo [Trung tâm ABC&TT Yên Mô], việc đã xong.", "Trung tâm ABC&TT Yên Mô", "government"),
        (
            "Theo [Phòng Cảnh sát hình sự (PC 02) Công an tỉnh Yên Hà], việc đã xong.",
            "Phòng Cảnh sát hình sự Công an tỉnh Yên Hà",
            "police",
        ),
        ("Theo [Viện kiểm sát nhân dân (VKS) quận Yên Mô], việc đã xong.", "Viện kiểm sát nhân dân quận Yên Mô", "procuracy"),
        ("Theo [MTV Việt Nam], việc đã xong.", "MTV Việt Nam", ""),
        ("Bộ trưởng các Bộ: Y tế, Tài chính, [Công an] họp.", "Bộ Công an", "police"),
        ("Sở Y tế và [Công an] họp.", "Công an", "police"),
        ("Lãnh đạo các Bộ: Giao thông vận tải; [Tài chính] họp.", "Bộ Tài chính", "government"),
        ("Bộ trưởng Quốc phòng, [Ngoại giao] trả lời.", "Bộ Ngoại giao", "government"),
        ("Việc thuộc Bộ Công an và [Quốc phòng].", "Bộ Quốc phòng", "military"),
        ("Bộ họp bàn về thuế với [Tài chính] tỉnh.", "Tài chính", ""),
        ("Theo [Sở Văn hóa - Thể thao và Du lịch Lào Cai], việc đã xong.", "Sở Văn hóa, Thể thao và Du lịch Lào Cai", "government"),
        ("Tổ kiểm định viên năng lực (KĐVNL) họp; [Phòng KĐVNL] dự.", "Phòng kiểm định viên năng lực", "government"),
    ];
    for (text, name, kind) in table {
        let found = units(text);
        assert_eq!((found[0].name.as_str(), found[0].kind.as_deref().unwrap_or("")), (name, kind), "{text}");
    }
}

#[test]
fn an_address_is_no_abbreviation() {
    assert_eq!(units("Theo [Yenha.gov.vn], việc đã xong.")[0].name, "Yenha.gov.vn");
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

/// Level, place, province, successor, parent, inferred of the units of a text, on a day.
fn facts(marked: &str, day: &str) -> Vec<String> {
    let (mut text, mut spans, mut start) = (String::new(), Vec::new(), 0);
    for c in marked.chars() {
        match c {
            '[' | '<' => start = text.len(),
            ']' => spans.push((MentionKind::Unit, Span::new(start as u32, text.len() as u32))),
            '>' => spans.push((MentionKind::Loc, Span::new(start as u32, text.len() as u32))),
            _ => text.push(c),
        }
    }
    let document = Document::new(&Article::new(&text));
    let or = |s: &Option<String>| s.clone().unwrap_or_else(|| "-".to_owned());
    let written = |u: Unit| {
        let level = u.level.map_or("-".to_owned(), |l| format!("{l:?}").to_lowercase());
        let inferred = if u.inferred { " (inferred)" } else { "" };
        format!("{}{inferred}: {level}, {}, {}, {}", u.name, or(&u.place), or(&u.province), or(&u.successor))
    };
    resolve_on(&document, &given(&document, &spans), Lexicon::shared(), Some(day).filter(|d| !d.is_empty()))
        .into_iter()
        .map(written)
        .collect()
}

#[test]
fn a_unit_has_the_level_and_place_of_its_day() {
    let table = [
        ("[UBND tỉnh Quảng Nam] họp.", "2018-05-02", "Ủy ban nhân dân tỉnh Quảng Nam: province, tỉnh Quảng Nam, -, thành phố Đà Nẵng"),
        ("[UBND tỉnh Quảng Ngãi] họp.", "2018-05-02", "Ủy ban nhân dân tỉnh Quảng Ngãi: province, tỉnh Quảng Ngãi, -, -"),
        ("[UBND TP Đà Nẵng] họp.", "2026-01-02", "Ủy ban nhân dân thành phố Đà Nẵng: province, thành phố Đà Nẵng, -, -"),
        ("[Huyện ủy Tương Dương] họp.", "2019-03-04", "Huyện ủy Tương Dương: district, huyện Tương Dương, tỉnh Nghệ An, -"),
        ("[Công an TP HCM] họp.", "2019-03-04", "Công an Thành phố Hồ Chí Minh: province, thành phố Hồ Chí Minh, -, -"),
        (
            "[UBND phường Trúc Bạch] họp.",
            "2019-03-04",
            "Ủy ban nhân dân phường Trúc Bạch: commune, phường Trúc Bạch, thành phố Hà Nội, phường Ba Đình",
        ),
        ("[Tỉnh ủy Thừa Thiên Huế] họp.", "2019-03-04", "Tỉnh ủy Thừa Thiên Huế: province, tỉnh Thừa Thiên Huế, -, thành phố Huế"),
        ("[Sở Y tế Hà Nội] họp.", "", "Sở Y tế Hà Nội: province, thành phố Hà Nội, -, -"),
        ("[Thành ủy TP HCM] họp.", "2019-03-04", "Thành ủy Thành phố Hồ Chí Minh: province, thành phố Hồ Chí Minh, -, -"),
        ("[Tỉnh ủy Thanh Hoá] họp.", "2019-03-04", "Tỉnh ủy Thanh Hóa: province, tỉnh Thanh Hóa, -, -"),
        (
            "[UBND tỉnh Quảng Nam - Đà Nẵng] họp.",
            "1995-03-04",
            "Ủy ban nhân dân tỉnh Quảng Nam - Đà Nẵng: province, tỉnh Quảng Nam - Đà Nẵng, -, -",
        ),
        ("[Hội đồng trường Trường Đại học Huế] họp.", "2019-03-04", "Hội đồng trường Trường Đại học Huế: -, thành phố Huế, -, -"),
        ("[Sở Y tế] họp.", "", "Sở Y tế: province, -, -, -"),
        ("[Sở Tư pháp] họp.", "", "Sở Tư pháp: province, -, -, -"),
        ("[Bộ Y tế] họp.", "", "Bộ Y tế: central, -, -, -"),
        ("[Quốc hội] họp.", "", "Quốc hội: central, -, -, -"),
        ("[Bộ Quốc phòng Hàn Quốc] họp.", "", "Bộ Quốc phòng Hàn Quốc: -, -, -, -"),
        ("[HĐND xã Tân Mỹ Ngoài] họp.", "", "Hội đồng nhân dân xã Tân Mỹ Ngoài: commune, xã Tân Mỹ Ngoài, -, -"),
        ("[Trường Trung học phổ thông Ba Đình] họp.", "", "Trường Trung học phổ thông Ba Đình: -, -, -, -"),
        ("[Bệnh viện đa khoa tỉnh Lào Cai] họp.", "2018-05-02", "Bệnh viện đa khoa tỉnh Lào Cai: -, tỉnh Lào Cai, -, -"),
        ("[Hợp tác xã Tân Mỹ] họp.", "", "Hợp tác xã Tân Mỹ: -, -, -, -"),
        ("[Đoàn TNCS Hồ Chí Minh] họp.", "", "Đoàn Thanh niên Cộng sản Hồ Chí Minh: central, -, -, -"),
    ];
    for (text, day, expected) in table {
        assert_eq!(facts(text, day), [expected], "{text}");
    }
}

#[test]
fn what_a_name_leaves_out_comes_from_the_article_unless_two_compete() {
    let names =
        |text: &str| facts(text, "2018-05-02").into_iter().map(|f| f.split(':').next().unwrap_or("").to_owned()).collect::<Vec<_>>();
    let table: [(&str, &[&str]); 14] = [
        (
            "[Ban Thường vụ Tỉnh ủy Bình Định] họp. [Tỉnh ủy] kết luận.",
            &["Ban Thường vụ Tỉnh ủy Bình Định", "Tỉnh ủy Bình Định (inferred)"],
        ),
        (
            "[Ban Thường vụ Tỉnh ủy Bình Định] gặp [Ban Thường vụ Tỉnh ủy Phú Yên]. [Tỉnh ủy] kết luận.",
            &["Ban Thường vụ Tỉnh ủy Bình Định", "Ban Thường vụ Tỉnh ủy Phú Yên", "Tỉnh ủy"],
        ),
        (
            "Ủy viên [Ban Thường vụ], Trưởng [Ban Dân vận Tỉnh ủy Phú Yên] dự.",
            &["Ban Thường vụ Tỉnh ủy Phú Yên (inferred)", "Ban Dân vận Tỉnh ủy Phú Yên"],
        ),
        (
            "[UBND tỉnh Bình Định] họp. [HĐND tỉnh] giám sát.",
            &["Ủy ban nhân dân tỉnh Bình Định", "Hội đồng nhân dân tỉnh Bình Định (inferred)"],
        ),
        ("<Tỉnh Bình Định> mưa to. [HĐND tỉnh] họp.", &["Hội đồng nhân dân tỉnh Bình Định (inferred)"]),
        ("<Bình Định> và <Phú Yên> mưa to. [HĐND tỉnh] họp.", &["Hội đồng nhân dân tỉnh"]),
        (
            "[HĐND tỉnh] họp. [HĐND Bình Định] và [UBND tỉnh Bình Định] dự.",
            &["Hội đồng nhân dân tỉnh Bình Định (inferred)", "Ủy ban nhân dân tỉnh Bình Định"],
        ),
        (
            "[UBND TP HCM] họp. [HĐND TP] giám sát, [Thành ủy] kết luận.",
            &[
                "Ủy ban nhân dân Thành phố Hồ Chí Minh",
                "Hội đồng nhân dân Thành phố Hồ Chí Minh (inferred)",
                "Thành ủy Thành phố Hồ Chí Minh (inferred)",
            ],
        ),
        ("[Công ty cổ phần Tân Mỹ] họp. [Công ty Tân Mỹ] báo lãi.", &["Công ty cổ phần Tân Mỹ"]),
        ("[Thường vụ Tỉnh ủy Bình Định] họp. [Ban Thường vụ Tỉnh ủy Bình Định] kết luận.", &["Ban Thường vụ Tỉnh ủy Bình Định"]),
        ("[UBND Bình Định] họp. [UBND tỉnh Bình Định] kết luận.", &["Ủy ban nhân dân tỉnh Bình Định"]),
        (
            "Bí thư [Ban cán sự đảng], Bộ trưởng [Bộ Tài chính] gặp Bí thư [Ban cán sự đảng], Bộ trưởng [Bộ Y tế].",
            &["Ban cán sự đảng Bộ Tài chính (inferred)", "Bộ Tài chính", "Ban cán sự đảng Bộ Y tế (inferred)", "Bộ Y tế"],
        ),
        ("Bí thư [Đảng ủy], Chủ tịch [UBND xã Tân Mỹ] dự.", &["Đảng ủy xã Tân Mỹ (inferred)", "Ủy ban nhân dân xã Tân Mỹ"]),
        ("Ủy viên [Ban Thường vụ], Chủ tịch [UBND xã Tân Mỹ] dự.", &["Ban Thường vụ", "Ủy ban nhân dân xã Tân Mỹ"]),
    ];
    for (text, expected) in table {
        assert_eq!(names(text), expected, "{text}");
    }
}

#[test]
fn a_name_holds_the_unit_above() {
    let table = [
        ("[Phòng Tham mưu, Công an tỉnh An Hải] họp.", Some("Công an tỉnh An Hải")),
        ("[Ban Thường vụ Tỉnh ủy Bình Định] họp.", Some("Tỉnh ủy Bình Định")),
        ("[Văn phòng UBND huyện Sông Trà] họp.", Some("Ủy ban nhân dân huyện Sông Trà")),
        ("[Thanh tra Sở TTTT TP. HCM] họp.", Some("Sở Thông tin và Truyền thông Thành phố Hồ Chí Minh")),
        ("[Cơ quan CSĐT Bộ Công an] họp.", Some("Bộ Công an")),
        ("[Hội đồng thành viên Tổng Công ty Xây lắp Bình Minh] họp.", Some("Tổng công ty Xây lắp Bình Minh")),
        ("[Đội CSGT Phòng CSGT Công an tỉnh An Hải] họp.", Some("Phòng Cảnh sát giao thông Công an tỉnh An Hải")),
        ("[Ban Chấp hành Trung ương Đảng] họp.", None),
        ("[Trường Đại học Sông Trà] họp.", None),
        ("[Văn phòng Chính phủ] họp.", None),
        ("[Bộ Chỉ huy quân sự tỉnh An Hải] họp.", None),
        ("[Công an huyện Sông Trà] họp.", None),
        ("[Văn phòng Đoàn ĐBQH và HĐND tỉnh An Hải] họp.", None),
        ("[Báo Công an nhân dân] họp.", Some("Công an nhân dân")),
    ];
    for (text, parent) in table {
        assert_eq!(units(text)[0].parent.as_deref(), parent, "{text}");
    }
}

#[test]
fn abbreviations_are_written_out_by_what_stands_beside_them() {
    let table = include_str!("../../tests/data/abbreviations.tsv").lines().filter(|l| !l.starts_with('#'));
    let (mut all, mut wrong) = (0, Vec::new());
    for row in table {
        let (text, expected) = row.split_once('\t').unwrap();
        let last = text.rfind(']').map_or(0, |end| text[..end].chars().filter(|c| !"[]".contains(*c)).map(char::len_utf8).sum());
        let found = units(text).into_iter().find(|u| u.mentions.iter().any(|m| m.end == last as u32)).map_or_else(String::new, |u| u.name);
        all += 1;
        if fold(&found) != fold(expected) {
            wrong.push(format!("{text}\n    expected {expected}\n    found    {found}"));
        }
    }
    if !wrong.is_empty() {
        println!("{}", wrong.join("\n"));
    }
    assert!(all >= 150 && wrong.len() * 20 <= all, "{} of {all}:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn an_abbreviation_in_brackets_is_the_unit_before_it() {
    let found = units("[Bộ Tài nguyên và Môi trường] ([TN&MT]) lấy ý kiến. [Bộ TN&MT] họp.");
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!((found[0].name.as_str(), found[0].mentions.len()), ("Bộ Tài nguyên và Môi trường", 3));
}

#[test]
fn units_that_only_positions_name_are_units_too() {
    let text = "Bộ trưởng Quốc phòng Lê Văn An tiếp khách. Thứ trưởng Quốc phòng Trần Văn Bình cùng dự.";
    let record = crate::Pipeline::new().enrich(&crate::Article::new(text));
    let titles: Vec<_> = record.officials.iter().flat_map(|o| &o.titles).filter_map(|t| t.unit.as_deref()).collect();
    assert!(titles.contains(&"Bộ Quốc phòng"), "{titles:?}");
    let unit = record.units.iter().find(|u| u.name == "Bộ Quốc phòng").expect("the ministry");
    assert!(unit.inferred && unit.mentions.len() == 2, "{unit:?}");
    assert_eq!(record.problems(text), [] as [String; 0]);
}

#[test]
fn a_position_with_a_short_form_names_the_unit_in_full() {
    let text = "Bộ Ngoại giao họp báo. Ông Lê Văn An, Bộ trưởng BNG, chủ trì.";
    let record = crate::Pipeline::new().enrich(&crate::Article::new(text));
    assert_eq!(record.problems(text), [] as [String; 0]);
}
