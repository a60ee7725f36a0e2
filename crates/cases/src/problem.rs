//! Why something is not done.

use crate::receipt::SignerError;
use civil_affairs_domain::{protocol::wire::ProblemCode, value::slot::SlotId};
use civil_affairs_store::StoreError;

/// A refusal. What a sender can see of it never tells about anybody else.
#[derive(Debug, thiserror::Error)]
pub enum IntakeProblem {
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

impl IntakeProblem {
    /// Stable word.
    pub fn code(&self) -> ProblemCode {
        match self {
            IntakeProblem::NotDecodable => ProblemCode::NotDecodable,
            IntakeProblem::DigestMismatch => ProblemCode::DigestMismatch,
            IntakeProblem::TooLarge => ProblemCode::TooLarge,
            IntakeProblem::UnknownService => ProblemCode::UnknownService,
            IntakeProblem::UnknownVersion => ProblemCode::UnknownVersion,
            IntakeProblem::IdConflict => ProblemCode::IdConflict,
            IntakeProblem::Lapsed { .. } => ProblemCode::Lapsed,
            IntakeProblem::Full { .. } | IntakeProblem::NotNow { .. } => ProblemCode::NotNow,
            IntakeProblem::Offset { .. } => ProblemCode::OffsetMismatch,
            IntakeProblem::FileDigest => ProblemCode::DigestMismatch,
            IntakeProblem::NotFound => ProblemCode::NotFound,
            IntakeProblem::RateLimited { .. } => ProblemCode::RateLimited,
            IntakeProblem::Unavailable { .. } => ProblemCode::Unavailable,
            IntakeProblem::Internal(_) => ProblemCode::Internal,
        }
    }
}

impl From<StoreError> for IntakeProblem {
    fn from(error: StoreError) -> IntakeProblem {
        if error.is_passing() {
            IntakeProblem::Unavailable { retry_after: BUSY }
        } else {
            IntakeProblem::Internal(error.to_string())
        }
    }
}

impl From<SignerError> for IntakeProblem {
    fn from(error: SignerError) -> IntakeProblem {
        IntakeProblem::Internal(error.to_string())
    }
}
