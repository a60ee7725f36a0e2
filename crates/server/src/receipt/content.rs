//! What a receipt says.

use civil_affairs_domain::{code::Reference, id::SubmissionId, instant::Instant};
use serde::{Deserialize, Serialize};

/// The form of the content, counted up when it changes.
const VERSION: u32 = 1;

/// The signed content. Its words are read by every app that was ever installed: add, never change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Receipt {
    v: u32,
    /// 受理编号. Another one than was sent where that was taken already.
    pub reference: Reference,
    /// What was received.
    pub submission_id: SubmissionId,
    /// SHA-256 of the bytes that were sent, 64 small hexadecimal digits.
    pub sha256: String,
    /// When, by the server's clock. Legal time begins here.
    pub received_at: Instant,
    /// The service.
    pub service: String,
    /// The state it was received into.
    pub state: String,
}

impl Receipt {
    /// For what was received.
    pub fn new(
        reference: Reference,
        submission_id: SubmissionId,
        sha256: String,
        received_at: Instant,
        service: String,
        state: String,
    ) -> Receipt {
        Receipt {
            v: VERSION,
            reference,
            submission_id,
            sha256,
            received_at,
            service,
            state,
        }
    }

    /// Whether this code knows the form.
    pub(super) fn is_known(&self) -> bool {
        self.v == VERSION
    }
}
