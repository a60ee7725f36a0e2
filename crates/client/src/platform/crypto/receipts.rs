//! Whether one of the bureau's keys has signed a receipt (ECDSA on P-256, WebCrypto).

use super::{CryptoError, subtle};
use civil_affairs_domain::{
    protocol::receipt::Unverified,
    value::decode::{Decode, DecodeError, field},
};
use serde_json::Value;

/// A public key of the bureau (RFC 7517).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReceiptKey {
    /// Its name.
    kid: String,
    x: String,
    y: String,
}

impl Decode for ReceiptKey {
    fn decode(value: &Value) -> Result<ReceiptKey, DecodeError> {
        if field::<String>(value, "kty")? != "EC" || field::<String>(value, "crv")? != "P-256" {
            return Err(DecodeError("key"));
        }
        Ok(ReceiptKey {
            kid: field(value, "kid")?,
            x: field(value, "x")?,
            y: field(value, "y")?,
        })
    }
}

/// The keys in a JWK Set. One of another kind is passed over.
pub fn keys(json: &str) -> Option<Vec<ReceiptKey>> {
    let set: Value = serde_json::from_str(json).ok()?;
    let keys = set.get("keys")?.as_array()?;
    Some(
        keys.iter()
            .filter_map(|key| ReceiptKey::decode(key).ok())
            .collect(),
    )
}

/// Whether the key that the receipt names has signed it; nothing when it is not among these.
pub async fn is_signed(
    unverified: &Unverified,
    keys: &[ReceiptKey],
) -> Result<Option<bool>, CryptoError> {
    let Some(key) = keys.iter().find(|key| key.kid == unverified.kid) else {
        return Ok(None);
    };
    let input = unverified.signing_input.as_bytes();
    subtle::verify_p256(&key.x, &key.y, &unverified.signature, input)
        .await
        .map(Some)
}
