use super::*;
use crate::article::Article;
use crate::mention::{MentionKind, given};
use crate::sentence;

mod inferred;
mod status;

type Held = Vec<(String, Status)>;

/// A text with its persons in `[ ]`, positions in `{ }`, units in `< >` and places in `‹ ›`, read into officials.
fn read(marked: &str, published: Option<&str>) -> Vec<Official> {
    let (mut text, mut spans, mut open) = (String::new(), Vec::new(), Vec::new());
    for c in marked.chars() {
        let kind = match c {
            '[' | ']' => MentionKind::Per,
            '{' | '}' => MentionKind::Title,
            '<' | '>' => MentionKind::Unit,
            '‹' | '›' => MentionKind::Loc,
            _ => {
                text.push(c);
                continue;
            }
        };
        match open.last() {
            Some(&(last, start)) if last == kind && matches!(c, ']' | '}' | '>' | '›') => {
                open.pop();
                spans.push((kind, Span::new(start, text.len() as u32)));
            }
            _ => open.push((kind, text.len() as u32)),
        }
    }
    let document = Document::new(&Article::new(&text));
    let mentions = given(&document, &spans);
    let dates = crate::date::find(&document, published, &[]);
    resolve(&document, &sentence::split(&document), &mentions, Lexicon::shared(), &dates)
}

fn officials(marked: &str) -> Vec<(String, Held)> {
    read(marked, None).into_iter().map(|o| (o.name, o.titles.into_iter().map(|t| (t.text, t.status)).collect())).collect()
}

#[test]
fn every_construction_gives_its_holder() {
    type Case<'a> = (&'a str, &'a [(&'a str, &'a [&'a str])]);
    let table: &[Case] = &[
        ("{Chủ tịch nước} [Lê Văn An] đến thăm.", &[("Lê Văn An", &["Chủ tịch nước"])]),
        ("Ông [Lê Văn An], {Bí thư Tỉnh ủy}, {Chủ tịch HĐND tỉnh}, nói.", &[("Lê Văn An", &["Bí thư Tỉnh ủy", "Chủ tịch HĐND tỉnh"])]),
        ("Bà [Mai Thị Lan] - {hiệu trưởng} - cho biết.", &[("Mai Thị Lan", &["hiệu trưởng"])]),
        ("Ông [Lê Văn An] ({giám đốc Sở Y tế}) có mặt.", &[("Lê Văn An", &["giám đốc Sở Y tế"])]),
        ("Ông [Lê Văn An] (56 tuổi) giữ chức {Trưởng phòng}.", &[("Lê Văn An", &["Trưởng phòng"])]),
        ("{Ủy viên Bộ Chính trị}, {Thủ tướng} [Lê Văn An] dự.", &[("Lê Văn An", &["Ủy viên Bộ Chính trị", "Thủ tướng"])]),
        (
            "Dự họp có các đồng chí: [Lê Văn An], {Bí thư Huyện ủy}; [Mai Thị Lan], {Chủ tịch UBND huyện}.",
            &[("Lê Văn An", &["Bí thư Huyện ủy"]), ("Mai Thị Lan", &["Chủ tịch UBND huyện"])],
        ),
        ("Thượng tướng [Lê Văn An] kiêm {Tư lệnh Quân khu 5}.", &[("Lê Văn An", &["Tư lệnh Quân khu 5"])]),
        // The office is named as it is today, not him who held it once.
        (
            "Kết luận về trách nhiệm của {Chủ tịch UBND tỉnh Yên Hà} trong quản lý đất. Sai phạm thuộc về ông [Lê Văn An], {nguyên Chủ tịch UBND tỉnh}.",
            &[("Lê Văn An", &["nguyên Chủ tịch UBND tỉnh"])],
        ),
        (
            "Ông [Lê Văn An], {Chủ tịch UBND tỉnh}, dự lễ. Theo quyết định của {Chủ tịch UBND tỉnh}, ông [Trần Bình] giữ chức {Giám đốc Sở Y tế}.",
            &[("Lê Văn An", &["Chủ tịch UBND tỉnh"]), ("Trần Bình", &["Giám đốc Sở Y tế"])],
        ),
    ];
    for (text, expected) in table {
        let got = officials(text);
        let got: Vec<(&str, Vec<&str>)> = got.iter().map(|(n, ts)| (n.as_str(), ts.iter().map(|t| t.0.as_str()).collect())).collect();
        let expected: Vec<(&str, Vec<&str>)> = expected.iter().map(|(n, ts)| (*n, ts.to_vec())).collect();
        assert_eq!(got, expected, "{text}");
    }
}

#[test]
fn a_position_behind_a_comma_goes_to_its_known_holder() {
    let known = "{Bí thư Tỉnh ủy} [Lê Văn An] dự họp. ";
    let table: &[(&str, &[&str])] = &[
        ("Đối với bà [Mai Thị Lan], {Bí thư Tỉnh ủy} yêu cầu rà soát.", &[]),
        ("Trao đổi với bà [Mai Thị Lan], {Phó Chủ tịch Hội} cho biết.", &["Phó Chủ tịch Hội"]),
        ("Đối với bà [Mai Thị Lan], {Giám đốc Sở Y tế}, hồ sơ đã xong.", &["Giám đốc Sở Y tế"]),
        ("Bà [Mai Thị Lan], {Bí thư Tỉnh ủy} khóa trước, có mặt.", &["Bí thư Tỉnh ủy"]),
    ];
    for (text, expected) in table {
        let got = officials(&format!("{known}{text}"));
        let titles: Vec<&str> = got[1].1.iter().map(|t| t.0.as_str()).collect();
        assert_eq!(titles, *expected, "{text}");
        assert_eq!(got[0].1[0].0, "Bí thư Tỉnh ủy", "{text}");
    }
}

#[test]
fn short_names_join_the_full_one_and_two_persons_stay_apart() {
    let got = officials("Ông [Lê Văn An] và bà [Mai Thị An] đến. Sau đó bà [An] phát biểu, ông [An] về. [Trần Thu] ở lại.");
    let names: Vec<&str> = got.iter().map(|o| o.0.as_str()).collect();
    assert_eq!(names, ["Lê Văn An", "Mai Thị An", "Trần Thu"]);
}

#[test]
fn a_title_alone_finds_its_holder() {
    let table: &[(&str, &str, &str)] = &[
        ("{Thủ tướng} [Lê Văn An] đến thăm xã. Sau đó {Thủ tướng} yêu cầu bà [Mai Thị Lan] báo cáo.", "Thủ tướng", "Lê Văn An"),
        ("{Thủ tướng Chính phủ} [Lê Văn An] đến thăm. {Người đứng đầu Chính phủ} đánh giá cao.", "Người đứng đầu Chính phủ", "Lê Văn An"),
        (
            "Bà [Mai Thị Lan] họp với dân. Ông [Lê Văn An] - {Chủ tịch UBND TP Bắc Hà} - dự. {Chủ tịch Ủy ban nhân dân thành phố Bắc Hà} nói.",
            "Chủ tịch Ủy ban nhân dân thành phố Bắc Hà",
            "Lê Văn An",
        ),
        (
            "{Thủ tướng} [Lê Văn An] đã ký quyết định miễn nhiệm chức vụ {Thứ trưởng Công Thương} đối với bà [Mai Thị Lan].",
            "Thứ trưởng Công Thương",
            "Mai Thị Lan",
        ),
        (
            "Ông [Lê Văn An], {Bí thư Thành ủy Bắc Hà}, họp với bà [Mai Thị Lan]. {Người đứng đầu Thành ủy Bắc Hà} đề nghị làm rõ.",
            "Người đứng đầu Thành ủy Bắc Hà",
            "Lê Văn An",
        ),
        (
            "Bà [Mai Thị Lan], {Phó Giám đốc Sở Tư pháp}, được giao quyền {Giám đốc Sở Tư pháp} thay ông [Lê Văn An] nghỉ hưu.",
            "Giám đốc Sở Tư pháp",
            "Mai Thị Lan",
        ),
        ("{Trưởng ban lễ tang} là {Bí thư Tỉnh ủy} [Lê Văn An].", "Trưởng ban lễ tang", "Lê Văn An"),
    ];
    for (text, title, holder) in table {
        let got = officials(text);
        let found: Vec<&str> = got.iter().filter(|o| o.1.iter().any(|t| t.0 == *title)).map(|o| o.0.as_str()).collect();
        assert_eq!(found, [*holder], "{text}");
    }
}

#[test]
fn a_title_of_nobody_named_has_no_holder() {
    let text = "UBND thành phố kiến nghị {Thủ tướng} cho phép. Việc này do ông [Lê Văn An], {Giám đốc Sở Xây dựng}, trình bày.";
    assert_eq!(officials(text)[0].1.len(), 1, "{text}");
}

#[test]
fn one_who_appoints_is_not_appointed() {
    let text = "{Thủ tướng} bổ nhiệm ông [Lê Văn An] làm {Thứ trưởng Nội vụ}.";
    assert_eq!(officials(text)[0].1, [("Thứ trưởng Nội vụ".to_owned(), Status::Appointed)], "{text}");
}

#[test]
fn two_persons_of_one_given_name_are_kept_apart() {
    let table: &[(&str, &[usize])] = &[
        ("Ông [Lê Văn An] và bà [Mai Thị An] đến. Bà [An] phát biểu, ông [An] về.", &[2, 2]),
        ("Ông [Lê Văn An] gặp ông [Trần Văn An]. Ông [Trần Văn An] hỏi, ông [An] đáp.", &[1, 3]),
        ("Đồng chí [Lê Lộc] dự. Đồng chí [Lộc] phát biểu. Thượng tướng [Lộc] kết luận.", &[3]),
        ("Bà [Phan Thị Mỹ Thanh] đến. Bà [Mỹ Thanh] nói, bà [Thanh] ký.", &[3]),
    ];
    for (text, counts) in table {
        let got: Vec<usize> = read(text, None).iter().map(|o| o.mentions.len()).collect();
        assert_eq!(got, *counts, "{text}");
    }
}

#[test]
fn rank_and_degree_stay_out_of_the_name() {
    let got = &read("Đại tá, TS [Lê Văn An], {Giám đốc Công an tỉnh}, dự. Đồng chí [An] phát biểu.", None)[0];
    assert_eq!((got.name.as_str(), got.honorific.as_deref()), ("Lê Văn An", Some("đồng chí")));
    assert!(got.rank.as_deref().is_some_and(|r| r.contains("Đại tá") || r.contains("TS")), "{got:?}");
}

#[test]
fn ten_thousand_persons_are_told_apart_in_linear_time() {
    let marked = "Ông [Lê Văn An], {Bí thư}, gặp bà [Mai Thị Lan]. Bà [Lan] nói với {Bí thư}. ".repeat(10_000);
    assert_eq!(officials(&marked).len(), 2);
}

#[test]
fn the_end_of_an_office_is_no_rank() {
    let rank = |marked: &str| read(marked, None).remove(0).rank;
    assert_eq!(rank("{Phó Thủ tướng} [Lê Văn An] dự."), None);
    assert_eq!(rank("{Tư lệnh}, Thiếu tướng [Lê Văn An] dự.").as_deref(), Some("Thiếu tướng"));
}

#[test]
fn who_only_signs_is_no_official() {
    let text = "Yên Mô chống lụt\nÔng Trần Văn Bình, Chủ tịch UBND huyện Yên Mô, kiểm tra đê sông Vạc sáng 14/3.\nLê Thu Hà";
    let names = |text: &str| crate::Pipeline::new().enrich(&Article::new(text)).officials.into_iter().map(|o| o.name).collect::<Vec<_>>();
    assert_eq!(names(text), ["Trần Văn Bình"]);
    assert_eq!(names(&text.replace("sáng 14/3", "cùng bà Lê Thu Hà")), ["Trần Văn Bình", "Lê Thu Hà"]);
}

#[test]
fn a_new_position_that_another_says_in_full_is_not_said_again() {
    let text = "Ông Trần Văn Bình được bổ nhiệm giữ chức vụ Phó Giám đốc Sở Nội vụ. Tân Phó Giám đốc Sở Trần Văn Bình phát biểu.";
    let record = crate::Pipeline::new().enrich(&crate::Article::new(text));
    let full: Vec<&str> = record.officials[0].full_titles().map(|t| t.text.as_str()).collect();
    assert_eq!(record.officials[0].titles.len(), 2, "{:?}", record.officials);
    assert_eq!(full, ["Phó Giám đốc Sở Nội vụ"]);
}

#[test]
fn a_plural_position_is_held_by_all_who_are_named_with_it() {
    let (an, lan, hai) = ("Lê Văn An", "Mai Thị Lan", "Vũ Hải");
    let deputy: &[&str] = &["Phó Chủ tịch UBND tỉnh"];
    type Case<'a> = (&'a str, &'a [(&'a str, &'a [&'a str])]);
    let table: &[Case] = &[
        ("Dự họp có các {Phó Chủ tịch UBND tỉnh}: [Lê Văn An], [Mai Thị Lan] và [Vũ Hải].", &[(an, deputy), (lan, deputy), (hai, deputy)]),
        ("Hai {Phó Chủ tịch UBND tỉnh} là ông [Lê Văn An] và bà [Mai Thị Lan] dự.", &[(an, deputy), (lan, deputy)]),
        ("Các đồng chí {Phó Chủ tịch UBND tỉnh} [Lê Văn An]; [Mai Thị Lan] dự.", &[(an, deputy), (lan, deputy)]),
        ("Tỉnh bầu 2 đồng chí giữ chức {Phó Chủ tịch UBND tỉnh}, gồm: [Lê Văn An] và [Mai Thị Lan].", &[(an, deputy), (lan, deputy)]),
        ("Ông [Lê Văn An] và bà [Mai Thị Lan] được bầu giữ chức {Phó Chủ tịch UBND tỉnh}.", &[(an, deputy), (lan, deputy)]),
        ("Ông [Lê Văn An] và bà [Mai Thị Lan], cùng là {Phó Chủ tịch UBND tỉnh}, bị khiển trách.", &[(an, deputy), (lan, deputy)]),
        (
            "Quốc hội bổ nhiệm 2 {Phó Chủ tịch UBND tỉnh} nhiệm kỳ 2021-2026, gồm các ông: [Lê Văn An], [Mai Thị Lan].",
            &[(an, deputy), (lan, deputy)],
        ),
        ("Sáng 14/3 {Phó Chủ tịch UBND tỉnh} [Lê Văn An] và [Mai Thị Lan] dự.", &[(an, deputy), (lan, &[])]),
        // Each in turn.
        (
            "Trung tá [Lê Văn An] và Thiếu tá [Mai Thị Lan] – lần lượt là {Phó Chủ tịch UBND tỉnh}, {Bí thư Huyện ủy}.",
            &[(an, deputy), (lan, &["Bí thư Huyện ủy"])],
        ),
        (
            "{Phó Chủ tịch UBND tỉnh} và {Bí thư Huyện ủy} lần lượt là ông [Lê Văn An] và bà [Mai Thị Lan].",
            &[(an, deputy), (lan, &["Bí thư Huyện ủy"])],
        ),
        // One is said to hold it, and the last has an office of his own.
        ("{Phó Chủ tịch UBND tỉnh} [Lê Văn An] và [Mai Thị Lan] dự.", &[(an, deputy), (lan, &[])]),
        (
            "Các đồng chí {Phó Chủ tịch UBND tỉnh} [Lê Văn An], [Mai Thị Lan], [Vũ Hải], {Bí thư Huyện ủy} dự.",
            &[(an, deputy), (lan, deputy), (hai, &["Bí thư Huyện ủy"])],
        ),
        // Nobody is named with it; the offices that one has held are one person's.
        ("Dự họp có ông [Lê Văn An], {Bí thư Huyện ủy}; các đồng chí {Phó Chủ tịch UBND tỉnh}.", &[(an, &["Bí thư Huyện ủy"])]),
        ("Ông [Lê Văn An] từng giữ các chức vụ {Phó Chủ tịch UBND tỉnh}, {Bí thư Huyện ủy}.", &[(an, &[deputy[0], "Bí thư Huyện ủy"])]),
    ];
    for (text, wanted) in table {
        let found = officials(text);
        let found: Vec<(&str, Vec<&str>)> =
            found.iter().map(|(name, held)| (name.as_str(), held.iter().map(|h| h.0.as_str()).collect())).collect();
        let wanted: Vec<(&str, Vec<&str>)> = wanted.iter().map(|(name, held)| (*name, held.to_vec())).collect();
        assert_eq!(found, wanted, "{text}");
    }
}
