//! What is wrong with a request, as problem details (RFC 9457).

use axum::http::StatusCode;
use axum::http::header::{CONTENT_TYPE, HeaderValue, RETRY_AFTER};
use axum::response::{IntoResponse, Response};
use serde_json::json;

/// Seconds after which a request that found no place may come again.
const RETRY: HeaderValue = HeaderValue::from_static("1");

#[derive(Clone, Debug)]
pub struct Problem {
    pub status: StatusCode,
    /// What programs go by.
    pub code: Code,
    /// What people go by: what is wrong and what was expected.
    pub detail: String,
}

/// The code of a problem, which an answer carries for the metrics.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Code(pub &'static str);

impl Problem {
    fn new(status: StatusCode, code: &'static str, detail: impl Into<String>) -> Self {
        Self { status, code: Code(code), detail: detail.into() }
    }

    /// The body is not of the form that its type promises.
    pub fn malformed(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "malformed", detail)
    }

    /// JSON, but no article.
    pub fn no_article(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, "no-article", detail)
    }

    pub fn option(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "option", detail)
    }

    pub fn media_type(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "media-type", detail)
    }

    pub fn too_large(most: usize) -> Self {
        Self::new(
            StatusCode::PAYLOAD_TOO_LARGE,
            "too-large",
            format!("the body may have {most} bytes at most; send fewer articles at once"),
        )
    }

    pub fn too_many(articles: usize, most: usize) -> Self {
        let detail = format!("{articles} articles; {most} may come at once");
        Self::new(StatusCode::PAYLOAD_TOO_LARGE, "too-many-articles", detail)
    }

    /// The body did not arrive in time.
    pub fn slow_body(seconds: u64) -> Self {
        Self::new(StatusCode::REQUEST_TIMEOUT, "slow-body", format!("the body had not arrived after {seconds} seconds"))
    }

    /// The reading was not done in time.
    pub fn slow(seconds: u64) -> Self {
        let detail =
            format!("the reading was not done after {seconds} seconds; send fewer articles at once or come when there is less to do");
        Self::new(StatusCode::GATEWAY_TIMEOUT, "slow", detail)
    }

    pub fn busy() -> Self {
        Self::new(StatusCode::SERVICE_UNAVAILABLE, "busy", "all places are taken; come again after the seconds of `Retry-After`")
    }

    pub fn not_found(path: &str) -> Self {
        let detail = format!("nothing is at `{path}`; `/openapi.json` says what there is");
        Self::new(StatusCode::NOT_FOUND, "not-found", detail)
    }

    pub fn method(method: &str) -> Self {
        Self::new(StatusCode::METHOD_NOT_ALLOWED, "method", format!("not by {method}; the header `Allow` says how"))
    }

    pub fn internal() -> Self {
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "internal", "an error of the service, not of the request; please report it")
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let title = self.status.canonical_reason().unwrap_or_default();
        let body = json!({
            "type": "about:blank", "title": title, "status": self.status.as_u16(), "code": self.code.0, "detail": self.detail,
        });
        let mut response = (self.status, format!("{body}\n")).into_response();
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        if self.status == StatusCode::SERVICE_UNAVAILABLE {
            headers.insert(RETRY_AFTER, RETRY);
        }
        response.extensions_mut().insert(self.code);
        response
    }
}
