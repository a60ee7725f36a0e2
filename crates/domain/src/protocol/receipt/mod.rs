//! The receipt of the bureau (受理回执): a compact JWS (RFC 7515) with ES256 over what was received.
//!
//! Everything but the cryptographic step stands here. Whoever has WebCrypto, or another library, takes
//! [`Unverified::signing_input`] and [`Unverified::signature`] and checks them with the key that
//! [`Unverified::kid`] names.

use crate::value::decode::Decode;
use crate::{
    value::base64url,
    value::code::Reference,
    value::decode::{self, field},
    value::id::SubmissionId,
    value::instant::Instant,
    value::sha256::Sha256,
    value::word::{ServiceId, StateId},
};
use serde::{Deserialize, Serialize};

/// The form of the content, counted up when it changes.
const VERSION: u32 = 1;
/// How it is signed: ECDSA on P-256 with SHA-256, r and s as 32 bytes each (RFC 7518 §3.4).
pub const ALG: &str = "ES256";
/// What it is, in the head (RFC 7515 §4.1.9).
pub const TYP: &str = "receipt+jwt";
/// No receipt is longer.
const MOST: usize = 4_096;

/// The signed content. Its words are read by every app that was ever installed: add, never change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[serde(deny_unknown_fields)]
pub struct Receipt {
    v: u32,
    /// 受理编号. Another one than was sent where that was taken already.
    pub reference: Reference,
    /// What was received.
    pub submission_id: SubmissionId,
    /// SHA-256 of the bytes that were sent.
    pub sha256: Sha256,
    /// When, by the server's clock. Legal time begins here.
    pub received_at: Instant,
    /// The service.
    pub service: ServiceId,
    /// The state it was received into.
    pub state: StateId,
}

impl Receipt {
    /// For what was received.
    pub fn new(
        reference: Reference,
        submission_id: SubmissionId,
        sha256: Sha256,
        received_at: Instant,
        service: ServiceId,
        state: StateId,
    ) -> Receipt {
        Receipt {
            v: VERSION,
            reference,
            submission_id,
            sha256,
            received_at,
            service,
            state,
        }
    }

    /// Whether it is for these very bytes of this submission.
    pub fn is_for(&self, id: &SubmissionId, sha256: &Sha256, service: &ServiceId) -> bool {
        self.submission_id == *id && self.sha256 == *sha256 && self.service == *service
    }

    /// What is signed, with the name of the key that signs: head and content.
    pub fn signing_input(&self, kid: &str) -> Result<String, serde_json::Error> {
        let head = serde_json::to_vec(&Head {
            alg: ALG,
            kid,
            typ: TYP,
        })?;
        let content = serde_json::to_vec(self)?;
        Ok(format!(
            "{}.{}",
            base64url::encode(&head),
            base64url::encode(&content)
        ))
    }
}

#[derive(Serialize)]
struct Head<'a> {
    alg: &'a str,
    kid: &'a str,
    typ: &'a str,
}

/// Not a receipt that this app can read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no receipt")]
pub struct NotAReceipt;

/// A receipt whose signature is still to be checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unverified {
    /// The key that is said to have signed it (RFC 7638 thumbprint).
    pub kid: String,
    /// What was signed, in ASCII.
    pub signing_input: String,
    /// r and s, 32 bytes each.
    pub signature: [u8; 64],
    /// What it says. Believe it once the signature is checked.
    pub receipt: Receipt,
}

impl Unverified {
    /// Takes a compact JWS apart. Another algorithm or form is no receipt, whatever it says.
    pub fn parse(compact: &str) -> Result<Unverified, NotAReceipt> {
        if compact.len() > MOST {
            return Err(NotAReceipt);
        }
        let (signing_input, signature) = compact.rsplit_once('.').ok_or(NotAReceipt)?;
        let (head, content) = signing_input.split_once('.').ok_or(NotAReceipt)?;
        let bytes = |part: &str| base64url::decode(part).ok_or(NotAReceipt);
        let head = decode::tree(&bytes(head)?).map_err(|_| NotAReceipt)?;
        let word = |name| field::<String>(&head, name).map_err(|_| NotAReceipt);
        if word("alg")? != ALG || word("typ")? != TYP || head.get("crit").is_some() {
            return Err(NotAReceipt);
        }
        let receipt: Receipt = decode::read(&bytes(content)?).map_err(|_| NotAReceipt)?;
        if receipt.v != VERSION {
            return Err(NotAReceipt);
        }
        Ok(Unverified {
            kid: word("kid")?,
            signature: bytes(signature)?.try_into().map_err(|_| NotAReceipt)?,
            signing_input: signing_input.to_owned(),
            receipt,
        })
    }
}

#[cfg(test)]
mod tests;
