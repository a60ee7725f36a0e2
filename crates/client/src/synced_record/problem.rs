//! Why answers are not kept, as far as a person has to know it: each has its own words and its own way out.

use crate::platform::{crypto::CryptoError, store::StorageError, vault::VaultError};

/// Why a record is not read or not written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RecordError {
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

impl RecordError {
    /// Whether writing again can help.
    pub fn is_permanent(self) -> bool {
        match self {
            RecordError::NoStorage
            | RecordError::NoCrypto
            | RecordError::KeyMissing
            | RecordError::Damaged
            | RecordError::NewerApp => true,
            RecordError::Blocked | RecordError::Full | RecordError::Storage => false,
        }
    }

    /// Whether giving up the stored record is the way out.
    pub fn can_forget(self) -> bool {
        matches!(self, RecordError::KeyMissing | RecordError::Damaged)
    }
}

impl From<VaultError> for RecordError {
    fn from(error: VaultError) -> RecordError {
        match error {
            VaultError::Storage(StorageError::Unavailable) => RecordError::NoStorage,
            VaultError::Crypto(CryptoError::Unavailable) => RecordError::NoCrypto,
            VaultError::Crypto(CryptoError::KeyMissing) => RecordError::KeyMissing,
            VaultError::Crypto(CryptoError::TagMismatch)
            | VaultError::Storage(StorageError::Malformed) => RecordError::Damaged,
            VaultError::Storage(StorageError::Newer) => RecordError::NewerApp,
            VaultError::Storage(StorageError::Blocked) => RecordError::Blocked,
            VaultError::Storage(StorageError::Quota) => RecordError::Full,
            VaultError::Storage(
                StorageError::Lost | StorageError::Conflict | StorageError::Failed(_),
            )
            | VaultError::Crypto(CryptoError::Failed(_)) => RecordError::Storage,
        }
    }
}
