//! The day of publication that the markup of a page states: `<meta property="article:published_time">` and the like, in the forms of
//! Open Graph, schema.org microdata and Dublin Core.

use html5gum::StartTag;
use jiff::civil::Date;
use jiff::{Timestamp, tz::Offset};

/// Properties and names of `<meta>` that date an article, in lower case.
const NAMES: [&str; 10] = [
    "article:published_time",
    "og:published_time",
    "datepublished",
    "pubdate",
    "publishdate",
    "publish-date",
    "publication_date",
    "dc.date.issued",
    "dcterms.issued",
    "dcterms.created",
];

/// The day that a tag states, `YYYY-MM-DD`, as it is in Vietnam.
pub(super) fn stated(tag: &StartTag<usize>) -> Option<String> {
    let value = |name: &[u8]| tag.attributes.get(name).and_then(|v| std::str::from_utf8(&v.value.0).ok());
    let named = |names: &[&str], attribute: &[u8]| value(attribute).is_some_and(|v| names.contains(&v.trim().to_lowercase().as_str()));
    match &tag.name[..] {
        b"meta" if [&b"property"[..], b"name", b"itemprop"].iter().any(|a| named(&NAMES, a)) => iso(value(b"content")?),
        b"time" if named(&["datepublished"], b"itemprop") || value(b"pubdate").is_some() => iso(value(b"datetime")?),
        _ => None,
    }
}

fn iso(value: &str) -> Option<String> {
    let value = value.trim();
    let moment = value.parse::<Timestamp>().map(|t| Offset::constant(7).to_datetime(t).date());
    let day = moment.ok().or_else(|| value.get(..10)?.parse::<Date>().ok())?;
    Some(day.to_string())
}

#[cfg(test)]
mod tests {
    use crate::{Article, Document, date};

    #[test]
    fn the_markup_dates_the_page() {
        let line = "<body><h1>Huyện Yên Mô họp về đê điều</h1><span class=\"ngay\">06/03/2024 08:30</span>\
            <p>Sáng 6/3, huyện Yên Mô họp về đê điều và việc chống lụt trong năm nay.</p>";
        for (head, day) in [
            (r#"<meta property="article:published_time" content="2024-02-03T08:00:00+07:00">"#, Some("2024-02-03")),
            (r#"<meta content='2024-02-03T20:00:00Z' name='pubdate'/>"#, Some("2024-02-04")),
            (r#"<meta itemprop="datePublished" content=" 2024-02-03 08:00 ">"#, Some("2024-02-03")),
            (r#"<time itemprop="datePublished" datetime="2024-02-03">hôm qua</time>"#, Some("2024-02-03")),
            (r#"<meta name="DC.date.issued" content="2024-02-30">"#, Some("2024-03-06")),
            (r#"<meta name="viewport" content="2024-02-03">"#, Some("2024-03-06")),
        ] {
            let source = format!("<html><head>{head}</head>{line}</html>");
            assert_eq!(date::published(&Document::new(&Article::html(&source))).as_deref(), day, "{head}");
        }
    }
}
