//! What the service has done, for Prometheus.

use std::sync::Mutex;
use std::time::Instant;

use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::{Registry, Unit};

/// The type of what [`Metrics::text`] gives.
pub const TYPE: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";
/// Upper bounds of the classes of times, in seconds.
const CLASSES: [f64; 15] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0];
/// What stands for the status of a request whose sender went away.
const GONE: u16 = 499;

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Answered {
    route: String,
    status: u16,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Route {
    route: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Reason {
    reason: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Outcome {
    outcome: &'static str,
}

pub struct Metrics {
    registry: Mutex<Registry>,
    requests: Family<Answered, Counter>,
    seconds: Family<Route, Histogram, fn() -> Histogram>,
    rejected: Family<Reason, Counter>,
    articles: Family<Outcome, Counter>,
    bytes: Counter,
    under_way: Gauge,
}

impl Metrics {
    pub fn new() -> Self {
        let mut registry = Registry::with_prefix("tomtat");
        let new: fn() -> Histogram = || Histogram::new(CLASSES);
        let (requests, seconds) = (Family::default(), Family::new_with_constructor(new));
        let (rejected, articles, bytes, under_way) = (Family::default(), Family::default(), Counter::default(), Gauge::default());
        registry.register("requests", "Requests by route and status; 499 where the sender went away", requests.clone());
        registry.register_with_unit("request_duration", "Time from head to answer by route", Unit::Seconds, seconds.clone());
        registry.register("rejected_requests", "Requests that were not served, by reason", rejected.clone());
        registry.register("articles", "Articles read, and those that could not be", articles.clone());
        registry.register_with_unit("received", "Bodies of requests", Unit::Bytes, bytes.clone());
        registry.register("requests_in_flight", "Requests under way", under_way.clone());
        Self { registry: Mutex::new(registry), requests, seconds, rejected, articles, bytes, under_way }
    }

    /// A request has begun.
    pub fn begin(&self, route: String) -> UnderWay<'_> {
        self.under_way.inc();
        UnderWay { metrics: self, route, since: Instant::now(), status: GONE }
    }

    /// A request was not served.
    pub fn reject(&self, reason: &'static str) {
        self.rejected.get_or_create(&Reason { reason }).inc();
    }

    pub fn article(&self, read: bool) {
        self.articles.get_or_create(&Outcome { outcome: if read { "read" } else { "failed" } }).inc();
    }

    pub fn received(&self, bytes: usize) {
        self.bytes.inc_by(bytes as u64);
    }

    pub fn text(&self) -> String {
        let mut text = String::new();
        let registry = self.registry.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        encode(&mut text, &registry).expect("strings take all that is written");
        text
    }
}

/// A request that is being served; it is counted when it ends, however it ends.
pub struct UnderWay<'a> {
    metrics: &'a Metrics,
    route: String,
    since: Instant,
    pub status: u16,
}

impl Drop for UnderWay<'_> {
    fn drop(&mut self) {
        let (metrics, route) = (self.metrics, std::mem::take(&mut self.route));
        metrics.under_way.dec();
        metrics.requests.get_or_create(&Answered { route: route.clone(), status: self.status }).inc();
        metrics.seconds.get_or_create(&Route { route }).observe(self.since.elapsed().as_secs_f64());
    }
}
