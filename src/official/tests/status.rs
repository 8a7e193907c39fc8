//! How offices are held, and since when.

use super::read;
use crate::official::Status::{self, *};

#[test]
fn words_around_the_office_tell_how_it_is_held() {
    let table: &[(&str, &[Status])] = &[
        ("Ông [Lê Văn An], {nguyên Bí thư Tỉnh ủy}.", &[Former]),
        ("Ông [Lê Văn An], {cựu Chủ tịch huyện}, dự.", &[Former]),
        ("Ông [Lê Văn An], {quyền Giám đốc Sở Y tế}.", &[Acting]),
        ("Ông [Lê Văn An], {Giám đốc Sở Y tế}.", &[Current]),
        ("Ông [Lê Văn An] hiện là {Giám đốc Sở Y tế}.", &[Current]),
        ("Ông [Lê Văn An] được bổ nhiệm giữ chức {Giám đốc Sở Y tế}.", &[Appointed]),
        ("HĐND tỉnh bầu ông [Lê Văn An], {Phó Bí thư Tỉnh ủy}, làm {Chủ tịch UBND tỉnh}.", &[Current, Appointed]),
        ("Ông [Lê Văn An] được bầu giữ chức vụ {Chủ tịch UBND huyện}.", &[Appointed]),
        ("Ban Bí thư chuẩn y ông [Lê Văn An] giữ chức {Bí thư Tỉnh ủy}.", &[Appointed]),
        ("Ông [Lê Văn An] tái đắc cử {Bí thư Huyện ủy}.", &[Appointed]),
        ("Bà [Mai Thị Lan] được giao quyền {Giám đốc Sở Tư pháp}.", &[Acting]),
        ("Bà [Mai Thị Lan] được giao phụ trách {Giám đốc Sở Tư pháp}.", &[Acting]),
        ("Bà [Mai Thị Lan] được tạm giao giữ chức {Chánh Văn phòng}.", &[Acting]),
        ("Bà [Mai Thị Lan], {Phó Cục trưởng phụ trách Cục Hải quan}, dự.", &[Acting]),
        ("Bà [Mai Thị Lan], {Phó Giám đốc phụ trách} Sở Y tế, dự.", &[Acting]),
        ("Ông [Lê Văn An] thôi giữ chức {Chủ tịch UBND tỉnh}.", &[Dismissed]),
        ("Quyết định cho ông [Lê Văn An] thôi giữ chức vụ {Giám đốc Sở Y tế}.", &[Dismissed]),
        ("HĐND miễn nhiệm chức danh {Phó Chủ tịch UBND huyện} đối với ông [Lê Văn An].", &[Dismissed]),
        ("Thủ tướng ký quyết định cách chức {Phó Chủ tịch UBND tỉnh} đối với ông [Lê Văn An].", &[Dismissed]),
        ("Quốc hội bãi nhiệm {đại biểu Quốc hội} đối với bà [Mai Thị Lan].", &[Dismissed]),
        ("Tỉnh ủy cách chức ông [Lê Văn An], {Bí thư Đảng ủy xã}.", &[Dismissed]),
        ("HĐND miễn nhiệm đối với ông [Lê Văn An], {Chủ tịch UBND xã}.", &[Dismissed]),
        ("{Giám đốc Sở Y tế} [Lê Văn An] bị cách chức.", &[Dismissed]),
        ("Ông [Lê Văn An], {Trưởng phòng Nội vụ}, nghỉ hưu.", &[Dismissed]),
        ("Ông [Lê Văn An] xin thôi {Ủy viên Ban Thường vụ Tỉnh ủy}, {đại biểu HĐND tỉnh}.", &[Dismissed, Dismissed]),
        (
            "Ông [Lê Văn An] thôi giữ chức {Bí thư Huyện ủy}, {Chủ tịch HĐND huyện} và được điều động giữ chức {Giám đốc Sở Nội vụ}.",
            &[Dismissed, Dismissed, Appointed],
        ),
        ("Ông [Lê Văn An] từng là {Trưởng phòng}, {Phó Giám đốc}.", &[Former, Former]),
        ("Ông [Lê Văn An] đã trải qua các chức vụ: {Bí thư Huyện đoàn}, {Chủ tịch UBND huyện}.", &[Former, Former]),
        ("Trước khi nhận nhiệm vụ mới, ông [Lê Văn An] là {Phó Giám đốc Sở Y tế}.", &[Former]),
        ("Ông [Lê Văn An] tiếp tục giữ chức {Chủ tịch UBND xã}.", &[Current]),
    ];
    let mut wrong = String::new();
    for (text, expected) in table {
        let got: Vec<Status> = read(text, None).iter().flat_map(|o| &o.titles).map(|t| t.status).collect();
        if got != *expected {
            wrong += &format!("{text}\n   expected {expected:?}\n   found    {got:?}\n");
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn the_sentence_states_since_when() {
    let table: &[(&str, &[Option<&str>])] = &[
        ("Ông [Lê Văn An] được bổ nhiệm giữ chức {Giám đốc Sở Y tế} từ ngày 1/3/2024.", &[Some("2024-03-01")]),
        ("Ông [Lê Văn An] được bổ nhiệm giữ chức {Giám đốc Sở Y tế} kể từ ngày 1/3.", &[Some("2024-03-01")]),
        ("Bà [Mai Thị Lan] bị miễn nhiệm chức vụ {Thứ trưởng Công Thương} từ 16/2/2024.", &[Some("2024-02-16")]),
        ("Sáng 24/2, HĐND tỉnh bầu ông [Lê Văn An] giữ chức {Chủ tịch UBND tỉnh}.", &[Some("2024-02-24")]),
        ("Ông [Lê Văn An] được bầu giữ chức {Phó Chủ tịch} vào tháng 6/2015.", &[Some("2015-06")]),
        ("Từ tháng 12/2015, bà [Mai Thị Lan] được bầu giữ chức {Chủ tịch Hội}.", &[Some("2015-12")]),
        ("Ông [Lê Văn An], {Chủ tịch UBND xã} từ năm 2015 đến nay, cho biết.", &[Some("2015")]),
        ("Ông [Lê Văn An] sinh ngày 5/6/1970, được bổ nhiệm giữ chức {Giám đốc}.", &[None]),
        ("Ngày 24/2, ông [Lê Văn An], {Giám đốc Sở Y tế}, dự họp.", &[None]),
        ("Ông [Lê Văn An], {Giám đốc Sở Y tế}.", &[None]),
        // The date is the new position's.
        (
            "Bổ nhiệm bà [Mai Thị Lan], {Phó Giám đốc Sở Y tế}, giữ chức {Giám đốc Sở Tài chính}, thời hạn 5 năm kể từ ngày 15/9/2024.",
            &[None, Some("2024-09-15")],
        ),
    ];
    for (text, expected) in table {
        let all = read(text, Some("2024-03-05"));
        let got: Vec<Option<&str>> = all.iter().flat_map(|o| &o.titles).map(|t| t.since.as_deref()).collect();
        assert_eq!(got, *expected, "{text}");
    }
}
