//! Numbers of a text with their values: in digits with their marks and scales (`1,2 nghìn tỷ`, `50%`), and in words (`hai trăm`).

use crate::text::{TokenRange, Working, key};

/// A number of the text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Number {
    pub value: f64,
    /// Of a hundred.
    pub percent: bool,
    pub tokens: TokenRange,
}

const DIGITS: [(u32, f64); 20] = [
    (key("không"), 0.0),
    (key("một"), 1.0),
    (key("mốt"), 1.0),
    (key("hai"), 2.0),
    (key("ba"), 3.0),
    (key("bốn"), 4.0),
    (key("tư"), 4.0),
    (key("năm"), 5.0),
    (key("lăm"), 5.0),
    (key("nhăm"), 5.0),
    (key("sáu"), 6.0),
    (key("bảy"), 7.0),
    (key("bẩy"), 7.0),
    (key("tám"), 8.0),
    (key("chín"), 9.0),
    (key("linh"), 0.0),
    (key("lẻ"), 0.0),
    (key("mười"), 10.0),
    (key("mươi"), 10.0),
    (key("trăm"), 100.0),
];
const SCALES: [(u32, f64); 8] = [
    (key("nghìn"), 1e3),
    (key("ngàn"), 1e3),
    (key("vạn"), 1e4),
    (key("triệu"), 1e6),
    (key("tỷ"), 1e9),
    (key("tỉ"), 1e9),
    (key("chục"), 10.0),
    (key("trăm"), 100.0),
];
/// Words that alone mean something else more often than the number.
const OTHER: [u32; 8] = [key("không"), key("một"), key("mốt"), key("tư"), key("năm"), key("linh"), key("lẻ"), key("trăm")];

fn digit(word: u32) -> Option<f64> {
    DIGITS.iter().find(|d| d.0 == word).map(|d| d.1)
}

fn scale(word: u32) -> Option<f64> {
    SCALES.iter().find(|s| s.0 == word).map(|s| s.1)
}

/// The numbers at `range`, in order; those in `taken` (in order) are left out. With `all`, words too that alone mean something else
/// more often.
pub(super) fn numbers(working: &Working, range: TokenRange, taken: &[TokenRange], all: bool, mut found: impl FnMut(Number)) {
    let (mut at, end) = (range.start as usize, range.end as usize);
    let mut taken = taken[taken.partition_point(|t| t.end <= range.start)..].iter().peekable();
    while at < end {
        while taken.next_if(|t| t.end as usize <= at).is_some() {}
        if let Some(inside) = taken.peek().filter(|t| t.start as usize <= at) {
            at = inside.end as usize;
            continue;
        }
        let number = if working.tokens[at].is_digits() { printed(working, at, end) } else { spelt(working, at, end, all) };
        at = number.map_or(at + 1, |n| n.tokens.end as usize);
        number.into_iter().for_each(&mut found);
    }
}

/// A number in digits, with the scales and the sign of hundredths behind it.
fn printed(working: &Working, at: usize, end: usize) -> Option<Number> {
    let tokens = &working.tokens;
    let (mut digits, mut past) = (working.surface(at).to_owned(), at + 1);
    while past + 1 < end && tokens[past + 1].is_digits() && !tokens[past].space_before() && !tokens[past + 1].space_before() {
        let next = working.surface(past + 1);
        match working.surface(past) {
            "." if next.len() == 3 && !digits.contains('.') => {}
            "," | "." if !digits.contains('.') => digits.push('.'),
            _ => break,
        }
        digits.push_str(next);
        past += 2;
    }
    let mut value: f64 = digits.parse().ok()?;
    while let Some(by) = (past < end).then(|| scale(tokens[past].key)).flatten() {
        value *= by;
        past += 1;
    }
    let hundredths =
        working.lower_at(past, end) == "%" || working.lower_at(past, end) == "phần" && working.lower_at(past + 1, end) == "trăm";
    Some(Number { value, percent: hundredths, tokens: TokenRange::new(at as u32, past as u32) })
}

/// A number in words; one word alone only where it hardly means anything else, or `any` will do.
fn spelt(working: &Working, at: usize, end: usize, any: bool) -> Option<Number> {
    // What larger scales have made, the last of them, and what stands behind it so far.
    let (mut all, mut scaled, mut group, mut last, mut past) = (0.0, 0.0, 0.0, None, at);
    while past < end && (past == at || working.tokens[past].space_before()) {
        let word = working.tokens[past].key;
        match (digit(word), scale(word)) {
            (Some(by @ (10.0 | 100.0)), _) => group += last.take().unwrap_or(1.0) * by,
            (Some(one), _) if last.is_none() || last == Some(0.0) => last = Some(one),
            (None, Some(by)) if past > at => {
                let before = group + last.take().unwrap_or(0.0);
                if before > 0.0 {
                    (all, scaled) = (all + scaled, before * by);
                } else {
                    scaled *= by;
                }
                group = 0.0;
            }
            _ => break,
        }
        past += 1;
    }
    let alone = !any && past == at + 1 && OTHER.contains(&working.tokens[at].key);
    let value = all + scaled + group + last.unwrap_or(0.0);
    (past > at && !alone && value > 0.0).then(|| Number { value, percent: false, tokens: TokenRange::new(at as u32, past as u32) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Builder;

    #[test]
    fn values_of_numbers() {
        for (text, expected) in [
            ("thưởng 50 triệu đồng cho 1.200 hộ", &[(5e7, false), (1200.0, false)][..]),
            ("1,2 nghìn tỷ là 1.200 tỉ", &[(1.2e12, false), (1.2e12, false)]),
            ("tăng 12,5% và 7 phần trăm", &[(12.5, true), (7.0, true)]),
            ("1.234.567 cây, 3.5 m", &[(1_234_567.0, false), (3.5, false)]),
            (
                "hai trăm cây, mười lăm xã, ba mươi hai hộ, hai trăm linh năm người",
                &[(200.0, false), (15.0, false), (32.0, false), (205.0, false)],
            ),
            ("năm nay một xã được hai giải", &[(2.0, false)]),
            ("hai nghìn ba trăm cây", &[(2300.0, false)]),
            ("hai triệu ba trăm nghìn, năm nghìn tỷ", &[(2.3e6, false), (5e12, false)]),
            ("", &[]),
        ] {
            let working = Builder::plain(text);
            let mut found = Vec::new();
            numbers(&working, TokenRange::new(0, working.tokens.len() as u32), &[], false, |n| found.push((n.value, n.percent)));
            assert_eq!(found, expected, "{text}");
        }
    }
}
