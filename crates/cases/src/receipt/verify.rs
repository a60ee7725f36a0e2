//! Checks a receipt against public keys.

use super::{JwkSet, Receipt};
use civil_affairs_domain::protocol::receipt::Unverified;
use p256::ecdsa::{Signature, VerifyingKey, signature::Verifier};

/// Why a text is no receipt of these keys.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum VerifyError {
    /// Not the compact form, or not of this kind.
    #[error("this is no receipt")]
    Form,
    /// Signed with a key that is not among them.
    #[error("the key {0} is not known here")]
    Key(String),
    /// Something in it was changed.
    #[error("the signature is wrong: the receipt is forged or damaged")]
    Signature,
}

/// What a receipt in its compact form says, if one of the keys signed it.
pub fn verify(compact: &str, keys: &JwkSet) -> Result<Receipt, VerifyError> {
    let read = Unverified::parse(compact.trim()).map_err(|_| VerifyError::Form)?;
    let own = keys.keys.iter().find(|key| key.kid == read.kid);
    let key = own
        .and_then(super::PublicJwk::key)
        .ok_or_else(|| VerifyError::Key(read.kid.clone()))?;
    check(&key, read.signing_input.as_bytes(), &read.signature)?;
    Ok(read.receipt)
}

/// The raw form of RFC 7518 §3.4: r and s, 32 bytes each.
pub(super) fn check(
    key: &VerifyingKey,
    signed: &[u8],
    signature: &[u8],
) -> Result<(), VerifyError> {
    let signature = Signature::from_slice(signature).map_err(|_| VerifyError::Signature)?;
    key.verify(signed, &signature)
        .map_err(|_| VerifyError::Signature)
}
