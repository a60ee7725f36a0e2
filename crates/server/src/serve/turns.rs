//! How many requests are worked on at a time.

use super::{Site, problem::ProblemResponse};
use crate::intake;
use axum::{
    body::Body,
    extract::{Request, State},
    http::Response,
    middleware::Next,
    response::IntoResponse,
};

/// Seconds after which it is to come again.
const LATER: u32 = 5;

/// Waits for a turn, and keeps it until there is an answer. The body of a request that waits is not read.
pub(super) async fn take(State(site): State<Site>, request: Request, next: Next) -> Response<Body> {
    let turn = site.turns.acquire();
    match tokio::time::timeout(site.limits.turn(), turn).await {
        Ok(Ok(_turn)) => next.run(request).await,
        // Too many, or the server ends.
        _ => ProblemResponse::from(intake::IntakeProblem::Unavailable { retry_after: LATER })
            .into_response(),
    }
}
