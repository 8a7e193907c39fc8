//! `tomtat show`: an article for people, and the sheet that `enrich --format text` writes.

use std::fmt::Write as _;
use std::io::Write as _;

use anstyle::{AnsiColor, Style};
use anyhow::Result;
use tomtat::export::label;
use tomtat::mention::MentionKind;
use tomtat::official::{Official, Status};
use tomtat::record::{MentionRecord, Record};
use tomtat::{PartKind, Span};

use crate::args::Show;
use crate::article::place;
use crate::enrich::{pipeline, read_item};
use crate::input;

pub fn run(options: &Show) -> Result<usize> {
    let pipeline = pipeline(&options.reading)?;
    let (mut failed, mut problem) = (0, None);
    // Takes the colours out where the output is no terminal.
    let mut out = anstream::AutoStream::auto(std::io::stdout());
    input::read(&options.files, &input::Reading::usual(), |item| {
        let page =
            read_item(&pipeline, item, options.reading.clean, |record, read| format!("{}\n{}", article(record, read.text), sheet(record)));
        let written = match page {
            Ok(page) => out.write_all(page.as_bytes()),
            Err(e) => {
                failed += 1;
                eprintln!("tomtat: {}: {}", place(&e), e.error.reason);
                Ok(())
            }
        };
        problem = written.err();
        problem.is_none()
    });
    problem.map_or(Ok(failed), |e| Err(e.into()))
}

fn colour(kind: MentionKind) -> Style {
    let colour = match kind {
        MentionKind::Per => AnsiColor::Green,
        MentionKind::Title => AnsiColor::Cyan,
        MentionKind::Unit => AnsiColor::Blue,
        MentionKind::Law => AnsiColor::Magenta,
        MentionKind::Loc => AnsiColor::Yellow,
        MentionKind::Date => AnsiColor::Red,
    };
    Style::new().fg_color(Some(colour.into()))
}

/// The lines of the article in colour; what is not read is grey, sentences of the summary are underlined.
fn article(record: &Record, text: &str) -> String {
    let mut page = String::new();
    for part in &record.parts {
        let base = match part.kind {
            PartKind::Title => Style::new().bold(),
            PartKind::Abstract | PartKind::Heading => Style::new().bold(),
            PartKind::Caption => Style::new().italic(),
            kind if kind.is_content() => Style::new(),
            _ => Style::new().fg_color(Some(AnsiColor::BrightBlack.into())),
        };
        line(&mut page, record, text, part.span, base);
        page.push('\n');
    }
    page
}

fn line(page: &mut String, record: &Record, text: &str, span: Span, base: Style) {
    let from = record.mentions.partition_point(|m| m.span.start < span.start);
    let outer = record.mentions[from..].iter().take_while(|m| m.span.start < span.end).filter(|m| m.parent.is_none());
    let mut at = span.start;
    for mention in outer.chain(std::iter::once(&END)) {
        let start = mention.span.start.min(span.end);
        if start > at {
            piece(page, Span::new(at, start), text, base, record);
        }
        let end = mention.span.end.min(span.end);
        if end > start.max(at) {
            piece(page, Span::new(start.max(at), end), text, colour(mention.kind), record);
        }
        at = at.max(end);
    }
}

/// Stands behind the last mention so that the rest of the line is written.
static END: MentionRecord = MentionRecord {
    kind: MentionKind::Per,
    span: Span { start: u32::MAX, end: u32::MAX },
    text: String::new(),
    score: 0.0,
    source: tomtat::mention::Source::User,
    parent: None,
};

fn piece(page: &mut String, span: Span, text: &str, style: Style, record: &Record) {
    let told = record.summary.sentences.iter().any(|s| s.contains(span));
    let style = if told { style.underline() } else { style };
    let _ = write!(page, "{}{}{}", style.render(), span.of(text), style.render_reset());
}

/// The record on half a page, without colours.
pub fn sheet(record: &Record) -> String {
    let mut out = String::new();
    let head = record.title.as_ref().map(|t| t.text.as_str()).or(record.id.as_deref()).unwrap_or("(không có tiêu đề)");
    let _ = writeln!(out, "{head}");
    let signed = [record.published.as_deref(), record.byline.as_deref()];
    field(&mut out, "Đăng", &signed.into_iter().flatten().collect::<Vec<_>>().join(", "));
    field(&mut out, "Tóm tắt", &record.summary.text);
    list(&mut out, "Cán bộ", record.officials.iter().map(official));
    list(
        &mut out,
        "Cơ quan",
        record.units.iter().map(|u| u.abbreviation.as_ref().map_or_else(|| u.name.clone(), |a| format!("{} ({a})", u.name))),
    );
    list(&mut out, "Văn bản", record.laws.iter().map(law));
    field(&mut out, "Từ khóa", &record.tags.iter().map(|t| t.label.as_str()).collect::<Vec<_>>().join(" · "));
    field(&mut out, "Chủ đề", &record.topics.iter().map(|t| t.label.as_str()).collect::<Vec<_>>().join(" · "));
    out.push('\n');
    out
}

fn field(out: &mut String, name: &str, value: &str) {
    if !value.is_empty() {
        let _ = writeln!(out, "  {name}: {value}");
    }
}

fn list(out: &mut String, name: &str, values: impl Iterator<Item = String>) {
    for (n, value) in values.enumerate() {
        let _ = match n {
            0 => writeln!(out, "  {name}:\n    - {value}"),
            _ => writeln!(out, "    - {value}"),
        };
    }
}

fn official(official: &Official) -> String {
    let before = [official.honorific.as_deref(), official.rank.as_deref()].into_iter().flatten().collect::<Vec<_>>().join(" ");
    let titles: Vec<String> = official.full_titles().map(|t| format!("{}{}", t.text, status(t.status))).collect();
    let name = if before.is_empty() { official.name.clone() } else { format!("{} ({before})", official.name) };
    if titles.is_empty() { name } else { format!("{name}: {}", titles.join("; ")) }
}

fn status(status: Status) -> &'static str {
    match status {
        Status::Former => " [nguyên]",
        Status::Acting => " [quyền]",
        Status::Appointed => " [mới]",
        Status::Dismissed => " [thôi]",
        _ => "",
    }
}

fn law(law: &tomtat::law::Law) -> String {
    let provisions = label::provisions(&law.provisions);
    let label = label::law(law);
    if provisions.is_empty() { label } else { format!("{label}: {provisions}") }
}
