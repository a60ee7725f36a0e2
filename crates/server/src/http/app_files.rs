//! The built app: its files, and `index.html` for every page of the app.

use super::{headers, problem::ProblemResponse};
use axum::{
    body::Body,
    extract::Request,
    http::{Method, Response, StatusCode, Uri, header},
    response::IntoResponse,
};
use std::path::{Path, PathBuf};
use tower::ServiceExt;
use tower_http::services::ServeDir;

/// Serves one request for a page or file.
pub(super) async fn serve(dist: PathBuf, request: Request) -> Response<Body> {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        // RFC 9110 §15.5.6 asks for the methods that are answered.
        return ([(header::ALLOW, "GET, HEAD")], ProblemResponse::method()).into_response();
    }
    let path = request.uri().path().to_owned();
    let is_page = !path
        .rsplit('/')
        .next()
        .is_some_and(|last| last.contains('.'));
    if is_page {
        return page(&dist, request).await;
    }
    if !can_be_a_file(&path) {
        return ProblemResponse::not_found("file_unknown", "no such file").into_response();
    }
    let mut response = from_disk(&dist, request).await;
    if response.status() == StatusCode::NOT_FOUND {
        return ProblemResponse::not_found("file_unknown", "no such file").into_response();
    }
    let lasting = if is_hashed(&path) {
        headers::IMMUTABLE
    } else {
        "no-cache"
    };
    headers::cache(&mut response, lasting);
    response
}

/// No file system has such names; asking it would be an error of ours, not a missing file.
fn can_be_a_file(path: &str) -> bool {
    !path.contains("%00") && path.split('/').all(|part| part.len() <= 255)
}

/// Any path without an ending is a page: the app itself knows which exist.
async fn page(dist: &Path, request: Request) -> Response<Body> {
    let (mut parts, body) = request.into_parts();
    parts.uri = Uri::from_static("/index.html");
    let mut response = from_disk(dist, Request::from_parts(parts, body)).await;
    headers::cache(&mut response, "no-cache");
    response
}

async fn from_disk(dist: &Path, request: Request) -> Response<Body> {
    let files = ServeDir::new(dist)
        .append_index_html_on_directories(false)
        .precompressed_br()
        .precompressed_gzip();
    match files.oneshot(request).await {
        Ok(response) => response.map(Body::new),
        Err(never) => match never {},
    }
}

/// Trunk and the build hook write a hash of the content into the name: `app-0123456789abcdef_bg.wasm`.
fn is_hashed(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or("");
    name.split(['-', '_', '.'])
        .any(|part| part.len() >= 14 && part.bytes().all(|b| b.is_ascii_hexdigit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_with_a_hash_of_the_content_are_kept_for_ever() {
        assert!(is_hashed("/civil-affairs-app-d1d8c3a0f2b4e6a7_bg.wasm"));
        assert!(is_hashed("/start-0123456789abcdef.js"));
        for path in [
            "/index.html",
            "/sw.js",
            "/catalogue.json",
            "/manifest.webmanifest",
            "/icons/icon-512.png",
        ] {
            assert!(!is_hashed(path), "{path}");
        }
    }
}
