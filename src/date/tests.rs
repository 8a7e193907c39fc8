//! Own cases: text, then every date as printed with its ISO value (`-` where there is none).

use super::*;
use proptest::prelude::*;

fn check(published: Option<&str>, cases: &[(&str, &[(&str, &str)])]) {
    let mut wrong = String::new();
    for (text, expected) in cases {
        let document = Document::plain(text);
        let dates = find(&document, published, &[]);
        let found: Vec<(&str, &str)> = dates.iter().map(|d| (d.text.as_str(), d.iso.as_deref().unwrap_or("-"))).collect();
        if found != *expected {
            wrong += &format!("{text}\n   expected {expected:?}\n   found    {found:?}\n");
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn days() {
    check(
        None,
        &[
            ("Ngày 25/2/2019, đoàn đến Huế.", &[("Ngày 25/2/2019", "2019-02-25")]),
            ("hôm ngày 05-07-2021 thì", &[("ngày 05-07-2021", "2021-07-05")]),
            ("trước ngày 20.12.2025; sau", &[("ngày 20.12.2025", "2025-12-20")]),
            ("ngày 2 tháng 9 năm 1945 tại", &[("ngày 2 tháng 9 năm 1945", "1945-09-02")]),
            ("Ngày 7 tháng 3, 2023", &[("Ngày 7 tháng 3, 2023", "2023-03-07")]),
            ("mùng 3 tháng Ba năm 2024", &[("mùng 3 tháng Ba năm 2024", "2024-03-03")]),
            ("vào ngày 25/2.", &[("ngày 25/2", "-")]),
            ("Sáng 9-8, tỉnh họp.", &[("9-8", "-")]),
            ("Chiều 3.5 tại xã", &[("3.5", "-")]),
            ("hôm nay (9/5) họp", &[("9/5", "-")]),
            ("sáng nay, 5/12, tại", &[("5/12", "-")]),
            ("có hiệu lực từ 1/1/2019.", &[("1/1/2019", "2019-01-01")]),
            ("ngày chủ nhật 22/5/2016", &[("ngày chủ nhật 22/5/2016", "2016-05-22")]),
            ("ngày 31/11/2018 không có", &[("ngày 31/11/2018", "-")]),
            ("tức 12-8 năm Mậu Tuất", &[("12-8 năm Mậu Tuất", "-")]),
            ("Posted 24 Tháng Mười Một, 2025", &[("24 Tháng Mười Một, 2025", "2025-11-24")]),
            ("đăng 18-Apr-2025 lúc", &[("18-Apr-2025", "2025-04-18")]),
            ("đăng 2018-10-18T08:25", &[("2018-10-18", "2018-10-18")]),
            ("đăng 25 - 01 - 2022 lúc", &[("25 - 01 - 2022", "2022-01-25")]),
        ],
    );
}

#[test]
fn ranges_and_lists_of_days() {
    check(
        None,
        &[
            ("từ ngày 17 đến 19/10/2018", &[("ngày 17 đến 19/10/2018", "2018-10-17/2018-10-19")]),
            ("ngày 10-12/3/2020 tại", &[("ngày 10-12/3/2020", "2020-03-10/2020-03-12")]),
            ("hai ngày 25 và 26/11/2021 tại", &[("ngày 25 và 26/11/2021", "2021-11-25/2021-11-26")]),
            ("các ngày 5, 9 và 12/6/2021 tại", &[("ngày 5, 9 và 12/6/2021", "-")]),
            ("từ ngày 29-3 đến 3-4-2019 là", &[("ngày 29-3 đến 3-4-2019", "2019-03-29/2019-04-03")]),
            ("ngày 17/12 đến ngày 3/1/2019", &[("ngày 17/12", "-"), ("ngày 3/1/2019", "2019-01-03")]),
            ("từ ngày 3 đến ngày 8-10-2019 tại", &[("ngày 3", "2019-10-03"), ("ngày 8-10-2019", "2019-10-08")]),
            ("từ 29 đến 31/5/2019, đoàn", &[("29 đến 31/5/2019", "2019-05-29/2019-05-31")]),
            ("họp (4 - 16/4) tại", &[("4 - 16/4", "-")]),
            ("từ 20/10 đến 23/11, Quốc hội họp", &[("20/10", "-"), ("23/11", "-")]),
            ("ngày 21 và 22 tháng 4 năm 2021 tại", &[("ngày 21 và 22 tháng 4 năm 2021", "2021-04-21/2021-04-22")]),
        ],
    );
}

#[test]
fn months_quarters_years() {
    check(
        None,
        &[
            ("tháng 10/2016 thì", &[("tháng 10/2016", "2016-10")]),
            ("tháng 10-2016 thì", &[("tháng 10-2016", "2016-10")]),
            ("tháng 8 năm 2020 thì", &[("tháng 8 năm 2020", "2020-08")]),
            ("vào tháng 5, tỉnh họp", &[("tháng 5", "-")]),
            ("vào tháng bảy vừa rồi", &[("tháng bảy", "-")]),
            ("tháng 1, 2, 3/2016 đã", &[("tháng 1, 2, 3/2016", "2016-01/2016-03")]),
            ("tháng 10/2010 đến 11/2015 là", &[("tháng 10/2010 đến 11/2015", "2010-10/2015-11")]),
            ("từ 7/2015, ông là", &[("7/2015", "2015-07")]),
            ("quý I/2019 đạt", &[("quý I/2019", "2019-Q1")]),
            ("quý II / 2016 vừa qua", &[("quý II / 2016", "2016-Q2")]),
            ("quý 1-2013 thì", &[("quý 1-2013", "2013-Q1")]),
            ("quý I năm 2022.", &[("quý I năm 2022", "2022-Q1")]),
            ("trong quý III, Sở", &[("quý III", "-")]),
            ("năm 2020 là", &[("năm 2020", "2020")]),
            ("năm 2004 đến 2009 ở", &[("năm 2004 đến 2009", "2004/2009")]),
            ("hai năm 2015 và 2016 chi sai", &[("năm 2015 và 2016", "2015/2016")]),
            ("các năm 2012, 2014 và 2015, tuyển", &[("năm 2012, 2014 và 2015", "-")]),
            ("giai đoạn 2016-2020 đạt", &[("2016-2020", "2016/2020")]),
            ("nhiệm kỳ 2015 - 2020 đối với ông", &[("2015 - 2020", "2015/2020")]),
            ("năm học 2022 – 2023 bắt đầu", &[("2022 – 2023", "2022/2023")]),
            ("5 năm 2016 - 2020, tỉnh", &[("2016 - 2020", "2016/2020")]),
            ("năm 2030, tầm nhìn 2045", &[("năm 2030", "2030"), ("2045", "2045")]),
            ("Lò Văn T. (SN 1994, trú tại)", &[("1994", "1994")]),
            ("sinh năm 1980 tại", &[("năm 1980", "1980")]),
            ("Tết Kỷ Hợi 2019.", &[("2019", "2019")]),
            ("tăng 5% so với 2016.", &[("2016", "2016")]),
            ("khóa 13 năm 2011, ông", &[("năm 2011", "2011")]),
        ],
    );
}

#[test]
fn what_is_no_date() {
    check(
        None,
        &[
            ("họp lúc 14h30, kéo dài 3 ngày, 6 tháng, 2 năm", &[]),
            ("có 41/51 xã, đạt 2/3 số phiếu", &[]),
            ("thắng 2-1, thua 0-3", &[]),
            ("gọi 024.3822.1234 hoặc 0912-345-678", &[]),
            ("giá 2.500 đồng, 1.500.000 đồng", &[]),
            ("tỷ lệ 1/500 và 1/2000", &[]),
            ("mỗi tháng 5 triệu đồng, mỗi tháng một lần", &[]),
            ("hơn 2000 người, khoảng 1995 hộ", &[]),
            ("hôm qua, năm ngoái, ngày mai", &[]),
            ("đường 3-2, hẻm 12/8, số 6/10", &[]),
            ("công nghiệp 4.0, xe 4.7 VX", &[]),
            ("trực 24/24 giờ, 7/7 ngày", &[]),
            ("từ 2-3 người, đến 5/6 nội dung", &[]),
            ("bà Quý năm nay 40 tuổi", &[]),
            ("phạt 18 - 20 triệu đồng", &[]),
        ],
    );
}

#[test]
fn the_year_of_publication_is_taken_where_none_is_printed() {
    check(
        Some("2024-06-13T08:00"),
        &[
            ("Ngày 25/2, họp", &[("Ngày 25/2", "2024-02-25")]),
            ("tháng 5 thì", &[("tháng 5", "2024-05")]),
            ("quý III sẽ", &[("quý III", "2024-Q3")]),
            ("ngày 25 và 26/11 tại", &[("ngày 25 và 26/11", "2024-11-25/2024-11-26")]),
            ("năm 2020 và ngày 1/2/2023", &[("năm 2020", "2020"), ("ngày 1/2/2023", "2023-02-01")]),
        ],
    );
    check(Some("2024-01-05"), &[("Ngày 28/12, họp", &[("Ngày 28/12", "2023-12-28")])]);
    check(Some("2023-12-28"), &[("Ngày 3/1 tới", &[("Ngày 3/1", "2024-01-03")])]);
    check(Some("không rõ"), &[("Ngày 3/1 tới", &[("Ngày 3/1", "-")])]);
}

#[test]
fn no_date_lies_inside_a_citation() {
    let document = Document::plain("Luật Đất đai năm 2013 và Nghị định 24/2010, ban hành năm 2010.");
    let (citations, _) = crate::law::read(&document, &crate::sentence::split(&document));
    let dates = find(&document, None, &citations);
    assert_eq!(dates.iter().map(|d| d.text.as_str()).collect::<Vec<_>>(), ["năm 2010"]);
}

proptest! {
    #[test]
    fn any_text_is_read(text in any::<String>()) {
        let document = Document::plain(&text);
        for date in find(&document, Some("2024-02-29"), &[]) {
            prop_assert_eq!(text.get(date.span.start as usize..date.span.end as usize), Some(date.text.as_str()));
        }
    }

    #[test]
    fn any_mix_of_its_own_words_is_read(words in prop::collection::vec(prop::sample::select(vec![
        "ngày", "tháng", "năm", "quý", "I", "1", "12", "31", "99", "2019", "2020", "65535", "00", "/", "-", ".", ",", "đến", "và", "từ", "(", "sáng", "giêng", "mười", "Apr", "\n", "uỷ",
    ]), 0..40), blank in prop::sample::select(vec!["", " "])) {
        let text = words.join(blank);
        let document = Document::plain(&text);
        for date in find(&document, Some("2024-02-29"), &[]) {
            prop_assert_eq!(text.get(date.span.start as usize..date.span.end as usize), Some(date.text.as_str()));
        }
    }
}
