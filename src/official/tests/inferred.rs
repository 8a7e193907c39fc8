//! Which unit a bare position means: invented articles, the position asked for, the unit expected (`-`: no guess).

use super::read;

type Case<'a> = (&'a str, &'a str, &'a str);

fn check(table: &[Case]) {
    let mut wrong = String::new();
    for (text, title, expected) in table {
        let all = read(text, None);
        let found = all.iter().flat_map(|o| &o.titles).find(|t| t.text == *title);
        let unit = found.and_then(|t| t.inferred.as_ref()).and_then(|i| i.unit.as_deref()).unwrap_or("-");
        if found.is_none() || unit != *expected {
            wrong += &format!("{text}\n   {title}: expected {expected}, found {unit} ({})\n", found.is_some());
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn the_province_of_the_article() {
    check(&[
        ("‹Tỉnh Quảng Nam› họp. {Chủ tịch <UBND tỉnh>} [Lê Văn An] dự.", "Chủ tịch UBND tỉnh", "UBND tỉnh Quảng Nam"),
        ("Tại ‹Quảng Nam›, {Bí thư <Tỉnh ủy>} [Lê Văn An] nói.", "Bí thư Tỉnh ủy", "Tỉnh ủy Quảng Nam"),
        ("<Tỉnh ủy Nghệ An> họp. {Phó Bí thư Thường trực <Tỉnh ủy>} [Lê Văn An] nói.", "Phó Bí thư Thường trực Tỉnh ủy", "Tỉnh ủy Nghệ An"),
        ("<UBND tỉnh Nghệ An> họp. {Phó Chủ tịch <HĐND tỉnh>} [Lê Văn An] nói.", "Phó Chủ tịch HĐND tỉnh", "HĐND tỉnh Nghệ An"),
        ("<Sở Y tế Quảng Trị> báo cáo. {Giám đốc <Sở Nội vụ>} [Lê Văn An] nói.", "Giám đốc Sở Nội vụ", "Sở Nội vụ tỉnh Quảng Trị"),
        ("‹TP Đà Nẵng› ra quân. {Giám đốc <Sở Xây dựng>} [Lê Văn An] nói.", "Giám đốc Sở Xây dựng", "Sở Xây dựng thành phố Đà Nẵng"),
        ("<Sở Xây dựng Đà Nẵng> họp. {Giám đốc <Sở Xây dựng>} [Lê Văn An] nói.", "Giám đốc Sở Xây dựng", "Sở Xây dựng Đà Nẵng"),
        ("‹Tỉnh Lào Cai› có lũ. {Giám đốc <Công an tỉnh>} [Lê Văn An] chỉ huy.", "Giám đốc Công an tỉnh", "Công an tỉnh Lào Cai"),
        ("‹Tỉnh Lào Cai› có lũ. {Chủ tịch tỉnh} [Lê Văn An] chỉ huy.", "Chủ tịch tỉnh", "UBND tỉnh Lào Cai"),
        ("‹Bà Rịa - Vũng Tàu› phát triển. {Chủ tịch <UBND tỉnh>} [Lê Văn An] nói.", "Chủ tịch UBND tỉnh", "UBND tỉnh Bà Rịa - Vũng Tàu"),
        ("‹Hà Nội› mưa. {Bí thư <Thành ủy>} [Lê Văn An] đi thăm.", "Bí thư Thành ủy", "Thành ủy Hà Nội"),
        ("‹TP HCM› mưa. {Chủ tịch <UBND TP>} [Lê Văn An] đi thăm.", "Chủ tịch UBND TP", "UBND TP Hồ Chí Minh"),
        ("‹TP HCM› mưa. {Phó Bí thư <Thành ủy>} [Lê Văn An] đi thăm.", "Phó Bí thư Thành ủy", "Thành ủy thành phố Hồ Chí Minh"),
        ("‹Thị xã Giá Rai› họp. {nguyên Chủ tịch thị xã} [Lê Văn An] dự.", "nguyên Chủ tịch thị xã", "UBND thị xã Giá Rai"),
        (
            "Ông [Lê Văn An], {Ủy viên Trung ương}, {Bí thư <Tỉnh ủy Cà Mau>}, {Chủ tịch <HĐND tỉnh>}, dự.",
            "Chủ tịch HĐND tỉnh",
            "HĐND tỉnh Cà Mau",
        ),
    ]);
}

#[test]
fn districts_towns_and_communes() {
    check(&[
        ("<UBND huyện Nam Giang> họp. {Chủ tịch <UBND huyện>} [Lê Văn An] nói.", "Chủ tịch UBND huyện", "UBND huyện Nam Giang"),
        ("‹Huyện Nam Giang› có lũ. {Trưởng <Công an huyện>} [Lê Văn An] nói.", "Trưởng Công an huyện", "Công an huyện Nam Giang"),
        ("‹Huyện Nam Giang› có lũ. {Bí thư <Huyện ủy>} [Lê Văn An] nói.", "Bí thư Huyện ủy", "Huyện ủy Nam Giang"),
        ("‹Huyện Nam Giang› có lũ. {Bí thư <Huyện đoàn>} [Lê Văn An] nói.", "Bí thư Huyện đoàn", "Huyện đoàn Nam Giang"),
        ("‹Quận 12› họp. {Phó Chủ tịch <UBND quận>} [Lê Văn An] nói.", "Phó Chủ tịch UBND quận", "UBND quận 12"),
        ("‹Xã Hòa Tiến› làm đường. {Chủ tịch <UBND xã>} [Lê Văn An] nói.", "Chủ tịch UBND xã", "UBND xã Hòa Tiến"),
        ("‹Xã Hòa Tiến› làm đường. {Bí thư <Đảng ủy xã>} [Lê Văn An] nói.", "Bí thư Đảng ủy xã", "Đảng ủy xã Hòa Tiến"),
        ("‹Phường Lam Sơn› làm đường. {Chủ tịch phường} [Lê Văn An] nói.", "Chủ tịch phường", "UBND phường Lam Sơn"),
        ("‹Thị xã Dĩ An› họp. {Bí thư <Thị ủy>} [Lê Văn An] nói.", "Bí thư Thị ủy", "Thị ủy Dĩ An"),
        (
            "‹Xã Hòa Tiến›, ‹huyện Hòa Vang›, ‹TP Đà Nẵng›. {Chủ tịch <UBND huyện>} [Lê Văn An] nói.",
            "Chủ tịch UBND huyện",
            "UBND huyện Hòa Vang",
        ),
        ("‹Xã Hòa Tiến›, ‹huyện Hòa Vang›, ‹TP Đà Nẵng›. {Chủ tịch <UBND xã>} [Lê Văn An] nói.", "Chủ tịch UBND xã", "UBND xã Hòa Tiến"),
    ]);
}

#[test]
fn the_holders_own_fuller_position_comes_first() {
    check(&[
        ("{Bộ trưởng <Bộ Y tế>} [Lê Văn An] đến. <Bộ Nội vụ> dự. {Bộ trưởng} [Lê Văn An] nói.", "Bộ trưởng", "Bộ Y tế"),
        ("{Hiệu trưởng <Trường THCS Hòa Tiến>} [Lê Văn An] đến. {Hiệu trưởng} [An] nói.", "Hiệu trưởng", "Trường THCS Hòa Tiến"),
        ("{Giám đốc <Công ty Sông Lam>} [Lê Văn An] đến. {Giám đốc} [An] nói.", "Giám đốc", "Công ty Sông Lam"),
        (
            "{Chủ tịch <UBND tỉnh Cà Mau>} [Lê Văn An] và {Chủ tịch <UBND tỉnh Nghệ An>} [Mai Thị Lan] gặp nhau. {Chủ tịch <UBND tỉnh>} [Lê Văn An] nói.",
            "Chủ tịch UBND tỉnh",
            "UBND tỉnh Cà Mau",
        ),
        ("{Giám đốc <Công ty Sông Lam>} [Lê Văn An], {Giám đốc <Công ty Hạ Long>}, đến. {Giám đốc} [An] nói.", "Giám đốc", "-"),
        (
            "Ông [Lê Văn An], {Phó Bí thư <Tỉnh ủy Cà Mau>}, gặp đoàn <Tỉnh ủy Nghệ An>. {Chủ tịch <UBND tỉnh>} [Lê Văn An] nói.",
            "Chủ tịch UBND tỉnh",
            "UBND tỉnh Cà Mau",
        ),
    ]);
}

#[test]
fn ministries() {
    check(&[
        ("<Bộ Y tế> họp báo. {Thứ trưởng} [Lê Văn An] nói.", "Thứ trưởng", "Bộ Y tế"),
        ("<Bộ Y tế> và <Bộ Nội vụ> họp. {Thứ trưởng} [Lê Văn An] nói.", "Thứ trưởng", "-"),
        ("<Bộ Y tế> họp. {Bộ trưởng}, {Chủ nhiệm <Văn phòng Chính phủ>} [Lê Văn An] nói.", "Bộ trưởng", "-"),
        ("<Bộ Chính trị> họp. {Bộ trưởng} [Lê Văn An] nói.", "Bộ trưởng", "-"),
    ]);
}

#[test]
fn no_guess_where_two_compete_or_nothing_fits() {
    check(&[
        ("‹Tỉnh Cà Mau› và ‹tỉnh Nghệ An› họp. {Chủ tịch <UBND tỉnh>} [Lê Văn An] nói.", "Chủ tịch UBND tỉnh", "-"),
        ("Từ ‹Cà Mau› đến ‹Nghệ An›, {Bí thư <Tỉnh ủy>} [Lê Văn An] đi thăm.", "Bí thư Tỉnh ủy", "-"),
        ("‹Tỉnh Cà Mau› họp. {Chủ tịch <UBND huyện>} [Lê Văn An] nói.", "Chủ tịch UBND huyện", "-"),
        ("‹Huyện Nam Giang› họp. {Chủ tịch <UBND tỉnh>} [Lê Văn An] nói.", "Chủ tịch UBND tỉnh", "-"),
        ("‹Huyện Nam Giang› họp. {Chủ tịch <UBND xã>} [Lê Văn An] nói.", "Chủ tịch UBND xã", "-"),
        ("Hội nghị bế mạc. {Chủ tịch <UBND tỉnh>} [Lê Văn An] nói.", "Chủ tịch UBND tỉnh", "-"),
        ("‹Tỉnh Cà Mau› họp. {Giám đốc <Sở Y tế Nghệ An>} [Lê Văn An] nói.", "Giám đốc Sở Y tế Nghệ An", "-"),
        ("‹Tỉnh Cà Mau› họp. {Chủ tịch <Quốc hội>} [Lê Văn An] nói.", "Chủ tịch Quốc hội", "-"),
        ("‹Tỉnh Cà Mau› họp. {Tổng Giám đốc} [Lê Văn An] nói.", "Tổng Giám đốc", "-"),
    ]);
}

#[test]
fn the_place_most_spoken_of_stands_for_one_not_named_near() {
    check(&[
        (
            "‹Tỉnh Cà Mau› sơ kết\n\nSáng nay, <UBND tỉnh Cà Mau> họp.\n\nNhiều việc đã xong. Dân phấn khởi. Đường mới mở. {Chủ tịch <UBND tỉnh>} [Lê Văn An] nói. Đoàn sẽ thăm ‹tỉnh Nghệ An›.",
            "Chủ tịch UBND tỉnh",
            "UBND tỉnh Cà Mau",
        ),
        (
            "‹Tỉnh Cà Mau› sơ kết\n\nSáng nay, <UBND tỉnh Cà Mau> họp.\n\nĐoàn ‹tỉnh Nghệ An› cũng đến. {Chủ tịch <UBND tỉnh>} [Lê Văn An] nói.",
            "Chủ tịch UBND tỉnh",
            "-",
        ),
    ]);
}

#[test]
fn the_place_printed_is_told_apart() {
    let all = read("{Chủ tịch <UBND tỉnh Cà Mau>} [Lê Văn An] và {Giám đốc <Sở Y tế Nghệ An>} [Mai Thị Lan] dự.", None);
    let places: Vec<Option<&str>> = all.iter().flat_map(|o| &o.titles).map(|t| t.place.as_deref()).collect();
    assert_eq!(places, [Some("tỉnh Cà Mau"), Some("tỉnh Nghệ An")]);
}
