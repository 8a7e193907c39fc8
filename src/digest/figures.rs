//! Where articles give other figures for the same thing: `12 người bị thương` here, `15 người bị thương` there.
//!
//! In: a chosen sentence and those that say the same. Out: [`Difference`]s. Only plain figures are compared, each the only one before
//! its words in both sentences and missing from the other; dates, numbers of documents, ranges and rounded figures are left alone.

use super::cluster::Cluster;
use super::record::{Difference, Figure, Place};
use crate::text::{Builder, TokenRange, Working, key};

/// Words of which one right before a figure says that it counts nothing, or only about.
const NO_COUNT: [u32; 31] = [
    key("ngày"),
    key("tháng"),
    key("năm"),
    key("quý"),
    key("điều"),
    key("khoản"),
    key("điểm"),
    key("số"),
    key("lần"),
    key("thứ"),
    key("khóa"),
    key("mục"),
    key("lúc"),
    key("phần"),
    key("hơn"),
    key("gần"),
    key("khoảng"),
    key("trên"),
    key("dưới"),
    key("chừng"),
    key("nhất"),
    key("đến"),
    key("từ"),
    key("tới"),
    key("tuổi"),
    key("quận"),
    key("phường"),
    key("tổ"),
    key("hạng"),
    key("lộ"),
    key("lớp"),
];
/// Words of which one right behind says the same.
const NO_UNIT: [u32; 12] = [
    key("giờ"),
    key("h"),
    key("phút"),
    key("ngày"),
    key("tháng"),
    key("năm"),
    key("đến"),
    key("tuổi"),
    key("và"),
    key("hoặc"),
    key("tới"),
    key("trong"),
];
/// Words that end what is counted.
const STOPS: [u32; 16] = [
    key("và"),
    key("ở"),
    key("tại"),
    key("với"),
    key("của"),
    key("cho"),
    key("để"),
    key("trong"),
    key("từ"),
    key("đã"),
    key("được"),
    key("cùng"),
    key("trên"),
    key("theo"),
    key("do"),
    key("là"),
];
/// Most tokens of a sentence that are looked at.
const TOKENS: usize = 300;

/// A figure with what it counts.
struct Count {
    figure: String,
    /// Its value as digits, marks between thousands left out.
    value: String,
    /// The words behind, lower case; with the word before where only one stands behind.
    of: String,
    shown: String,
}

/// A figure as printed and the candidates that give it.
type Given = (String, Vec<usize>);

/// The differences so far: what is counted, and the figures.
#[derive(Default)]
pub(super) struct Differences(Vec<(String, Vec<Given>)>);

impl Differences {
    /// Compares candidate `i` with the ones that say the same.
    pub(super) fn compare(&mut self, cluster: &Cluster, i: usize, others: &[usize]) {
        if others.is_empty() || cluster.candidates[i].form.digits == 0 {
            return;
        }
        let own = counts(&cluster.candidates[i].text);
        let theirs: Vec<(usize, Vec<Count>)> = others.iter().map(|&j| (j, counts(&cluster.candidates[j].text))).collect();
        for count in own.iter().filter(|c| only(&own, &c.of).is_some()) {
            let mut figures = vec![(count.value.clone(), count.figure.clone(), vec![i])];
            for (j, other) in &theirs {
                let Some(there) = only(other, &count.of) else { continue };
                let known = figures.iter_mut().find(|f| f.0 == there.value);
                if let Some(known) = known {
                    known.2.push(*j);
                } else if !own.iter().any(|c| c.value == there.value) && !other.iter().any(|c| c.value == count.value) {
                    figures.push((there.value.clone(), there.figure.clone(), vec![*j]));
                }
            }
            if figures.len() > 1 {
                self.0.push((count.shown.clone(), figures.into_iter().map(|(_, figure, places)| (figure, places)).collect()));
            }
        }
    }

    /// All of them, in the order of the digest.
    pub(super) fn written(self, place: impl Fn(usize) -> Place) -> Vec<Difference> {
        let figure = |(figure, places): Given| Figure { figure, articles: places.into_iter().map(&place).collect() };
        self.0.into_iter().map(|(of, figures)| Difference { of, figures: figures.into_iter().map(figure).collect() }).collect()
    }
}

/// The count of these words, where there is one only.
fn only<'c>(counts: &'c [Count], of: &str) -> Option<&'c Count> {
    let mut found = counts.iter().filter(|c| c.of == of);
    found.next().filter(|_| found.next().is_none())
}

fn counts(text: &str) -> Vec<Count> {
    let working = Builder::plain(text);
    let end = working.tokens.len().min(TOKENS);
    let (mut counts, mut at) = (Vec::new(), 0);
    while at < end {
        let past = if working.tokens[at].is_digits() { number_end(&working, at, end) } else { at + 1 };
        if working.tokens[at].is_digits() {
            counts.extend(count(&working, at, past, end));
        }
        at = past;
    }
    counts
}

/// The end of a number with its marks: `1.200`, `3,5`.
fn number_end(working: &Working, at: usize, end: usize) -> usize {
    let mut past = at + 1;
    while past + 1 < end
        && matches!(working.surface(past), "." | ",")
        && working.tokens[past + 1].is_digits()
        && !working.tokens[past].space_before()
        && !working.tokens[past + 1].space_before()
    {
        past += 2;
    }
    past
}

fn count(working: &Working, at: usize, past: usize, end: usize) -> Option<Count> {
    let before = at.checked_sub(1).map(|b| &working.tokens[b]);
    if before.is_some_and(|b| NO_COUNT.contains(&b.key) || (b.is_mark() && !working.tokens[at].space_before()) || b.key == key("-")) {
        return None;
    }
    let (words, behind) = words(working, past, end);
    if words == 0 || NO_UNIT.contains(&working.tokens[past].key) {
        return None;
    }
    let of = if words == 1 {
        format!("{} … {}", working.lower_at(at.checked_sub(1)?, end), working.lower_slice(behind))
    } else {
        working.lower_slice(behind).to_owned()
    };
    let shown = working.slice(behind).to_owned();
    let figure = (at..past).map(|i| working.surface(i)).collect::<String>();
    Some(Count { value: value(&figure), figure, of, shown })
}

/// How many words stand behind a figure, two at most, and where; `bị` goes with the word behind it, a hyphen joins.
fn words(working: &Working, past: usize, end: usize) -> (usize, TokenRange) {
    let (mut words, mut at) = (0, past);
    while words < 2 && at < end {
        let token = &working.tokens[at];
        if !token.is_letters() || !token.space_before() || STOPS.contains(&token.key) {
            break;
        }
        at += 1;
        while at + 1 < end && working.surface(at) == "-" && !working.tokens[at + 1].space_before() && working.tokens[at + 1].is_letters() {
            at += 2;
        }
        words += usize::from(token.key != key("bị"));
    }
    (words, TokenRange::new(past as u32, at as u32))
}

/// `1.200` and `1200` are the same; `3,5` and `35` are not.
fn value(figure: &str) -> String {
    let mut parts = figure.split('.');
    let first = parts.next().unwrap_or_default();
    let thousands = parts.clone().all(|p| p.len() == 3);
    if thousands { parts.fold(first.to_owned(), |all, p| all + p) } else { figure.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_that_count_something() {
        for (text, expected) in [
            ("Vụ cháy làm 12 người bị thương.", &[("12", "người bị thương")][..]),
            ("Cầu dài 1.200 m, rộng 9,5 m.", &[("1.200", "dài … m"), ("9,5", "rộng … m")]),
            ("Lửa thiêu rụi 214 ki-ốt và 7 nhà dân.", &[("214", "rụi … ki-ốt"), ("7", "nhà dân")]),
            ("Ngày 12 tháng 3, lúc 7 giờ 30 phút, Điều 5.", &[]),
            ("Khoảng 300 người, từ 20 đến 30 hộ dân, 5-6 nhà dân, 14/3 vừa qua.", &[]),
            ("", &[]),
        ] {
            let found: Vec<(String, String)> = counts(text).into_iter().map(|c| (c.figure, c.of)).collect();
            let found: Vec<(&str, &str)> = found.iter().map(|(f, o)| (f.as_str(), o.as_str())).collect();
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn marks_between_thousands_do_not_count() {
        assert_eq!((value("1.200").as_str(), value("3,5").as_str(), value("12.5").as_str()), ("1200", "3,5", "12.5"));
    }
}
