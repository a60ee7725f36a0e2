//! Errors as problem details (RFC 9457) with a stable code.

use axum::{
    body::Body,
    http::{HeaderValue, Response, StatusCode, header},
    response::IntoResponse,
};
use serde_json::json;

/// What went wrong, for a program and for a person who reads logs. Never a text of the inside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Problem {
    status: StatusCode,
    code: &'static str,
    title: &'static str,
}

impl Problem {
    /// There is no such thing.
    pub(super) fn not_found(code: &'static str, title: &'static str) -> Problem {
        Problem {
            status: StatusCode::NOT_FOUND,
            code,
            title,
        }
    }

    /// Only GET and HEAD are answered here.
    pub(super) fn method() -> Problem {
        Problem {
            status: StatusCode::METHOD_NOT_ALLOWED,
            code: "method_not_allowed",
            title: "this address answers GET and HEAD only",
        }
    }

    /// Something failed inside.
    pub(super) fn internal() -> Problem {
        Problem {
            status: StatusCode::INTERNAL_SERVER_ERROR,
            code: "internal",
            title: "the server could not answer",
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response<Body> {
        let body = json!({
            "type": "about:blank",
            "status": self.status.as_u16(),
            "title": self.title,
            "code": self.code,
        });
        let mut response = (
            self.status,
            [(header::CONTENT_TYPE, "application/problem+json")],
            body.to_string(),
        )
            .into_response();
        super::headers::cache(&mut response, "no-store");
        if self.status == StatusCode::METHOD_NOT_ALLOWED {
            // RFC 9110 §15.5.6 asks for it.
            let allowed = HeaderValue::from_static("GET, HEAD");
            response.headers_mut().insert(header::ALLOW, allowed);
        }
        response
    }
}
