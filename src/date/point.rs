//! A calendar value with the precision it has, and its ISO 8601 form.

/// Year, quarter, month, day; what the text does not say is none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Point {
    pub year: Option<u16>,
    pub quarter: Option<u8>,
    pub month: Option<u8>,
    pub day: Option<u8>,
}

impl Point {
    pub(crate) fn year(year: u16) -> Self {
        Self { year: Some(year), ..Self::default() }
    }

    pub(crate) fn day(day: u8, month: u8, year: Option<u16>) -> Self {
        Self { year, month: Some(month), day: Some(day), quarter: None }
    }

    pub(crate) fn month(month: u8, year: Option<u16>) -> Self {
        Self { year, month: Some(month), ..Self::default() }
    }

    /// Takes from `other` the larger units that this one leaves out (`17` of `17 đến 19/10/2018`).
    pub(crate) fn completed(mut self, other: Self) -> Self {
        if self.month.is_none() && self.quarter.is_none() && self.day.is_some() {
            self.month = other.month;
        }
        self.year = self.year.or(other.year);
        self
    }

    /// The year of `published` where none is known: the year before for a day late in the year read early in the next one,
    /// the year after for the reverse.
    pub(crate) fn with_year_near(mut self, published: Option<Self>) -> Self {
        let Some(Point { year: Some(year), month: here, .. }) = published else { return self };
        if self.year.is_some() || (self.month.is_none() && self.quarter.is_none()) {
            return self;
        }
        self.year = Some(match (here, self.month) {
            (Some(1..=2), Some(11..)) => year.saturating_sub(1),
            (Some(11..), Some(1..=2)) => year + 1,
            _ => year,
        });
        self
    }

    /// Whether the calendar has such a day (29 February where the year is not known).
    pub(crate) fn is_real(self) -> bool {
        let Some(month) = self.month else { return true };
        let leap = self.year.is_none_or(|y| (y % 4 == 0 && y % 100 != 0) || y % 400 == 0);
        let days = match month {
            2 => 28 + u8::from(leap),
            4 | 6 | 9 | 11 => 30,
            1..=12 => 31,
            _ => return false,
        };
        self.day.is_none_or(|d| (1..=days).contains(&d))
    }

    /// `2024-02-25`, `2024-02`, `2024-Q1` or `2024`; none without a year.
    pub(crate) fn iso(self) -> Option<String> {
        let year = self.year?;
        Some(match (self.quarter, self.month, self.day) {
            (Some(q), ..) => format!("{year:04}-Q{q}"),
            (_, Some(m), Some(d)) => format!("{year:04}-{m:02}-{d:02}"),
            (_, Some(m), None) => format!("{year:04}-{m:02}"),
            _ => format!("{year:04}"),
        })
    }

    /// Reads `2024-06-13` (a time behind it is ignored), `2024-06` or `2024`.
    pub(crate) fn parse(iso: &str) -> Option<Self> {
        let number = |range: std::ops::Range<usize>| iso.get(range)?.parse::<u16>().ok();
        let year = Some(number(0..4)?);
        let month = number(5..7).map(|m| m as u8).filter(|m| (1..=12).contains(m));
        let day = number(8..10).map(|d| d as u8).filter(|d| (1..=31).contains(d));
        let separated = iso.len() == 4 || iso.as_bytes().get(4) == Some(&b'-');
        separated.then_some(Self { year, month, day: day.filter(|_| month.is_some()), quarter: None })
    }
}
