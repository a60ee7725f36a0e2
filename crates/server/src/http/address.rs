//! Addresses that can be read at all.

use super::problem::ProblemResponse;
use axum::{
    body::Body,
    extract::Request,
    http::{Response, Uri},
    middleware::Next,
    response::IntoResponse,
};
use percent_encoding::percent_decode_str;

/// Lets a request through whose path is text once its escapes are read. Any other names nothing here.
pub(super) async fn check(request: Request, next: Next) -> Response<Body> {
    if is_text(request.uri()) {
        next.run(request).await
    } else {
        ProblemResponse::not_found("not_found", "no such address").into_response()
    }
}

fn is_text(address: &Uri) -> bool {
    percent_decode_str(address.path()).decode_utf8().is_ok()
}

#[cfg(test)]
mod tests {
    use super::is_text;

    #[test]
    fn only_what_is_text_is_an_address() {
        for (path, is) in [
            ("/senior-card", true),
            ("/%E6%A0%B7%E4%BE%8B", true),
            ("/100%", true),
            ("/%ff", false),
            // A longer form of a dot than UTF-8 allows, and half of a pair.
            ("/%c0%ae%c0%ae/x", false),
            ("/%ed%a0%80", false),
        ] {
            assert_eq!(is_text(&path.parse().unwrap()), is, "{path}");
        }
    }
}
