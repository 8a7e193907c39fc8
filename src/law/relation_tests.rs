//! Own cases: text, then every relation as `number or name > amends > number or name: words`.

use super::*;

fn written(laws: &[Law]) -> Vec<String> {
    let label = |l: &Law| l.number.clone().or(l.name.clone()).unwrap_or_else(|| l.id.clone());
    let other = |id: &str| laws.iter().find(|l| l.id == id).map_or_else(|| "?".to_owned(), label);
    let of = |l: &Law| l.relations.iter().map(|r| format!("{} {:?} {}", label(l), r.kind, other(&r.id))).collect::<Vec<_>>();
    laws.iter().flat_map(of).collect()
}

fn check(cases: &[(&str, &[&str])]) {
    let mut wrong = String::new();
    for (text, expected) in cases {
        let found = written(&parse(text));
        if found != *expected {
            wrong += &format!("{text}\n   expected {expected:?}\n   found    {found:?}\n");
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn documents_that_amend() {
    check(&[
        ("Nghị định 11/2020/NĐ-CP sửa đổi, bổ sung một số điều của Nghị định 22/2016/NĐ-CP.", &["11/2020/NĐ-CP Amends 22/2016/NĐ-CP"]),
        ("Thông tư số 5/2019/TT-BYT sửa đổi Thông tư 7/2015/TT-BYT.", &["5/2019/TT-BYT Amends 7/2015/TT-BYT"]),
        (
            "Bộ ban hành Thông tư 5/2019/TT-BYT ngày 3/4/2019 của Bộ Y tế sửa đổi, bổ sung Điều 3, Điều 4 Thông tư 7/2015/TT-BYT.",
            &["5/2019/TT-BYT Amends 7/2015/TT-BYT"],
        ),
        ("Nghị định 22/2016/NĐ-CP được sửa đổi, bổ sung bởi Nghị định 11/2020/NĐ-CP.", &["11/2020/NĐ-CP Amends 22/2016/NĐ-CP"]),
        ("Luật Thủy lợi đã được sửa đổi, bổ sung một số điều theo Luật số 35/2018/QH14.", &["35/2018/QH14 Amends Luật Thủy lợi"]),
        (
            "Luật sửa đổi, bổ sung một số điều của Luật Điện lực được thông qua. Luật Điện lực hiện hành có nhiều vướng mắc.",
            &["Luật sửa đổi, bổ sung một số điều của Luật Điện lực Amends Luật Điện lực"],
        ),
        (
            "Nghị định 11/2020/NĐ-CP sửa đổi, bổ sung một số điều của Nghị định 22/2016/NĐ-CP và Nghị định 33/2017/NĐ-CP.",
            &["11/2020/NĐ-CP Amends 22/2016/NĐ-CP", "11/2020/NĐ-CP Amends 33/2017/NĐ-CP"],
        ),
        ("Nghị định này sửa đổi Nghị định 22/2016/NĐ-CP.", &[]),
        ("Nghị định 11/2020/NĐ-CP có lợi cho dân. Nghị định này sửa đổi Nghị định 22/2016/NĐ-CP.", &["11/2020/NĐ-CP Amends 22/2016/NĐ-CP"]),
        ("Quyết định 15/QĐ-UBND điều chỉnh, bổ sung Quyết định 12/QĐ-UBND.", &["15/QĐ-UBND Amends 12/QĐ-UBND"]),
    ]);
}

#[test]
fn documents_that_replace() {
    check(&[
        ("Nghị định 11/2020/NĐ-CP thay thế Nghị định 22/2016/NĐ-CP.", &["11/2020/NĐ-CP Replaces 22/2016/NĐ-CP"]),
        (
            "Nghị định 11/2020/NĐ-CP quy định xử phạt trong lĩnh vực đường bộ, đường sắt, thay thế Nghị định 22/2016/NĐ-CP.",
            &["11/2020/NĐ-CP Replaces 22/2016/NĐ-CP"],
        ),
        (
            "Nghị định 11/2020/NĐ-CP có hiệu lực từ ngày 1/7/2020 và thay thế Nghị định 22/2016/NĐ-CP.",
            &["11/2020/NĐ-CP Replaces 22/2016/NĐ-CP"],
        ),
        (
            "Quy định 114-QĐ/TW ngày 11/7/2023 của Bộ Chính trị thay thế Quy định 205-QĐ/TW ngày 23/9/2019.",
            &["114-QĐ/TW Replaces 205-QĐ/TW"],
        ),
        ("Nghị định 22/2016/NĐ-CP được thay thế bởi Nghị định 11/2020/NĐ-CP.", &["11/2020/NĐ-CP Replaces 22/2016/NĐ-CP"]),
        ("Nghị định 22/2016/NĐ-CP bị thay thế bằng Nghị định 11/2020/NĐ-CP.", &["11/2020/NĐ-CP Replaces 22/2016/NĐ-CP"]),
        (
            "Thông tư 9/2021/TT-BTC thay thế các Thông tư 1/2015/TT-BTC, 2/2016/TT-BTC và 3/2017/TT-BTC.",
            &["9/2021/TT-BTC Replaces 1/2015/TT-BTC", "9/2021/TT-BTC Replaces 2/2016/TT-BTC", "9/2021/TT-BTC Replaces 3/2017/TT-BTC"],
        ),
        ("Luật Thanh tra 2022 sẽ thay thế Luật Thanh tra 2010.", &["Luật Thanh tra Replaces Luật Thanh tra"]),
        (
            "Nghị định 11/2020/NĐ-CP quy định chi tiết Luật Thủy lợi, thay thế Nghị định 22/2016/NĐ-CP.",
            &["11/2020/NĐ-CP Guides Luật Thủy lợi", "11/2020/NĐ-CP Replaces 22/2016/NĐ-CP"],
        ),
    ]);
}

#[test]
fn documents_that_guide() {
    check(&[
        ("Nghị định 11/2020/NĐ-CP hướng dẫn thi hành Luật Thủy lợi.", &["11/2020/NĐ-CP Guides Luật Thủy lợi"]),
        ("Nghị định 11/2020/NĐ-CP quy định chi tiết một số điều của Luật Thủy lợi.", &["11/2020/NĐ-CP Guides Luật Thủy lợi"]),
        (
            "Nghị định 11/2020/NĐ-CP của Chính phủ quy định chi tiết và hướng dẫn thi hành một số điều của Luật Thủy lợi năm 2017.",
            &["11/2020/NĐ-CP Guides Luật Thủy lợi"],
        ),
        ("Luật Thủy lợi được quy định chi tiết tại Nghị định 11/2020/NĐ-CP.", &["11/2020/NĐ-CP Guides Luật Thủy lợi"]),
        ("Luật Thủy lợi được hướng dẫn bởi Nghị định 11/2020/NĐ-CP.", &["11/2020/NĐ-CP Guides Luật Thủy lợi"]),
        (
            "Nghị định 11/2020/NĐ-CP sửa đổi Nghị định 22/2016/NĐ-CP quy định chi tiết Luật Thủy lợi.",
            &["11/2020/NĐ-CP Amends 22/2016/NĐ-CP", "22/2016/NĐ-CP Guides Luật Thủy lợi"],
        ),
        (
            "Theo Thông tư 5/2019/TT-BYT hướng dẫn Nghị định 22/2016/NĐ-CP, người dân được miễn phí.",
            &["5/2019/TT-BYT Guides 22/2016/NĐ-CP"],
        ),
        (
            "Thông tư 5/2019/TT-BYT hướng dẫn thực hiện một số nội dung của Nghị định 22/2016/NĐ-CP.",
            &["5/2019/TT-BYT Guides 22/2016/NĐ-CP"],
        ),
    ]);
}

#[test]
fn documents_that_repeal() {
    check(&[
        ("Nghị quyết 5/2021/NQ-HĐND bãi bỏ Nghị quyết 3/2017/NQ-HĐND.", &["5/2021/NQ-HĐND Repeals 3/2017/NQ-HĐND"]),
        ("Nghị quyết 3/2017/NQ-HĐND bị bãi bỏ bởi Nghị quyết 5/2021/NQ-HĐND.", &["5/2021/NQ-HĐND Repeals 3/2017/NQ-HĐND"]),
        ("Quyết định 15/QĐ-UBND hủy bỏ toàn bộ Quyết định 12/QĐ-UBND.", &["15/QĐ-UBND Repeals 12/QĐ-UBND"]),
        ("Nghị định 22/2016/NĐ-CP hết hiệu lực kể từ ngày Nghị định 11/2020/NĐ-CP có hiệu lực.", &["11/2020/NĐ-CP Repeals 22/2016/NĐ-CP"]),
        (
            "Nghị định 22/2016/NĐ-CP và Nghị định 33/2017/NĐ-CP hết hiệu lực thi hành từ khi Nghị định 11/2020/NĐ-CP có hiệu lực.",
            &["11/2020/NĐ-CP Repeals 22/2016/NĐ-CP", "11/2020/NĐ-CP Repeals 33/2017/NĐ-CP"],
        ),
        ("Luật Thanh tra 2022 có hiệu lực từ 1/7/2023. Luật Thanh tra 2010 hết hiệu lực.", &[]),
        (
            "Quyết định 15/QĐ-UBND sửa đổi Quyết định 12/QĐ-UBND, đồng thời bãi bỏ Quyết định 9/QĐ-UBND.",
            &["15/QĐ-UBND Amends 12/QĐ-UBND", "15/QĐ-UBND Repeals 9/QĐ-UBND"],
        ),
    ]);
}

#[test]
fn what_only_looks_like_a_relation() {
    check(&[
        ("Căn cứ Luật Thủy lợi, Bộ sửa đổi Thông tư 7/2015/TT-BYT.", &[]),
        ("Thực hiện Nghị định 11/2020/NĐ-CP, tỉnh bãi bỏ Quyết định 12/QĐ-UBND.", &[]),
        ("Theo Luật Thủy lợi, dự thảo nghị định thay thế Nghị định 22/2016/NĐ-CP.", &[]),
        ("Nghị định 11/2020/NĐ-CP không thay thế Nghị định 22/2016/NĐ-CP.", &[]),
        ("Nghị định 11/2020/NĐ-CP chưa hướng dẫn Luật Thủy lợi.", &[]),
        ("Xã cụ thể hóa Luật Thủy lợi và hướng dẫn tại Thông tư 5/2019/TT-BYT.", &[]),
        ("Xã làm theo Luật Thủy lợi đã sửa đổi năm 2020 và hướng dẫn Thông tư 5/2019/TT-BYT.", &[]),
        ("Nghị quyết 5/2021/NQ-HĐND đề nghị sửa đổi Luật Thủy lợi.", &[]),
        ("Kết luận 12-KL/TW yêu cầu nghiên cứu thay thế Quy định 205-QĐ/TW.", &[]),
        ("Nghị định 11/2020/NĐ-CP sửa đổi một số nghị định quy định chi tiết Luật Thủy lợi.", &[]),
        ("Quốc hội thông qua Luật Thủy lợi và bãi bỏ Nghị quyết 5/2021/QH15.", &[]),
        ("Nghị định 11/2020/NĐ-CP và Nghị định 22/2016/NĐ-CP cùng có hiệu lực.", &[]),
        ("Quốc hội thông qua Luật Dược (sửa đổi), sửa đổi, bổ sung một số điều của Luật Thủy lợi.", &[]),
        ("Ông Bình sửa đổi Nghị định 22/2016/NĐ-CP.", &[]),
        ("Nghị định 11/2020/NĐ-CP được ban hành. Bộ bãi bỏ Thông tư 7/2015/TT-BYT.", &[]),
        ("Luật Thủy lợi (được sửa đổi, bổ sung năm 2018) có nhiều điểm mới.", &[]),
        ("Nghị định 11/2020/NĐ-CP sửa đổi chính Điều 5 Nghị định 11/2020/NĐ-CP.", &[]),
        ("Khoản 2 Điều 5 Luật Thủy lợi hướng dẫn người dân; Nghị định 22/2016/NĐ-CP quy định mức phạt.", &[]),
        ("Theo Nghị quyết 5/2021/NQ-HĐND, các sở hướng dẫn thi hành Luật Thủy lợi.", &[]),
    ]);
}

#[test]
fn the_words_that_say_so_are_pointed_at() {
    let text = "Nghị định 11/2020/NĐ-CP sửa đổi, bổ sung một số điều của Nghị định 22/2016/NĐ-CP.";
    assert_eq!(parse(text)[0].relations[0].span.of(text), "sửa đổi, bổ sung");
}

#[test]
fn a_party_number_that_repeats_is_told_apart_by_term_or_day() {
    let table = [
        ("Nghị quyết 18-NQ/TW khóa XII bàn việc tinh gọn.", "/akn/vn/act/nghi-quyet/khoa-xii/18-nq-tw"),
        ("Nghị quyết số 18-NQ/TW của Ban Chấp hành Trung ương Đảng khóa XIII.", "/akn/vn/act/nghi-quyet/khoa-xiii/18-nq-tw"),
        ("Nghị quyết số 18-NQ/TW của Hội nghị lần thứ 6 Ban Chấp hành Trung ương khóa XII.", "/akn/vn/act/nghi-quyet/khoa-xii/18-nq-tw"),
        ("Nghị quyết 18-NQ/TW ngày 25/10/2017 của Hội nghị Trung ương 6 khóa XII.", "/akn/vn/act/nghi-quyet/2017-10-25/18-nq-tw"),
        ("Nghị quyết 18-NQ/TW được quán triệt; khóa học kéo dài hai ngày.", "/akn/vn/act/nghi-quyet/18-nq-tw"),
    ];
    for (text, id) in table {
        assert_eq!(parse(text)[0].id, id, "{text}");
    }
    let two = parse("Nghị quyết 18-NQ/TW khóa XII nói về bộ máy, Nghị quyết 18-NQ/TW khóa XIII nói về đất đai.");
    assert_eq!(two.iter().map(|l| l.term.as_deref()).collect::<Vec<_>>(), [Some("XII"), Some("XIII")]);
}

proptest::proptest! {
    #[test]
    fn any_text_gives_sound_relations(words in proptest::collection::vec(proptest::sample::select(vec![
        "Nghị định 11/2020/NĐ-CP", "Luật Thủy lợi", "Luật này", "sửa đổi", ",", "bổ sung", "được", "bởi", "thay thế", "hết hiệu lực", "kể từ ngày", "có hiệu lực", "và", ".", "của", "bãi bỏ", "này", "khóa XII",
    ]), 0..24)) {
        let laws = parse(&words.join(" "));
        for law in &laws {
            proptest::prop_assert!(law.relations.iter().all(|r| laws.iter().any(|l| l.id == r.id) && r.span.end > r.span.start));
        }
    }
}
