//! The records of the sample articles, as people read them. Review a change with `cargo insta review`.

use std::fmt::Write;

use tomtat::record::Record;
use tomtat::{Article, Pipeline};

/// A record without numbers that only machines read.
fn digest(record: &Record, text: &str) -> String {
    let mut out = String::new();
    let title = record.title.as_ref().map(|t| t.text.as_str());
    let _ = writeln!(out, "title: {title:?}\npublished: {:?}\nbyline: {:?}\n", record.published, record.byline);
    for part in &record.parts {
        let line: String = part.span.of(text).chars().take(60).collect();
        let _ = writeln!(out, "{:<12}{line}", format!("{:?}", part.kind));
    }
    let _ = writeln!(out, "\nsentences");
    for s in &record.sentences {
        let _ = writeln!(out, "- {}", s.span.of(text));
    }
    let _ = writeln!(out, "\nmentions");
    for m in &record.mentions {
        let _ = writeln!(out, "{}{:?} {}", if m.parent.is_some() { "    " } else { "" }, m.kind, m.text);
    }
    let _ = writeln!(out, "\nofficials");
    for o in &record.officials {
        let _ = writeln!(out, "- {} | {:?} | {:?} | {} mentions", o.name, o.honorific, o.rank, o.mentions.len());
        for t in &o.titles {
            let _ = writeln!(out, "    {} = {} @ {:?} ({:?}) in {:?} since {:?}", t.text, t.role, t.unit, t.status, t.place, t.since);
            if let Some(i) = &t.inferred {
                let _ = writeln!(out, "        means {:?} in {:?} by {}", i.unit, i.place, i.span.of(text));
            }
        }
    }
    let _ = writeln!(out, "\nunits");
    for u in &record.units {
        let _ = writeln!(out, "- {} | {:?} | {:?} | {} mentions", u.name, u.abbreviation, u.kind, u.mentions.len());
        let inferred = if u.inferred { " inferred" } else { "" };
        let _ = writeln!(out, "    {:?} {:?} {:?} -> {:?}, under {:?}{inferred}", u.level, u.place, u.province, u.successor, u.parent);
    }
    let _ = writeln!(out, "\nlaws");
    for l in &record.laws {
        let _ = writeln!(out, "- {} | {} {:?} {:?} {:?} {:?} {:?}", l.id, l.kind, l.number, l.name, l.year, l.issuer, l.date);
        for r in &l.relations {
            let _ = writeln!(out, "    {:?} {}", r.kind, r.id);
        }
        for p in &l.provisions {
            let _ = writeln!(out, "    điều {:?} khoản {:?} điểm {:?} chương {:?}", p.article, p.clause, p.point, p.chapter);
        }
    }
    let _ = writeln!(out, "\ndates");
    for d in &record.dates {
        let _ = writeln!(out, "- {} = {:?}", d.text, d.iso);
    }
    if let Some(event) = &record.event {
        let places: Vec<&str> = event.places.iter().map(|p| p.name.as_str()).collect();
        let _ = writeln!(out, "\nevent {:?} by {:?} in {places:?}", event.date, event.span.map(|s| s.of(text)));
    }
    let tags: Vec<&str> = record.tags.iter().map(|t| t.label.as_str()).collect();
    let topics: Vec<&str> = record.topics.iter().map(|t| t.code.as_str()).collect();
    let _ = writeln!(
        out,
        "\nsummary ({}): {}\n\ntags: {}\ntopics: {}",
        record.summary.method,
        record.summary.text,
        tags.join(" | "),
        topics.join(" | ")
    );
    out
}

fn read(article: &Article) -> String {
    digest(&Pipeline::new().enrich(article), article.text)
}

#[test]
fn a_crawled_page() {
    insta::assert_snapshot!(read(&Article::new(include_str!("../examples/articles/trien-khai-luat.txt"))));
}

#[test]
fn a_plain_article() {
    insta::assert_snapshot!(read(&Article::new(include_str!("../examples/articles/bo-nhiem.txt"))));
}

#[test]
fn a_page_as_html() {
    insta::assert_snapshot!(read(&Article::html(include_str!("../examples/articles/xet-xu.html"))));
}

#[test]
fn a_digest_of_three_articles() {
    let texts = [
        include_str!("../examples/articles/su-kien-1.txt"),
        include_str!("../examples/articles/su-kien-2.txt"),
        include_str!("../examples/articles/su-kien-3.txt"),
    ];
    let digest = Pipeline::new().digest(&texts.map(Article::new), tomtat::summary::Budget::Brief);
    insta::assert_json_snapshot!(digest);
}
