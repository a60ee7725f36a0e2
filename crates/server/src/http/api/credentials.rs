//! Who asks for what. A wrong form is answered like something unknown.

use axum::http::{HeaderMap, header};
use civil_affairs_cases::IntakeProblem;
use civil_affairs_domain::{
    value::code::{Capability, PartnerCode, Secret},
    value::id::SubmissionId,
};

/// The id in an address.
pub(super) fn submission(id: &str) -> Result<SubmissionId, IntakeProblem> {
    SubmissionId::parse(id).map_err(|_| IntakeProblem::NotFound)
}

/// `Authorization: Bearer …`.
pub(super) fn capability(headers: &HeaderMap) -> Result<Capability, IntakeProblem> {
    Capability::parse(bearer(headers)?).map_err(|_| IntakeProblem::NotFound)
}

/// The same, from the other party of an appointment.
pub(super) fn partner_code(headers: &HeaderMap) -> Result<PartnerCode, IntakeProblem> {
    PartnerCode::parse(bearer(headers)?).map_err(|_| IntakeProblem::NotFound)
}

fn bearer(headers: &HeaderMap) -> Result<&str, IntakeProblem> {
    let value = headers
        .get(header::AUTHORIZATION)
        .and_then(|value| value.to_str().ok())
        .ok_or(IntakeProblem::NotFound)?;
    let (scheme, token) = value.split_once(' ').ok_or(IntakeProblem::NotFound)?;
    if !scheme.eq_ignore_ascii_case("bearer") {
        return Err(IntakeProblem::NotFound);
    }
    Ok(token.trim())
}

/// `Submission-Secret: XXXX-XXXX`.
pub(super) fn secret(headers: &HeaderMap) -> Result<Secret, IntakeProblem> {
    let value = headers
        .get("submission-secret")
        .and_then(|value| value.to_str().ok());
    value
        .and_then(|value| Secret::parse(value).ok())
        .ok_or(IntakeProblem::NotDecodable)
}
