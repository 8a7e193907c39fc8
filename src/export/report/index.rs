//! The page over all articles, with its search.

use maud::{Markup, html};
use rustc_hash::FxHashMap;

use super::article::headline;
use super::{Styles, document};
use crate::export::label;
use crate::record::Record;
use crate::tag::slug;

const SCRIPT: &str = include_str!("index.js");
/// Most names of a kind in the lists to choose from.
const LISTED: usize = 60;

/// What can be searched for: the name in addresses, and what people call it.
const KINDS: [(&str, &str); 4] = [("official", "Cán bộ"), ("unit", "Cơ quan, đơn vị"), ("law", "Văn bản"), ("tag", "Từ khóa, chủ đề")];

/// What the index says of an article.
#[derive(Clone, Debug)]
pub struct Entry {
    href: String,
    title: String,
    published: Option<String>,
    summary: String,
    /// Names by kind, in the order of [`KINDS`].
    names: [Vec<String>; 4],
}

impl Entry {
    /// The entry of a record whose page lies at `href`, relative to the index.
    pub fn new(record: &Record, href: &str) -> Self {
        let names = [
            record.officials.iter().map(|o| o.name.clone()).collect(),
            record.units.iter().map(|u| u.name.clone()).collect(),
            record.laws.iter().map(label::law).collect(),
            record.tags.iter().map(|t| t.label.clone()).chain(record.topics.iter().map(|t| t.label.clone())).collect(),
        ];
        let summary = record.summary.text.clone();
        Self { href: href.to_owned(), title: headline(record), published: record.published.clone(), summary, names }
    }

    /// The searchable form of a kind's names: slugs with bars around them.
    fn key(&self, kind: usize) -> String {
        let mut key = "|".to_owned();
        for name in &self.names[kind] {
            key.push_str(&slug(name));
            key.push('|');
        }
        key
    }
}

/// The index over the entries, in their order; `failed` says which articles could not be read and why.
pub fn index(entries: &[Entry], failed: &[String]) -> String {
    let body = html! {
        header {
            h1 { "Các bài đã đọc" }
            form role="search" #search {
                label for="kind" { "Tìm trong" }
                select #kind {
                    option value="all" { "Tất cả" }
                    @for (kind, name) in KINDS { option value=(kind) { (name) } }
                }
                label for="query" { "Tên hoặc từ" }
                input #query type="search" autocomplete="off" spellcheck="false";
            }
            p #count role="status" { (format!("{} bài", entries.len())) }
        }
        main {
            @for (n, (kind, name)) in KINDS.iter().enumerate() { (names(entries, n, kind, name)) }
            h2 { "Danh sách" }
            ol #list { @for entry in entries { (item(entry)) } }
            @if !failed.is_empty() {
                h2 { "Không đọc được" }
                ul { @for reason in failed { li { (reason) } } }
            }
        }
    };
    document("Các bài đã đọc", Styles::Inside, &body, Some(SCRIPT))
}

fn item(entry: &Entry) -> Markup {
    let [official, unit, law, tag] = [0, 1, 2, 3].map(|kind| entry.key(kind));
    html! {
        li data-official=(official) data-unit=(unit) data-law=(law) data-tag=(tag) data-text=(slug(&entry.title)) {
            a href=(entry.href) { (entry.title) }
            @if let Some(day) = &entry.published { " " span.meta { (day) } }
            @if !entry.summary.is_empty() { p { (entry.summary) } }
        }
    }
}

/// The commonest names of a kind, each a link that searches for it.
fn names(entries: &[Entry], n: usize, kind: &str, name: &str) -> Markup {
    let mut counts: FxHashMap<String, (&str, usize)> = FxHashMap::default();
    for name in entries.iter().flat_map(|e| &e.names[n]) {
        counts.entry(slug(name)).or_insert((name, 0)).1 += 1;
    }
    let mut sorted: Vec<_> = counts.into_iter().filter(|(slug, _)| !slug.is_empty()).collect();
    sorted.sort_by(|a, b| b.1.1.cmp(&a.1.1).then_with(|| a.0.cmp(&b.0)));
    sorted.truncate(LISTED);
    html! {
        @if !sorted.is_empty() {
            details {
                summary { (name) }
                ul.tags {
                    @for (slug, (name, count)) in &sorted {
                        li { a class=(kind) href=(format!("#{kind}={slug}")) { (name) " (" (count) ")" } }
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Article, Pipeline};

    #[test]
    fn entries_are_found_by_what_they_name() {
        let text = "Tin huyện\nÔng Trần Văn Bình, Chủ tịch UBND huyện Yên Mô, nói về Luật Đất đai năm 2013 tại Hà Nội ngày 1/2/2024.";
        let record = Pipeline::new().enrich(&Article::new(text));
        let page = index(&[Entry::new(&record, "a.html"), Entry::new(&record, "b.html")], &["c.txt: không có".to_owned()]);
        for said in
            ["data-official=\"|tran-van-binh|\"", "|luat-dat-dai-2013|", "#official=tran-van-binh\">Trần Văn Bình (2)", "c.txt: không có"]
        {
            assert!(page.contains(said), "{said}\n{page}");
        }
        assert!(index(&[], &[]).contains("0 bài"));
    }
}
