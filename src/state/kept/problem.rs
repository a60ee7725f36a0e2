//! Why answers are not kept, as far as a person has to know it: each has its own words and its own way out.

use crate::platform::{crypto::CryptoError, store::StorageError, vault::VaultError};

/// See the module.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Problem {
    /// This browser or window stores nothing.
    NoStorage,
    /// This page may not encrypt, so nothing is stored.
    NoCrypto,
    /// The key of this device is gone, and with it what it sealed.
    KeyMissing,
    /// The record was damaged.
    Damaged,
    /// A newer app wrote it.
    NewerApp,
    /// Another page with an older app is in the way.
    Blocked,
    /// The device is full.
    Full,
    /// Storage fails for now.
    Storage,
}

impl Problem {
    /// Whether writing again can help.
    pub fn is_permanent(self) -> bool {
        match self {
            Problem::NoStorage
            | Problem::NoCrypto
            | Problem::KeyMissing
            | Problem::Damaged
            | Problem::NewerApp => true,
            Problem::Blocked | Problem::Full | Problem::Storage => false,
        }
    }

    /// Whether giving up the stored record is the way out.
    pub fn can_forget(self) -> bool {
        matches!(self, Problem::KeyMissing | Problem::Damaged)
    }
}

impl From<VaultError> for Problem {
    fn from(error: VaultError) -> Problem {
        match error {
            VaultError::Storage(StorageError::Unavailable) => Problem::NoStorage,
            VaultError::Crypto(CryptoError::Unavailable) => Problem::NoCrypto,
            VaultError::Crypto(CryptoError::KeyMissing) => Problem::KeyMissing,
            VaultError::Crypto(CryptoError::TagMismatch)
            | VaultError::Storage(StorageError::Malformed) => Problem::Damaged,
            VaultError::Storage(StorageError::Newer) => Problem::NewerApp,
            VaultError::Storage(StorageError::Blocked) => Problem::Blocked,
            VaultError::Storage(StorageError::Quota) => Problem::Full,
            VaultError::Storage(
                StorageError::Lost | StorageError::Conflict | StorageError::Failed(_),
            )
            | VaultError::Crypto(CryptoError::Failed(_)) => Problem::Storage,
        }
    }
}
