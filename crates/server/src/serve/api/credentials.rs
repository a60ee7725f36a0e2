//! Who asks for what. A wrong form is answered like something unknown.

use crate::intake::Problem;
use axum::http::{HeaderMap, header};
use civil_affairs_domain::{
    code::{Capability, Secret},
    id::SubmissionId,
};

/// The id in an address.
pub(super) fn submission(id: &str) -> Result<SubmissionId, Problem> {
    SubmissionId::parse(id).map_err(|_| Problem::NotFound)
}

/// `Authorization: Bearer …`.
pub(super) fn capability(headers: &HeaderMap) -> Result<Capability, Problem> {
    let value = headers
        .get(header::AUTHORIZATION)
        .and_then(|value| value.to_str().ok())
        .ok_or(Problem::NotFound)?;
    let (scheme, token) = value.split_once(' ').ok_or(Problem::NotFound)?;
    if !scheme.eq_ignore_ascii_case("bearer") {
        return Err(Problem::NotFound);
    }
    Capability::parse(token.trim()).map_err(|_| Problem::NotFound)
}

/// `Submission-Secret: XXXX-XXXX`.
pub(super) fn secret(headers: &HeaderMap) -> Result<Secret, Problem> {
    let value = headers
        .get("submission-secret")
        .and_then(|value| value.to_str().ok());
    value
        .and_then(|value| Secret::parse(value).ok())
        .ok_or(Problem::NotDecodable)
}
