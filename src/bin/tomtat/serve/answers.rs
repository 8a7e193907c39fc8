//! The answers to programs: records, words, laws, and how the service is.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use axum::body::Bytes;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, Request, State};
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use tomtat::{Document, law};

use super::articles;
use super::body::{self, Batched, Kind, Piece};
use super::metrics;
use super::options::Asked;
use super::problem::Problem;
use super::routes::Shared;
use crate::article;

pub const JSON: &str = "application/json";
const LINES: &str = "application/x-ndjson";
const TEXT: &str = "text/plain; charset=utf-8";

/// Bytes of a body that is cut into articles in some hundredths of a millisecond.
const SMALL: usize = 32 << 10;

/// Records of articles.
pub async fn enrich(State(service): Shared, query: Result<Query<Asked>, QueryRejection>, request: Request) -> Result<Response, Problem> {
    let (asked, kind) = (Asked::of(query)?, Kind::of(request.headers())?);
    let most = service.limits.articles;
    let work = async |body: Bytes| {
        let batch = match body.len() {
            // To hand it over would take longer.
            ..SMALL => body::cut(&body, kind, most)?,
            _ => service.engine.run(move || body::cut(&body, kind, most)).await??,
        };
        let (form, asked) = (batch.form, batch.asked.or(asked));
        Ok((form, articles::records(&service, batch, asked).await?))
    };
    let (form, records) = service.take(request, work).await?;
    Ok(typed(if form == Batched::Lines { LINES } else { JSON }, records))
}

/// The words of each line, as `tomtat segment` writes them.
pub async fn segment(State(service): Shared, request: Request) -> Result<Response, Problem> {
    if Kind::of(request.headers())? != Kind::Text {
        return Err(Problem::media_type("lines are read as text/plain"));
    }
    let worker = Arc::clone(&service);
    let words =
        service.take(request, async |body: Bytes| service.engine.run(move || words(&worker.engine.segmenter, &body)).await?).await?;
    Ok(typed(TEXT, words))
}

fn words(segmenter: &tomtat::Segmenter, body: &[u8]) -> Result<Vec<u8>, Problem> {
    let (text, mut words) = (article::utf8(body).map_err(Problem::malformed)?, String::new());
    for line in text.split_inclusive('\n') {
        segmenter.join(line.trim_end_matches(['\n', '\r']), &mut words);
        words.push('\n');
    }
    Ok(words.into_bytes())
}

/// The documents that one article cites, as `tomtat laws --format json` lists them.
pub async fn laws(State(service): Shared, request: Request) -> Result<Response, Problem> {
    let kind = Kind::of(request.headers())?;
    if kind == Kind::Lines {
        return Err(Problem::media_type("one article at a time, as application/json, text/plain or text/html"));
    }
    let read = move |body: Bytes| {
        article::utf8(&body).map_err(Problem::malformed)?;
        let laws = article::read(Piece::new(body, kind).item(), false, |article, _| law::read_alone(&Document::new(article)));
        laws.map_err(|e| Problem::no_article(e.error.reason))
    };
    let laws = service.take(request, async |body: Bytes| service.engine.run(move || read(body)).await?).await?;
    let mut json = serde_json::to_vec(&laws).map_err(|_| Problem::internal())?;
    json.push(b'\n');
    Ok(typed(JSON, json))
}

/// Whether to send requests here.
pub async fn ready(State(service): Shared) -> (StatusCode, &'static str) {
    match service.stopping.load(Ordering::Relaxed) {
        true => (StatusCode::SERVICE_UNAVAILABLE, "stopping\n"),
        false => (StatusCode::OK, "ready\n"),
    }
}

pub async fn metrics(State(service): Shared) -> Response {
    typed(metrics::TYPE, service.metrics.text().into_bytes())
}

fn typed(kind: &'static str, body: Vec<u8>) -> Response {
    ([(CONTENT_TYPE, kind)], body).into_response()
}
