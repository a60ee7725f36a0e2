//! What each address answers, asked in-process.

use super::*;
use crate::http::{CatalogueStore, staff_router};
use axum::{
    body::{Body, to_bytes},
    http::{Response, header},
};
use civil_affairs_cases::{Intake, Moment};
use civil_affairs_definitions::compile;
use civil_affairs_domain::value::instant::Instant;
use civil_affairs_store::Store;
use std::{fs, path::PathBuf};
use tower::ServiceExt;

/// A built app of three files, in a folder of its own.
struct Dist(PathBuf);

impl Dist {
    fn new(name: &str) -> Dist {
        let folder =
            std::env::temp_dir().join(format!("civil-affairs-{name}-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("index.html"), "<!doctype html>shell").unwrap();
        fs::write(folder.join("sw.js"), "// worker").unwrap();
        fs::write(folder.join("app-0123456789abcdef.js"), "plain").unwrap();
        fs::write(folder.join("app-0123456789abcdef.js.br"), "brotli").unwrap();
        Dist(folder)
    }
}

impl Drop for Dist {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

async fn site() -> Site {
    let compiled = compile(&[]).unwrap();
    let store = Store::memory().await.unwrap();
    let catalogues = CatalogueStore::new(&compiled, store.clone()).await.unwrap();
    let at = Moment::new(Instant::from_unix_millis(0).unwrap(), [0; 32]);
    let intake = Intake::open(store, &compiled, &at, [0; 32]).await.unwrap();
    Site::new(catalogues, intake)
}

fn request(method: &str, path: &str, encoding: &str) -> Request {
    Request::builder()
        .method(method)
        .uri(path)
        .header(header::ACCEPT_ENCODING, encoding)
        .body(Body::empty())
        .unwrap()
}

async fn ask(dist: &Dist, method: &str, path: &str, encoding: &str) -> Response<Body> {
    let app = router(&dist.0, site().await);
    app.oneshot(request(method, path, encoding)).await.unwrap()
}

/// The same of the listener for staff.
async fn ask_as_staff(dist: &Dist, method: &str, path: &str) -> Response<Body> {
    let app = staff_router(&dist.0, site().await);
    app.oneshot(request(method, path, "")).await.unwrap()
}

fn head<'a>(response: &'a Response<Body>, name: &str) -> &'a str {
    response
        .headers()
        .get(name)
        .map_or("", |value| value.to_str().unwrap())
}

async fn body(response: Response<Body>) -> String {
    let bytes = to_bytes(response.into_body(), 1_000_000).await.unwrap();
    String::from_utf8(bytes.to_vec()).unwrap()
}

#[tokio::test]
async fn every_page_of_the_app_is_answered_with_the_shell_and_the_policy() {
    let dist = Dist::new("pages");
    for path in ["/", "/senior-card", "/senior-card/precheck", "/nowhere"] {
        let response = ask(&dist, "GET", path, "").await;
        assert_eq!(response.status(), StatusCode::OK, "{path}");
        assert_eq!(head(&response, "cache-control"), "no-cache");
        assert_eq!(
            head(&response, "content-security-policy"),
            headers::CONTENT_SECURITY_POLICY
        );
        assert!(
            head(&response, "content-type").starts_with("text/html"),
            "{path}"
        );
        assert_eq!(body(response).await, "<!doctype html>shell");
    }
}

#[tokio::test]
async fn hashed_files_are_kept_for_ever_and_sent_compressed() {
    let dist = Dist::new("hashed");
    let response = ask(&dist, "GET", "/app-0123456789abcdef.js", "gzip, br").await;
    assert_eq!(head(&response, "cache-control"), headers::IMMUTABLE);
    assert_eq!(head(&response, "content-encoding"), "br");
    assert_eq!(body(response).await, "brotli");
    let response = ask(&dist, "GET", "/app-0123456789abcdef.js", "").await;
    assert_eq!(body(response).await, "plain");
    let response = ask(&dist, "GET", "/sw.js", "").await;
    assert_eq!(head(&response, "cache-control"), "no-cache");
}

#[tokio::test]
async fn a_missing_file_is_missing_and_a_way_out_of_the_folder_is_closed() {
    let dist = Dist::new("missing");
    let long = format!("/{}.js", "a".repeat(1000));
    for path in [
        "/old-0123456789abcdef.js",
        "/../Cargo.toml",
        "/%2e%2e/Cargo.toml",
        "/..%2fCargo.toml",
        "/a%00b.js",
        "/%ff.js",
        &long,
    ] {
        let response = ask(&dist, "GET", path, "").await;
        assert_eq!(response.status(), StatusCode::NOT_FOUND, "{path}");
        assert_eq!(head(&response, "content-type"), "application/problem+json");
    }
}

#[tokio::test]
async fn what_is_only_read_answers_no_other_method() {
    let dist = Dist::new("method");
    for path in ["/", "/sw.js", "/healthz", "/api/v1/catalogue"] {
        let response = ask(&dist, "POST", path, "").await;
        assert_eq!(response.status(), StatusCode::METHOD_NOT_ALLOWED, "{path}");
        assert_eq!(head(&response, "content-type"), "application/problem+json");
        let allowed = head(&response, "allow").replace(' ', "");
        assert_eq!(allowed, "GET,HEAD", "{path}");
        assert_eq!(ask(&dist, "HEAD", path, "").await.status(), StatusCode::OK);
    }
}

#[tokio::test]
async fn every_answer_carries_the_headers_that_protect_the_page() {
    let dist = Dist::new("protected");
    for path in [
        "/",
        "/sw.js",
        "/gone.js",
        "/healthz",
        "/api/v1/catalogue",
        "/api/nothing",
    ] {
        let response = ask(&dist, "GET", path, "").await;
        assert_eq!(
            head(&response, "content-security-policy"),
            headers::CONTENT_SECURITY_POLICY
        );
        assert_eq!(
            head(&response, "x-content-type-options"),
            "nosniff",
            "{path}"
        );
        assert_eq!(head(&response, "referrer-policy"), "no-referrer", "{path}");
        assert_eq!(
            head(&response, "cross-origin-opener-policy"),
            "same-origin",
            "{path}"
        );
        assert!(
            head(&response, "permissions-policy").contains("geolocation=()"),
            "{path}"
        );
    }
}

#[tokio::test]
async fn a_file_that_is_kept_compressed_says_that_it_depends_on_what_is_accepted() {
    let dist = Dist::new("vary");
    for encoding in ["", "br"] {
        let response = ask(&dist, "GET", "/app-0123456789abcdef.js", encoding).await;
        assert!(
            head(&response, "vary").eq_ignore_ascii_case("accept-encoding"),
            "{encoding}"
        );
    }
}

#[tokio::test]
async fn an_unknown_api_address_is_a_problem_and_never_the_shell() {
    let dist = Dist::new("api");
    for path in ["/api", "/api/v1/nothing", "/api/v1/catalogue/00"] {
        let response = ask(&dist, "GET", path, "").await;
        assert_eq!(response.status(), StatusCode::NOT_FOUND, "{path}");
        assert_eq!(head(&response, "content-type"), "application/problem+json");
        assert!(body(response).await.contains("\"code\""));
    }
}

#[tokio::test]
async fn the_catalogue_is_found_through_its_index_and_never_changes() {
    let dist = Dist::new("catalogue");
    let response = ask(&dist, "GET", "/api/v1/catalogue", "").await;
    assert_eq!(head(&response, "cache-control"), "no-cache");
    let index: serde_json::Value = serde_json::from_str(&body(response).await).unwrap();
    let url = index["url"].as_str().unwrap().to_owned();
    let response = ask(&dist, "GET", &url, "").await;
    assert_eq!(head(&response, "cache-control"), headers::IMMUTABLE);
    assert_eq!(body(response).await, compile(&[]).unwrap().json);
    for encoding in ["br", "gzip"] {
        let response = ask(&dist, "GET", &url, encoding).await;
        assert_eq!(head(&response, "content-encoding"), encoding);
    }
    let response = ask(&dist, "GET", &url, "br;q=0").await;
    assert_eq!(head(&response, "content-encoding"), "");
}

#[tokio::test]
async fn health_is_told_without_being_kept() {
    let dist = Dist::new("health");
    let response = ask(&dist, "GET", "/healthz", "").await;
    assert_eq!(response.status(), StatusCode::OK);
    assert_eq!(head(&response, "cache-control"), "no-store");
}

#[tokio::test]
async fn staff_get_their_app_with_the_policy_and_whether_the_server_works() {
    let dist = Dist::new("staff");
    for path in ["/", "/cases/today"] {
        let response = ask_as_staff(&dist, "GET", path).await;
        assert_eq!(response.status(), StatusCode::OK, "{path}");
        assert_eq!(
            head(&response, "content-security-policy"),
            headers::CONTENT_SECURITY_POLICY
        );
        assert_eq!(body(response).await, "<!doctype html>shell");
    }
    let response = ask_as_staff(&dist, "GET", "/healthz").await;
    assert_eq!(body(response).await, "ok\n");
}

#[tokio::test]
async fn nothing_of_the_citizens_api_is_answered_to_staff() {
    let dist = Dist::new("staff-api");
    for (method, path) in [
        ("GET", "/api"),
        ("GET", "/api/v1/catalogue"),
        ("GET", "/api/v1/keys"),
        (
            "PUT",
            "/api/v1/submissions/01890000-0000-7000-8000-000000000000",
        ),
    ] {
        let response = ask_as_staff(&dist, method, path).await;
        assert_eq!(response.status(), StatusCode::NOT_FOUND, "{method} {path}");
    }
    let response = ask_as_staff(&dist, "POST", "/").await;
    assert_eq!(response.status(), StatusCode::METHOD_NOT_ALLOWED);
}
