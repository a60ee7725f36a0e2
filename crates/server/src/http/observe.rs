//! Tells the log and the numbers of every request, and names it.

use super::{Site, correlation, problem::LoggedRefusal};
use crate::log::Event;
use axum::{
    body::Body,
    extract::{MatchedPath, Request, State},
    http::{Method, Response},
    middleware::Next,
};
use std::time::Instant;

/// Pages and files of the app, which have no address of their own in the router.
const APP: &str = "(app)";

/// Runs a request and tells of it.
pub(super) async fn observe(
    State(site): State<Site>,
    request: Request,
    next: Next,
) -> Response<Body> {
    let begun = Instant::now();
    let name = correlation::draw();
    let method = known(request.method());
    let route = request.extensions().get::<MatchedPath>().cloned();
    let address = site.address(&request).filter(|_| site.log_addresses);
    let mut response = correlation::under(name.clone(), next.run(request)).await;
    correlation::put(&mut response, &name);
    let refusal = response.extensions_mut().remove::<LoggedRefusal>();
    let code = refusal.as_ref().map(|refusal| refusal.code.as_str());
    let route = route.as_ref().map_or(APP, MatchedPath::as_str);
    let (status, took) = (response.status().as_u16(), begun.elapsed());
    site.metrics.answered(method, route, status, code, took);
    site.log.tell(&Event::Request {
        method,
        route,
        status,
        ms: u64::try_from(took.as_millis()).unwrap_or(u64::MAX),
        correlation_id: &name,
        code,
        reason: refusal
            .as_ref()
            .and_then(|refusal| refusal.reason.as_deref()),
        address,
    });
    response
}

/// Anybody may send any word as a method: only known ones are written down.
fn known(method: &Method) -> &'static str {
    const KNOWN: [&str; 8] = [
        "GET", "HEAD", "PUT", "POST", "PATCH", "DELETE", "OPTIONS", "CONNECT",
    ];
    let found = KNOWN.into_iter().find(|known| method.as_str() == *known);
    found.unwrap_or("OTHER")
}
