//! Own cases: text, then every document as `type | number | name | year | places`, places as `article/clause/point`.

use super::*;
use proptest::prelude::*;

fn written(law: &Law) -> String {
    let or = |s: &Option<String>| s.clone().unwrap_or_default();
    let place = |p: &Provision| [&p.article, &p.clause, &p.point].map(|v| v.clone().unwrap_or("-".into())).join("/");
    let places: Vec<String> = law.provisions.iter().map(place).collect();
    let row = [law.kind.clone(), or(&law.number), or(&law.name), or(&law.year), places.join(" ")].join("|");
    row.trim_end_matches('|').to_owned()
}

fn check(cases: &[(&str, &[&str])]) {
    let mut wrong = String::new();
    for (text, expected) in cases {
        let found: Vec<String> = parse(text).iter().map(written).collect();
        if found != *expected {
            wrong += &format!("{text}\n   expected {expected:?}\n   found    {found:?}\n");
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn numbers_of_the_state() {
    check(&[
        ("Nghị định số 15/2018/NĐ-CP về an toàn thực phẩm.", &["nghị định|15/2018/NĐ-CP||2018"]),
        ("Nghị định 15/2018/ NĐ-CP vẫn còn hiệu lực.", &["nghị định|15/2018/NĐ-CP||2018"]),
        ("Nghị định 15 / 2018 / NĐ - CP vẫn còn hiệu lực.", &["nghị định|15/2018/NĐ-CP||2018"]),
        ("Nghị định 15/2018/nđ-cp vẫn còn hiệu lực.", &["nghị định|15/2018/NĐ-CP||2018"]),
        ("Theo NĐ 15/2018/NĐ-CP, hộ kinh doanh được miễn.", &["nghị định|15/2018/NĐ-CP||2018"]),
        ("Quyết định 2200/QĐ-TTg ngày 3-12-2021 của Thủ tướng.", &["quyết định|2200/QĐ-TTg||2021"]),
        ("Quyết định số 9/2021/QĐ-UBND của UBND tỉnh.", &["quyết định|9/2021/QĐ-UBND||2021"]),
        ("Sở có Văn bản số 77/STC-QLG gửi các huyện.", &["văn bản|77/STC-QLG"]),
        ("Bộ gửi công văn 311/BTP-PLDSKT hôm qua.", &["công văn|311/BTP-PLDSKT"]),
        (
            "Thông tư 07/2017/TT-BNNPTNT và Thông tư 11/2019/TT-BTNMT.",
            &["thông tư|07/2017/TT-BNNPTNT||2017", "thông tư|11/2019/TT-BTNMT||2019"],
        ),
        ("Thông tư 07/2017/TT-BNN&PTNT quy định hạn mức.", &["thông tư|07/2017/TT-BNN&PTNT||2017"]),
        ("Nghị quyết số 55/2022/QH15 của Quốc hội.", &["nghị quyết|55/2022/QH15||2022"]),
        ("Nghị quyết 55 / 2022 / QH 15 của Quốc hội.", &["nghị quyết|55/2022/QH15||2022"]),
        ("Nghị quyết 30a/2008/NQ-CP hỗ trợ huyện nghèo.", &["nghị quyết|30a/2008/NQ-CP||2008"]),
        ("Thông tư liên tịch số 02/2013/TTLT-BCA-BTP còn dùng.", &["thông tư liên tịch|02/2013/TTLT-BCA-BTP||2013"]),
        ("Nghị định 61/2019 nêu rõ.", &["nghị định|61/2019||2019"]),
        ("Nghị định 61 nêu rõ.", &["nghị định|61"]),
        ("Công điện số 12/CĐ-UBND, ngày 1/9/2023, yêu cầu trực ban.", &["công điện|12/CĐ-UBND||2023"]),
        ("Quyết định kỷ luật số 45/QĐ-SGDĐT được công bố.", &["quyết định|45/QĐ-SGDĐT"]),
        ("QUYẾT ĐỊNH SỐ 33/QĐ-TTG ĐI VÀO CUỘC SỐNG", &["quyết định|33/QĐ-TTG"]),
        ("Quy chuẩn QCVN 01:2021/BXD được áp dụng.", &["quy chuẩn|QCVN 01:2021/BXD"]),
    ]);
}

#[test]
fn numbers_of_the_party() {
    check(&[
        ("Nghị quyết số 27-NQ/TW ngày 9/11/2022 về Nhà nước pháp quyền.", &["nghị quyết|27-NQ/TW||2022"]),
        ("Nghị quyết 27 - NQ / TW được quán triệt.", &["nghị quyết|27-NQ/TW"]),
        ("Nghị quyết 27/NQ-TW được quán triệt.", &["nghị quyết|27-NQ/TW"]),
        ("Nghị quyết 27-NQ/T.Ư được quán triệt.", &["nghị quyết|27-NQ/TW"]),
        ("Nghị quyết 27-NQ/TƯ được quán triệt.", &["nghị quyết|27-NQ/TW"]),
        ("Quy định số 22-QĐ/TW, ngày 28-7-2021, của Trung ương.", &["quy định|22-QĐ/TW||2021"]),
        ("Quy định 08-QĐi/TW về trách nhiệm nêu gương.", &["quy định|08-QĐi/TW"]),
        ("Kế hoạch số 31-KH/HU của Huyện ủy Đông Sơn.", &["kế hoạch|31-KH/HU"]),
        ("Chương trình hành động số 9-CTr/TU đề ra bốn việc.", &["chương trình|9-CTr/TU"]),
        ("Thông báo kết luận số 88-TB/TU ngày 2.4.2024.", &["thông báo|88-TB/TU||2024"]),
        ("Hướng dẫn 05-HD/BTCTW về sinh hoạt chi bộ.", &["hướng dẫn|05-HD/BTCTW"]),
        ("Chỉ thị số 5-CT/TW; Kết luận 62 KL/TW.", &["chỉ thị|5-CT/TW", "kết luận|62-KL/TW"]),
        ("Quyết định 59-QĐNS/TW được công bố sáng nay.", &["quyết định|59-QĐNS/TW"]),
        ("Nghị quyết Trung ương 6 khóa XII về tinh gọn bộ máy.", &["nghị quyết||Nghị quyết Trung ương 6 khóa XII"]),
        ("NQ TW 6 (khoá XII) được sơ kết.", &["nghị quyết||Nghị quyết TW 6 (khóa XII)"]),
        (
            "Nghị quyết Hội nghị lần thứ tư Ban Chấp hành Trung ương Đảng khóa XIII.",
            &["nghị quyết||Nghị quyết Hội nghị lần thứ tư Ban Chấp hành Trung ương Đảng khóa XIII"],
        ),
        ("Đưa Nghị quyết Đại hội XII của Đảng vào cuộc sống.", &["nghị quyết||Nghị quyết Đại hội XII"]),
    ]);
}

#[test]
fn names() {
    check(&[
        ("Quốc hội thảo luận Luật Thủy lợi.", &["luật||Luật Thủy lợi"]),
        ("Quốc hội thảo luận dự thảo Luật Thủy lợi.", &["luật||Luật Thủy lợi"]),
        ("Vi phạm Luật Phòng chống mua bán người năm 2011.", &["luật||Luật Phòng chống mua bán người|2011"]),
        (
            "Luật Quản lý, sử dụng vũ khí, vật liệu nổ và công cụ hỗ trợ có hiệu lực từ 1/7/2018.",
            &["luật||Luật Quản lý, sử dụng vũ khí, vật liệu nổ và công cụ hỗ trợ"],
        ),
        ("Theo Luật Cán bộ, công chức, cán bộ phải kê khai.", &["luật||Luật Cán bộ, công chức"]),
        ("Luật Vũ trụ do bộ soạn thảo sẽ được trình.", &["luật||Luật Vũ trụ"]),
        ("Luật Khai thác khí mê-tan được trình tại kỳ họp.", &["luật||Luật Khai thác khí mê-tan"]),
        ("Theo luật Bảo vệ bí mật nhà nước thì phải đóng dấu.", &["luật||luật Bảo vệ bí mật nhà nước"]),
        ("Theo luật hôn nhân và gia đình, hai bên có quyền ngang nhau.", &["luật||luật hôn nhân và gia đình"]),
        ("BỘ LUẬT LAO ĐỘNG VÀ NHỮNG ĐIỂM MỚI", &["bộ luật||BỘ LUẬT LAO ĐỘNG"]),
        ("Luật Du lịch (sửa đổi) được cho ý kiến.", &["luật||Luật Du lịch (sửa đổi)"]),
        ("Luật Du lịch 2017 (sửa đổi) được cho ý kiến.", &["luật||Luật Du lịch (sửa đổi)|2017"]),
        ("Luật Du lịch số 09/2017/QH14 cho phép.", &["luật|09/2017/QH14|Luật Du lịch|2017"]),
        ("Luật số 09/2017/QH14 cho phép.", &["luật|09/2017/QH14||2017"]),
        ("Luật Du lịch (số 09/2017/QH14) cho phép.", &["luật|09/2017/QH14|Luật Du lịch|2017"]),
        ("Luật Du lịch (Luật số 09/2017/QH14) cho phép.", &["luật|09/2017/QH14|Luật Du lịch|2017"]),
        (
            "Luật sửa đổi, bổ sung một số điều của Luật Điện lực được thông qua.",
            &["luật||Luật sửa đổi, bổ sung một số điều của Luật Điện lực"],
        ),
        (
            "Luật sửa đổi, bổ sung một số điều của Luật Dược, Luật Giá và Luật Đê điều được thông qua.",
            &["luật||Luật sửa đổi, bổ sung một số điều của Luật Dược, Luật Giá và Luật Đê điều"],
        ),
        (
            "Pháp lệnh Cảnh sát môi trường năm 2014 và Hiến pháp 1992.",
            &["pháp lệnh||Pháp lệnh Cảnh sát môi trường|2014", "hiến pháp||Hiến pháp|1992"],
        ),
        ("Công ước về quyền trẻ em được ký năm 1989.", &["công ước||Công ước về quyền trẻ em"]),
        ("Gia nhập Công ước số 98 của ILO.", &["công ước|98"]),
        ("Công ước Basel cấm đưa rác độc hại sang nước khác.", &["công ước||Công ước Basel"]),
        ("Luật Phúc lợi Trẻ em được sửa.", &["luật||Luật Phúc lợi Trẻ em"]),
        ("Công ước 1982 là khuôn khổ chung.", &["công ước|||1982"]),
        ("Hiệp định Thương mại tự do Việt Nam - Hàn Quốc năm 2015.", &["hiệp định||Hiệp định Thương mại tự do Việt Nam - Hàn Quốc|2015"]),
        ("Nghị định thư Kyoto hết hạn.", &["nghị định thư||Nghị định thư Kyoto"]),
        ("Điều lệ Đoàn TNCS Hồ Chí Minh được sửa.", &["điều lệ||Điều lệ Đoàn TNCS Hồ Chí Minh"]),
        ("Bị xử theo BLHS 2015.", &["bộ luật||Bộ luật Hình sự|2015"]),
        ("Theo Luật HN&GĐ năm 2014.", &["luật||Luật Hôn nhân và gia đình|2014"]),
        ("Luật PCTN 2018 quy định kê khai.", &["luật||Luật Phòng, chống tham nhũng|2018"]),
    ]);
}

#[test]
fn places_inside_a_document() {
    check(&[
        ("Theo Điều 9 Luật Thú y.", &["luật||Luật Thú y||9/-/-"]),
        ("Theo khoản 3, Điều 9, Luật Thú y.", &["luật||Luật Thú y||9/3/-"]),
        ("Theo Điều 9, khoản 3 Luật Thú y.", &["luật||Luật Thú y||9/3/-"]),
        ("Theo điểm a, b và đ khoản 3 Điều 9 Luật Thú y.", &["luật||Luật Thú y||9/3/a 9/3/b 9/3/đ"]),
        ("Theo điểm c đến điểm e khoản 3 Điều 9 Luật Thú y.", &["luật||Luật Thú y||9/3/c 9/3/d 9/3/đ 9/3/e"]),
        ("Theo các Điều 7, 9 và khoản 1 Điều 12 Luật Thú y.", &["luật||Luật Thú y||7/-/- 9/-/- 12/1/-"]),
        ("Theo khoản 1, khoản 4 Điều 9, Điều 11 Luật Thú y.", &["luật||Luật Thú y||9/1/- 9/4/- 11/-/-"]),
        ("Theo điểm b khoản 1, khoản 2 Điều 9 và Điều 11 Luật Thú y.", &["luật||Luật Thú y||9/1/b 9/2/- 11/-/-"]),
        ("Từ Điều 5 đến Điều 8 Luật Thú y.", &["luật||Luật Thú y||5/-/- 6/-/- 7/-/- 8/-/-"]),
        ("Các Điều 5-7 của Luật Thú y.", &["luật||Luật Thú y||5/-/- 6/-/- 7/-/-"]),
        ("Điều 5a Luật Thú y.", &["luật||Luật Thú y||5a/-/-"]),
        ("Điều 1 đến Điều 9999 Luật Thú y.", &["luật||Luật Thú y||1/-/- 9999/-/-"]),
        ("Luật Thú y có hiệu lực; Điều 30 cấm giết mổ trái phép.", &["luật||Luật Thú y||30/-/-"]),
        ("Khoản 1 Điều 3 Luật Thú y và Điều 8 Luật này.", &["luật||Luật Thú y||3/1/- 8/-/-"]),
        ("Điều 3 Nghị định 90/2017/NĐ-CP; Nghị định trên còn có Điều 6.", &["nghị định|90/2017/NĐ-CP||2017|3/-/- 6/-/-"]),
        ("Điều 16 Luật Thú y rất rõ, nhất là khoản 2.", &["luật||Luật Thú y||16/-/- 16/2/-"]),
        ("Điều 2 Luật Thú y và Điều 4 Luật Dược.", &["luật||Luật Thú y||2/-/-", "luật||Luật Dược||4/-/-"]),
        ("Phụ lục II Thông tư 40/2021/TT-BTC.", &["thông tư|40/2021/TT-BTC||2021"]),
    ]);
}

#[test]
fn documents_are_told_apart_and_found_again() {
    check(&[
        (
            "Nghị quyết Trung ương 4 khóa XII và Hội nghị; Nghị quyết Hội nghị lần thứ tư Ban Chấp hành Trung ương Đảng khóa XII.",
            &["nghị quyết||Nghị quyết Trung ương 4 khóa XII"],
        ),
        ("Luật Dược và Luật Thú y năm 2015.", &["luật||Luật Dược|2015", "luật||Luật Thú y|2015"]),
        ("Luật Dược được thay bằng Luật Thú y năm 2015.", &["luật||Luật Dược", "luật||Luật Thú y|2015"]),
        ("Luật Dược 2005 và Luật Dược 2016.", &["luật||Luật Dược|2005", "luật||Luật Dược|2016"]),
        ("Luật Dược 2016 mới hơn. Theo Luật Dược, thuốc phải có nhãn.", &["luật||Luật Dược|2016"]),
        ("Nghị định số 54/2017/NĐ-CP. Điều 3 Nghị định 54 bị bãi bỏ.", &["nghị định|54/2017/NĐ-CP||2017|3/-/-"]),
        ("Nghị định 54 được sửa; xem Nghị định số 54/2017/NĐ-CP.", &["nghị định|54/2017/NĐ-CP||2017"]),
        ("Nghị định 54/2017/NĐ-CP và Nghị định 54/2019/NĐ-CP.", &["nghị định|54/2017/NĐ-CP||2017", "nghị định|54/2019/NĐ-CP||2019"]),
        (
            "Các nghị định 10/2021/NĐ-CP, 15/2021/NĐ-CP và 50/2021/NĐ-CP.",
            &["nghị định|10/2021/NĐ-CP||2021", "nghị định|15/2021/NĐ-CP||2021", "nghị định|50/2021/NĐ-CP||2021"],
        ),
        ("Các Nghị quyết 18, 19 của Trung ương.", &["nghị quyết|18", "nghị quyết|19"]),
        ("Nghị định số 49 và số 74 của Chính phủ.", &["nghị định|49", "nghị định|74"]),
        ("Quốc hội thông qua các luật: Việc làm, Quảng cáo (sửa đổi).", &["luật||Luật Việc làm", "luật||Luật Quảng cáo (sửa đổi)"]),
        ("Bộ luật Lao động 2019 (BLLĐ) mới; Điều 35 BLLĐ cho phép.", &["bộ luật||Bộ luật Lao động|2019|35/-/-"]),
        ("Bộ luật Hình sự (sau đây viết tắt là BLHS); Điều 8 BLHS.", &["bộ luật||Bộ luật Hình sự||8/-/-"]),
    ]);
}

#[test]
fn what_is_no_citation() {
    check(&[
        ("Luật sư Hải cho biết luật pháp nước ta đã rõ.", &[]),
        ("Bộ đang soạn dự thảo luật, nghị định và thông tư.", &[]),
        ("Điều đáng nói là khoản tiền 5 tỉ đồng đã bị rút.", &[]),
        ("Công ty Luật Hòa Lợi và khoa Luật Dân sự.", &[]),
        ("Ông Luật và anh Trần Văn Luật ở lại.", &[]),
        ("Xem xét kỷ luật Đảng và kỷ luật cán bộ, công chức vi phạm.", &[]),
        ("Ủy ban Pháp luật Quốc hội họp.", &[]),
        ("Thành phố điều 6 cảnh sát đến hiện trường.", &[]),
        ("Số tài khoản 1130 của quỹ.", &[]),
        ("Hội nghị thông qua nghị quyết và kết luận 3 nội dung.", &[]),
        ("Quy định 5 hình thức kỷ luật; quyết định 2 vấn đề.", &[]),
        ("Báo cáo 20 năm; kế hoạch 2016 - 2020.", &[]),
        ("Theo Điều 5 hợp đồng, bên bán chịu phí.", &[]),
        ("Trang bị điểm 9 và điểm a của bài.", &[]),
        ("Theo luật Nga và luật hàng hải quốc tế, các đạo luật ấy vô hiệu.", &[]),
        ("Báo Pháp luật TP. HCM và Trung tâm Luật Đại học Huế.", &[]),
        ("Luật chơi đã rõ, luật này khó đổi.", &[]),
        ("Chương trình 30 phút; đề án 2 triệu đồng.", &[]),
    ]);
}

#[test]
fn mentions_follow_the_guidelines() {
    let cases: [(&str, &[&str]); 12] = [
        ("theo điểm a khoản 2 Điều 5 Luật Thú y năm 2015 của Quốc hội", &["điểm a khoản 2 Điều 5 Luật Thú y năm 2015"]),
        ("theo các Điều 5, 7 Luật Thú y", &["Điều 5, 7 Luật Thú y"]),
        ("Nghị định số 30/2020/ NĐ-CP ngày 5/3/2020 của Chính phủ", &["Nghị định số 30/2020/ NĐ-CP"]),
        ("dự án Luật Thú y (sửa đổi) về chăn nuôi", &["Luật Thú y (sửa đổi)"]),
        ("Luật Thú y; Điều 9 của Luật này", &["Luật Thú y", "Điều 9"]),
        ("Luật Thú y (số 79/2015/QH13)", &["Luật Thú y", "79/2015/QH13"]),
        ("Hiến pháp của Nhà nước, Điều lệ Đảng", &["Hiến pháp", "Điều lệ Đảng"]),
        ("Nghị quyết Đại hội XIII của Đảng", &["Nghị quyết Đại hội XIII"]),
        ("Chỉ thị 17/CT-TTg năm 2020 của Thủ tướng", &["Chỉ thị 17/CT-TTg năm 2020"]),
        ("Quy định 47 về những điều đảng viên không được làm", &["Quy định 47"]),
        ("Bộ luật Dân sự (BLDS), Điều 6 BLDS", &["Bộ luật Dân sự", "BLDS", "Điều 6 BLDS"]),
        ("Uỷ ban theo Luật Hoà giải ở cơ sở", &["Luật Hoà giải ở cơ sở"]),
    ];
    for (text, expected) in cases {
        let document = Document::plain(text);
        let (citations, _) = read(&document, &crate::sentence::split(&document));
        let found: Vec<&str> = citations.iter().map(|c| c.span.of(text)).collect();
        assert_eq!(found, expected, "{text}");
    }
}

#[test]
fn issuer_day_and_identifier() {
    let cases = [
        ("Nghị định 30/2020/NĐ-CP ngày 5-3-2020.", "Chính phủ", "2020-03-05", "/akn/vn/act/nghi-dinh/2020/30-2020-nd-cp"),
        (
            "Nghị quyết số 18-NQ/TW ngày 25/10/2017 của Bộ Chính trị.",
            "Bộ Chính trị",
            "2017-10-25",
            "/akn/vn/act/nghi-quyet/2017-10-25/18-nq-tw",
        ),
        ("Quyết định 861/QĐ-TTg ngày 4-6-2021.", "Thủ tướng Chính phủ", "2021-06-04", "/akn/vn/act/quyet-dinh/2021-06-04/861-qd-ttg"),
        ("Luật Thú y năm 2015.", "Quốc hội", "", "/akn/vn/act/luat/2015/thu-y"),
        ("Nghị quyết Trung ương 4 khóa XII.", "Ban Chấp hành Trung ương Đảng", "", "/akn/vn/act/nghi-quyet/khoa-xii/trung-uong-4"),
        ("Thông tư 08/2022/TT-BGDĐT.", "Bộ Giáo dục và Đào tạo", "", "/akn/vn/act/thong-tu/2022/08-2022-tt-bgddt"),
        ("Nghị quyết 7-NQ/TU của Tỉnh ủy Cà Mau.", "Tỉnh ủy Cà Mau", "", "/akn/vn/act/nghi-quyet/7-nq-tu"),
        ("Nghị quyết TW 4 (khoá XII).", "Ban Chấp hành Trung ương Đảng", "", "/akn/vn/act/nghi-quyet/khoa-xii/trung-uong-4"),
        ("Nghị quyết Đại hội XIII của Đảng.", "", "", "/akn/vn/act/nghi-quyet/dai-hoi-xiii"),
        ("Nghị định 101/2024.", "Chính phủ", "", "/akn/vn/act/nghi-dinh/2024/101-2024-nd-cp"),
        (
            "Thông tư liên tịch 06/2015/TTLT-BGDĐT-BNV.",
            "Bộ Giáo dục và Đào tạo, Bộ Nội vụ",
            "",
            "/akn/vn/act/thong-tu-lien-tich/2015/06-2015-ttlt-bgddt-bnv",
        ),
        ("Đạo luật Magnitsky của Mỹ.", "", "", "/akn/vn/act/dao-luat/magnitsky"),
    ];
    for (text, issuer, date, id) in cases {
        let laws = parse(text);
        let law = &laws[0];
        let found = (law.issuer.as_deref().unwrap_or(""), law.date.as_deref().unwrap_or(""), law.id.as_str());
        assert_eq!(found, (issuer, date, id), "{text}");
    }
}

#[test]
fn long_and_hostile_texts_take_time_in_proportion() {
    for piece in [
        "Điều 1, ",
        "Luật sửa đổi ",
        "Nghị định 1/2020/NĐ-CP, ",
        "khoản 1 đến ",
        "Luật Đất ",
        "(số 1/2/3",
        "của ",
        "Luật và ",
        "BLHS(",
        "-/",
    ] {
        let text = piece.repeat(400_000 / piece.len());
        let start = std::time::Instant::now();
        let _ = parse(&text);
        assert!(start.elapsed().as_secs() < 5, "{piece}");
    }
}

proptest! {
    #[test]
    fn any_text_is_read(text in any::<String>()) {
        for law in parse(&text) {
            prop_assert!(law.mentions.iter().all(|m| text.get(m.start as usize..m.end as usize).is_some()));
        }
    }

    #[test]
    fn any_mix_of_its_own_words_is_read(words in prop::collection::vec(prop::sample::select(vec![
        "Luật", "luật", "Bộ luật", "Hình sự", "sửa đổi", ",", "(", ")", "và", "của", "Điều", "khoản", "điểm", "a", "5", "12", "2020", "/", "-", "NQ",
        "TW", "QH14", "số", "ngày", "năm", "đến", "các", "này", "Nghị quyết", "Trung ương", "khóa", "XII", "Công ước", "BLHS", "T", ".", "Ư", "uỷ", "\n", "\u{301}", ":",
    ]), 0..40), blank in prop::sample::select(vec!["", " "])) {
        let text = words.join(blank);
        for law in parse(&text) {
            prop_assert!(!law.kind.is_empty() && !law.id.is_empty());
            prop_assert!(law.mentions.iter().all(|m| text.get(m.start as usize..m.end as usize).is_some()));
        }
    }
}

#[test]
fn a_pointer_alone_is_into_what_is_amended() {
    let first =
        "Thông tư 08/2025/TT-BXD sửa đổi, bổ sung một số điều của Thông tư 05/2024/TT-BXD quy định chi tiết một số điều của Luật Nhà ở.";
    let laws = |places: [&str; 3]| {
        let all = ["thông tư|08/2025/TT-BXD||2025", "thông tư|05/2024/TT-BXD||2024", "luật||Luật Nhà ở"];
        all.iter().zip(places).map(|(law, p)| if p.is_empty() { (*law).to_owned() } else { format!("{law}|{p}") }).collect::<Vec<_>>()
    };
    let table = [
        ("Theo đó, khoản 2 Điều 8 được sửa đổi.", ["", "8/2/-", ""]),
        ("Cùng với đó, Thông tư bổ sung khoản 3 Điều 9.", ["", "9/3/-", ""]),
        ("Khoản 4 Điều 10 bị bãi bỏ từ 1/7.", ["", "10/4/-", ""]),
        ("Khoản 2 Điều 8 nêu rõ người thuê được vay vốn.", ["", "", "|8/2/-"]),
    ];
    for (text, places) in table {
        assert_eq!(parse(&format!("{first} {text}")).iter().map(written).collect::<Vec<_>>(), laws(places), "{text}");
    }
    // What amends is named behind.
    let passive = parse("Luật Đất đai năm 2013 được sửa đổi bởi Luật Quy hoạch. Khoản 2 Điều 8 được sửa đổi.");
    assert!(passive.iter().any(|l| !l.provisions.is_empty()), "{passive:?}");
}
