//! The day on which it happened, by what stands before a date.

use crate::date::DateRef;
use crate::mention::{Mention, MentionKind};
use crate::text::{TokenRange, Working};
use jiff::civil::Date;

/// A day and where it is told.
#[derive(Clone, Debug)]
pub(super) struct Told {
    /// Number of the sentence.
    pub sentence: usize,
    pub tokens: TokenRange,
    pub iso: Option<String>,
}

/// Farthest from the day of publication that news happens, in days.
const FAR: i32 = 45;

/// The best day of the sentences: by rank, then the first.
pub(super) fn told(
    working: &Working,
    sentences: &[TokenRange],
    mentions: &[Mention],
    dates: &[DateRef],
    published: Option<&str>,
) -> Option<Told> {
    let published = published.and_then(day);
    let mut best: Option<(u8, Told)> = None;
    for (n, &sentence) in sentences.iter().enumerate() {
        let from = dates.partition_point(|d| d.tokens.start < sentence.start);
        let printed = dates[from..].iter().take_while(|d| d.tokens.end <= sentence.end).filter_map(|d| {
            let rank = rank(working, sentence, mentions, d)?;
            let iso = d.iso.clone();
            let near = published.is_none_or(|p| iso.as_deref().and_then(day).is_none_or(|i| distance(p, i) <= FAR));
            near.then_some((rank, Told { sentence: n, tokens: d.tokens, iso }))
        });
        let said = relative(working, sentence, published).map(|(tokens, iso)| (2, Told { sentence: n, tokens, iso }));
        for found in printed.chain(said) {
            if best.as_ref().is_none_or(|b| found.0 > b.0) {
                best = Some(found);
            }
        }
    }
    best.map(|b| b.1)
}

/// How surely the date is the day of the event; none where it is not.
fn rank(working: &Working, sentence: TokenRange, mentions: &[Mention], date: &DateRef) -> Option<u8> {
    let at = date.tokens.start;
    let before = |n: u32| if at >= sentence.start + n { working.lower((at - n) as usize) } else { "" };
    let cited = mentions.iter().take_while(|m| m.tokens.end <= at).any(|m| m.kind == MentionKind::Law && m.tokens.end == at);
    let whole_day = date.iso.as_deref().map_or_else(|| has_day(working, date), |iso| iso.len() >= 10);
    if cited || !whole_day {
        return None;
    }
    let interval = date.iso.as_deref().is_some_and(|iso| iso.contains('/'));
    match before(1) {
        "sáng" | "trưa" | "chiều" | "tối" | "đêm" | "khuya" | "nay" => Some(3),
        "từ" | "trong" if interval && at <= sentence.start + 3 => Some(2),
        "" | "," | "-" | "–" | ")" | ":" | "hôm" => Some(if at <= sentence.start + 8 { 2 } else { 1 }),
        "vào" | "trong" => Some(1),
        "(" => (before(2) == "nay" || before(2) == "qua").then_some(3),
        _ => None,
    }
}

/// A date without a known year that has a day: `24/02`.
fn has_day(working: &Working, date: &DateRef) -> bool {
    let figures = date.tokens.indices().filter(|&i| working.tokens[i].is_digits()).count();
    figures >= 2 && !date.text.to_lowercase().starts_with("tháng")
}

/// `sáng nay`, `hôm qua`.
fn relative(working: &Working, sentence: TokenRange, published: Option<Date>) -> Option<(TokenRange, Option<String>)> {
    let part = |i: usize| matches!(working.lower(i), "sáng" | "trưa" | "chiều" | "tối" | "đêm" | "hôm");
    let back = |i: usize| match working.lower(i) {
        "nay" => Some(0),
        "qua" => Some(1),
        _ => None,
    };
    let range = sentence.start as usize..(sentence.end as usize).saturating_sub(1);
    let (i, days) = range.filter(|&i| part(i)).find_map(|i| Some((i, back(i + 1)?)))?;
    let iso = published.and_then(|p| p.checked_sub(jiff::Span::new().days(days)).ok()).map(|d| d.to_string());
    Some((TokenRange::new(i as u32, i as u32 + 2), iso))
}

fn day(iso: &str) -> Option<Date> {
    iso.get(..10)?.parse().ok()
}

fn distance(a: Date, b: Date) -> i32 {
    a.until(b).map_or(i32::MAX, |s| s.get_days().abs())
}
