use super::*;
use crate::Article;

/// Where sentences end is marked by `‖`, which is not part of the text.
const CASES: &[&str] = &[
    // Full stops.
    "Hội nghị bế mạc.‖ Đại biểu ra về.",
    "Ông Bình nói.‖ Bà Lan nghe.‖ Cả hai đồng ý.",
    "Không có dấu chấm ở cuối",
    "Hội nghị kết thúc.‖Sau đó đoàn đi thăm xã.",
    "Vì sao chậm?‖ Vì mưa!‖ Sẽ làm tiếp.",
    "Thật thế ư?!‖ Không ai tin.",
    "Chờ mãi...‖ Cuối cùng xe cũng đến.",
    "Chờ mãi… rồi xe cũng đến.",
    "Gạo, ngô, khoai... đều tăng giá.",
    "Gạo, ngô, khoai…‖ Giá đều tăng.",
    // Places and units.
    "Ông sống ở TP. Hồ Chí Minh từ nhỏ.",
    "Ông sống ở TP.HCM từ nhỏ.‖ Nay ông về quê.",
    "Đoàn đến Tp. Huế lúc 8 giờ.",
    "Đoàn đến T.P Vinh.‖ Trời mưa.",
    "Đoàn ở lại TP.‖ Sau đó, họ đi tiếp.",
    "Nhà ở Q.1, P.Bến Nghé.‖ Giá cao.",
    "Nhà ở Q. 1, P. 5 đã bán.",
    "Tòa án TX. Sơn Tây xét xử.‖ Bị cáo nhận tội.",
    // Degrees and honorifics.
    "PGS.TS. Trần Bình trình bày.‖ ThS. Lê An phản biện.",
    "PGS. TS Trần Bình trình bày.",
    "GS.TSKH. Lê Văn Minh chủ trì.",
    "Th.S Nguyễn An và BS. Trần Bình dự họp.",
    "BSCKII. Hà Thị Thu cho biết như vậy.",
    "Theo TS. Vũ Nam, giá sẽ giảm.‖ Ông dự báo như vậy.",
    "Mr. Smith và Dr. Brown đến Hà Nội.",
    "Trường St. Paul mở cửa.‖ Học sinh vui.",
    "Mẫu No. 5 đã duyệt.‖ Mẫu khác chờ.",
    "KTS. Hồ Sỹ vẽ.‖ LS. Đỗ Hải bào chữa.",
    // Initials.
    "Bị cáo Nguyễn Văn A. bị bắt.",
    "Công an bắt Nguyễn Văn A.‖ Theo điều tra, A. nhận tội.",
    "Nạn nhân là chị H.T.L.‖ Cơ quan điều tra đang làm rõ.",
    "Nạn nhân là chị H. T. L. ở xã Tân Phú.",
    "Anh Th. nói với bà Tr. rằng không phải.",
    "Ông A. Nguyễn làm chứng.",
    "Tác giả H. Linh viết bài.‖ T. Nga chụp ảnh.",
    "Lời khai của Q. Anh được ghi lại.",
    "Ông Trần Ng. cho biết.‖ Ông buồn.",
    // Dotted forms and money.
    "Bàn, ghế, tủ, v.v. đều cháy.",
    "Bàn, ghế, tủ, v.v.‖ Mọi thứ đều cháy.",
    "Thu 5 tr.đ mỗi tháng.‖ Chi 3 tr.đ.",
    "Vốn 1.500.000 đồng.‖ Lãi 2,5 %.",
    "Họp ngày 25.12.2015 tại Huế.‖ Dự có 20 người.",
    "Vào ngày 3.5.‖ Lễ diễn ra sáng sớm.",
    "Tổng số là 2.345.‖ Trong đó có 45 người mới.",
    "Phiên bản 1.2.3 ra mắt.",
    "Truy cập www.chinhphu.vn để xem.‖ Trang mở cả ngày.",
    "Gửi về a.b@moha.gov.vn trước thứ sáu.",
    "Theo Nghị định 30/2020/NĐ-CP.‖ Văn bản có hiệu lực ngay.",
    "Căn cứ Điều 5.‖ Căn cứ Luật Đất đai.",
    // Quotes and brackets.
    "Ông nói: \"Chúng tôi sẽ làm.\"‖ Mọi người vỗ tay.",
    "Ông nói: “Chúng tôi sẽ làm.” rồi ngồi xuống.",
    "\"Bao giờ xong?\", ông hỏi.‖ Không ai đáp.",
    "\"Bao giờ xong?\" - ông hỏi.",
    "“Làm đi!” bà nói.‖ “Đừng chờ!”",
    "“Tôi biết.‖ Tôi sẽ nói”, ông đáp.",
    "Ông đến (theo lời bà T. An. Không rõ lúc nào) rồi về.",
    "Xem ảnh (Ảnh: T. Nam).‖ Bài khác ở dưới.",
    "Đã xong (xem Điều 3).‖ Không có ý kiến.",
    "Ông cười (rất to.‖ Không ai hiểu.",
    // Lists and headings.
    "1. Về quản lý đất đai\nUBND huyện đã cấp giấy.",
    "II. Hạn chế và nguyên nhân",
    "Điều 5. Phạm vi áp dụng",
    "a. Hồ sơ gồm một đơn.",
    "2.1. Kết quả đạt được",
    "Dự có các ông: Trần An, Bí thư; Lê Bình, Chủ tịch; Hồ Cường, Phó Chủ tịch.‖ Họ đến sớm.",
    // Acronyms end sentences.
    "Ông báo cáo UBND.‖ Chủ tịch đồng ý.",
    "Hồ sơ nộp tại Sở TN&MT.‖ Thời hạn 5 ngày.",
    "Công ty ABC Co. Ltd ký hợp đồng.",
    // Odd.
    "...",
    ".‖ A",
    "Ông .‖ Bà",
];

fn pieces(text: &str) -> Vec<String> {
    let document = Document::plain(text);
    split(&document).iter().map(|s| s.span.of(text).to_owned()).collect()
}

#[test]
fn sentences_end_where_they_should() {
    let mut wrong = Vec::new();
    for case in CASES.iter().filter(|c| !c.contains('\n')) {
        let text = case.replace('‖', "");
        let expected: Vec<String> = case.split('‖').map(|s| s.trim().to_owned()).collect();
        let got = pieces(&text);
        if got != expected {
            wrong.push(format!("{expected:?}\n  got {got:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn lines_are_joined_only_in_mid_sentence() {
    let wrapped = "Sáng 14/3, Sở Nội vụ tổ chức hội nghị tập huấn cho công chức\ncác xã. Ông Trần Văn Bình dự.";
    assert_eq!(pieces(wrapped), ["Sáng 14/3, Sở Nội vụ tổ chức hội nghị tập huấn cho công chức\ncác xã.", "Ông Trần Văn Bình dự."]);
    let broken = "Sáng 14/3, Sở Nội vụ tổ chức hội nghị tập huấn cho công chức,\n\nviên chức các xã, phường.";
    assert_eq!(pieces(broken).len(), 1);
    assert_eq!(pieces("1. Về quản lý đất đai\nUBND huyện đã cấp giấy.").len(), 2);
    assert_eq!(pieces("- Ông Trần An, Bí thư Huyện ủy, làm Trưởng ban;\n- Bà Lê Bình làm Phó ban.").len(), 2);
}

#[test]
fn parts_that_are_not_read_have_no_sentences_and_no_sentence_spans_two_kinds() {
    let text = "Trang chủ | Tin tức | Liên hệ\nThứ ba, 14/03/2023, 15:42\nSở Nội vụ tập huấn văn thư cho công chức xã\n\n\
        Sáng 14/3, Sở Nội vụ tổ chức hội nghị tập huấn nghiệp vụ văn thư cho hơn một trăm công chức các xã, phường trên địa bàn toàn tỉnh.\n\n\
        Phát biểu khai mạc, Phó Giám đốc Sở Trần Văn Bình nêu rõ mục đích của lớp học và đề nghị học viên nghiêm túc tiếp thu, áp dụng vào công việc.\n\
        Lê Minh\n\nLượt xem: 20\nIn trang   Gửi email\n";
    let document = Document::new(&Article::new(text));
    let sentences = split(&document);
    assert!(sentences.iter().all(|s| s.part.is_content()));
    assert_eq!(sentences.len(), 3, "{:?}", document.parts());
}

#[test]
fn a_text_without_any_mark_is_cut_between_words() {
    let text = "một hai ba bốn ".repeat(2_000);
    let got = pieces(&text);
    assert!(got.len() > 10 && got.iter().all(|s| ["một", "hai", "ba", "bốn"].contains(&s.split(' ').next().unwrap())));
}
