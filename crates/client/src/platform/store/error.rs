//! Why the device's storage did not do what was asked.

/// Each has its own words on the screen and its own way out.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StorageError {
    /// The browser offers no IndexedDB, as in some private windows.
    #[error("no IndexedDB")]
    Unavailable,
    /// No room left.
    #[error("quota exceeded")]
    Quota,
    /// The connection was lost, and lost again after it was opened anew.
    #[error("connection lost")]
    Lost,
    /// Another tab with an older app holds the database open.
    #[error("blocked by another tab")]
    Blocked,
    /// A newer app has written here.
    #[error("written by a newer app")]
    Newer,
    /// Another tab wrote this record in between.
    #[error("changed in between")]
    Conflict,
    /// What is stored does not have the shape of a record.
    #[error("malformed record")]
    Malformed,
    /// Anything else, by the name of the browser's error.
    #[error("storage failed: {0}")]
    Failed(String),
}

impl StorageError {
    /// By the name of the browser's error.
    pub(super) fn from_name(name: &str) -> StorageError {
        match name {
            "QuotaExceededError" => StorageError::Quota,
            "VersionError" => StorageError::Newer,
            // `SecurityError`: storage is forbidden for this site.
            "SecurityError" => StorageError::Unavailable,
            other => StorageError::Failed(other.to_owned()),
        }
    }

    /// Whether trying again later can help.
    pub fn is_permanent(&self) -> bool {
        match self {
            StorageError::Unavailable | StorageError::Newer | StorageError::Malformed => true,
            StorageError::Quota
            | StorageError::Lost
            | StorageError::Blocked
            | StorageError::Conflict
            | StorageError::Failed(_) => false,
        }
    }
}
