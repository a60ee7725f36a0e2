//! The name of a request, by which a report, an answer and a line of the log find each other.

use crate::clock;
use axum::http::{HeaderName, HeaderValue, Response};
use civil_affairs_domain::value::hex;

/// Carries it in every answer.
const HEADER: HeaderName = HeaderName::from_static("correlation-id");

tokio::task_local! {
    static CURRENT: String;
}

/// A new name. It says nothing about a person: none is ever taken from a request.
pub(super) fn draw() -> String {
    let seed = clock::seed().unwrap_or_default();
    hex::encode(seed.first_chunk::<8>().map_or(&[], |bytes| bytes))
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
