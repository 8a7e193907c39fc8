//! Articles as HTML pages that work from a folder, offline, without anything from outside.
//!
//! In: [`crate::Record`]s and the texts they were read from. Out: strings of HTML: [`page`] for each article, [`index`] over all of them with a
//! search by official, unit, law and tag. Everything that comes from an article is escaped; a page of an article holds no script.
//!
//! ```
//! use tomtat::{Article, Pipeline, export::report};
//! let text = "Sáng 14/3/2024, Bộ Nội vụ họp <b>kín</b>.";
//! let record = Pipeline::new().enrich(&Article::new(text));
//! let page = report::page(&record, text);
//! assert!(page.contains("&lt;b&gt;kín") && page.contains("<mark class=\"unit\""));
//! let entry = report::Entry::new(&record, "1.html");
//! assert!(report::index(&[entry], &[]).contains("href=\"1.html\""));
//! ```

mod article;
mod index;
mod marks;

use maud::{DOCTYPE, Markup, PreEscaped, html};

pub use article::{alone, page};
pub use index::{Entry, index};

/// The styles of all pages.
pub const STYLE: &str = include_str!("report/style.css");

/// Where a page has its styles from.
#[derive(Clone, Copy, Debug)]
enum Styles<'a> {
    /// It holds them.
    Inside,
    /// From this address of the same server.
    At(&'a str),
}

/// A whole page. `script` is our own and no part of any article.
fn document(title: &str, styles: Styles, body: &Markup, script: Option<&str>) -> String {
    // An article's page may run nothing at all, whatever it holds.
    let scripts = if script.is_some() { "; script-src 'unsafe-inline'" } else { "" };
    let source = if let Styles::Inside = styles { "'unsafe-inline'" } else { "'self'" };
    let policy = format!("default-src 'none'; style-src {source}; base-uri 'none'; form-action 'none'{scripts}");
    let page = html! {
        (DOCTYPE)
        html lang="vi" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta http-equiv="Content-Security-Policy" content=(policy);
                meta name="color-scheme" content="light dark";
                title { (title) }
                @match styles {
                    Styles::Inside => style { (PreEscaped(STYLE)) },
                    Styles::At(href) => link rel="stylesheet" href=(href);,
                }
            }
            body {
                (body)
                @if let Some(script) = script { script { (PreEscaped(script)) } }
            }
        }
    };
    page.into_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::Record;
    use crate::summary::{GeneratedSentence, Generation};
    use crate::{Article, Pipeline};

    /// What an attacker would write into an article.
    const ATTACKS: &[&str] = &[
        "<script>alert(1)</script>",
        "\"><img src=x onerror=alert(1)>",
        "' onmouseover='alert(1)",
        "</style><script>alert(1)</script>",
        "</title><script>alert(1)</script>",
        "<!--<svg onload=alert(1)>",
        "javascript:alert(1)",
        "&lt;script&gt;",
    ];

    fn hostile(attack: &str) -> (Record, String) {
        let text = format!(
            "Tin {attack}\nÔng Trần Văn Bình, Chủ tịch UBND huyện Yên Mô, nói {attack} về Luật Đất đai năm 2013 ngày 1/2/2024 ở Hà Nội.\n{attack}"
        );
        let mut record = Pipeline::new().enrich(&Article::new(&text).with_id(attack));
        record.byline = Some(attack.to_owned());
        record.published = Some(attack.to_owned());
        record.source = serde_json::json!({ "url": attack }).as_object().cloned();
        record.officials.iter_mut().for_each(|o| {
            o.name.push_str(attack);
            o.honorific = Some(attack.to_owned());
            o.titles.iter_mut().for_each(|t| t.text.push_str(attack));
        });
        record.units.iter_mut().for_each(|u| u.abbreviation = Some(attack.to_owned()));
        record.laws.iter_mut().for_each(|l| l.name = Some(attack.to_owned()));
        record.tags.iter_mut().for_each(|t| t.label.push_str(attack));
        record.topics.iter_mut().for_each(|t| t.label.push_str(attack));
        (record, text)
    }

    /// The tags of a page with their attributes, as a browser would read them.
    #[cfg(feature = "html")]
    fn tags(page: &str) -> Vec<(String, Vec<(String, String)>)> {
        let lossy = |b: &[u8]| String::from_utf8_lossy(b).into_owned();
        let mut emitter = html5gum::DefaultEmitter::<usize>::new_with_span();
        emitter.naively_switch_states(true);
        let tokens = html5gum::Tokenizer::new_with_emitter(page, emitter);
        let start = |token| match token {
            Ok(html5gum::Token::StartTag(t)) => {
                Some((lossy(&t.name), t.attributes.iter().map(|(n, v)| (lossy(n), lossy(&v.value.0))).collect()))
            }
            _ => None,
        };
        tokens.filter_map(start).collect()
    }

    #[cfg(feature = "html")]
    #[test]
    fn nothing_of_an_article_becomes_markup() {
        for attack in ATTACKS {
            let (record, text) = hostile(attack);
            let entry = Entry::new(&record, "1.html");
            let pages =
                [(page(&record, &text), 0), (alone(&record, &text, "/", "/style.css"), 0), (index(&[entry], &[(*attack).to_owned()]), 1)];
            for (page, scripts) in pages {
                let tags = tags(&page);
                assert_eq!(tags.iter().filter(|t| t.0 == "script").count(), scripts, "{attack}");
                assert!(tags.iter().all(|t| !["img", "svg", "iframe", "object", "base"].contains(&t.0.as_str())), "{attack}");
                for (name, value) in tags.iter().flat_map(|t| &t.1) {
                    assert!(!name.starts_with("on") && name != "src", "{attack}: {name}");
                    assert!(name != "href" || !value.starts_with("javascript"), "{attack}: {value}");
                }
            }
        }
    }

    #[test]
    fn a_page_says_what_the_record_says() {
        let text = "Huyện Yên Mô họp về đất đai\n\
            Sáng 14/3/2024, ông Trần Văn Bình, Chủ tịch UBND huyện Yên Mô, giao các xã thực hiện khoản 1 Điều 8 Luật Đất đai năm 2013.\n\
            Trời nắng.";
        let record = Pipeline::new().enrich(&Article::new(text).with_published("2024-03-14"));
        let page = page(&record, text);
        for said in ["<h1>Huyện Yên Mô họp về đất đai</h1>", "Trần Văn Bình", "khoản 1 Điều 8", "2024-03-14", "href=\"#s0\"", "id=\"s0\""]
        {
            assert!(page.contains(said), "{said}\n{page}");
        }
        let plain: String = html_text(&page);
        for m in &record.mentions {
            assert!(plain.contains(&m.text), "{}", m.text);
        }
        assert!(!page.contains("http://") && !page.contains("https://"), "something from outside");
    }

    #[test]
    fn a_written_summary_leads_to_its_sources() {
        let text = "Huyện Yên Mô họp\nSáng 14/3, huyện Yên Mô họp về đất đai. Ông Trần Văn Bình chủ trì. Trời nắng.";
        let mut record = Pipeline::new().enrich(&Article::new(text));
        let span = |n: usize| record.sentences[n].span;
        let sentence = |said: &str, supported, sources, replaced_by| GeneratedSentence {
            text: said.to_owned(),
            supported,
            sources,
            replaced_by,
            ..GeneratedSentence::default()
        };
        let sentences = vec![
            sentence("Huyện họp & bàn về đất.", true, vec![span(1), span(2)], None),
            sentence("Ông Lê Văn Tám chủ trì.", false, vec![], Some(span(2))),
            sentence("Ông Đỗ Văn Chín nói.", false, vec![], None),
        ];
        let spans = vec![span(1), span(2)];
        record.summary.generated = Some(Generation { sentences, ..Generation::default() });
        (record.summary.method, record.summary.sentences) = ("abstractive".to_owned(), spans);
        let page = page(&record, text);
        let told = &page[page.find("Tóm tắt").unwrap()..page.find("</section>").unwrap()];
        assert!(told.contains("Huyện họp &amp; bàn về đất.") && told.contains("Ông Trần Văn Bình chủ trì."), "{told}");
        assert!(!told.contains("Tám") && !told.contains("Chín"), "{told}");
        assert_eq!((told.matches("#s0").count(), told.matches("#s1").count()), (1, 2), "{told}");
    }

    #[test]
    fn a_page_alone_leads_to_no_index() {
        let text = "Huyện Yên Mô họp\nÔng Trần Văn Bình, Chủ tịch UBND huyện Yên Mô, chủ trì.";
        let page = alone(&Pipeline::new().enrich(&Article::new(text)), text, "/home", "/style.css");
        assert!(page.contains("href=\"/home\"") && page.contains("href=\"/style.css\"") && page.contains("Trần Văn Bình"));
        assert!(!page.contains("index.html") && !page.contains("<style") && !page.contains("unsafe-inline"), "{page}");
    }

    /// The text between tags.
    fn html_text(page: &str) -> String {
        let mut inside = false;
        page.chars()
            .filter(|&c| {
                let kept = !inside && c != '<';
                inside = (inside || c == '<') && c != '>';
                kept
            })
            .collect()
    }
}
