//! What an answer means.

use super::{Failure, ItemState, QueueItem, Refusal};
use crate::{
    protocol::receipt::Unverified,
    protocol::wire::{ApiProblem, Changes, MOST_BYTES, ProblemCode, Received},
    value::decode,
};
use core::time::Duration;

/// What came of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RequestOutcome {
    /// Nothing: no network, no server, or too late.
    None,
    /// The file is not on the device any more, so nothing was asked.
    NoFile,
    /// Something, from whomever.
    Http(HttpReply),
}

/// An answer over HTTP, as it came.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HttpReply {
    /// Status.
    pub status: u16,
    /// Whether its `Content-Type` is one of ours ([`crate::protocol::wire::header::is_json`]).
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
    /// The bureau does not want it any more: everything of the item was erased.
    Unwanted,
    /// It does not take it: too large, or one too many.
    Refused,
    Failed(Failure),
}

/// What an answer about a received submission means.
#[derive(Debug)]
pub(super) enum PollOutcome {
    Changes(Box<Changes>),
    Refused(Refusal),
    Failed(Failure),
}

/// What an answer to a question means that a person asked and waits for.
#[derive(Debug)]
pub enum Lookup<T> {
    /// The bureau has told.
    Found(Box<T>),
    /// It does not answer, and why.
    Refused(ProblemCode),
    /// It was not reached.
    Failed(Failure),
}

impl RequestOutcome {
    /// What the bureau tells to whoever has asked and waits.
    pub fn known<T: decode::Decode>(&self) -> Lookup<T> {
        let RequestOutcome::Http(http) = self else {
            return Lookup::Failed(Failure::Offline);
        };
        if http.status == 200 {
            return match http.read::<T>() {
                Some(told) => Lookup::Found(Box::new(told)),
                None => Lookup::Failed(Failure::NotOurs),
            };
        }
        match http.read::<ApiProblem>() {
            Some(problem) if problem.code == ProblemCode::RateLimited => {
                Lookup::Failed(Failure::Busy(http.retry_after))
            }
            Some(problem) => Lookup::Refused(problem.code),
            None => Lookup::Failed(Failure::NotOurs),
        }
    }

    /// What the bureau tells of an item, asked or after an action.
    pub(super) fn of_changes(&self, item: &QueueItem) -> PollOutcome {
        let RequestOutcome::Http(http) = self else {
            return PollOutcome::Failed(Failure::Offline);
        };
        if http.status == 200 {
            let is_of_item = |changes: &Changes| match &item.state {
                ItemState::Received { reference, .. } => changes.reference == *reference,
                ItemState::Waiting | ItemState::Refused(_) => false,
            };
            return match http.read::<Changes>().filter(is_of_item) {
                Some(changes) => PollOutcome::Changes(Box::new(changes)),
                None => PollOutcome::Failed(Failure::NotOurs),
            };
        }
        match http.read::<ApiProblem>() {
            Some(problem)
                if matches!(problem.code, ProblemCode::NotNow | ProblemCode::NotFound) =>
            {
                PollOutcome::Refused(problem.into())
            }
            _ => match http.not_done() {
                Submitted::Failed(failure) => PollOutcome::Failed(failure),
                Submitted::Refused(refusal) => PollOutcome::Refused(refusal),
                Submitted::Received(..) => PollOutcome::Failed(Failure::NotOurs),
            },
        }
    }

    pub(super) fn of_submission(&self, item: &QueueItem) -> Submitted {
        let RequestOutcome::Http(http) = self else {
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
        let RequestOutcome::Http(http) = self else {
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
        let told = http.read::<ApiProblem>();
        let problem = match from {
            None => told.or_else(|| http.without_words()),
            // An answer to a part has words: one that came without them was cut, and says nothing.
            Some(_) => told,
        };
        if problem
            .as_ref()
            .is_some_and(|problem| problem.code == ProblemCode::NotNow)
        {
            return Part::Unwanted;
        }
        Part::Failed(match http.not_done_for(problem) {
            Submitted::Failed(failure) => failure,
            Submitted::Refused(refusal) if refusal.code == ProblemCode::TooLarge => {
                return Part::Refused;
            }
            // What is received already is not refused for a file: whatever else is said of it, it is tried again.
            Submitted::Refused(_) | Submitted::Received(..) => Failure::Broken,
        })
    }
}

impl HttpReply {
    fn read<T: decode::Decode>(&self) -> Option<T> {
        let is_ours = self.is_json && self.body.len() <= MOST_BYTES;
        is_ours.then(|| decode::read(&self.body).ok()).flatten()
    }

    /// The answer to a `HEAD` has no body, so its problem goes by the status.
    fn without_words(&self) -> Option<ApiProblem> {
        let is_ours = self.is_json && self.body.is_empty();
        let code = ProblemCode::of_status(self.status).filter(|_| is_ours)?;
        Some(ApiProblem {
            code,
            correlation_id: None,
            alternatives: Vec::new(),
        })
    }

    fn not_done(&self) -> Submitted {
        self.not_done_for(self.read::<ApiProblem>())
    }

    fn not_done_for(&self, problem: Option<ApiProblem>) -> Submitted {
        // Balancers and portals answer too: without a word of ours, an answer says only that the server was not reached.
        let Some(problem) = problem else {
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
                return Submitted::Refused(problem.into());
            }
        };
        Submitted::Failed(failure)
    }
}
