//! What a person of a world has finished: what the laws hold the bureau to.

use civil_affairs_domain::{
    protocol::wire::ProblemCode,
    value::{code::Reference, id::SubmissionId, sha256::Sha256},
};

/// Something that was finished.
#[derive(Clone, Debug)]
pub(crate) struct FinishedForm {
    pub(crate) id: SubmissionId,
    pub(crate) sha256: Sha256,
    pub(crate) service: &'static str,
    pub(crate) reference: Reference,
    /// Digests of its files.
    pub(crate) files: Vec<Sha256>,
    /// Why the bureau will never take it.
    pub(crate) poison: Option<ProblemCode>,
}
