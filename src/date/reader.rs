//! The grammar of dates over tokens.

use super::point::Point;
use super::words::{self, K};
use crate::text::Working;

/// One date as the grammar reads it: tokens `start..end`, from and to (the same for a single day, month, quarter or year).
#[derive(Clone, Copy, Debug)]
pub(crate) struct Found {
    pub start: usize,
    pub end: usize,
    pub from: Point,
    pub to: Point,
    /// Not every value between the two is meant (`năm 2012, 2014 và 2015`).
    pub gaps: bool,
}

/// Reads within one line.
#[derive(Clone, Copy)]
pub(crate) struct Reader<'a> {
    pub working: &'a Working,
    pub start: usize,
    pub end: usize,
}

/// What joins two figures of one date.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Join {
    Range,
    List,
}

impl<'a> Reader<'a> {
    pub(crate) fn key(&self, i: usize) -> u32 {
        if self.start <= i && i < self.end { self.working.tokens[i].key } else { 0 }
    }

    pub(crate) fn before(&self, i: usize) -> u32 {
        if i > self.start { self.key(i - 1) } else { 0 }
    }

    /// Token `i` follows the one before without a blank.
    pub(crate) fn glued(&self, i: usize) -> bool {
        self.start < i && i < self.end && !self.working.tokens[i].space_before()
    }

    pub(crate) fn is_digits(&self, i: usize) -> bool {
        self.start <= i && i < self.end && self.working.tokens[i].is_digits()
    }

    /// The number at `i`, with its number of digits.
    pub(crate) fn number(&self, i: usize) -> Option<(u16, usize)> {
        if !self.is_digits(i) {
            return None;
        }
        let text = self.working.surface(i);
        (text.len() <= 4 && text.is_ascii()).then(|| text.parse().ok().map(|n| (n, text.len())))?
    }

    pub(crate) fn year(&self, i: usize) -> Option<u16> {
        self.number(i).filter(|&(n, len)| len == 4 && (1000..2200).contains(&n)).map(|(n, _)| n)
    }

    fn small(&self, i: usize, max: u16) -> Option<u8> {
        self.number(i).filter(|&(n, len)| len <= 2 && (1..=max).contains(&n)).map(|(n, _)| n as u8)
    }

    /// `/`, `-` or `.` at `i`, glued to both sides (a blank is tolerated where `loose`).
    fn separator(&self, i: usize, loose: bool) -> Option<u32> {
        let key = self.key(i);
        let kind = match key {
            K::SLASH | K::HYPHEN | K::DOT => key,
            K::EN_DASH => K::HYPHEN,
            _ => return None,
        };
        let fits = self.is_digits(i + 1) && (loose || (self.glued(i) && self.glued(i + 1)));
        fits.then_some(kind)
    }

    /// No figure or separator runs on behind `end` (`1/5/2`, `3.500`, `12-2A`).
    pub(crate) fn closed(&self, end: usize) -> bool {
        if !self.glued(end) {
            return true;
        }
        match self.key(end) {
            K::SLASH | K::HYPHEN | K::EN_DASH | K::DOT | K::COMMA | K::COLON => !self.is_digits(end + 1) || !self.glued(end + 1),
            K::PERCENT => false,
            _ => self.working.tokens[end].is_mark(),
        }
    }

    /// `25/2`, `25/2/2019`, `10/2016` at `i`: the point and the end.
    pub(crate) fn figures(&self, i: usize) -> Option<(Point, usize)> {
        let separator = self.separator(i + 1, false)?;
        if let (Some(month), Some(year)) = (self.small(i, 12), self.year(i + 2)) {
            return (separator != K::DOT).then_some((Point::month(month, Some(year)), i + 3));
        }
        let (day, month) = (self.small(i, 31)?, self.small(i + 2, 12)?);
        let full = (self.separator(i + 3, false) == Some(separator)).then(|| self.year(i + 4)).flatten();
        let (point, end) = match full {
            Some(year) => (Point::day(day, month, Some(year)), i + 5),
            None => (Point::day(day, month, None), i + 3),
        };
        Some((point, end))
    }

    /// A month at `i` in figures or words, with its end.
    pub(crate) fn month_value(&self, i: usize) -> Option<(u8, usize)> {
        if let Some(month) = self.small(i, 12) {
            return Some((month, i + 1));
        }
        let month = words::month(self.key(i))?;
        match (month, self.key(i + 1)) {
            (10, K::MOT) => Some((11, i + 2)),
            (10, K::HAI) => Some((12, i + 2)),
            _ => Some((month, i + 1)),
        }
    }

    /// What may follow a month: `/2019`, ` năm 2019`, `, 2019`, ` 2019`; none where nothing does.
    fn year_behind(&self, i: usize, portal: bool) -> Option<(u16, usize)> {
        if matches!(self.key(i), K::SLASH | K::HYPHEN | K::DOT | K::EN_DASH) {
            return self.separator(i, self.key(i) == K::SLASH).and_then(|_| self.year(i + 1)).map(|y| (y, i + 2));
        }
        match self.key(i) {
            K::NAM => self.year(i + 1).map(|y| (y, i + 2)),
            K::COMMA if portal && self.key(i + 1) == K::NAM => self.year(i + 2).map(|y| (y, i + 3)),
            K::COMMA if portal => self.year(i + 1).map(|y| (y, i + 2)),
            _ if portal => self.year(i).map(|y| (y, i + 1)),
            _ => None,
        }
    }

    /// A day as it stands behind `ngày` or alone: figures, or `2 tháng 9 [năm 1945]`; a day without a month is a point with
    /// the day only.
    fn day(&self, i: usize) -> Option<(Point, usize)> {
        if let Some((point, end)) = self.figures(i) {
            point.day?;
            if point.year.is_none()
                && self.key(end) == K::NAM
                && let Some(year) = self.year(end + 1)
            {
                return Some((Point { year: Some(year), ..point }, end + 2));
            }
            return self.closed(end).then_some((point, end));
        }
        let day = self.small(i, 31)?;
        if self.key(i + 1) == K::THANG
            && let Some((month, end)) = self.month_value(i + 2)
        {
            let (year, end) = self.year_behind(end, true).map_or((None, end), |(y, e)| (Some(y), e));
            let point = Point::day(day, month, year);
            return point.is_real().then_some((point, end));
        }
        Some((Point { day: Some(day), ..Point::default() }, i + 1))
    }

    fn join(&self, i: usize) -> Option<(Join, usize)> {
        match self.key(i) {
            K::DEN | K::TOI => Some((Join::Range, i + 1)),
            K::HYPHEN | K::EN_DASH | K::EM_DASH => Some((Join::Range, i + 1)),
            K::VA | K::COMMA | K::HOAC | K::AMPERSAND => Some((Join::List, i + 1)),
            _ => None,
        }
    }

    /// Joins values read by `value` from `i` on, up to the last one that is whole.
    fn series(
        &self,
        start: usize,
        i: usize,
        value: impl Fn(usize) -> Option<(Point, usize)>,
        whole: impl Fn(Point) -> bool,
    ) -> Option<Found> {
        let (first, mut at) = value(i)?;
        let mut points = [first; 12];
        let mut count = 1;
        let mut best = whole(first).then_some((1, at));
        let mut range = false;
        while count < points.len() {
            let Some((join, next)) = self.join(at) else { break };
            let Some((point, end)) = value(next) else { break };
            if join == Join::List && range {
                break;
            }
            // `5/6 - 7/8` and `5/6 đến 7/8` end a series; `25 và 26/11` and `1, 2, 3/2016` go on.
            range |= join == Join::Range;
            points[count] = point;
            count += 1;
            at = end;
            if whole(point) {
                best = Some((count, end));
            }
        }
        let (count, end) = best?;
        let last = points[count - 1];
        let mut next = last;
        for p in points[..count - 1].iter_mut().rev() {
            *p = p.completed(next);
            next = *p;
        }
        let last = last.completed(points[0]);
        let gaps = !range && count > 1 && !consecutive(&points[..count]);
        Some(Found { start, end, from: points[0], to: last, gaps })
    }

    /// Behind `ngày` at `start`.
    pub(crate) fn days(&self, start: usize, i: usize) -> Option<Found> {
        let found = self.series(start, i, |i| self.day_in_series(i), |p| p.month.is_some())?;
        self.closed(found.end).then_some(found)
    }

    /// A day, or the days of `10-12/3`, whose hyphen is a range since a slash follows.
    fn day_in_series(&self, i: usize) -> Option<(Point, usize)> {
        let short = self.key(i + 1) == K::HYPHEN && matches!(self.separator(i + 3, false), Some(K::SLASH | K::DOT));
        if short && self.small(i, 31).is_some() {
            return Some((Point { day: self.small(i, 31), ..Point::default() }, i + 1));
        }
        self.day(i)
    }

    /// Behind `tháng` at `start`.
    pub(crate) fn months(&self, start: usize, i: usize) -> Option<Found> {
        let value = |i: usize| {
            let skipped = if self.key(i) == K::THANG { i + 1 } else { i };
            if i != skipped && i != start + 1 {
                return None;
            }
            let (month, end) = self.month_value(skipped)?;
            let year = self.year_behind(end, false);
            let (year, end) = year.map_or((None, end), |(y, e)| (Some(y), e));
            Some((Point::month(month, year), end))
        };
        // Without a year behind it the last figure of a list may count something else (`tháng 5, 12 người`).
        let (first, end) = value(i)?;
        let found = self.series(start, i, value, |p| p.year.is_some());
        let found = found.unwrap_or(Found { start, end, from: first, to: first, gaps: false });
        self.closed(found.end).then_some(found)
    }

    /// Behind `quý` at `start`.
    pub(crate) fn quarters(&self, start: usize, i: usize) -> Option<Found> {
        let value = |i: usize| {
            let quarter = match self.small(i, 4) {
                Some(q) => q,
                None => words::roman_quarter(self.working, i, self.end)?,
            };
            let year = self.year_behind(i + 1, false);
            let (year, end) = year.map_or((None, i + 1), |(y, e)| (Some(y), e));
            Some((Point { quarter: Some(quarter), year, ..Point::default() }, end))
        };
        let roman = self.small(i, 4).is_none();
        let (first, end) = value(i)?;
        let found = self.series(start, i, value, |p| p.year.is_some() || roman);
        let found = found.unwrap_or(Found { start, end, from: first, to: first, gaps: false });
        self.closed(found.end).then_some(found)
    }

    /// One or more years from `i`; `start` is where the mention begins (`năm` or the first year).
    pub(crate) fn years(&self, start: usize, i: usize) -> Option<Found> {
        let value = |i: usize| {
            let year = self.year(i)?;
            Some((Point::year(year), i + 1))
        };
        let found = self.series(start, i, value, |_| true)?;
        if found.to.year < found.from.year {
            let (point, end) = value(i)?;
            return self.closed(end).then_some(Found { start, end, from: point, to: point, gaps: false });
        }
        self.closed(found.end).then_some(found)
    }

    /// Figures without a date word at `i`: days, a month and year, years; a series only where its parts cannot stand alone.
    pub(crate) fn bare(&self, i: usize) -> Option<Found> {
        if self.year(i).is_some() {
            return self.year_first(i).or_else(|| self.bare_years(i));
        }
        if let Some(found) = self.named_month(i) {
            return Some(found);
        }
        if let Some((point, end)) = self.wide_figures(i) {
            return Some(Found { start: i, end, from: point, to: point, gaps: false });
        }
        if let Some((point, end)) = self.figures(i)
            && point.day.is_none()
        {
            let one = Found { start: i, end, from: point, to: point, gaps: false };
            return self.closed(end).then_some(self.month_range(one));
        }
        let (first, end) = self.day_in_series(i)?;
        if first.month.is_some() {
            let one = Found { start: i, end, from: first, to: first, gaps: false };
            return self.closed(end).then_some(one);
        }
        self.days(i, i).filter(|f| f.from != f.to)
    }

    fn month_range(&self, one: Found) -> Found {
        let Some((Join::Range, next)) = self.join(one.end) else { return one };
        match self.figures(next) {
            Some((to, end)) if to.day.is_none() && self.closed(end) => Found { end, to, ..one },
            _ => one,
        }
    }

    fn bare_years(&self, i: usize) -> Option<Found> {
        let year = self.year(i)?;
        let one = Found { start: i, end: i + 1, from: Point::year(year), to: Point::year(year), gaps: false };
        if let Some((Join::Range, next)) = self.join(i + 1)
            && let Some(to) = self.year(next).filter(|&to| to >= year && to - year <= 150)
        {
            let range = Found { end: next + 1, to: Point::year(to), ..one };
            // School years: 2010-2011 đến 2013-2014.
            if matches!(self.key(range.end), K::DEN | K::TOI)
                && let Some(more) = self.bare_years(range.end + 1).filter(|m| m.from != m.to)
            {
                return Some(Found { end: more.end, to: more.to, ..range });
            }
            return self.closed(range.end).then_some(range);
        }
        self.closed(i + 1).then_some(one)
    }

    /// `25 - 01 - 2022`, blanks around the marks.
    pub(crate) fn wide_figures(&self, i: usize) -> Option<(Point, usize)> {
        let dash = |i| matches!(self.key(i), K::HYPHEN | K::SLASH) && !self.glued(i) && !self.glued(i + 1);
        if !dash(i + 1) || !dash(i + 3) || self.key(i + 1) != self.key(i + 3) {
            return None;
        }
        let point = Point::day(self.small(i, 31)?, self.small(i + 2, 12)?, Some(self.year(i + 4)?));
        (point.is_real() && self.closed(i + 5)).then_some((point, i + 5))
    }

    /// `2018-10-18`, also with a time behind it (`T08:25`).
    fn year_first(&self, i: usize) -> Option<Found> {
        let year = self.year(i)?;
        let separator = self.separator(i + 1, false)?;
        if separator == K::DOT || self.separator(i + 3, false) != Some(separator) {
            return None;
        }
        let point = Point::day(self.small(i + 4, 31)?, self.small(i + 2, 12)?, Some(year));
        let closed = self.closed(i + 5) || (self.glued(i + 5) && self.key(i + 5) == K::T);
        (point.is_real() && closed).then_some(Found { start: i, end: i + 5, from: point, to: point, gaps: false })
    }

    /// `18-Apr-2025`.
    fn named_month(&self, i: usize) -> Option<Found> {
        let day = self.small(i, 31)?;
        let dash = |i| matches!(self.key(i), K::HYPHEN) && self.glued(i);
        let month = words::english_month(self.key(i + 2)).filter(|_| dash(i + 1) && dash(i + 3))?;
        let point = Point::day(day, month, Some(self.year(i + 4)?));
        point.is_real().then_some(Found { start: i, end: i + 5, from: point, to: point, gaps: false })
    }
}

/// Whether each value follows the one before without a gap.
fn consecutive(points: &[Point]) -> bool {
    let ordinal = |p: &Point| {
        let day = p.day.map_or(0, u32::from);
        let month = p.month.map_or(0, u32::from);
        let quarter = p.quarter.map_or(0, u32::from);
        day + quarter
            + if p.day.is_some() { 0 } else { month }
            + if p.day.is_some() || p.month.is_some() || p.quarter.is_some() { 0 } else { p.year.map_or(0, u32::from) }
    };
    points.windows(2).all(|w| ordinal(&w[0]) + 1 == ordinal(&w[1]))
}
