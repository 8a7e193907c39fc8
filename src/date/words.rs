//! The words and marks that the grammar of dates knows.

use crate::text::{Working, key};

/// Keys of single tokens.
#[allow(non_snake_case)]
pub(crate) mod K {
    use super::key;
    macro_rules! keys { ($($name:ident $text:literal)*) => { $(pub(crate) const $name: u32 = key($text);)* } }
    keys! {
        SLASH "/" HYPHEN "-" EN_DASH "–" EM_DASH "—" DOT "." COMMA "," COLON ":" PERCENT "%" AMPERSAND "&" OPEN "(" CLOSE ")"
        NGAY "ngày" THANG "tháng" NAM "năm" QUY "quý" QUI "quí" DEN "đến" TOI "tới" VA "và" HOAC "hoặc"
        MOT "một" HAI "hai" MANG "mạng" TU "từ" MUNG "mùng" MONG "mồng" AM "âm" T "t" THU "thứ" CHU "chủ" NHAT "nhật"
    }
}

/// Month by the word behind `tháng`; `năm` (five) is left out, it means year far more often.
pub(crate) fn month(word: u32) -> Option<u8> {
    const WORDS: [(u32, u8); 12] = [
        (key("giêng"), 1),
        (key("một"), 1),
        (key("hai"), 2),
        (key("ba"), 3),
        (key("tư"), 4),
        (key("sáu"), 6),
        (key("bảy"), 7),
        (key("bẩy"), 7),
        (key("tám"), 8),
        (key("chín"), 9),
        (key("mười"), 10),
        (key("chạp"), 12),
    ];
    WORDS.iter().find(|w| w.0 == word).map(|w| w.1)
}

/// English month, full or in three letters.
pub(crate) fn english_month(word: u32) -> Option<u8> {
    const WORDS: [[u32; 2]; 12] = [
        [key("jan"), key("january")],
        [key("feb"), key("february")],
        [key("mar"), key("march")],
        [key("apr"), key("april")],
        [key("may"), key("may")],
        [key("jun"), key("june")],
        [key("jul"), key("july")],
        [key("aug"), key("august")],
        [key("sep"), key("september")],
        [key("oct"), key("october")],
        [key("nov"), key("november")],
        [key("dec"), key("december")],
    ];
    WORDS.iter().position(|w| w.contains(&word)).map(|m| m as u8 + 1)
}

/// Quarter by a Roman figure in capitals at token `i`.
pub(crate) fn roman_quarter(working: &Working, i: usize, end: usize) -> Option<u8> {
    if i >= end {
        return None;
    }
    match working.surface(i) {
        "I" => Some(1),
        "II" => Some(2),
        "III" => Some(3),
        "IV" => Some(4),
        _ => None,
    }
}

macro_rules! listed {
    ($(#[$doc:meta])* $name:ident: $($word:literal)*) => {
        $(#[$doc])*
        pub(crate) fn $name(word: u32) -> bool {
            const WORDS: &[u32] = &[$(key($word)),*];
            WORDS.contains(&word)
        }
    };
}

listed! {
    /// Words behind which bare figures are a day.
    calls_day: "sáng" "chiều" "trưa" "tối" "đêm" "khuya" "hôm" "nay" "mai" "qua" "lễ" "khánh" "kia" "mốt" "ngày" "rạng" "tức" "mạc"
}

listed! {
    /// Words behind which bare figures may be a day, if no quantity follows.
    allows_day: "từ" "đến" "tới" "trước" "sau" "vào" "hết" "và" "(" "hạn" "kể" "nhất" "–" "-" "—" "rồi" "mới" "dịp" "nữ" "báo" "qua" "hồi" "cuối" "đầu" "đợt"
}

listed! {
    /// Words that follow a figure that counts something.
    counts: "tỉ" "tỷ" "triệu" "nghìn" "ngàn" "trăm" "đồng" "đ" "vnđ" "usd" "euro" "kg" "km" "m" "m2" "mét" "tấn" "tạ" "ha" "lít" "giờ" "h" "phút" "giây"
        "lần" "bận" "lượt" "người" "con" "cái" "chiếc" "cây" "hộ" "vụ" "phiếu" "điểm" "cán" "xe" "căn" "nhà" "dự" "công" "nội" "nhóm" "vấn" "loại" "đối" "đơn"
        "cơ" "chỉ" "mục" "hạng" "địa" "bị" "cá" "sinh" "học" "trường" "lô" "phần" "mặt" "bước" "cuộc" "buổi" "đợt" "đoàn" "tổ" "chi" "đảng" "doanh" "giải" "nhiệm"
        "xã" "huyện" "tỉnh" "phường" "quận" "thôn" "bản" "đại" "thành" "số" "bộ" "sở" "ngành" "tuổi" "tháng" "năm" "tuần" "ngày" "vòng" "quý" "tiêu" "chặng" "nợ"
        "thông" "nhân" "tàu" "thuyền" "chuyến" "suất" "cặp" "đội" "trận" "bàn" "cử" "đô" "bệnh" "ca" "mẫu" "khách" "quốc" "nước" "diện" "cấp" "lớp" "quyển" "cuốn" "trang" "bài" "phòng" "giường" "dân"
}

listed! {
    /// Units that make even a range of years an amount.
    measures: "tỉ" "tỷ" "triệu" "nghìn" "ngàn" "đồng" "usd" "euro" "người" "kg" "km" "m" "m2" "mét" "tấn" "ha" "lít" "hộ"
}

listed! {
    /// Words before a figure that make it an ordinal (`lần thứ 2 năm 2014`).
    numbers: "thứ" "khóa" "lần" "kỳ" "phiên" "đợt" "số" "lớp" "vòng" "quý" "tháng" "vị" "hạng"
}

listed! {
    /// Words before `tháng` or `năm` that make it a duration or an habit.
    counted: "mỗi" "hai" "ba" "bốn" "sáu" "bảy" "tám" "chín" "mười" "mấy" "vài" "nhiều" "hằng" "hàng" "suốt" "lương" "mạng"
}

listed! {
    /// Words before a figure of four digits that make it a quantity or a name.
    quantity: "hơn" "gần" "khoảng" "số" "trên" "dưới" "được" "giá" "lệ" "chừng" "tổng" "cả" "thêm" "có" "tăng" "giảm" "đạt" "còn" "là" "apec" "niên" "k" "mã"
        "gồm" "cho" "những" "các" "bởi" "trị" "mua" "bán" "thu" "chi" "xe" "đường" "hẻm" "ngõ" "lô" "thửa" "lộ" "nghị" "định" "thị" "tư" "luận" "quyết"
}

listed! {
    /// Words that go on after a year, where a counted noun would stand after an amount.
    after_year: "đã" "được" "là" "và" "của" "tại" "do" "có" "sẽ" "gần" "báo" "an" "từ" "đến" "với" "về" "trong" "khi" "cho" "bằng" "so" "hay" "hoặc" "theo"
        "trở" "tầm" "một" "cũng" "thì" "vừa" "để" "nhằm" "như" "tăng" "giảm" "đạt" "ở" "diễn" "ước" "vẫn" "không" "phải" "dự" "này" "trú" "ngụ" "quê" "sửa" "nêu" "quy"
}

listed! {
    /// First words of the years of the cycle of sixty.
    stem: "giáp" "ất" "bính" "đinh" "mậu" "kỷ" "canh" "tân" "nhâm" "quý"
}

listed! {
    /// Second words of the years of the cycle of sixty.
    branch: "tý" "sửu" "dần" "mão" "thìn" "tỵ" "tị" "ngọ" "mùi" "thân" "dậu" "tuất" "hợi"
}

/// `năm Mậu Tuất`.
pub(crate) fn lunar_year(first: u32, second: u32, third: u32) -> bool {
    first == K::NAM && stem(second) && branch(third)
}
