//! HTTP: connections and their limits, TLS, the app's files and the API. What is decided about a case stands in
//! `civil-affairs-cases`.

mod address;
mod api;
mod app_files;
mod attempts;
mod concurrency_limit;
mod correlation;
mod headers;
mod listener;
mod listeners;
mod metrics;
mod observe;
mod problem;
mod proxies;
mod rates;
mod router;
mod serve_args;
mod site;
mod staff;
mod time;
mod tls;
mod write_timeout;

pub use api::CatalogueStore;
pub use metrics::Metrics;
pub use router::router;
pub use serve_args::{ServeArgs, ServerLimits};
pub use site::Site;
pub use staff::staff_router;

pub(crate) use listeners::Listeners;
pub(crate) use proxies::Proxies;
pub(crate) use tls::Certificate;
