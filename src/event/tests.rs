use super::*;
use crate::article::Article;
use crate::{date, mention, sentence};

/// A text with its places in `[ ]` and units in `< >`, read with a day of publication: the day, and the places.
fn event(marked: &str, published: Option<&str>) -> (String, Vec<String>) {
    let (mut text, mut spans, mut start) = (String::new(), Vec::new(), 0);
    for c in marked.chars() {
        match c {
            '[' | '<' => start = text.len(),
            '>' => spans.push((MentionKind::Unit, Span::new(start as u32, text.len() as u32))),
            ']' => spans.push((MentionKind::Loc, Span::new(start as u32, text.len() as u32))),
            _ => text.push(c),
        }
    }
    let document = Document::new(&Article::new(&text));
    let sentences = sentence::split(&document);
    let (citations, _) = crate::law::read(&document, &sentences);
    let dates = date::find(&document, published, &citations);
    let laws = citations.iter().map(|c| (MentionKind::Law, document.working().span(c.tokens)));
    let mentions = mention::given(&document, &spans.into_iter().chain(laws).collect::<Vec<_>>());
    let found = find(&document, &sentences, &mentions, &dates, published).unwrap_or_default();
    let printed = found.span.map_or(String::new(), |s| s.of(&text).to_owned());
    (found.date.unwrap_or(printed), found.places.into_iter().map(|p| p.name).collect())
}

#[test]
fn the_day_and_the_places_of_the_event() {
    let table: &[(&str, &str, &[&str])] = &[
        ("Sáng 24/02, tại [xã Hòa Tiến], huyện ra quân làm đường.", "2024-02-24", &["xã Hòa Tiến"]),
        ("Ngày 3/3, tại [Vĩnh Yên], đoàn kiểm tra làm việc với tỉnh.", "2024-03-03", &["Vĩnh Yên"]),
        ("[Hà Nội] - Chiều 1/3, Bộ họp báo.", "2024-03-01", &["Hà Nội"]),
        ("[Hà Nội], ngày 28/2 (Bản tin) - Bộ họp báo.", "2024-02-28", &["Hà Nội"]),
        (
            "Tối 2/3, tại [phường Lam Sơn], [thành phố Bắc Hà] ([tỉnh Sông Lam]) có hội chợ.",
            "2024-03-02",
            &["phường Lam Sơn", "thành phố Bắc Hà", "tỉnh Sông Lam"],
        ),
        ("Sáng nay, hội nghị diễn ra ở [huyện Yên Mô].", "2024-03-05", &["huyện Yên Mô"]),
        ("Chiều qua, trên địa bàn [quận Tây] có mưa lớn.", "2024-03-04", &["quận Tây"]),
        ("Từ ngày 1 đến 3/3/2024, đoàn khảo sát tại [Cà Mau].", "2024-03-01/2024-03-03", &["Cà Mau"]),
        ("Theo Quyết định số 12/QĐ-UBND ngày 1/3/2024, dự án dừng lại. Sáng 4/3, tỉnh họp.", "2024-03-04", &[]),
        ("Ông sinh ngày 2/3/1970. Ngày 4/3, ông nhận quyết định.", "2024-03-04", &[]),
        ("Ngày 30/4/1975 là ngày vui. Sáng 5/3, tỉnh khai mạc lễ hội tại [Ninh Hòa].", "2024-03-05", &["Ninh Hòa"]),
        ("Hồ sơ nhận đến hết ngày 31/3. Việc này do [tỉnh Sông Lam] quyết định.", "", &[]),
        ("Đoàn công tác làm việc tại [Đồng Hới] và nghe báo cáo.", "", &["Đồng Hới"]),
        ("Sáng 4/3, tại trụ sở <UBND tỉnh Sông Lam>, đoàn họp.", "2024-03-04", &["UBND tỉnh Sông Lam"]),
        ("Sáng 4/3, tại <Trường THPT Lam Sơn>, [TP Bắc Hà], có lễ khai giảng.", "2024-03-04", &["Trường THPT Lam Sơn", "TP Bắc Hà"]),
        ("Sáng 4/3, bà làm việc tại <Sở Y tế> nhiều năm nhận thưởng.", "2024-03-04", &[]),
        ("Không có gì cả.", "", &[]),
    ];
    for (text, date, places) in table {
        let got = event(text, Some("2024-03-05T08:00"));
        assert_eq!((got.0.as_str(), got.1.iter().map(String::as_str).collect::<Vec<_>>()), (*date, places.to_vec()), "{text}");
    }
}

#[test]
fn without_a_day_of_publication_the_text_alone_counts() {
    assert_eq!(event("Sáng 24/02, xã họp.", None).0, "24/02");
    assert_eq!(event("Sáng 24/02/2023, xã họp.", None).0, "2023-02-24");
    assert_eq!(event("Sáng nay, xã họp.", None).0, "Sáng nay");
}
