//! Where a date begins, and what tells bare figures (`6/10`, `2016-2020`, `1994`) from fractions, scores and amounts.

use super::point::Point;
use super::reader::{Found, Reader};
use super::words::{self, K};
use crate::text::Working;

/// Calls `take` for each date of the reader's range.
pub(super) fn dates(reader: Reader, mut take: impl FnMut(Found)) {
    let mut i = reader.start;
    while i < reader.end {
        match at(&reader, i) {
            Some(found) => {
                i = found.end.max(i + 1);
                take(found);
            }
            None => i += 1,
        }
    }
}

/// The date that begins at token `i` of `start..end`, with its end; for those who expect one there.
pub(crate) fn date_at(working: &Working, i: usize, end: usize) -> Option<(Point, usize)> {
    let reader = Reader { working, start: i, end };
    let found = match reader.key(i) {
        K::NGAY | K::THANG | K::NAM => at(&reader, i)?,
        _ => reader.bare(i).filter(|f| f.from.year.is_some())?,
    };
    Some((found.from, found.end))
}

fn at(r: &Reader, i: usize) -> Option<Found> {
    match r.key(i) {
        K::NGAY | K::MUNG | K::MONG => days(r, i),
        K::THANG => months(r, i),
        K::NAM => years(r, i),
        K::QUY | K::QUI => r.quarters(i, i + 1),
        _ if r.is_digits(i) => figures(r, i),
        _ => None,
    }
}

fn days(r: &Reader, i: usize) -> Option<Found> {
    // `ngày chủ nhật 22/5/2016`, `ngày thứ bảy 3/2`.
    let weekday = matches!((r.key(i + 1), r.key(i + 2)), (K::CHU, K::NHAT)) || r.key(i + 1) == K::THU;
    let first = if weekday && !r.is_digits(i + 1) { i + 3 } else { i + 1 };
    if !r.is_digits(first) {
        return None;
    }
    if let Some(found) = r.days(i, first) {
        return Some(lunar(r, found));
    }
    if first != i + 1 || r.key(i) != K::NGAY {
        return None;
    }
    // `từ ngày 3 đến ngày 8-10`: the month stands with the second.
    let (day, len) = r.number(i + 1)?;
    let next = matches!(r.key(i + 2), K::DEN | K::TOI | K::HYPHEN | K::EN_DASH | K::VA) && r.key(i + 3) == K::NGAY;
    let second = if next && len <= 2 { r.days(i + 3, i + 4)? } else { return None };
    let point = Point { day: Some(day as u8), ..Point::default() }.completed(second.from);
    (1..=31).contains(&day).then_some(Found { start: i, end: i + 2, from: point, to: point, gaps: false })
}

fn months(r: &Reader, i: usize) -> Option<Found> {
    let (_, end) = r.month_value(i + 1)?;
    let found = r.months(i, i + 1)?;
    let before = r.before(i);
    let counted = words::counted(before) || counted_figure(r, i) || (amount_follows(r, found.end) && r.key(found.end) != K::NAM);
    if found.from.year.is_none() && counted || before == K::MANG {
        return None;
    }
    let in_words = !r.is_digits(i + 1);
    if in_words && (counted_figure(r, i) || words::counts(r.key(end)) || r.key(i + 1) == K::MOT) && found.from.year.is_none() {
        return None;
    }
    Some(found)
}

/// A day of the lunar calendar has no ISO value.
fn lunar(r: &Reader, found: Found) -> Found {
    let lunar = r.key(found.end) == K::AM || words::lunar_year(r.key(found.end), r.key(found.end + 1), r.key(found.end + 2));
    if !lunar {
        return found;
    }
    let end = if r.key(found.end) == K::NAM { found.end + 3 } else { found.end };
    Found { end, gaps: true, ..found }
}

/// A figure before `tháng` or `năm` makes a duration (`6 tháng`, `5 năm`).
fn counted_figure(r: &Reader, i: usize) -> bool {
    i > r.start && r.is_digits(i - 1) && !(i > r.start + 1 && words::numbers(r.before(i - 1)))
}

fn years(r: &Reader, i: usize) -> Option<Found> {
    let found = r.years(i, i + 1)?;
    // `5 năm 2016-2020` counts years; `2 năm 2017 và 2018` names as many.
    let listed = found.from != found.to && matches!(r.key(i + 2), K::VA | K::COMMA);
    if counted_figure(r, i) && !listed {
        return None;
    }
    // `năm 2019, 2000 người`: the second figure counts.
    if r.key(i + 2) == K::COMMA && found.end > i + 2 && words::counts(r.key(found.end)) && r.key(found.end) != K::NAM {
        let from = found.from;
        return Some(Found { end: i + 2, to: from, gaps: false, ..found });
    }
    Some(found)
}

fn figures(r: &Reader, i: usize) -> Option<Found> {
    if !opens(r, i) {
        return None;
    }
    let found = r.bare(i)?;
    let from = found.from;
    let long = found.end - found.start;
    let fits = match (from.day, from.month, from.year) {
        (Some(_), _, Some(_)) if from == found.to || full(r, i) => true,
        (Some(_), ..) if words::lunar_year(r.key(found.end), r.key(found.end + 1), r.key(found.end + 2)) => return Some(lunar(r, found)),
        (Some(_), ..) => day_fits(r, &found),
        // 1/2000 is the scale of a plan.
        (None, Some(1), Some(2000)) => matches!(r.before(i), K::DEN | K::TOI | K::TU),
        (None, Some(_), _) => !words::quantity(r.before(i)),
        _ if found.from != found.to => !words::measures(r.key(found.end)),
        _ => long == 1 && year_fits(r, i),
    };
    fits.then_some(found)
}

fn full(r: &Reader, i: usize) -> bool {
    r.figures(i).or_else(|| r.wide_figures(i)).is_some_and(|(p, _)| p.day.is_some() && p.year.is_some())
}

/// No figure, letter or separator stands right before (`N12-2`, `14-20/3/4`, `0:00`).
fn opens(r: &Reader, i: usize) -> bool {
    if !r.glued(i) {
        return true;
    }
    match r.before(i) {
        K::SLASH | K::DOT | K::COMMA | K::COLON => !(i >= 2 && r.is_digits(i - 2)),
        K::HYPHEN | K::EN_DASH => i < 2 || r.key(i - 2) == 0 || r.is_digits(i - 2),
        _ => r.working.tokens[i - 1].is_mark(),
    }
}

fn amount_follows(r: &Reader, end: usize) -> bool {
    let capital = end < r.end && r.working.tokens[end].is_capital();
    (words::counts(r.key(end)) && !capital) || r.key(end) == K::PERCENT
}

/// Figures of a day without a year: by the word before, and that nothing is counted.
fn day_fits(r: &Reader, found: &Found) -> bool {
    let before = r.before(found.start);
    let dotted = r.key(found.start + 1) == K::DOT;
    if before == K::COMMA && found.start >= 2 {
        let word = r.before(found.start - 1);
        let dateline = matches!(r.key(found.end), K::HYPHEN | K::EN_DASH) && r.working.tokens[found.start - 2].is_capital();
        return (words::calls_day(word) || dateline) && !amount_follows(r, found.end);
    }
    if words::calls_day(before) {
        return true;
    }
    if before == K::OPEN {
        return !amount_follows(r, found.end) && (!dotted || r.key(found.end) == K::CLOSE);
    }
    words::allows_day(before) && !amount_follows(r, found.end) && !dotted_amount(dotted, before)
}

/// `từ 2.5 lên`: only some words make a day of figures with a point.
fn dotted_amount(dotted: bool, before: u32) -> bool {
    const SURE: [u32; 3] = [crate::text::key("trước"), crate::text::key("hết"), crate::text::key("hạn")];
    dotted && !SURE.contains(&before)
}

/// A year without the word: `SN 1994`, `Tết Kỷ Hợi 2019`, `so với 2018`, `(2016, 2017)`.
fn year_fits(r: &Reader, i: usize) -> bool {
    let Some(year) = r.year(i) else { return false };
    if !(1900..2100).contains(&year) || words::quantity(r.before(i)) || amount_follows(r, i + 1) || i == r.start {
        return false;
    }
    let next = i + 1;
    let next_plain = next >= r.end || !r.working.tokens[next].is_letters() || r.working.tokens[next].is_capital();
    next_plain || words::after_year(r.key(next))
}
