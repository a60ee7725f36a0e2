//! Numbers about the server, in the text form of OpenMetrics, which Prometheus reads.
//!
//! Labels are words of ours only (routes, states, codes): nothing that somebody sends can make a new one.

use axum::{
    Router,
    body::Body,
    extract::State,
    http::{Response, StatusCode, header},
    response::IntoResponse,
    routing::get,
};
use civil_affairs_domain::protocol::wire::Changes;
use civil_affairs_store::{Store, StoreError};
use prometheus_client::{
    encoding::{EncodeLabelSet, text::encode},
    metrics::{counter::Counter, family::Family, gauge::Gauge, histogram::Histogram},
    registry::{Registry, Unit},
};
use std::{fmt, sync::Arc, time::Duration};

/// Upper bounds of the durations that are counted apart, in seconds.
const BUCKETS: [f64; 9] = [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1.0, 5.0, 30.0];

/// The state of an application whose wishes were all full.
const SLOT_LOST: &str = "slot_lost";

/// What is counted.
pub struct Metrics {
    registry: Registry,
    requests: Family<Request, Counter>,
    durations: Family<Route, Histogram, fn() -> Histogram>,
    refused: Family<Refused, Counter>,
    received: Family<Received, Counter>,
    replayed: Counter,
    slots_lost: Counter,
    waiting: Gauge,
    database: Family<File, Gauge>,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Request {
    method: &'static str,
    route: String,
    status: u16,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Route {
    route: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Refused {
    code: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Received {
    service: String,
    state: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct File {
    file: &'static str,
}

impl Default for Metrics {
    fn default() -> Metrics {
        let mut own = Metrics {
            registry: Registry::with_prefix("civil_affairs"),
            requests: Family::default(),
            durations: Family::new_with_constructor(|| Histogram::new(BUCKETS)),
            refused: Family::default(),
            received: Family::default(),
            replayed: Counter::default(),
            slots_lost: Counter::default(),
            waiting: Gauge::default(),
            database: Family::default(),
        };
        own.register();
        own
    }
}

impl Metrics {
    fn register(&mut self) {
        let registry = &mut self.registry;
        let help = "Requests answered";
        registry.register("requests", help, self.requests.clone());
        let help = "Time until an answer began";
        registry.register_with_unit("request", help, Unit::Seconds, self.durations.clone());
        let help = "Requests refused, by the code of the refusal";
        registry.register("refused", help, self.refused.clone());
        let help = "Submissions received, by the state they were received into";
        registry.register("submissions_received", help, self.received.clone());
        let help = "Submissions that were sent again and got their first answer";
        registry.register("submissions_replayed", help, self.replayed.clone());
        let help = "Applications whose wished slots were all full";
        registry.register("slots_lost", help, self.slots_lost.clone());
        let help = "Notices in the outbox that nobody has fetched";
        registry.register("outbox_waiting", help, self.waiting.clone());
        let help = "Size of the database and of its write-ahead log";
        registry.register_with_unit("database_size", help, Unit::Bytes, self.database.clone());
    }

    /// A request was answered.
    pub(super) fn answered(
        &self,
        method: &'static str,
        route: &str,
        status: u16,
        code: Option<&str>,
        took: Duration,
    ) {
        let route = route.to_owned();
        let durations = self.durations.get_or_create(&Route {
            route: route.clone(),
        });
        durations.observe(took.as_secs_f64());
        drop(durations);
        let request = Request {
            method,
            route,
            status,
        };
        self.requests.get_or_create(&request).inc();
        if let Some(code) = code {
            let code = code.to_owned();
            self.refused.get_or_create(&Refused { code }).inc();
        }
    }

    /// A submission was received, or was here already.
    pub(super) fn received(&self, answer: &civil_affairs_cases::Answer) {
        if !answer.is_new {
            self.replayed.inc();
            return;
        }
        let received = Received {
            service: answer.service.clone(),
            state: answer.received.state.to_string(),
        };
        self.received.get_or_create(&received).inc();
        if answer.received.state == SLOT_LOST {
            self.slots_lost.inc();
        }
    }

    /// The wishes of an application were changed.
    pub(super) fn changed(&self, changes: &Changes) {
        if changes.state == SLOT_LOST {
            self.slots_lost.inc();
        }
    }

    /// Everything as text.
    async fn text(&self, store: &Store) -> Result<String, MetricsError> {
        let load = store.load().await?;
        self.waiting.set(number(load.outbox));
        for (file, bytes) in [("database", load.database), ("log", load.log)] {
            self.database
                .get_or_create(&File { file })
                .set(number(bytes));
        }
        let mut text = String::new();
        encode(&mut text, &self.registry)?;
        Ok(text)
    }
}

#[derive(Debug, thiserror::Error)]
enum MetricsError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Text(#[from] fmt::Error),
}

fn number(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

impl fmt::Debug for Metrics {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Metrics")
    }
}

/// The one address of the listener that is for the operator alone.
pub(super) fn router(metrics: Arc<Metrics>, store: Store) -> Router {
    Router::new()
        .route("/metrics", get(show))
        .with_state((metrics, store))
}

async fn show(State((metrics, store)): State<(Arc<Metrics>, Store)>) -> Response<Body> {
    const KIND: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    match metrics.text(&store).await {
        Ok(text) => ([(header::CONTENT_TYPE, KIND)], text).into_response(),
        Err(error) => {
            let said = format!("{error}\n");
            (StatusCode::SERVICE_UNAVAILABLE, said).into_response()
        }
    }
}
