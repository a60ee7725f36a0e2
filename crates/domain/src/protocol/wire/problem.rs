//! ApiProblem details (RFC 9457): why something was not done.

use crate::value::decode::Decode;
use crate::value::slot::SlotId;
use serde::{Deserialize, Serialize};

/// The stable word of a problem. An app that does not know one goes by the status.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Decode,
)]
#[serde(rename_all = "snake_case")]
pub enum ProblemCode {
    /// The bytes are no submission. 400.
    NotDecodable,
    /// The bytes were damaged on the way: sending them again helps. 400.
    DigestMismatch,
    /// Over a limit. 413.
    TooLarge,
    /// No such service here. 422.
    UnknownService,
    /// The service never had this version here. 422.
    UnknownVersion,
    /// The id belongs to other bytes. 409.
    IdConflict,
    /// Every wished slot has passed. 422.
    Lapsed,
    /// The part does not begin where the file ends. 409.
    OffsetMismatch,
    /// Not possible in the present state. 409.
    NotNow,
    /// Nothing is there for this capability. 404.
    NotFound,
    /// Another method is wanted. 405.
    MethodNotAllowed,
    /// This app is too old to be understood. 426.
    AppSuperseded,
    /// Asked too often. 429.
    RateLimited,
    /// A fault of the server. 500.
    Internal,
    /// Busy. 503.
    Unavailable,
}

impl ProblemCode {
    /// HTTP status.
    pub fn status(self) -> u16 {
        match self {
            ProblemCode::NotDecodable | ProblemCode::DigestMismatch => 400,
            ProblemCode::NotFound => 404,
            ProblemCode::MethodNotAllowed => 405,
            ProblemCode::IdConflict | ProblemCode::OffsetMismatch | ProblemCode::NotNow => 409,
            ProblemCode::TooLarge => 413,
            ProblemCode::UnknownService | ProblemCode::UnknownVersion | ProblemCode::Lapsed => 422,
            ProblemCode::AppSuperseded => 426,
            ProblemCode::RateLimited => 429,
            ProblemCode::Internal => 500,
            ProblemCode::Unavailable => 503,
        }
    }
}

impl ProblemCode {
    /// What a status means where no word can come along: in the answer to a question for how much of a file is there
    /// (`HEAD`). Nothing for a status of somebody else's.
    pub fn of_status(status: u16) -> Option<ProblemCode> {
        match status {
            404 => Some(ProblemCode::NotFound),
            409 => Some(ProblemCode::NotNow),
            426 => Some(ProblemCode::AppSuperseded),
            429 => Some(ProblemCode::RateLimited),
            500 => Some(ProblemCode::Internal),
            503 => Some(ProblemCode::Unavailable),
            _ => None,
        }
    }
}

/// What the app reads of a problem.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
pub struct ApiProblem {
    /// Its stable word.
    pub code: ProblemCode,
    /// To be named when somebody is asked for help. It says nothing about a person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub correlation_id: Option<String>,
    /// The nearest slots that are free, where every wish has passed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub alternatives: Vec<SlotId>,
}
