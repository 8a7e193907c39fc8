use crate::{Article, Document, PartKind};

/// Own pages, each line with the kind it should get.
const PAGES: &[&str] = &[
    "boilerplate\tSỞ VĂN HÓA VÀ THỂ THAO TỈNH HÀ LÂM
boilerplate\tTrang chủ | Giới thiệu | Tin tức | Văn bản | Liên hệ
boilerplate\tTrang chủ » Tin tức » Di sản
title\tKhai mạc trưng bày cổ vật thời Lý tại Bảo tàng tỉnh Hà Lâm
date\tThứ tư, 15/11/2023, 10:05
boilerplate\tCỡ chữ A- A A+ | In trang

abstract\tSáng 15/11, Bảo tàng tỉnh Hà Lâm khai mạc trưng bày 120 cổ vật thời Lý, thu hút hàng trăm người đến xem ngay trong buổi đầu tiên mở cửa.

body\tDự lễ khai mạc có ông Đỗ Quang Vinh, Giám đốc Sở Văn hóa và Thể thao; bà Mai Thị Hồng, Giám đốc Bảo tàng tỉnh cùng đông đảo học sinh các trường trên địa bàn.
body\tPhát biểu tại lễ khai mạc, bà Hồng cho biết các hiện vật được khai quật trong ba năm tại di chỉ Đồng Mả, nhiều chiếc còn gần như nguyên vẹn sau gần một nghìn năm nằm dưới đất.
caption\tCác đại biểu tham quan khu trưng bày. Ảnh: Thu Trang
body\tTrưng bày mở cửa đến hết ngày 31/12 và miễn phí cho học sinh, sinh viên; các đoàn từ mười người trở lên có thể đăng ký trước để được thuyết minh.
author\tThu Trang

boilerplate\tLượt xem: 312
boilerplate\tTin liên quan
boilerplate\tBảo tàng tỉnh tiếp nhận 30 hiện vật (02/11/2023)
boilerplate\t© Sở Văn hóa và Thể thao tỉnh Hà Lâm",
    "boilerplate\tTrang chủ / Kinh tế / Nông nghiệp
title\tVải thiều Hà Lâm lần đầu lên tàu sang châu Âu
date\t12/06/2024 | 08:30 GMT+7
boilerplate\tChia sẻ Facebook Zalo
abstract\tBa mươi tấn vải đầu mùa vừa rời ga Đồng Mả, mở ra đường tiêu thụ mới cho hơn hai nghìn hộ trồng vải của tỉnh.
body\tTheo Sở Nông nghiệp và Phát triển nông thôn, lô hàng được đóng trong mười công-ten-nơ lạnh, đi qua biên giới phía bắc rồi sang Ba Lan trong khoảng hai mươi hai ngày.
heading\tGiá cao hơn gấp rưỡi
body\tÔng Lý Văn Tấn, chủ tịch hợp tác xã Đồng Mả, nói giá bán tại vườn năm nay đạt 38.000 đồng một kg, cao hơn gấp rưỡi năm ngoái, bà con rất phấn khởi và yên tâm chăm sóc vườn.
body\t\"Chúng tôi phải ghi nhật ký từng lần bón phân, phun thuốc, nhưng đổi lại đầu ra chắc chắn hơn nhiều so với bán cho thương lái như trước đây\", ông Tấn nói.
author\tHải Nam
source\tTheo Báo Hà Lâm
boilerplate\tTừ khóa: vải thiều, xuất khẩu
boilerplate\tBình luận (0)
boilerplate\tĐọc nhiều
boilerplate\tGiá lúa hè thu tăng nhẹ
boilerplate\tTòa soạn: 5 Trần Phú. Điện thoại: 0200 3 xxx xxx",
    "title\tHà Lâm lấy ý kiến nhân dân về sắp xếp đơn vị hành chính cấp xã

abstract\tTừ ngày 20/4 đến 25/4, cử tri toàn tỉnh tham gia ý kiến vào đề án sắp xếp, theo đó số xã giảm từ 120 còn 45 đơn vị.

body\tTheo đề án, tên gọi của các xã mới được đặt theo địa danh lịch sử, dễ đọc, dễ nhớ và được đa số nhân dân đồng thuận. Trụ sở đặt ở nơi thuận tiện nhất cho việc đi lại của người dân.

body\tÔng Phan Đình Tuấn, Giám đốc Sở Nội vụ, cho biết đến chiều 24/4 đã có 98% cử tri tham gia và hơn 96% đồng ý với phương án do Ủy ban nhân dân tỉnh trình.

body\tKết quả sẽ được trình Hội đồng nhân dân tỉnh tại kỳ họp chuyên đề cuối tháng này để thông qua trước khi gửi Chính phủ theo quy định của pháp luật.",
    "boilerplate\tCông an tỉnh Hà Lâm
boilerplate\tTrang nhất
boilerplate\tAn ninh trật tự
date\tNgày đăng: 03/02/2022
title\tBắt nhóm trộm cắp xe máy liên huyện sau hai tuần truy xét
body\tNgày 2/2, Cơ quan Cảnh sát điều tra Công an tỉnh Hà Lâm cho biết đã khởi tố vụ án, khởi tố bị can đối với bốn đối tượng về tội trộm cắp tài sản theo Điều 173 Bộ luật Hình sự, thu giữ mười một xe máy và nhiều công cụ phá khóa do nhóm này tự chế tạo.
caption\tCác đối tượng cùng tang vật tại cơ quan công an. Ảnh: CACC
body\tTheo điều tra ban đầu, từ tháng 11/2021 nhóm này lợi dụng đêm tối, đột nhập các khu nhà trọ, dùng vam phá khóa lấy xe rồi đem sang tỉnh khác bán với giá ba đến năm triệu đồng mỗi chiếc.
body\tCông an đề nghị ai là bị hại liên hệ Phòng Cảnh sát hình sự để nhận lại tài sản và phục vụ công tác điều tra, mở rộng vụ án trong thời gian tới.
author\tTin, ảnh: Quang Huy
boilerplate\tGửi cho bạn bè   In bài   Phản hồi
boilerplate\tCác tin khác
boilerplate\t- Ra quân xử lý xe quá tải (28/01/2022)
boilerplate\tSố người truy cập: 120.334",
    "boilerplate\tTrang chủ > Y tế
title\tTrạm y tế xã Đồng Mả khám bệnh miễn phí cho người cao tuổi
date\tCập nhật: 07/10/2020 - 09:15

body\tNgày 6/10, Trạm y tế xã Đồng Mả phối hợp Bệnh viện Đa khoa huyện khám bệnh,
body\ttư vấn và cấp thuốc miễn phí cho gần hai trăm người cao tuổi trong xã. Đây là
body\thoạt động hằng năm nhân Ngày Quốc tế Người cao tuổi, do bác sĩ trẻ tình nguyện
body\ttổ chức.

body\tCác cụ được đo huyết áp, thử đường huyết, siêu âm bụng và nghe hướng dẫn cách
body\tphòng bệnh lúc giao mùa. Những trường hợp nghi mắc bệnh nặng được giới thiệu lên
body\ttuyến trên.

boilerplate\tLượt xem: 45
boilerplate\tIn trang | Gửi email",
];

#[test]
fn own_pages_are_told_apart_line_by_line() {
    let mut wrong = Vec::new();
    for page in PAGES {
        let rows: Vec<(&str, &str)> = page.lines().map(|l| l.split_once('\t').unwrap_or(("", ""))).collect();
        let text: Vec<&str> = rows.iter().map(|r| r.1).collect();
        for text in [text.join("\n"), text.join("\r\n")] {
            let document = Document::new(&Article::new(&text));
            let got = document.parts().iter().map(|p| serde_json::to_value(p.kind).unwrap().as_str().unwrap().to_owned());
            let lines = rows.iter().filter(|r| !r.0.is_empty());
            wrong.extend(lines.zip(got).filter(|(l, g)| l.0 != g).map(|(l, g)| format!("{} taken for {g}: {}", l.0, l.1)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn running_text_is_never_page_furniture() {
    for text in
        ["Ngày 14/3/2024, Bộ Nội vụ họp tại Hà Nội.", "Bộ Nội vụ họp.\nThủ tướng dự.\n\nHội nghị bế mạc lúc 17 giờ.", "Một", "?", ""]
    {
        let document = Document::new(&Article::new(text));
        let none = document.parts().iter().all(|p| p.kind.is_content());
        assert!(none, "{text}: {:?}", document.parts());
    }
    assert_eq!(Document::new(&Article::new("Ngày 14/3/2024, Bộ Nội vụ họp tại Hà Nội.")).parts()[0].kind, PartKind::Body);
}

#[test]
fn the_title_that_the_caller_knows_is_found() {
    let text = "Tin trong ngày\nThông báo\nTin vui\n\nHôm qua xã Đồng Mả đón bằng công nhận xã nông thôn mới.";
    let article = Article::new(text).with_title("Tin vui");
    let document = Document::new(&article);
    let titles: Vec<&str> = document.parts().iter().filter(|p| p.kind == PartKind::Title).map(|p| p.span.of(text)).collect();
    assert_eq!(titles, ["Tin vui"]);
}

#[test]
fn clean_text_is_kept_whole() {
    let mut article = Article::new("Trang chủ\nLượt xem: 3\nIn trang");
    article.clean = true;
    assert!(Document::new(&article).parts().iter().all(|p| p.kind.is_content()));
}

#[test]
fn long_texts_take_time_in_proportion() {
    let line = "từ ".repeat(400_000);
    let many = "Tin trong ngày\n\n".repeat(60_000);
    let low = "tin trong ngày hôm nay có nhiều điều đáng chú ý\n".repeat(20_000);
    for text in [&line, &many, &low] {
        let started = std::time::Instant::now();
        let document = Document::new(&Article::new(text));
        assert!(!crate::sentence::split(&document).is_empty() || document.parts().iter().all(|p| !p.kind.is_content()));
        assert!(started.elapsed().as_secs() < 20, "{} bytes in {:?}", text.len(), started.elapsed());
    }
}
