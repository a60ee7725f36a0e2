//! Checks a receipt against public keys.

use super::{ALG, Header, JwkSet, Receipt, TYP};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use p256::ecdsa::{Signature, VerifyingKey, signature::Verifier};

/// A receipt is far shorter.
const LONGEST: usize = 4_096;

/// A receipt that was read and not checked yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unverified {
    kid: String,
    signed: String,
    signature: Vec<u8>,
    receipt: Receipt,
}

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

impl Unverified {
    /// Reads the compact form. Only ES256 is a receipt; a header never chooses another check.
    pub fn parse(compact: &str) -> Result<Unverified, VerifyError> {
        let compact = compact.trim();
        let (signed, signature) = compact
            .rsplit_once('.')
            .filter(|_| compact.len() <= LONGEST)
            .ok_or(VerifyError::Form)?;
        let (header, payload) = signed.split_once('.').ok_or(VerifyError::Form)?;
        let bytes = |part: &str| {
            BASE64_URL_SAFE_NO_PAD
                .decode(part)
                .map_err(|_| VerifyError::Form)
        };
        let header: Header =
            serde_json::from_slice(&bytes(header)?).map_err(|_| VerifyError::Form)?;
        let receipt: Receipt =
            serde_json::from_slice(&bytes(payload)?).map_err(|_| VerifyError::Form)?;
        if header.alg != ALG || header.typ != TYP || !receipt.is_known() {
            return Err(VerifyError::Form);
        }
        Ok(Unverified {
            kid: header.kid,
            signed: signed.to_owned(),
            signature: bytes(signature)?,
            receipt,
        })
    }

    /// What it says, if one of the keys signed it.
    pub fn verify(self, keys: &JwkSet) -> Result<Receipt, VerifyError> {
        let own = keys.keys.iter().find(|key| key.kid == self.kid);
        let key = own
            .and_then(super::Jwk::key)
            .ok_or_else(|| VerifyError::Key(self.kid.clone()))?;
        check(&key, self.signed.as_bytes(), &self.signature)?;
        Ok(self.receipt)
    }
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
