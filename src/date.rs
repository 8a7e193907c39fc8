//! Finds calendar dates and gives their ISO value with the precision they have.
//!
//! In: [`Document`], the citations of laws (no date lies inside one), the day of publication. Out: [`DateRef`]s.
//! Days, months, quarters, years and ranges of them are dates; hours, durations, ages, scores and fractions are not.
//!
//! ```
//! use tomtat::{Document, date};
//! let document = Document::plain("Từ ngày 17 đến 19/10/2018, đoàn làm việc tại Huế; quý I/2019 sẽ có kết luận.");
//! let dates = date::find(&document, None, &[]);
//! assert_eq!(dates[0].text, "ngày 17 đến 19/10/2018");
//! assert_eq!(dates[0].iso.as_deref(), Some("2018-10-17/2018-10-19"));
//! assert_eq!(dates[1].iso.as_deref(), Some("2019-Q1"));
//! ```

mod context;
mod point;
mod reader;
mod words;

#[cfg(test)]
mod tests;

use crate::clean::PartKind;
use crate::law::Citation;
use crate::span::Span;
use crate::text::{Document, TokenRange};
pub(crate) use context::date_at;
pub(crate) use point::Point;
use reader::{Found, Reader};
use serde::{Deserialize, Serialize};

/// One date of the text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct DateRef {
    /// As printed.
    pub text: String,
    /// Where.
    pub span: Span,
    /// ISO 8601: `2024-02-25`, `2024-02`, `2024-Q1`, `2024`, intervals with `/`; none where the year is not known.
    pub iso: Option<String>,
    #[serde(skip)]
    pub(crate) tokens: TokenRange,
}

/// The dates of all lines that are read, date lines included. `published` (`YYYY-MM-DD`) gives years that the text leaves out;
/// where a date would overlap one of `citations` (in the order of the text), there is none.
pub fn find(document: &Document, published: Option<&str>, citations: &[Citation]) -> Vec<DateRef> {
    let working = document.working();
    let published = published.and_then(Point::parse);
    let mut cited = citations.iter().map(|c| c.tokens).peekable();
    let mut dates = Vec::new();
    for line in working.lines.iter().filter(|l| l.kind.is_content() || l.kind == PartKind::Date) {
        let mut reader = Reader { working, start: line.tokens.start as usize, end: line.tokens.end as usize };
        let line_end = reader.end;
        while reader.start < line_end {
            while cited.next_if(|c| c.end as usize <= reader.start).is_some() {}
            let next = cited.peek().map_or(line_end, |c| (c.start as usize).min(line_end));
            reader.end = next.max(reader.start);
            context::dates(reader, |found| dates.push(written(document, found, published)));
            let past = cited.peek().map_or(line_end, |c| c.end as usize).max(reader.start + 1);
            (reader.start, reader.end) = (if next == line_end { line_end } else { past.min(line_end) }, line_end);
        }
    }
    dates
}

/// The day of publication that the markup of a page or a date line of the article states, `YYYY-MM-DD`.
pub fn published(document: &Document) -> Option<String> {
    let working = document.working();
    if working.day.is_some() {
        return working.day.clone();
    }
    let mut days = working.lines.iter().filter(|l| l.kind == PartKind::Date).flat_map(|line| {
        let mut found = None;
        let reader = Reader { working, start: line.tokens.start as usize, end: line.tokens.end as usize };
        context::dates(reader, |f| found = found.or(Some(f.from).filter(|p| p.day.is_some() && p.year.is_some())));
        found
    });
    days.next()?.iso()
}

fn written(document: &Document, found: Found, published: Option<Point>) -> DateRef {
    let tokens = TokenRange::new(found.start as u32, found.end as u32);
    let span = document.working().span(tokens);
    let from = found.from.with_year_near(published);
    let to = found.to.with_year_near(published);
    let iso = if found.gaps || !from.is_real() || !to.is_real() {
        None
    } else if from == to {
        from.iso()
    } else {
        from.iso().zip(to.iso()).map(|(a, b)| format!("{a}/{b}"))
    };
    DateRef { text: document.printed(span).into_owned(), span, iso, tokens }
}
