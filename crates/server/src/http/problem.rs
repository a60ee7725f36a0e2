//! Errors as problem details (RFC 9457) with a stable code.

use super::correlation;
use axum::{
    body::Body,
    http::{HeaderValue, Response, StatusCode, header},
    response::IntoResponse,
};
use civil_affairs_cases as cases;
use civil_affairs_domain::{protocol::wire::ProblemCode, value::slot::SlotId};
use serde::Serialize;

/// What went wrong, for a program and for a person who reads logs. Never a text of the inside, never a word of what
/// somebody sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ProblemResponse {
    status: StatusCode,
    code: String,
    title: String,
    retry_after: Option<u32>,
    alternatives: Vec<SlotId>,
    state: Option<String>,
    /// In the answer and in the log: by it a report is found again.
    correlation_id: String,
    /// For the log alone.
    reason: Option<String>,
}

/// What the log and the numbers are told of a refusal; goes along with the answer inside this process.
#[derive(Clone, Debug)]
pub(super) struct LoggedRefusal {
    /// Its stable word.
    pub(super) code: String,
    /// What failed inside, where something did.
    pub(super) reason: Option<String>,
}

impl ProblemResponse {
    fn new(status: StatusCode, code: &str, title: &str) -> ProblemResponse {
        ProblemResponse {
            status,
            code: code.to_owned(),
            title: title.to_owned(),
            retry_after: None,
            alternatives: Vec::new(),
            state: None,
            correlation_id: correlation::current(),
            reason: None,
        }
    }

    /// There is no such thing.
    pub(super) fn not_found(code: &'static str, title: &'static str) -> ProblemResponse {
        ProblemResponse::new(StatusCode::NOT_FOUND, code, title)
    }

    /// The address answers other methods; which, the router adds.
    pub(super) fn method() -> ProblemResponse {
        let title = "this address does not answer this method";
        ProblemResponse::new(StatusCode::METHOD_NOT_ALLOWED, "method_not_allowed", title)
    }

    /// Something failed inside.
    pub(super) fn internal(reason: &dyn std::fmt::Display) -> ProblemResponse {
        let title = "the server could not answer";
        ProblemResponse {
            reason: Some(reason.to_string()),
            ..ProblemResponse::new(StatusCode::INTERNAL_SERVER_ERROR, "internal", title)
        }
    }
}

/// As it stands in JSON.
fn word(code: ProblemCode) -> String {
    let json = serde_json::to_value(code).unwrap_or_default();
    json.as_str().unwrap_or("internal").to_owned()
}

impl From<cases::IntakeProblem> for ProblemResponse {
    fn from(problem: cases::IntakeProblem) -> ProblemResponse {
        if let cases::IntakeProblem::Internal(reason) = &problem {
            return ProblemResponse::internal(reason);
        }
        let code = problem.code();
        let status = StatusCode::from_u16(code.status());
        let status = status.unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let own = ProblemResponse::new(status, &word(code), &problem.to_string());
        match problem {
            cases::IntakeProblem::Lapsed { alternatives }
            | cases::IntakeProblem::Full { alternatives } => ProblemResponse {
                alternatives,
                ..own
            },
            cases::IntakeProblem::RateLimited { retry_after }
            | cases::IntakeProblem::Unavailable { retry_after } => ProblemResponse {
                retry_after: Some(retry_after),
                ..own
            },
            cases::IntakeProblem::NotNow { state } => ProblemResponse {
                state: Some(state),
                ..own
            },
            _ => own,
        }
    }
}

/// As it is sent.
#[derive(Serialize)]
struct Sent<'a> {
    #[serde(rename = "type")]
    kind: &'a str,
    title: &'a str,
    status: u16,
    code: &'a str,
    correlation_id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    retry_after: Option<u32>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    alternatives: &'a [SlotId],
    /// Where the submission stands.
    #[serde(skip_serializing_if = "Option::is_none")]
    state: Option<&'a str>,
}

impl IntoResponse for ProblemResponse {
    fn into_response(self) -> Response<Body> {
        let body = Sent {
            kind: "about:blank",
            title: &self.title,
            status: self.status.as_u16(),
            code: &self.code,
            correlation_id: &self.correlation_id,
            retry_after: self.retry_after,
            alternatives: &self.alternatives,
            state: self.state.as_deref(),
        };
        let body = serde_json::to_string(&body).unwrap_or_default();
        let mut response = (
            self.status,
            [(header::CONTENT_TYPE, "application/problem+json")],
            body,
        )
            .into_response();
        super::headers::cache(&mut response, "no-store");
        if let Some(seconds) = self.retry_after {
            let headers = response.headers_mut();
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response.extensions_mut().insert(LoggedRefusal {
            code: self.code,
            reason: self.reason,
        });
        response
    }
}
