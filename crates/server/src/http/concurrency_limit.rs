//! How many requests are worked on at a time.

use super::{Site, problem::ProblemResponse};
use axum::{
    body::Body,
    extract::{Request, State},
    http::Response,
    middleware::Next,
    response::IntoResponse,
};
use civil_affairs_cases as cases;

/// Seconds after which it is to come again.
const LATER: u32 = 5;

/// Waits until fewer requests than the limit are being worked on. The body of a request that waits is not read.
pub(super) async fn limit(
    State(site): State<Site>,
    request: Request,
    next: Next,
) -> Response<Body> {
    let permit = site.concurrency.acquire();
    match tokio::time::timeout(site.limits.turn(), permit).await {
        Ok(Ok(_permit)) => next.run(request).await,
        // Too many, or the server ends.
        _ => ProblemResponse::from(cases::IntakeProblem::Unavailable { retry_after: LATER })
            .into_response(),
    }
}
