//! Signs receipts with the key of this installation.

use super::{JwkSet, PublicJwk, Receipt};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use p256::ecdsa::{Signature, SigningKey, signature::Signer as _};

/// Holds the private key. Never printed by `Debug`.
pub struct Signer {
    key: SigningKey,
    public: PublicJwk,
}

/// Why nothing is signed.
#[derive(Debug, thiserror::Error)]
pub enum SignerError {
    /// Not a private number of P-256.
    #[error("the signing key is damaged")]
    Key,
    /// The receipt cannot be written.
    #[error("the receipt cannot be written: {0}")]
    Json(#[from] serde_json::Error),
}

impl Signer {
    /// From the private number.
    pub fn new(private: &[u8; 32]) -> Result<Signer, SignerError> {
        let key = SigningKey::from_slice(private).map_err(|_| SignerError::Key)?;
        let public = PublicJwk::new(key.verifying_key());
        Ok(Signer { key, public })
    }

    /// The public half.
    pub fn public(&self) -> &PublicJwk {
        &self.public
    }

    /// The public half as a set of one.
    pub fn keys(&self) -> JwkSet {
        JwkSet {
            keys: vec![self.public.clone()],
        }
    }

    /// The receipt in its compact form. The same receipt is always signed alike (RFC 6979).
    pub fn sign(&self, receipt: &Receipt) -> Result<String, SignerError> {
        let mut compact = receipt.signing_input(&self.public.kid)?;
        let signature: Signature = self.key.sign(compact.as_bytes());
        compact.push('.');
        compact.push_str(&BASE64_URL_SAFE_NO_PAD.encode(signature.to_bytes()));
        Ok(compact)
    }
}

impl std::fmt::Debug for Signer {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "Signer({})", self.public.kid)
    }
}
