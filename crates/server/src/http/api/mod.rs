//! The API under `/api/v1`, one file a resource: HTTP on one side, `civil-affairs-cases` on the other.

mod catalogue;
mod credentials;
mod digest;
mod files;
mod keys;
mod partner;
mod read;
mod slots;
mod status;
mod submissions;

pub use catalogue::CatalogueStore;

use super::{Site, concurrency_limit, headers, rates};
use axum::{
    Json, Router,
    body::Body,
    http::{Response, StatusCode},
    middleware::from_fn_with_state,
    response::IntoResponse,
    routing::{get, head, post, put},
};
use serde::Serialize;

/// Addresses of the API.
pub(super) fn routes(site: &Site) -> Router<Site> {
    Router::new()
        .route("/api/v1/submissions/{id}", put(submissions::submit))
        .route(
            "/api/v1/submissions/{id}/changes",
            get(submissions::changes),
        )
        .route(
            "/api/v1/submissions/{id}/actions/{action}",
            post(submissions::act),
        )
        .route(
            "/api/v1/submissions/{id}/files/{sha256}",
            head(files::head).patch(files::patch),
        )
        .route("/api/v1/partner/{id}", post(partner::post))
        // Only these write.
        .route_layer(from_fn_with_state(site.clone(), rates::limit))
        .route("/api/v1/submissions/{id}/copy", get(submissions::copy))
        .route("/api/v1/status", post(status::status))
        .route("/api/v1/keys", get(keys::keys))
        .route("/api/v1/slots/{office}", get(slots::slots))
        .route_layer(from_fn_with_state(site.clone(), concurrency_limit::limit))
        // Packed once and kept in memory: these wait for nothing.
        .route("/api/v1/catalogue", get(catalogue::index))
        .route("/api/v1/catalogue/{digest}", get(catalogue::version))
}

/// An answer that nobody on the way keeps.
fn private(status: StatusCode, body: &impl Serialize) -> Response<Body> {
    let mut response = (status, Json(body)).into_response();
    headers::cache(&mut response, "no-store");
    response
}
