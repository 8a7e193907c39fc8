//! The text of a line with its mentions and the sentences of the summary, one inside the other.

use maud::{Escaper, Markup, PreEscaped};
use std::fmt::Write;

use crate::mention::MentionKind;
use crate::record::Record;
use crate::span::Span;

/// Something that is marked in the text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mark {
    pub span: Span,
    what: What,
}

#[derive(Clone, Copy, Debug)]
enum What {
    /// A sentence of the summary, by number.
    Told(usize),
    /// A mention, by number.
    Mention(usize, MentionKind),
}

/// Class and Vietnamese name of each kind.
pub(super) fn kind(kind: MentionKind) -> (&'static str, &'static str) {
    match kind {
        MentionKind::Per => ("per", "người"),
        MentionKind::Title => ("title", "chức vụ"),
        MentionKind::Unit => ("unit", "cơ quan, đơn vị"),
        MentionKind::Law => ("law", "văn bản"),
        MentionKind::Loc => ("loc", "địa danh"),
        MentionKind::Date => ("date", "thời gian"),
    }
}

/// All marks of a record, sorted by start, outer before inner.
pub(super) fn all(record: &Record) -> Vec<Mark> {
    let told = record.summary.sentences.iter().enumerate().map(|(n, &span)| Mark { span, what: What::Told(n) });
    let mentions = record.mentions.iter().enumerate().map(|(n, m)| Mark { span: m.span, what: What::Mention(n, m.kind) });
    let mut marks: Vec<Mark> = told.chain(mentions).collect();
    marks.sort_by_key(|m| (m.span.start, std::cmp::Reverse(m.span.end)));
    marks
}

/// The text of `span` with the marks that begin in it.
pub(super) fn line(text: &str, span: Span, marks: &[Mark]) -> Markup {
    let from = marks.partition_point(|m| m.span.start < span.start);
    let until = marks.partition_point(|m| m.span.start < span.end);
    let mut out = String::with_capacity(span.len() * 2);
    inside(&mut out, text, span, &marks[from..until.max(from)]);
    PreEscaped(out)
}

/// What crosses the end of what holds it is cut there, so that the markup always nests.
fn inside(out: &mut String, text: &str, span: Span, marks: &[Mark]) {
    let (mut at, mut i) = (span.start, 0);
    while let Some(mark) = marks.get(i) {
        let (start, end) = (mark.span.start.max(at), mark.span.end.min(span.end));
        if start >= end {
            i += 1;
            continue;
        }
        escape(out, Span::new(at, start).of(text));
        let inner = marks[i + 1..].iter().take_while(|m| m.span.start < end).count();
        open(out, mark.what);
        inside(out, text, Span::new(start, end), &marks[i + 1..i + 1 + inner]);
        out.push_str(match mark.what {
            What::Told(_) => "</span>",
            What::Mention(..) => "</mark>",
        });
        at = end;
        i += 1 + inner;
    }
    escape(out, Span::new(at, span.end).of(text));
}

fn open(out: &mut String, what: What) {
    let written = match what {
        What::Told(n) => write!(out, "<span class=\"told\" id=\"s{n}\">"),
        What::Mention(n, of) => {
            let (class, name) = kind(of);
            write!(out, "<mark class=\"{class}\" id=\"m{n}\" title=\"{name}\">")
        }
    };
    written.expect("a string takes everything");
}

fn escape(out: &mut String, text: &str) {
    Escaper::new(out).write_str(text).expect("a string takes everything");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_nest_and_are_cut_where_they_cross() {
        let mark = |a, b, n| Mark { span: Span::new(a, b), what: What::Told(n) };
        let table = [
            (vec![mark(0, 6, 0), mark(0, 2, 1), mark(4, 6, 2)], "<0><1>ab</1>&lt;d<2>&amp;f</2></0>gh"),
            (vec![mark(0, 4, 0), mark(2, 6, 1)], "<0>ab<1>&lt;d</1></0>&amp;fgh"),
            (vec![mark(3, 3, 0), mark(7, 99, 1)], "ab&lt;d&amp;fg<1>h</1>"),
        ];
        for (marks, expected) in table {
            let mut got = line("ab<d&fgh", Span::new(0, 8), &marks).into_string();
            let mut open = Vec::new();
            for n in 0..3 {
                got = got.replace(&format!("<span class=\"told\" id=\"s{n}\">"), &format!("<{n}>"));
            }
            // Ends take the number of what they end.
            let mut out = String::new();
            for piece in got.split_inclusive('>') {
                if let Some(before) = piece.strip_suffix("</span>") {
                    out += &format!("{before}</{}>", open.pop().unwrap());
                } else {
                    if let Some(at) = piece.find('<') {
                        open.push(piece[at + 1..piece.len() - 1].to_owned());
                    }
                    out += piece;
                }
            }
            assert_eq!(out, expected);
        }
    }
}
