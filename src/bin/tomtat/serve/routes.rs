//! What is at which address.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{MatchedPath, Request, State};
use axum::http::header::{self, HeaderName, HeaderValue};
use axum::http::{Method, StatusCode, Uri};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::Response;
use axum::routing::{MethodRouter, get, post};
use tokio::time::{Instant, timeout_at};

use super::answers::{self, JSON};
use super::body;
use super::engine::Engine;
use super::metrics::Metrics;
use super::openapi;
use super::page;
use super::problem::{Code, Problem};
use crate::args::Serve;

/// What a request may cost.
pub struct Limits {
    pub bytes: usize,
    pub articles: usize,
    pub seconds: u64,
    pub time: Duration,
}

pub struct Service {
    pub engine: Engine,
    pub limits: Limits,
    pub metrics: Metrics,
    pub stopping: AtomicBool,
}

pub type Shared = State<Arc<Service>>;

impl Service {
    pub fn new(engine: Engine, options: &Serve) -> Self {
        let time = Duration::from_secs(options.timeout);
        let limits = Limits { bytes: options.max_bytes, articles: options.max_articles, seconds: options.timeout, time };
        Self { engine, limits, metrics: Metrics::new(), stopping: AtomicBool::new(false) }
    }

    /// Serves a request with a body: takes a place, reads the body, then does `work`, all in time.
    pub async fn take<T>(&self, request: Request, work: impl AsyncFnOnce(Bytes) -> Result<T, Problem>) -> Result<T, Problem> {
        let _place = self.engine.place()?;
        let deadline = Instant::now() + self.limits.time;
        let (head, body) = request.into_parts();
        let body = body::read(&head.headers, body, &self.limits, deadline).await?;
        self.metrics.received(body.len());
        timeout_at(deadline, work(body)).await.unwrap_or_else(|_| Err(Problem::slow(self.limits.seconds)))
    }
}

/// All addresses, each with the methods it knows.
pub fn table() -> [(&'static str, MethodRouter<Arc<Service>>); 9] {
    [
        ("/", get(page::form)),
        ("/report", post(page::report)),
        ("/style.css", get(page::style)),
        ("/v1/enrich", post(answers::enrich)),
        ("/v1/segment", post(answers::segment)),
        ("/v1/laws", post(answers::laws)),
        ("/healthz", get("ok\n")),
        ("/readyz", get(answers::ready)),
        ("/metrics", get(answers::metrics)),
    ]
}

pub fn router(service: Arc<Service>) -> Router {
    let routes = table().into_iter().fold(Router::new(), |router, (path, methods)| router.route(path, methods));
    let api = openapi::description(&service.limits);
    routes
        .route(openapi::PATH, get(async move || ([(header::CONTENT_TYPE, JSON)], api.clone())))
        // Browsers ask for one unasked.
        .route("/favicon.ico", get(StatusCode::NO_CONTENT))
        .method_not_allowed_fallback(async |method: Method| Problem::method(method.as_str()))
        .fallback(async |uri: Uri| Problem::not_found(uri.path()))
        .layer(from_fn_with_state(Arc::clone(&service), watch))
        .with_state(service)
}

/// Counts every request and says to browsers what an answer may do.
async fn watch(State(service): Shared, path: Option<MatchedPath>, request: Request, next: Next) -> Response {
    let route = path.as_ref().map_or("other", MatchedPath::as_str);
    let mut under_way = service.metrics.begin(route.to_owned());
    let mut response = next.run(request).await;
    under_way.status = response.status().as_u16();
    if let Some(Code(reason)) = response.extensions().get() {
        service.metrics.reject(reason);
    }
    for (name, value) in STRICT {
        response.headers_mut().entry(name).or_insert(HeaderValue::from_static(value));
    }
    response
}

/// Nothing may be loaded, run, framed, guessed or kept, unless an answer says otherwise.
const STRICT: [(HeaderName, &str); 4] = [
    (header::CONTENT_SECURITY_POLICY, "default-src 'none'; frame-ancestors 'none'"),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "no-referrer"),
    (header::CACHE_CONTROL, "no-store"),
];
