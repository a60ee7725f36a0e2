//! Receipts: what the bureau signs when it has received something.
//!
//! A receipt is a compact JWS (RFC 7515, ES256) over the hash of the bytes that were sent. Anybody with the public
//! key can check it, without the server: see [`verify`] and `civil-affairs verify`.

mod content;
mod jwk;
mod signer;
mod verify;

pub use content::Receipt;
pub use jwk::{Jwk, JwkSet};
pub use signer::{Signer, SignerError};
pub use verify::{Unverified, VerifyError};

use serde::{Deserialize, Serialize};

/// What the header of every receipt says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Header {
    alg: String,
    kid: String,
    typ: String,
}

const ALG: &str = "ES256";
const TYP: &str = "receipt+jwt";

#[cfg(test)]
mod tests;
