//! Keys of the tokens that the grammar of citations names.

use crate::text::key;

/// One constant a token.
#[allow(non_snake_case)]
pub(super) mod K {
    use super::key;
    macro_rules! keys { ($($name:ident $text:literal)*) => { $(pub(crate) const $name: u32 = key($text);)* } }
    keys! {
        SLASH "/" HYPHEN "-" EN_DASH "–" DOT "." COMMA "," COLON ":" SEMICOLON ";" OPEN "(" CLOSE ")" AMPERSAND "&" PERCENT "%"
        QUOTE "\"" QUOTE_LEFT "“" QUOTE_RIGHT "”"
        POINT "điểm" CLAUSE "khoản" ARTICLE "điều" CHAPTER "chương" SECTION "mục" PART "phần" ANNEX "phụ" LIST "lục" ITEM "tiết"
        CAC "các" NHUNG "những" MOT "một" HAI "hai" BA "ba" BON "bốn" VA "và" HOAC "hoặc" CUNG "cùng" DEN "đến" TOI "tới" TU "từ" CUA "của" TAI "tại"
        SO "số" HIEU "hiệu" NAM "năm" NGAY "ngày" LUAT "luật" BO "bộ" DU "dự" AN "án" NAY "này" TREN "trên" NOI "nói" NEU "nêu" VUA "vừa" DO "đó" AY "ấy"
        SUA "sửa" DOI "đổi" BO_ "bổ" SUNG "sung" VIET "việt" NAM_ "nam" GOI "gọi" TAT "tắt" LA "là"
        KHOA "khóa" TRUNG "trung" UONG "ương" TW "tw" TU_ "tư" HOI "hội" NGHI "nghị" LAN "lần" THU "thứ" DAI "đại" DANG "đảng" T "t" U_ "ư"
        VE "về" BIEU "biểu" TOAN "toàn" QUOC "quốc" BAN "ban" CHAP "chấp" HANH "hành" BCH "bch" GOM "gồm" NUOC "nước"
        HOC "học" THANH "thành" PHO "phố" TINH "tỉnh" HUYEN "huyện" XA "xã" PHUONG "phường" QUAN "quận"
    }
}

/// The words that open a pointer into a document, by the size of what they name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Level {
    Point,
    Clause,
    Article,
    Chapter,
    /// Mục, phần, phụ lục: read, not kept.
    Other,
}
