//! How often one address, and whoever holds one capability, may write.

use super::{
    Site, attempts::Limit, problem::ProblemResponse, proxies::counted, serve_args::ServerLimits,
    time::Clock,
};
use axum::{
    body::Body,
    extract::{Request, State},
    http::{Method, Response, header},
    middleware::Next,
    response::IntoResponse,
};
use civil_affairs_cases as cases;
use civil_affairs_domain::value::hex;
use sha2::{Digest, Sha256};

/// The limits are by the minute.
const SECONDS: u32 = 60;

/// Lets a request through, or tells when to come again. Reading is not counted.
pub(super) async fn limit(
    State(site): State<Site>,
    request: Request,
    next: Next,
) -> Response<Body> {
    let writes = !matches!(*request.method(), Method::GET | Method::HEAD);
    if writes && let Err(problem) = count(&site, &request) {
        return ProblemResponse::from(problem).into_response();
    }
    next.run(request).await
}

fn count(site: &Site, request: &Request) -> Result<(), cases::IntakeProblem> {
    let now = Clock::of(request.extensions()).now()?.now;
    let address = site.address(request).map(counted);
    let address = address.map(|address| format!("writes from {address}"));
    // What stands there may be no capability at all: then it is counted all the same, and refused later.
    let capability = request.headers().get(header::AUTHORIZATION);
    let capability = capability.map(|value| {
        let digest = Sha256::digest(value.as_bytes());
        format!("writes with {}", hex::encode(&digest))
    });
    let ServerLimits {
        writes_per_address,
        writes_per_submission,
        ..
    } = site.limits;
    for (key, attempts) in [
        (address, writes_per_address),
        (capability, writes_per_submission),
    ] {
        let Some(key) = key.filter(|_| attempts > 0) else {
            continue;
        };
        let limit = Limit {
            attempts,
            seconds: SECONDS,
        };
        site.count(&key, limit, now)?;
    }
    Ok(())
}
