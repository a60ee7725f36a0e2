//! Reads what was sent: only so much of it, and not for ever.

use crate::http::ServerLimits;
use axum::{
    body::{Body, HttpBody, to_bytes},
    http::{HeaderMap, header},
};
use civil_affairs_cases::IntakeProblem;

/// A body of JSON, at most so many bytes.
pub(super) async fn json(
    limits: &ServerLimits,
    headers: &HeaderMap,
    body: Body,
    most: usize,
) -> Result<Vec<u8>, IntakeProblem> {
    let kind = headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.split(';').next());
    if !kind.is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/json")) {
        return Err(IntakeProblem::NotDecodable);
    }
    bytes(limits, body, most).await
}

/// A body, at most so many bytes.
pub(super) async fn bytes(
    limits: &ServerLimits,
    body: Body,
    most: usize,
) -> Result<Vec<u8>, IntakeProblem> {
    // What is announced as too large is not waited for.
    if body.size_hint().lower() > most as u64 {
        return Err(IntakeProblem::TooLarge);
    }
    match tokio::time::timeout(limits.body(), to_bytes(body, most)).await {
        Ok(Ok(bytes)) => Ok(bytes.into()),
        // Nobody hears the answer to a body that was cut.
        Ok(Err(_)) => Err(IntakeProblem::TooLarge),
        Err(_) => Err(IntakeProblem::Unavailable { retry_after: 5 }),
    }
}
