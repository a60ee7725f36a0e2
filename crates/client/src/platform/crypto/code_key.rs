//! A key from a recovery code (HKDF-SHA-256, RFC 5869): for what leaves the device sealed.

use super::{CryptoError, subtle};
use web_sys::CryptoKey;

/// What the key is for; another purpose gives another key.
const INFO: &[u8] = b"civil-affairs transfer v1";

/// Seals and opens with the key of a code.
pub struct CodeKey(CryptoKey);

impl CodeKey {
    /// The key of a code, with a salt that stands beside what it seals. The code has 97 random bits: it needs no
    /// stretching.
    pub async fn derive(code: &[u8], salt: &[u8]) -> Result<CodeKey, CryptoError> {
        let by = subtle::Derivation::Hkdf { info: INFO };
        subtle::derive(code, salt, by).await.map(CodeKey)
    }

    /// Encrypts and authenticates. Never twice with the same initialisation vector.
    pub async fn seal(
        &self,
        content: &[u8],
        iv: &[u8],
        additional: &[u8],
    ) -> Result<Vec<u8>, CryptoError> {
        subtle::encrypt(content, &self.0, &subtle::Gcm { iv, additional }).await
    }

    /// Decrypts; [`CryptoError::TagMismatch`] for another code and for changed bytes alike.
    pub async fn open(
        &self,
        sealed: &[u8],
        iv: &[u8],
        additional: &[u8],
    ) -> Result<Vec<u8>, CryptoError> {
        subtle::decrypt(sealed, &self.0, &subtle::Gcm { iv, additional }).await
    }
}
