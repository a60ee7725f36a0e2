//! The state of a case, asked for from elsewhere by reference and secret.

use super::{private, read};
use crate::http::{Site, attempts::Limit, problem::ProblemResponse, proxies::counted, time::Clock};
use axum::{
    body::Body,
    extract::{Request, State},
    http::{Response, StatusCode},
};
use civil_affairs_cases as cases;
use civil_affairs_domain::value::code::{Reference, Secret};
use serde::Deserialize;

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

/// As people type both: any case, width or spacing.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Asked {
    reference: String,
    secret: String,
}

pub(super) async fn status(
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
        serde_json::from_slice(&body).map_err(|_| cases::IntakeProblem::NotDecodable)?;
    let (Ok(reference), Ok(secret)) = (
        Reference::parse(&asked.reference),
        Secret::parse(&asked.secret),
    ) else {
        return Err(cases::IntakeProblem::NotFound.into());
    };
    let key = format!("reference {}", reference);
    site.count(&key, BY_REFERENCE, at.now)?;
    let changes = cases::status(&site.intake, &reference, &secret).await?;
    Ok(private(StatusCode::OK, &changes))
}
