//! Which address is answered by what.

use super::{Site, address, api, app_files, headers, observe, problem::ProblemResponse};
use axum::{
    Router,
    extract::{Request, State},
    http::{StatusCode, header},
    middleware,
    response::IntoResponse,
    routing::{any, get},
};
use std::path::Path;

/// Everything this server answers.
pub fn router(dist: &Path, site: Site) -> Router {
    let dist = dist.to_owned();
    Router::new()
        .route("/healthz", get(health))
        .route("/readyz", get(ready))
        .merge(api::routes(&site))
        .route("/api", any(unknown))
        .route("/api/{*rest}", any(unknown))
        .method_not_allowed_fallback(async || ProblemResponse::method())
        .fallback(move |request: Request| app_files::serve(dist.clone(), request))
        .layer(middleware::from_fn(address::check))
        .layer(middleware::from_fn(headers::fix))
        .layer(middleware::from_fn_with_state(
            site.clone(),
            observe::observe,
        ))
        .with_state(site)
}

/// Answers as long as the process works.
pub(super) async fn health() -> impl IntoResponse {
    (
        StatusCode::OK,
        [(header::CACHE_CONTROL, "no-store")],
        "ok\n",
    )
}

/// Answers while the database does.
async fn ready(State(site): State<Site>) -> impl IntoResponse {
    let (status, said) = if site.intake.store.is_ready().await {
        (StatusCode::OK, "ready\n")
    } else {
        (
            StatusCode::SERVICE_UNAVAILABLE,
            "the database does not answer\n",
        )
    };
    (status, [(header::CACHE_CONTROL, "no-store")], said)
}

pub(super) async fn unknown() -> ProblemResponse {
    ProblemResponse::not_found("not_found", "no such address")
}

#[cfg(test)]
mod tests;
