//! WebCrypto: the device key, a data key for each record, sealing and opening (design §6).
//!
//! The device key is made once and never leaves the browser: it is kept by structured clone and cannot be
//! exported. It only wraps data keys. AES-256-GCM throughout, with a fresh random IV for each use.

use civil_affairs_domain::value::sha256::Sha256;
mod code_key;
mod device_key;
mod error;
mod pin;
mod receipts;
mod sealing;
mod subtle;

pub use code_key::CodeKey;
pub use device_key::{DeviceKey, DeviceKeyError};
pub use error::CryptoError;
pub use pin::PinLock;
pub use receipts::{ReceiptKey, is_signed, keys};
pub use sealing::{DataKey, Label, WrappedKey};

/// SHA-256.
pub async fn sha256(bytes: &[u8]) -> Result<Sha256, CryptoError> {
    let digest: Result<[u8; 32], _> = subtle::sha256(bytes).await?.try_into();
    digest
        .map(Sha256::new)
        .map_err(|_| CryptoError::Unavailable)
}

/// So many random bytes.
pub fn random<const N: usize>() -> Result<[u8; N], CryptoError> {
    subtle::random()
}
