//! What must never be in a world.

use civil_affairs_domain::record::queue::QueuedError;

/// A queue has to be empty so long after the server can answer.
pub const DRAIN: i64 = 60_000;

/// What must never be.
#[derive(Debug, thiserror::Error)]
pub enum Wrong {
    /// Something a person finished is neither with the bureau nor waiting for her.
    #[error("lost: {0}")]
    Lost(String),
    /// The bureau has something twice, or has done it twice.
    #[error("twice: {0}")]
    Twice(String),
    /// 已提交 without the bureau having it.
    #[error("false 已提交: {0}")]
    False(String),
    /// A queue took too long.
    #[error("slow: {0}")]
    Slow(String),
    /// Another law is broken.
    #[error("{0}")]
    Law(String),
    /// A queue record is not read again as it was written.
    #[error(transparent)]
    Record(#[from] QueuedError),
    /// The simulation itself does not work.
    #[error("the simulation failed: {0:#}")]
    Failed(#[from] anyhow::Error),
}
