//! Who asks for what. A wrong form is answered like something unknown.

use crate::intake::Problem;
use axum::http::{HeaderMap, header};
use civil_affairs_domain::{
    code::{Capability, PartnerCode, Secret},
    id::SubmissionId,
};

/// The id in an address.
pub(super) fn submission(id: &str) -> Result<SubmissionId, Problem> {
    SubmissionId::parse(id).map_err(|_| Problem::NotFound)
}

/// `Authorization: Bearer …`.
pub(super) fn capability(headers: &HeaderMap) -> Result<Capability, Problem> {
    Capability::parse(bearer(headers)?).map_err(|_| Problem::NotFound)
}

/// The same, from the other party of an appointment.
pub(super) fn partner_code(headers: &HeaderMap) -> Result<PartnerCode, Problem> {
    PartnerCode::parse(bearer(headers)?).map_err(|_| Problem::NotFound)
}

fn bearer(headers: &HeaderMap) -> Result<&str, Problem> {
    let value = headers
        .get(header::AUTHORIZATION)
        .and_then(|value| value.to_str().ok())
        .ok_or(Problem::NotFound)?;
    let (scheme, token) = value.split_once(' ').ok_or(Problem::NotFound)?;
    if !scheme.eq_ignore_ascii_case("bearer") {
        return Err(Problem::NotFound);
    }
    Ok(token.trim())
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
