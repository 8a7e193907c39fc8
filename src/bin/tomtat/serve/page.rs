//! The pages for people: a form to paste an article into, and the report of it. No script, nothing from outside.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{Request, State};
use axum::http::HeaderValue;
use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use axum::response::{Html, IntoResponse, Response};
use maud::{DOCTYPE, html};
use serde::Deserialize;
use tomtat::Article;
use tomtat::export::report;

use super::problem::Problem;
use super::routes::{Service, Shared};
use crate::enrich::printed;

pub const STYLE: &str = "/style.css";
const HOME: &str = "/";
const REPORT: &str = "/report";

/// Pages may have our styles and send our form, and nothing else.
const POLICY: HeaderValue =
    HeaderValue::from_static("default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'");

/// What a browser sends.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Pasted {
    #[serde(default)]
    text: String,
    #[serde(default)]
    kind: Kind,
}

#[derive(Clone, Copy, Default, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
enum Kind {
    #[default]
    Text,
    Html,
}

pub async fn form() -> Response {
    page(paper(None))
}

pub async fn style() -> Response {
    ([(CONTENT_TYPE, "text/css; charset=utf-8"), (CACHE_CONTROL, "no-cache")], report::STYLE).into_response()
}

/// The report of what was pasted, or the form with what is wrong.
pub async fn report(State(service): Shared, request: Request) -> Response {
    match read(&service, request).await {
        Ok(report) => page(report),
        Err(problem) => {
            let mut response = page(paper(Some(&problem.detail)));
            *response.status_mut() = problem.status;
            response.extensions_mut().insert(problem.code);
            response
        }
    }
}

async fn read(service: &Arc<Service>, request: Request) -> Result<String, Problem> {
    const FORM: &str = "application/x-www-form-urlencoded";
    let kind = request.headers().get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    if !kind.starts_with(FORM) {
        return Err(Problem::media_type(format!("this is for the form of the page ({FORM}); programs use /v1/enrich")));
    }
    let worker = Arc::clone(service);
    let read = move |body: Bytes| {
        let pasted: Pasted = serde_urlencoded::from_bytes(&body).map_err(|e| Problem::malformed(e.to_string()))?;
        Ok(report_of(&worker, &pasted))
    };
    let report = service.take(request, async |body: Bytes| service.engine.run(move || read(body)).await?).await?;
    service.metrics.article(true);
    Ok(report)
}

fn report_of(service: &Service, pasted: &Pasted) -> String {
    let text = pasted.text.as_str();
    let mut article = if pasted.kind == Kind::Html { Article::html(text) } else { Article::new(text) };
    article.clean = service.engine.clean;
    let mut record = service.engine.pipeline.enrich(&article);
    let text = printed(&mut record, &article);
    report::alone(&record, &text, HOME, STYLE)
}

fn page(page: String) -> Response {
    let mut response = Html(page).into_response();
    response.headers_mut().insert(CONTENT_SECURITY_POLICY, POLICY);
    response
}

/// The form.
fn paper(problem: Option<&str>) -> String {
    let page = html! {
        (DOCTYPE)
        html lang="vi" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { "tomtat: đọc một bài báo" }
                link rel="stylesheet" href=(STYLE);
            }
            body {
                header { h1 { "Đọc một bài báo" } }
                main {
                    @if let Some(problem) = problem {
                        p.problem role="alert" { strong { "Không đọc được: " } span lang="en" { (problem) } }
                    }
                    form method="post" action=(REPORT) {
                        label for="text" { "Dán bài báo vào đây, cả trang cũng được: văn bản hoặc mã nguồn HTML." }
                        textarea #text name="text" required[true] spellcheck="false" {}
                        fieldset {
                            legend { "Dạng" }
                            label { input type="radio" name="kind" value="text" checked; " Văn bản" } " "
                            label { input type="radio" name="kind" value="html"; " HTML" }
                        }
                        button type="submit" { "Đọc" }
                    }
                    p.meta { "Bài không được lưu lại và không rời khỏi máy chủ này. Cho chương trình: " a href="/openapi.json" { "/openapi.json" } "." }
                }
            }
        }
    };
    page.into_string()
}
