//! The API under `/api/v1`: HTTP on one side, [`crate::intake`] on the other.

mod credentials;
mod digest;
mod files;
mod partner;
mod read;

use super::{Site, headers, problem::ProblemResponse, proxies::counted, rates, time::Clock, turns};
use crate::intake::{self, Keys, Limit};
use axum::{
    Json, Router,
    body::Body,
    extract::{Path, Query, Request, State, rejection::QueryRejection},
    http::{HeaderMap, Response, StatusCode},
    middleware::from_fn_with_state,
    response::IntoResponse,
    routing::{get, head, post, put},
};
use civil_affairs_domain::{
    protocol::submission::MOST_BYTES,
    value::code::{Reference, Secret},
    value::date::Date,
};
use serde::{Deserialize, Serialize};

/// How often one address may ask for a state by reference and secret.
const BY_ADDRESS: Limit = Limit {
    attempts: 60,
    seconds: 600,
};
/// How often one reference may be asked for: far fewer than there are secrets.
const BY_REFERENCE: Limit = Limit {
    attempts: 10,
    seconds: 600,
};
/// A question for a state is shorter.
const MOST_QUESTION: usize = 1_024;

/// Addresses of the intake.
pub(super) fn routes(site: &Site) -> Router<Site> {
    Router::new()
        .route("/api/v1/submissions/{id}", put(submit))
        .route("/api/v1/submissions/{id}/changes", get(changes))
        .route("/api/v1/submissions/{id}/actions/{action}", post(act))
        .route(
            "/api/v1/submissions/{id}/files/{sha256}",
            head(files::head).patch(files::patch),
        )
        .route("/api/v1/partner/{id}", post(partner::post))
        // Only these write.
        .route_layer(from_fn_with_state(site.clone(), rates::limit))
        .route("/api/v1/submissions/{id}/copy", get(copy))
        .route("/api/v1/status", post(status))
        .route("/api/v1/keys", get(keys))
        .route("/api/v1/slots/{office}", get(slots))
        .route_layer(from_fn_with_state(site.clone(), turns::take))
}

async fn submit(
    State(site): State<Site>,
    Path(id): Path<String>,
    clock: Clock,
    headers: HeaderMap,
    body: Body,
) -> Result<Response<Body>, ProblemResponse> {
    let incoming = intake::Incoming {
        id: credentials::submission(&id)?,
        capability: credentials::capability(&headers)?,
        secret: credentials::secret(&headers)?,
        digest: digest::read(&headers)?,
        body: read::json(&site.limits, &headers, body, MOST_BYTES).await?,
    };
    let at = clock.now()?;
    // On its own: what has begun is brought to its end, even when the sender hangs up.
    let metrics = site.metrics.clone();
    let received = tokio::spawn(async move { intake::receive(&site.intake, &at, incoming).await });
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
struct Since {
    #[serde(default)]
    since: u64,
}

async fn changes(
    State(site): State<Site>,
    Path(id): Path<String>,
    query: Result<Query<Since>, QueryRejection>,
    headers: HeaderMap,
) -> Result<Response<Body>, ProblemResponse> {
    let id = credentials::submission(&id)?;
    let capability = credentials::capability(&headers)?;
    let Query(query) = query.map_err(|_| intake::IntakeProblem::NotDecodable)?;
    let changes = intake::changes(&site.intake, id, &capability, query.since).await?;
    Ok(private(StatusCode::OK, &changes))
}

async fn copy(
    State(site): State<Site>,
    Path(id): Path<String>,
    clock: Clock,
    headers: HeaderMap,
) -> Result<Response<Body>, ProblemResponse> {
    let id = credentials::submission(&id)?;
    let capability = credentials::capability(&headers)?;
    let copy = intake::own_copy(&site.intake, &clock.now()?, id, &capability).await?;
    Ok(private(StatusCode::OK, &copy))
}

async fn act(
    State(site): State<Site>,
    Path((id, action)): Path<(String, String)>,
    clock: Clock,
    headers: HeaderMap,
    body: Body,
) -> Result<Response<Body>, ProblemResponse> {
    let deed = intake::Deed {
        id: credentials::submission(&id)?,
        capability: credentials::capability(&headers)?,
        action,
        body: read::json(&site.limits, &headers, body, MOST_BYTES).await?,
    };
    let at = clock.now()?;
    let metrics = site.metrics.clone();
    let done = tokio::spawn(async move { intake::perform(&site.intake, &at, deed).await });
    let changes = done
        .await
        .map_err(|_| ProblemResponse::internal(&"a task panicked"))??;
    metrics.changed(&changes);
    Ok(private(StatusCode::OK, &changes))
}

/// As people type both: any case, width or spacing.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Asked {
    reference: String,
    secret: String,
}

async fn status(
    State(site): State<Site>,
    clock: Clock,
    request: Request,
) -> Result<Response<Body>, ProblemResponse> {
    let at = clock.now()?;
    if let Some(address) = site.address(&request) {
        let key = format!("address {}", counted(address));
        site.count(&key, BY_ADDRESS, at.now)?;
    }
    let (parts, body) = request.into_parts();
    let body = read::json(&site.limits, &parts.headers, body, MOST_QUESTION).await?;
    let asked: Asked =
        serde_json::from_slice(&body).map_err(|_| intake::IntakeProblem::NotDecodable)?;
    let (Ok(reference), Ok(secret)) = (
        Reference::parse(&asked.reference),
        Secret::parse(&asked.secret),
    ) else {
        return Err(intake::IntakeProblem::NotFound.into());
    };
    let key = format!("reference {}", reference);
    site.count(&key, BY_REFERENCE, at.now)?;
    let changes = intake::status(&site.intake, &reference, &secret).await?;
    Ok(private(StatusCode::OK, &changes))
}

/// From the database: another process may sign with a newer one.
async fn keys(State(site): State<Site>) -> Result<Response<Body>, ProblemResponse> {
    let published = Keys::published(&site.intake.store).await;
    let published = published.map_err(|error| ProblemResponse::internal(&error))?;
    let mut response = Json(published).into_response();
    headers::cache(&mut response, "no-cache");
    Ok(response)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Days {
    from: Option<Date>,
    to: Option<Date>,
}

async fn slots(
    State(site): State<Site>,
    Path(office): Path<String>,
    clock: Clock,
    days: Result<Query<Days>, QueryRejection>,
) -> Result<Response<Body>, ProblemResponse> {
    let Query(days) = days.map_err(|_| intake::IntakeProblem::NotDecodable)?;
    let at = clock.now()?;
    let slots = intake::offer(&site.intake, &at, &office, days.from, days.to).await?;
    Ok(private(StatusCode::OK, &slots))
}

/// An answer that nobody on the way keeps.
fn private(status: StatusCode, body: &impl Serialize) -> Response<Body> {
    let mut response = (status, Json(body)).into_response();
    headers::cache(&mut response, "no-store");
    response
}
