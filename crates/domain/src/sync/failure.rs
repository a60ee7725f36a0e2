//! Why something did not go out, each reason by its own name.

use core::time::Duration;

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
