//! Since when a position is held as it is: the date that the sentence states.

use super::Status;
use crate::date::DateRef;
use crate::mention::{Mention, MentionKind};
use crate::text::{TokenRange, Working};

/// Farthest date behind a position, in tokens.
const BEHIND: u32 = 16;

/// The date, ISO, from which the position at `title` is held so; `dates` in the order of the text.
pub(super) fn since(
    working: &Working,
    mentions: &[Mention],
    dates: &[DateRef],
    sentence: TokenRange,
    title: TokenRange,
    status: Status,
) -> Option<String> {
    let first = dates.partition_point(|d| d.tokens.start < sentence.start);
    let here = || dates[first..].iter().take_while(|d| d.tokens.end <= sentence.end).filter(|d| d.iso.is_some());
    let until = next_title(mentions, title).min(title.end + BEHIND);
    let behind = || here().skip_while(|d| d.tokens.start < title.end).take_while(|d| d.tokens.start < until);
    let changed = matches!(status, Status::Appointed | Status::Dismissed | Status::Acting);
    let before = || here().take_while(|d| d.tokens.end <= title.start).find(|d| stated(working, d));
    let found = behind().find(|d| told(working, title.end, d, &["từ"]));
    let found = found
        .or_else(|| before().filter(|_| changed))
        .or_else(|| behind().find(|d| changed && told(working, title.end, d, &["vào", "hôm"])));
    let iso = found?.iso.as_deref()?;
    Some(iso.split('/').next().unwrap_or(iso).to_owned())
}

/// Where the next position begins: a date behind that one tells of it.
fn next_title(mentions: &[Mention], title: TokenRange) -> u32 {
    let behind = &mentions[mentions.partition_point(|m| m.tokens.start < title.end)..];
    let near = behind.iter().take_while(|m| m.tokens.start < title.end + BEHIND);
    near.filter(|m| m.kind == MentionKind::Title).map(|m| m.tokens.start).next().unwrap_or(u32::MAX)
}

/// One of `words` leads up to the date, and no other clause begins between `from` and it.
fn told(working: &Working, from: u32, date: &DateRef, words: &[&str]) -> bool {
    let at = date.tokens.start;
    let whole = (from..at).all(|i| !matches!(working.surface(i as usize), ";" | ":"));
    whole && at > from && words.contains(&working.lower(at as usize - 1))
}

/// Not a birth day and not the term of an office.
fn stated(working: &Working, date: &DateRef) -> bool {
    let before = |n: u32| date.tokens.start.checked_sub(n).map_or("", |b| working.lower(b as usize));
    !matches!(before(1), "sinh" | "(" | "kỳ" | "đoạn" | "sn" | "khóa") && !matches!(before(2), "sinh")
}
