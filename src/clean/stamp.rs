//! Day and time as pages print them: "Thứ ba, 14/03/2023, 15:42 GMT+7", "Ngày đăng: 05-07-2021", "18 Tháng Giêng 2024".

use crate::text::{TokenRange, Working, key};
use once_cell::sync::Lazy;

/// What a line holds of a date.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Stamp {
    /// A day with its month.
    pub day: bool,
    /// A time of the day.
    pub hour: bool,
    /// Words that are no part of it.
    pub residue: u32,
    /// Nothing else stands before the day.
    pub early: bool,
    /// The line begins with a day in figures and goes on with a dash: "17/01 - …".
    pub first: bool,
    /// The line ends in a day in brackets or after a blank: "… (10/03/2023)".
    pub last: bool,
}

/// Looks for day and time in the first tokens of a line.
pub(crate) fn stamp(working: &Working, range: TokenRange) -> Stamp {
    let mut out = Stamp::default();
    let mut i = range.start as usize;
    let end = range.end as usize;
    while i < end {
        if let Some(n) = day(working, i, end) {
            out.first |= i == range.start as usize && i + n < end && matches!(working.surface(i + n), "-" | "–" | ":");
            out.last = out.residue > 0 && end.saturating_sub(i + n) <= 1;
            out.early |= out.residue == 0;
            out.day = true;
            i += n;
        } else if let Some(n) = hour(working, i, end) {
            out.hour = true;
            i += n;
        } else {
            out.residue += u32::from(!working.tokens[i].is_mark() && !belongs(working.tokens[i].key));
            i += 1;
        }
    }
    out.first &= out.residue > 0;
    out
}

/// Number of tokens of a day at `i`: `14/03/2023`, `14/3`, `18 tháng 3 năm 2024`, `18 tháng giêng 2024`, `18-Apr-2025`.
fn day(working: &Working, i: usize, end: usize) -> Option<usize> {
    let first = number(working, i, end, 2100)?;
    if first > 1900 {
        let dashes = working.lower_at(i + 1, end) == "-" && working.lower_at(i + 3, end) == "-";
        let iso = dashes && number(working, i + 2, end, 12).is_some() && number(working, i + 4, end, 31).is_some();
        return iso.then_some(5);
    }
    if first > 31 {
        return None;
    }
    if working.key_at(i + 1, end) == key("tháng") {
        let month = number(working, i + 2, end, 12).is_some() || working.tokens.get(i + 2).is_some_and(|t| t.is_letters());
        return month.then(|| {
            let mut n = 3;
            n += usize::from(matches!(working.lower(i + 2), "mười") && matches!(working.lower_at(i + 3, end), "một" | "hai"));
            n += usize::from(matches!(working.lower_at(i + n, end), "," | "năm" | "/" | "-"));
            n + usize::from(number(working, i + n, end, 2100).is_some())
        });
    }
    let mark = working.lower_at(i + 1, end);
    if !matches!(mark, "/" | "-" | ".") {
        return None;
    }
    let month = number(working, i + 2, end, 12).is_some() || is_english_month(working.lower_at(i + 2, end));
    if !month {
        return None;
    }
    let full = working.lower_at(i + 3, end) == mark && number(working, i + 4, end, 2100).is_some();
    match (full, mark) {
        (true, _) => Some(5),
        (false, ".") => None,
        _ => Some(3),
    }
}

fn is_english_month(word: &str) -> bool {
    matches!(word, "jan" | "feb" | "mar" | "apr" | "may" | "jun" | "jul" | "aug" | "sep" | "oct" | "nov" | "dec")
}

/// Number of tokens of a time at `i`: `15:42`, `7:30:00`, `14h05'`, `21h`, `16 giờ 30`.
fn hour(working: &Working, i: usize, end: usize) -> Option<usize> {
    number(working, i, end, 24)?;
    match working.lower_at(i + 1, end) {
        ":" => {
            number(working, i + 2, end, 59)?;
            let seconds = working.lower_at(i + 3, end) == ":" && number(working, i + 4, end, 59).is_some();
            Some(if seconds { 5 } else { 3 })
        }
        "h" | "g" | "giờ" => Some(2 + usize::from(number(working, i + 2, end, 59).is_some())),
        _ => None,
    }
}

fn number(working: &Working, i: usize, end: usize, most: u32) -> Option<u32> {
    let token = working.tokens.get(i).filter(|t| i < end && t.is_digits() && t.end - t.start <= 4)?;
    working.text[token.start as usize..token.end as usize].parse().ok().filter(|&n| n <= most)
}

/// Words that stand around a date and say nothing else.
fn belongs(word: u32) -> bool {
    static SORTED: Lazy<Vec<u32>> = Lazy::new(|| {
        let mut words = WORDS.to_vec();
        words.sort_unstable();
        words
    });
    SORTED.binary_search(&word).is_ok()
}

const WORDS: &[u32] = &[
    key("thứ"),
    key("hai"),
    key("ba"),
    key("tư"),
    key("năm"),
    key("sáu"),
    key("bảy"),
    key("chủ"),
    key("nhật"),
    key("ngày"),
    key("tháng"),
    key("lúc"),
    key("cập"),
    key("đăng"),
    key("tạo"),
    key("viết"),
    key("sửa"),
    key("xuất"),
    key("bản"),
    key("gửi"),
    key("gmt"),
    key("am"),
    key("pm"),
    key("sa"),
    key("ch"),
    key("utc"),
    key("giờ"),
    key("phút"),
    key("h"),
    key("g"),
    key("sáng"),
    key("chiều"),
    key("tối"),
    key("trưa"),
    key("được"),
    key("vào"),
    key("cn"),
    key("t"),
    key("posted"),
    key("on"),
    key("date"),
    key("published"),
    key("updated"),
    key("thời"),
    key("gian"),
    key("2"),
    key("3"),
    key("4"),
    key("5"),
    key("6"),
    key("7"),
    key("07"),
    key("00"),
    key("cuối"),
    key("lần"),
    key("mới"),
    key("nhất"),
    key("at"),
    key("monday"),
    key("tuesday"),
    key("wednesday"),
    key("thursday"),
    key("friday"),
    key("saturday"),
    key("sunday"),
    key("phát"),
    key("hành"),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Builder;

    fn of(text: &str) -> Stamp {
        let working = Builder::plain(text);
        stamp(&working, TokenRange::new(0, working.tokens.len() as u32))
    }

    #[test]
    fn date_lines_hold_nothing_else() {
        for line in [
            "Thứ ba, 14/03/2023, 15:42 GMT+7",
            "(22/04/2021)",
            "Cập nhật: 27/11/2020 - 14h05'",
            "Chủ Nhật, 18.06.2023",
            "12/8/2019 7:30:00 SA",
            "18 Tháng Giêng 2024",
            "Thứ 6, 31/03/2023 | 17:22",
            "16 tháng 09, 2022 | 20:31",
            "Ngày 08 tháng 8 năm 2024",
            "18-Apr-2025  10:26 CH",
            "Posted on 24 Tháng Mười Một, 2025",
            "T5, 17/07/2025 - 17:36",
            "Cập nhật lúc 17:20, 28.10.2022",
            "2024-06-13T08:25",
        ] {
            let stamp = of(line);
            assert!(stamp.day && stamp.residue == 0, "{line}: {stamp:?}");
        }
    }

    #[test]
    fn links_carry_a_date_at_one_end() {
        assert!(of("Hội nghị giao ban quý I (10/03/2023)").last);
        assert!(of("17/01 - Tàu cá gặp nạn").first);
        assert!(!of("Phiên bản 1.2 ra mắt").day);
        assert!(of("").residue == 0);
    }
}
