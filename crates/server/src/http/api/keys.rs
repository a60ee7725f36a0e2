//! The public keys that receipts are checked with.

use crate::http::{Site, headers, problem::ProblemResponse};
use axum::{Json, body::Body, extract::State, http::Response, response::IntoResponse};
use civil_affairs_cases::Keys;

/// From the database: another process may sign with a newer one.
pub(super) async fn keys(State(site): State<Site>) -> Result<Response<Body>, ProblemResponse> {
    let published = Keys::published(&site.intake.store).await;
    let published = published.map_err(|error| ProblemResponse::internal(&error))?;
    let mut response = Json(published).into_response();
    headers::cache(&mut response, "no-cache");
    Ok(response)
}
