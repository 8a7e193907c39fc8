//! The page of one article.

use maud::{Markup, html};

use super::{Styles, document, marks};
use crate::clean::PartKind;
use crate::export::{label, subject};
use crate::mention::MentionKind;
use crate::official::{Official, Status, Title};
use crate::record::Record;
use crate::span::Span;
use crate::tag::{TagKind, slug};

const KINDS: [MentionKind; 6] =
    [MentionKind::Per, MentionKind::Title, MentionKind::Unit, MentionKind::Law, MentionKind::Loc, MentionKind::Date];

/// The page of an article that lies beside its `index.html`; `text` is what the record's spans count bytes of ([`Record::print`] gives it
/// for HTML).
pub fn page(record: &Record, text: &str) -> String {
    let nav = html! { a href="index.html" { "← Tất cả các bài" } };
    whole(record, text, &nav, true, Styles::Inside)
}

/// The same page from a server, where no index lies beside it: `home` is where it leads back to, `style` where [`super::STYLE`] is.
pub fn alone(record: &Record, text: &str, home: &str, style: &str) -> String {
    let nav = html! { a href=(home) { "← Bài khác" } };
    whole(record, text, &nav, false, Styles::At(style))
}

fn whole(record: &Record, text: &str, nav: &Markup, indexed: bool, styles: Styles) -> String {
    let title = headline(record);
    let body = html! {
        header {
            nav aria-label="Trang" { (nav) }
            h1 { (title) }
            p.meta { (meta(record)) }
        }
        main {
            (summary(record, text))
            (filed(record, indexed))
            (officials(record))
            (laws(record))
            (units(record))
            (content(record, text))
        }
    };
    document(&title, styles, &body, None)
}

/// What the page is called.
pub(super) fn headline(record: &Record) -> String {
    subject::headline(record).or_else(|| record.id.clone().filter(|i| !i.is_empty())).unwrap_or_else(|| "(không có tiêu đề)".to_owned())
}

fn meta(record: &Record) -> Markup {
    let said = [record.published.as_deref(), record.byline.as_deref()];
    html! {
        (said.into_iter().flatten().collect::<Vec<_>>().join(" · "))
        @if let Some(url) = subject::url(record) {
            " · " a href=(url) rel="noreferrer" { "Bài gốc" }
        }
    }
}

fn summary(record: &Record, text: &str) -> Markup {
    html! {
        @if !record.summary.sentences.is_empty() {
            section aria-labelledby="tom-tat" {
                h2 #tom-tat { "Tóm tắt" }
                @for (said, from) in told(record, text) {
                    p { (said) @for n in from { " " (arrow(n)) } }
                }
            }
        }
    }
}

/// A link to where a sentence of the summary stands.
fn arrow(n: usize) -> Markup {
    html! { a.to href=(format!("#s{n}")) aria-label=(format!("Xem câu {} trong bài", n + 1)) { "↓" } }
}

/// The sentences of the summary, each with the numbers of those sentences of the article that it comes from.
fn told<'r>(record: &'r Record, text: &'r str) -> Vec<(&'r str, Vec<usize>)> {
    let summary = &record.summary;
    let number = |span: &Span| summary.sentences.iter().position(|s| s == span);
    let Some(generated) = summary.generated.as_ref().filter(|_| summary.method == "abstractive") else {
        if !summary.pieces.is_empty() {
            return vec![(&summary.text, (0..summary.sentences.len()).collect())];
        }
        return summary.sentences.iter().enumerate().map(|(n, span)| (span.of(text), vec![n])).collect();
    };
    let said = generated.sentences.iter().filter_map(|s| match &s.replaced_by {
        Some(span) => Some((span.of(text), number(span).into_iter().collect())),
        None => s.supported.then(|| (s.text.as_str(), s.sources.iter().filter_map(number).collect())),
    });
    said.collect()
}

/// Tags and topics, the tags linked to what an index finds for them.
fn filed(record: &Record, indexed: bool) -> Markup {
    let kind = |k| match k {
        TagKind::Person => "official",
        TagKind::Unit => "unit",
        TagKind::Law => "law",
        _ => "tag",
    };
    html! {
        @if !record.tags.is_empty() || !record.topics.is_empty() {
            section aria-labelledby="tu-khoa" {
                h2 #tu-khoa { "Từ khóa và chủ đề" }
                ul.tags {
                    @for tag in &record.tags {
                        @if indexed {
                            li { a class=(kind(tag.kind)) href=(format!("index.html#tag={}", slug(&tag.label))) { (tag.label) } }
                        } @else {
                            li { span class=(kind(tag.kind)) { (tag.label) } }
                        }
                    }
                    @for topic in &record.topics { li.topic { (topic.label) } }
                }
            }
        }
    }
}

fn officials(record: &Record) -> Markup {
    let title = |t: &Title| {
        html! { li { (t.text) @match t.status {
            Status::Former => em { " (nguyên)" },
            Status::Acting => em { " (quyền)" },
            Status::Appointed => em { " (mới)" },
        Status::Dismissed => em { " (thôi giữ)" },
            _ => {},
        } } }
    };
    let address = |o: &Official| [o.rank.as_deref(), o.honorific.as_deref()].into_iter().flatten().collect::<Vec<_>>().join(", ");
    html! {
        @if !record.officials.is_empty() {
            section aria-labelledby="can-bo" {
                h2 #can-bo { "Cán bộ" }
                (table("Cán bộ", &["Họ tên", "Xưng hô, cấp bậc", "Chức vụ", "Nhắc đến"], html! {
                    @for o in &record.officials {
                        tr {
                            th scope="row" { (place(record, MentionKind::Per, &o.mentions, &o.name)) }
                            td { (address(o)) }
                            td { @if !o.titles.is_empty() { ul { @for t in o.full_titles() { (title(t)) } } } }
                            td.number { (o.mentions.len()) }
                        }
                    }
                }))
            }
        }
    }
}

fn laws(record: &Record) -> Markup {
    html! {
        @if !record.laws.is_empty() {
            section aria-labelledby="van-ban" {
                h2 #van-ban { "Văn bản" }
                (table("Văn bản", &["Tên", "Điều khoản được dẫn", "Cơ quan ban hành", "Mã"], html! {
                    @for l in &record.laws {
                        tr {
                            th scope="row" { (place(record, MentionKind::Law, &l.mentions, &label::law(l))) }
                            td { @if !l.provisions.is_empty() { ul { @for p in &l.provisions { li { (label::provision(p)) } } } } }
                            td { (l.issuer.as_deref().unwrap_or_default()) }
                            td { code { (l.id) } }
                        }
                    }
                }))
            }
        }
    }
}

fn units(record: &Record) -> Markup {
    html! {
        @if !record.units.is_empty() {
            section aria-labelledby="co-quan" {
                h2 #co-quan { "Cơ quan, đơn vị" }
                ul.units {
                    @for u in &record.units {
                        li { (place(record, MentionKind::Unit, &u.mentions, &u.name)) @if let Some(short) = &u.abbreviation { " (" (short) ")" } }
                    }
                }
            }
        }
    }
}

/// A table that scrolls sideways by itself where the screen is narrow.
fn table(name: &str, columns: &[&str], rows: Markup) -> Markup {
    html! {
        div.scroll tabindex="0" role="region" aria-label=(format!("Bảng: {name}")) {
            table {
                thead { tr { @for column in columns { th scope="col" { (column) } } } }
                tbody { (rows) }
            }
        }
    }
}

/// A name, linked to where it first stands in the text.
fn place(record: &Record, kind: MentionKind, spans: &[Span], name: &str) -> Markup {
    let first = spans.first().and_then(|&span| {
        let from = record.mentions.partition_point(|m| m.span.start < span.start);
        let here = record.mentions[from..].iter().take_while(|m| m.span.start == span.start);
        here.enumerate().find(|(_, m)| m.span == span && m.kind == kind).map(|(n, _)| from + n)
    });
    html! {
        @if let Some(n) = first { a href=(format!("#m{n}")) { (name) } } @else { (name) }
    }
}

fn content(record: &Record, text: &str) -> Markup {
    let marks = marks::all(record);
    let left_out: Vec<Span> = record.parts.iter().filter(|p| p.kind == PartKind::Boilerplate).map(|p| p.span).collect();
    html! {
        article aria-labelledby="noi-dung" {
            h2 #noi-dung { "Nội dung" }
            p.legend { @for kind in KINDS.map(marks::kind) { mark class=(kind.0) { (kind.1) } " " } }
            @for part in record.parts.iter().filter(|p| p.kind != PartKind::Boilerplate) {
                @let line = marks::line(text, part.span, &marks);
                @match part.kind {
                    PartKind::Title | PartKind::Heading => h3 { (line) },
                    PartKind::Abstract => p.lead { (line) },
                    PartKind::Caption => p.caption { (line) },
                    PartKind::Body => p { (line) },
                    _ => p.meta { (line) },
                }
            }
            @if !left_out.is_empty() {
                details {
                    summary { (format!("Phần không đọc: {} dòng", left_out.len())) }
                    @for span in &left_out { p.meta { (span.of(text)) } }
                }
            }
        }
    }
}
