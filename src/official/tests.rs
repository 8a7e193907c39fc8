use super::*;
use crate::article::Article;
use crate::mention::{MentionKind, given};
use crate::sentence;

type Held = Vec<(String, Status)>;

/// A text with its persons in `[ ]` and positions in `{ }`, read into officials.
fn officials(marked: &str) -> Vec<(String, Held)> {
    let (mut text, mut spans, mut start) = (String::new(), Vec::new(), 0);
    for c in marked.chars() {
        match c {
            '[' | '{' => start = text.len(),
            ']' => spans.push((MentionKind::Per, Span::new(start as u32, text.len() as u32))),
            '}' => spans.push((MentionKind::Title, Span::new(start as u32, text.len() as u32))),
            _ => text.push(c),
        }
    }
    let document = Document::new(&Article::new(&text));
    let mentions = given(&document, &spans);
    let all = resolve(&document, &sentence::split(&document), &mentions, Lexicon::shared());
    all.into_iter().map(|o| (o.name, o.titles.into_iter().map(|t| (t.text, t.status)).collect())).collect()
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
fn words_before_the_office_tell_how_it_is_held() {
    let status = |text: &str| officials(text)[0].1[0].1;
    assert_eq!(status("Ông [Lê Văn An], {nguyên Bí thư Tỉnh ủy}."), Status::Former);
    assert_eq!(status("Ông [Lê Văn An], {quyền Giám đốc Sở Y tế}."), Status::Acting);
    assert_eq!(status("Ông [Lê Văn An] được bổ nhiệm giữ chức {Giám đốc Sở Y tế}."), Status::Appointed);
    assert_eq!(status("Ông [Lê Văn An], {Giám đốc Sở Y tế}."), Status::Current);
}

#[test]
fn ten_thousand_persons_are_told_apart_in_linear_time() {
    let marked = "Ông [Lê Văn An], {Bí thư}, gặp bà [Mai Thị Lan]. Bà [Lan] nói với {Bí thư}. ".repeat(10_000);
    assert_eq!(officials(&marked).len(), 2);
}
