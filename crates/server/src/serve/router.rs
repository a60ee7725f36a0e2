//! Which address is answered by what.

use super::{CatalogueStore, app_files, catalogue, headers, problem::Problem};
use axum::{
    Router,
    extract::Request,
    http::{StatusCode, header},
    middleware,
    response::IntoResponse,
    routing::{any, get},
};
use std::{path::Path, sync::Arc};

/// Everything this server answers.
pub fn router(dist: &Path, catalogues: Arc<CatalogueStore>) -> Router {
    let dist = dist.to_owned();
    Router::new()
        .route("/healthz", get(health))
        .route("/api/v1/catalogue", get(catalogue::index))
        .route("/api/v1/catalogue/{digest}", get(catalogue::version))
        .route("/api", any(unknown))
        .route("/api/{*rest}", any(unknown))
        .method_not_allowed_fallback(async || Problem::method())
        .fallback(move |request: Request| app_files::serve(dist.clone(), request))
        .layer(middleware::from_fn(headers::fix))
        .with_state(catalogues)
}

/// Answers as long as the process works.
async fn health() -> impl IntoResponse {
    (
        StatusCode::OK,
        [(header::CACHE_CONTROL, "no-store")],
        "ok\n",
    )
}

async fn unknown() -> Problem {
    Problem::not_found("api_unknown", "no such address")
}

#[cfg(test)]
mod tests;
