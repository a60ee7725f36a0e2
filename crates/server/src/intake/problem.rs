//! Why something is not done.

use crate::{receipt::SignerError, store::StoreError};
use civil_affairs_domain::{slot::SlotId, wire::ProblemCode};

/// A refusal. What a sender can see of it never tells about anybody else.
#[derive(Debug, thiserror::Error)]
pub enum Problem {
    /// Not a submission, or not the one of the address.
    #[error("not decodable")]
    NotDecodable,
    /// Damaged on the way: sending it again helps.
    #[error("the digest does not fit the bytes")]
    DigestMismatch,
    /// Over a limit.
    #[error("too large")]
    TooLarge,
    /// Never served here.
    #[error("no such service")]
    UnknownService,
    /// The service never had this version here.
    #[error("no such version")]
    UnknownVersion,
    /// The id belongs to other bytes or another capability.
    #[error("this id was used for something else")]
    IdConflict,
    /// Every wished slot has passed.
    #[error("all wishes have passed")]
    Lapsed {
        /// The nearest that are free.
        alternatives: Vec<SlotId>,
    },
    /// The appointment cannot be moved there; it stays where it was.
    #[error("all wishes are full")]
    Full {
        /// The nearest that are free.
        alternatives: Vec<SlotId>,
    },
    /// Not possible in the present state.
    #[error("not possible in the state {state}")]
    NotNow {
        /// The present state.
        state: String,
    },
    /// The part does not begin where the file ends.
    #[error("the file goes on elsewhere")]
    Offset {
        /// There.
        offset: u64,
    },
    /// The whole file is not what its name says; it begins anew.
    #[error("the digest does not fit the file")]
    FileDigest,
    /// Nothing there for this capability.
    #[error("not found")]
    NotFound,
    /// Asked too often.
    #[error("too many attempts")]
    RateLimited {
        /// Seconds to wait.
        retry_after: u32,
    },
    /// Busy.
    #[error("busy")]
    Unavailable {
        /// Seconds to wait.
        retry_after: u32,
    },
    /// A fault of this server.
    #[error("{0}")]
    Internal(String),
}

/// Seconds after which a busy server is asked again.
const BUSY: u32 = 5;

impl Problem {
    /// Stable word.
    pub fn code(&self) -> ProblemCode {
        match self {
            Problem::NotDecodable => ProblemCode::NotDecodable,
            Problem::DigestMismatch => ProblemCode::DigestMismatch,
            Problem::TooLarge => ProblemCode::TooLarge,
            Problem::UnknownService => ProblemCode::UnknownService,
            Problem::UnknownVersion => ProblemCode::UnknownVersion,
            Problem::IdConflict => ProblemCode::IdConflict,
            Problem::Lapsed { .. } => ProblemCode::Lapsed,
            Problem::Full { .. } | Problem::NotNow { .. } => ProblemCode::NotNow,
            Problem::Offset { .. } => ProblemCode::OffsetMismatch,
            Problem::FileDigest => ProblemCode::DigestMismatch,
            Problem::NotFound => ProblemCode::NotFound,
            Problem::RateLimited { .. } => ProblemCode::RateLimited,
            Problem::Unavailable { .. } => ProblemCode::Unavailable,
            Problem::Internal(_) => ProblemCode::Internal,
        }
    }
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Problem {
        if error.is_passing() {
            Problem::Unavailable { retry_after: BUSY }
        } else {
            Problem::Internal(error.to_string())
        }
    }
}

impl From<SignerError> for Problem {
    fn from(error: SignerError) -> Problem {
        Problem::Internal(error.to_string())
    }
}
