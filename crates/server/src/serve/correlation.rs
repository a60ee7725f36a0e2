//! The name of a request, by which a report, an answer and a line of the log find each other.

use crate::entropy;
use axum::http::{HeaderName, HeaderValue, Response};

/// Carries it in every answer.
const HEADER: HeaderName = HeaderName::from_static("correlation-id");

tokio::task_local! {
    static CURRENT: String;
}

/// A new name. It says nothing about a person: none is ever taken from a request.
pub(super) fn draw() -> String {
    let seed = entropy::seed().unwrap_or_default();
    let bytes = seed.iter().take(8);
    bytes.map(|byte| format!("{byte:02x}")).collect()
}

/// Works under a name.
pub(super) async fn under<T>(name: String, work: impl Future<Output = T>) -> T {
    CURRENT.scope(name, work).await
}

/// The name of the request that is worked on; outside of any, a new one.
pub(super) fn current() -> String {
    CURRENT.try_with(String::clone).unwrap_or_else(|_| draw())
}

/// Writes it into an answer.
pub(super) fn put<T>(response: &mut Response<T>, name: &str) {
    if let Ok(value) = HeaderValue::from_str(name) {
        response.headers_mut().insert(HEADER, value);
    }
}
