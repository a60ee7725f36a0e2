//! Why something did not go out, each reason by its own name.

use crate::value::decode::Decode;
use crate::{
    protocol::wire::{ApiProblem, ProblemCode},
    value::slot::SlotId,
};
use core::time::Duration;
use serde::{Deserialize, Serialize};

/// A try that failed; another one may succeed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Failure {
    /// No answer at all.
    Offline,
    /// An answer that is not the server's: the page of a captive portal, a cut body.
    NotOurs,
    /// The server is busy, or wants fewer requests, and may say for how long.
    Busy(Option<Duration>),
    /// The server has failed.
    Broken,
    /// The bytes arrived damaged.
    Damaged,
    /// A file has less on the server than it had.
    OutOfStep,
    /// The server does not know the item any more.
    Unknown,
    /// The receipt is for something else, or nobody at the bureau has signed it.
    Forged,
    /// The keys to check the receipt could not be had.
    NoKeys,
    /// The device did not store the result.
    NotStored,
    /// A file is not on the device any more: it will never be sent.
    FileGone,
    /// The server takes no such file: it is too large, or one too many. It will never be sent.
    FileRefused,
    /// This app is too old for the server.
    Superseded,
}

impl Failure {
    /// How many kinds there are.
    pub const KINDS: usize = 13;

    /// Its number among the kinds, for counting.
    pub fn kind(self) -> usize {
        match self {
            Failure::Offline => 0,
            Failure::NotOurs => 1,
            Failure::Busy(_) => 2,
            Failure::Broken => 3,
            Failure::Damaged => 4,
            Failure::OutOfStep => 5,
            Failure::Unknown => 6,
            Failure::Forged => 7,
            Failure::NoKeys => 8,
            Failure::NotStored => 9,
            Failure::FileGone => 10,
            Failure::FileRefused => 11,
            Failure::Superseded => 12,
        }
    }

    /// Whether it concerns every item alike: the server is out of reach, or asks to wait.
    pub fn is_of_the_line(self) -> bool {
        matches!(self, Failure::Offline | Failure::NotOurs | Failure::Busy(_))
    }

    /// Whether it shows that the server can be reached.
    pub(super) fn is_an_answer(self) -> bool {
        !matches!(
            self,
            Failure::Offline | Failure::NotOurs | Failure::NoKeys | Failure::NotStored
        )
    }

    /// How long the server asked to wait.
    pub(super) fn wait(self) -> Option<Duration> {
        match self {
            Failure::Busy(wait) => wait,
            _ => None,
        }
    }
}

/// The server will never receive this. It waits for its person and keeps nothing else from going out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[serde(deny_unknown_fields)]
pub struct Refusal {
    /// Why.
    pub code: ProblemCode,
    /// The nearest slots that are free, where every wish has passed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub alternatives: Vec<SlotId>,
    /// To be named when somebody is asked for help.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub correlation_id: Option<String>,
}

impl From<ApiProblem> for Refusal {
    fn from(problem: ApiProblem) -> Refusal {
        Refusal {
            code: problem.code,
            alternatives: problem.alternatives,
            correlation_id: problem.correlation_id,
        }
    }
}
