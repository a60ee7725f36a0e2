//! The other party of an appointment, over HTTP.

use super::{
    super::{problem::ProblemResponse, proxies::counted, time::Clock},
    credentials, private, read,
};
use crate::{http::Site, http::attempts::Limit};
use axum::{
    body::Body,
    extract::{Path, Request, State},
    http::{Response, StatusCode},
};
use civil_affairs_cases as cases;
use civil_affairs_domain::protocol::wire::PartnerAction;

/// How often one address may ask, for whichever appointments.
const BY_ADDRESS: Limit = Limit {
    attempts: 60,
    seconds: 600,
};
/// How often one appointment may be asked for, with whichever codes.
const BY_APPOINTMENT: Limit = Limit {
    attempts: 30,
    seconds: 600,
};
/// What can be said is shorter.
const MOST_BYTES: usize = 1_024;

/// Looks, agrees or does not agree.
pub(super) async fn post(
    State(site): State<Site>,
    Path(id): Path<String>,
    clock: Clock,
    request: Request,
) -> Result<Response<Body>, ProblemResponse> {
    let at = clock.now()?;
    if let Some(address) = site.address(&request) {
        let key = format!("partner address {}", counted(address));
        site.count(&key, BY_ADDRESS, at.now)?;
    }
    let id = credentials::submission(&id)?;
    site.count(&format!("partner {id}"), BY_APPOINTMENT, at.now)?;
    let (parts, body) = request.into_parts();
    let code = credentials::partner_code(&parts.headers)?;
    let body = read::json(&site.limits, &parts.headers, body, MOST_BYTES).await?;
    let request: PartnerAction =
        serde_json::from_slice(&body).map_err(|_| cases::IntakeProblem::NotDecodable)?;
    let done =
        tokio::spawn(async move { cases::partner(&site.intake, &at, id, &code, request).await });
    let view = done
        .await
        .map_err(|_| ProblemResponse::internal(&"a task panicked"))??;
    Ok(private(StatusCode::OK, &view))
}
