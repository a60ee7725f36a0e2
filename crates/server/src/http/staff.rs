//! What staff are answered on a listener of their own: the staff app, and whether the server works. Nothing of the
//! citizens' API is there.

use super::{Site, address, app_files, headers, observe, problem::ProblemResponse, router};
use axum::{
    Router,
    extract::Request,
    middleware,
    routing::{any, get},
};
use std::path::Path;

/// Everything that the listener for staff answers.
pub fn staff_router(dist: &Path, site: Site) -> Router {
    let dist = dist.to_owned();
    Router::new()
        .route("/healthz", get(router::health))
        .route("/api", any(router::unknown))
        .route("/api/{*rest}", any(router::unknown))
        .method_not_allowed_fallback(async || ProblemResponse::method())
        .fallback(move |request: Request| app_files::serve(dist.clone(), request))
        .layer(middleware::from_fn(address::check))
        .layer(middleware::from_fn(headers::fix))
        .layer(middleware::from_fn_with_state(site, observe::observe))
}
