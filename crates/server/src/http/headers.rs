//! Headers that every answer carries.

use axum::{
    body::Body,
    extract::Request,
    http::{HeaderMap, HeaderValue, Response, header},
    middleware::Next,
};

/// For what never changes under its name.
pub(super) const IMMUTABLE: &str = "public, max-age=31536000, immutable";

/// The policy of design.md §6, the same in every version: a cached page keeps it.
pub(super) const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; \
    style-src 'self'; img-src 'self' blob: data:; connect-src 'self'; manifest-src 'self'; \
    worker-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const FIXED: [(&str, &str); 6] = [
    ("content-security-policy", CONTENT_SECURITY_POLICY),
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "no-referrer"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    (
        "permissions-policy",
        "camera=(self), microphone=(), geolocation=(), payment=(), usb=()",
    ),
];

/// Adds the fixed headers to an answer.
pub(super) async fn fix(request: Request, next: Next) -> Response<Body> {
    let mut response = next.run(request).await;
    put(response.headers_mut());
    response
}

fn put(headers: &mut HeaderMap) {
    for (name, value) in FIXED {
        headers.insert(name, HeaderValue::from_static(value));
    }
}

/// Sets how long an answer may be kept.
pub(super) fn cache(response: &mut Response<Body>, value: &'static str) {
    response
        .headers_mut()
        .insert(header::CACHE_CONTROL, HeaderValue::from_static(value));
}

#[cfg(test)]
mod tests {
    use super::CONTENT_SECURITY_POLICY;

    #[test]
    fn each_page_carries_the_same_policy_but_for_what_only_a_header_can_say() {
        for page in [
            include_str!("../../../../index.html"),
            include_str!("../../../../apps/window/index.html"),
        ] {
            let (_, rest) = page
                .split_once("http-equiv=\"Content-Security-Policy\" content=\"")
                .unwrap();
            let (policy, _) = rest.split_once('"').unwrap();
            assert_eq!(
                format!("{policy}; frame-ancestors 'none'"),
                CONTENT_SECURITY_POLICY
            );
        }
    }
}
