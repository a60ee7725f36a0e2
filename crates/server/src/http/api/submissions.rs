//! One submission: sent, followed, changed and fetched again by whoever holds its capability.

use super::{credentials, digest, private, read};
use crate::http::{Site, problem::ProblemResponse, time::Clock};
use axum::{
    body::Body,
    extract::{Path, Query, State, rejection::QueryRejection},
    http::{HeaderMap, Response, StatusCode},
};
use civil_affairs_cases as cases;
use civil_affairs_domain::protocol::submission::MOST_BYTES;
use serde::Deserialize;

pub(super) async fn submit(
    State(site): State<Site>,
    Path(id): Path<String>,
    clock: Clock,
    headers: HeaderMap,
    body: Body,
) -> Result<Response<Body>, ProblemResponse> {
    let incoming = cases::Incoming {
        id: credentials::submission(&id)?,
        capability: credentials::capability(&headers)?,
        secret: credentials::secret(&headers)?,
        digest: digest::read(&headers)?,
        body: read::json(&site.limits, &headers, body, MOST_BYTES).await?,
    };
    let at = clock.now()?;
    // On its own: what has begun is brought to its end, even when the sender hangs up.
    let metrics = site.metrics.clone();
    let received = tokio::spawn(async move { cases::receive(&site.intake, &at, incoming).await });
    let answer = received
        .await
        .map_err(|_| ProblemResponse::internal(&"a task panicked"))??;
    metrics.received(&answer);
    let status = if answer.is_new {
        StatusCode::CREATED
    } else {
        StatusCode::OK
    };
    Ok(private(status, &answer.received))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Since {
    #[serde(default)]
    since: u64,
}

pub(super) async fn changes(
    State(site): State<Site>,
    Path(id): Path<String>,
    query: Result<Query<Since>, QueryRejection>,
    headers: HeaderMap,
) -> Result<Response<Body>, ProblemResponse> {
    let id = credentials::submission(&id)?;
    let capability = credentials::capability(&headers)?;
    let Query(query) = query.map_err(|_| cases::IntakeProblem::NotDecodable)?;
    let changes = cases::changes(&site.intake, id, &capability, query.since).await?;
    Ok(private(StatusCode::OK, &changes))
}

pub(super) async fn copy(
    State(site): State<Site>,
    Path(id): Path<String>,
    clock: Clock,
    headers: HeaderMap,
) -> Result<Response<Body>, ProblemResponse> {
    let id = credentials::submission(&id)?;
    let capability = credentials::capability(&headers)?;
    let copy = cases::own_copy(&site.intake, &clock.now()?, id, &capability).await?;
    Ok(private(StatusCode::OK, &copy))
}

pub(super) async fn act(
    State(site): State<Site>,
    Path((id, action)): Path<(String, String)>,
    clock: Clock,
    headers: HeaderMap,
    body: Body,
) -> Result<Response<Body>, ProblemResponse> {
    let request = cases::CitizenRequest {
        id: credentials::submission(&id)?,
        capability: credentials::capability(&headers)?,
        action,
        body: read::json(&site.limits, &headers, body, MOST_BYTES).await?,
    };
    let at = clock.now()?;
    let metrics = site.metrics.clone();
    let done = tokio::spawn(async move { cases::perform(&site.intake, &at, request).await });
    let changes = done
        .await
        .map_err(|_| ProblemResponse::internal(&"a task panicked"))??;
    metrics.changed(&changes);
    Ok(private(StatusCode::OK, &changes))
}
