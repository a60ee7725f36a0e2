//! What an answer means.

use super::{Failure, Item, Refusal};
use crate::{
    decode,
    receipt::Unverified,
    wire::{MOST_BYTES, Problem, ProblemCode, Received},
};
use core::time::Duration;

/// What came of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Nothing: no network, no server, or too late.
    None,
    /// The file is not on the device any more, so nothing was asked.
    NoFile,
    /// Something, from whomever.
    Http(Http),
}

/// An answer over HTTP, as it came.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Http {
    /// Status.
    pub status: u16,
    /// Whether its `Content-Type` is one of ours ([`crate::wire::header::is_json`]).
    pub is_json: bool,
    /// `Retry-After`.
    pub retry_after: Option<Duration>,
    /// `Upload-Offset`.
    pub offset: Option<u64>,
    /// `Upload-Complete`.
    pub is_complete: Option<bool>,
    /// Body, whole.
    pub body: Vec<u8>,
}

/// What an answer to a submission means.
#[derive(Debug)]
pub(super) enum Submitted {
    /// With a receipt that fits, unless somebody has made it up.
    Received(Received, Box<Unverified>),
    Refused(Refusal),
    Failed(Failure),
}

/// What an answer about a file means.
#[derive(Debug)]
pub(super) enum Part {
    Whole,
    From(u64),
    Failed(Failure),
}

impl Answer {
    pub(super) fn of_submission(&self, item: &Item) -> Submitted {
        let Answer::Http(http) = self else {
            return Submitted::Failed(Failure::Offline);
        };
        if !matches!(http.status, 200 | 201) {
            return http.not_done();
        }
        let Some(received) = http.read::<Received>() else {
            return Submitted::Failed(Failure::NotOurs);
        };
        match Unverified::parse(&received.receipt) {
            Ok(unverified)
                if unverified
                    .receipt
                    .is_for(&item.id, &item.sha256, &item.service)
                    && unverified.receipt.reference == received.reference =>
            {
                Submitted::Received(received, Box::new(unverified))
            }
            _ => Submitted::Failed(Failure::Forged),
        }
    }

    /// `from`: where the part that was sent began; none when it was only asked.
    pub(super) fn of_part(&self, from: Option<u64>) -> Part {
        let Answer::Http(http) = self else {
            return Part::Failed(Failure::Offline);
        };
        if http.status == 204 {
            return match (http.is_complete, http.offset) {
                (Some(true), _) => Part::Whole,
                (Some(false), Some(offset)) if from.is_none_or(|from| offset > from) => {
                    Part::From(offset)
                }
                (Some(false), Some(_)) => Part::Failed(Failure::OutOfStep),
                _ => Part::Failed(Failure::NotOurs),
            };
        }
        Part::Failed(match http.not_done() {
            Submitted::Failed(failure) => failure,
            // What is received already is not refused for a file: whatever is said of it, it is tried again.
            Submitted::Refused(_) | Submitted::Received(..) => Failure::Broken,
        })
    }
}

impl Http {
    fn read<T: decode::Decode>(&self) -> Option<T> {
        let is_ours = self.is_json && self.body.len() <= MOST_BYTES;
        is_ours.then(|| decode::read(&self.body).ok()).flatten()
    }

    fn not_done(&self) -> Submitted {
        // Balancers and portals answer too: without a word of ours, an answer says only that the server was not reached.
        let Some(problem) = self.read::<Problem>() else {
            return Submitted::Failed(match self.status {
                502..=504 | 429 => Failure::Busy(self.retry_after),
                _ => Failure::NotOurs,
            });
        };
        let failure = match problem.code {
            ProblemCode::DigestMismatch => Failure::Damaged,
            ProblemCode::OffsetMismatch => Failure::OutOfStep,
            ProblemCode::NotFound => Failure::Unknown,
            ProblemCode::AppSuperseded => Failure::Superseded,
            ProblemCode::RateLimited | ProblemCode::Unavailable => Failure::Busy(self.retry_after),
            ProblemCode::Internal | ProblemCode::MethodNotAllowed | ProblemCode::NotNow => {
                Failure::Broken
            }
            ProblemCode::NotDecodable
            | ProblemCode::TooLarge
            | ProblemCode::UnknownService
            | ProblemCode::UnknownVersion
            | ProblemCode::IdConflict
            | ProblemCode::Lapsed => {
                return Submitted::Refused(Refusal {
                    code: problem.code,
                    alternatives: problem.alternatives,
                    correlation_id: problem.correlation_id,
                });
            }
        };
        Submitted::Failed(failure)
    }
}
