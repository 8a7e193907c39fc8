//! The body of a request: its type, its bytes within the limits, and the articles in it.

use std::error::Error;
use std::sync::Arc;

use axum::body::{Body, Bytes, to_bytes};
use axum::http::HeaderMap;
use axum::http::header::{CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE};
use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::value::RawValue;
use tokio::time::{Instant, timeout_at};

use super::options::Asked;
use super::problem::Problem;
use super::routes::Limits;
use crate::article::utf8;
use crate::input::{Item, Origin};

/// What a body promises to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Json,
    Lines,
    Text,
    Html,
}

/// Articles as they came, not yet parsed.
#[derive(Debug)]
pub struct Batch {
    pub pieces: Vec<Piece>,
    pub form: Batched,
    /// Options beside the articles.
    pub asked: Asked,
}

/// How articles come, and so how records go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Batched {
    One,
    Array,
    Lines,
}

/// One article, which shares the body's memory.
#[derive(Clone, Debug)]
pub struct Piece {
    bytes: Bytes,
    kind: Kind,
    line: Option<usize>,
}

impl Piece {
    pub fn new(bytes: Bytes, kind: Kind) -> Self {
        Self { bytes, kind, line: None }
    }

    /// As the command knows it that reads standard input.
    pub fn item(self) -> Item {
        let (origin, bytes) = (self.origin(), self.bytes.into());
        match self.kind {
            Kind::Json | Kind::Lines => Item::Json { origin, bytes, fields: Arc::default() },
            Kind::Text | Kind::Html => Item::Plain { origin, bytes, html: self.kind == Kind::Html },
        }
    }

    pub fn origin(&self) -> Origin {
        Origin { file: "-".into(), line: self.line }
    }
}

impl Kind {
    pub const ALL: &str = "application/json, application/x-ndjson, text/plain, text/html";

    /// What the headers say.
    pub fn of(headers: &HeaderMap) -> Result<Self, Problem> {
        let header = |name| headers.get(name).map(|value| String::from_utf8_lossy(value.as_bytes()).to_ascii_lowercase());
        if let Some(coding) = header(CONTENT_ENCODING).filter(|coding| coding.trim() != "identity") {
            return Err(Problem::media_type(format!("`Content-Encoding: {coding}` is not read; send the body as it is")));
        }
        let Some(written) = header(CONTENT_TYPE) else {
            return Err(Problem::media_type(format!("the header `Content-Type` is missing; one of {}", Self::ALL)));
        };
        let mut fields = written.split(';').map(str::trim);
        let name = fields.next().unwrap_or_default();
        if let Some(other) = fields.filter_map(|f| f.strip_prefix("charset=")).find(|c| !["utf-8", "utf8"].contains(&c.trim_matches('"'))) {
            return Err(Problem::media_type(format!("the character set `{other}` is not read; send UTF-8")));
        }
        match name {
            "application/json" | "text/json" => Ok(Self::Json),
            "application/x-ndjson" | "application/ndjson" | "application/jsonl" | "application/jsonlines" => Ok(Self::Lines),
            "text/plain" => Ok(Self::Text),
            "text/html" => Ok(Self::Html),
            _ => Err(Problem::media_type(format!("`{name}` is not read; one of {}", Self::ALL))),
        }
    }
}

/// The bytes of a body that is no larger than allowed and comes in time.
pub async fn read(headers: &HeaderMap, body: Body, limits: &Limits, deadline: Instant) -> Result<Bytes, Problem> {
    let promised = headers.get(CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse::<usize>().ok());
    if promised.is_some_and(|bytes| bytes > limits.bytes) {
        return Err(Problem::too_large(limits.bytes));
    }
    match timeout_at(deadline, to_bytes(body, limits.bytes)).await {
        Err(_) => Err(Problem::slow_body(limits.seconds)),
        Ok(Ok(bytes)) => Ok(bytes),
        Ok(Err(e)) if e.source().is_some_and(|s| s.is::<http_body_util::LengthLimitError>()) => Err(Problem::too_large(limits.bytes)),
        Ok(Err(_)) => Err(Problem::malformed("the body broke off")),
    }
}

/// An object that may be a batch; an article may have fields of these names too.
#[derive(Deserialize)]
struct Envelope<'a> {
    text: Option<IgnoredAny>,
    html: Option<IgnoredAny>,
    #[serde(borrow)]
    articles: Option<&'a RawValue>,
    #[serde(borrow)]
    options: Option<&'a RawValue>,
}

/// Cuts a body into articles.
pub fn cut(body: &Bytes, kind: Kind, most: usize) -> Result<Batch, Problem> {
    let one = || Batch { pieces: vec![Piece::new(body.clone(), kind)], form: Batched::One, asked: Asked::default() };
    if kind == Kind::Lines {
        return within(lines(body), most);
    }
    let text = utf8(body).map_err(Problem::malformed)?;
    let batch = match kind {
        Kind::Text | Kind::Html | Kind::Lines => one(),
        Kind::Json => {
            let malformed = |e: serde_json::Error| Problem::malformed(format!("not JSON: {e}"));
            let text = text.trim_start_matches('\u{feff}');
            if text.trim_start().starts_with('[') {
                array(body, serde_json::from_str(text).map_err(malformed)?)
            } else {
                match envelope(text).map_err(malformed)? {
                    Some(envelope) => many(body, &envelope)?,
                    None => one(),
                }
            }
        }
    };
    within(batch, most)
}

fn within(batch: Batch, most: usize) -> Result<Batch, Problem> {
    match batch.pieces.len() {
        articles if articles > most => Err(Problem::too_many(articles, most)),
        _ => Ok(batch),
    }
}

/// The object, where it is a batch.
fn envelope(text: &str) -> serde_json::Result<Option<Envelope<'_>>> {
    if !text.trim_start().starts_with('{') {
        return serde_json::from_str::<IgnoredAny>(text).map(|_| None);
    }
    let envelope: Envelope = serde_json::from_str(text)?;
    Ok(Some(envelope).filter(|e| e.articles.is_some() && e.text.is_none() && e.html.is_none()))
}

fn many(body: &Bytes, envelope: &Envelope) -> Result<Batch, Problem> {
    let articles = envelope.articles.map_or("[]", RawValue::get);
    let articles = serde_json::from_str(articles).map_err(|_| Problem::no_article("field `articles` is not an array"))?;
    let asked = envelope.options.map_or(Ok(Asked::default()), |options| serde_json::from_str(options.get()));
    let asked = asked.map_err(|e| Problem::option(format!("`options`: {e}")))?;
    Ok(Batch { asked, ..array(body, articles) })
}

fn array(body: &Bytes, articles: Vec<&RawValue>) -> Batch {
    let piece = |article: &RawValue| Piece::new(body.slice_ref(article.get().as_bytes()), Kind::Json);
    Batch { pieces: articles.into_iter().map(piece).collect(), form: Batched::Array, asked: Asked::default() }
}

fn lines(body: &Bytes) -> Batch {
    let numbered = body.split(|&b| b == b'\n').zip(1..).filter(|(line, _)| !line.trim_ascii().is_empty());
    let pieces = numbered.map(|(line, number)| Piece { line: Some(number), ..Piece::new(body.slice_ref(line), Kind::Lines) });
    Batch { pieces: pieces.collect(), form: Batched::Lines, asked: Asked::default() }
}
