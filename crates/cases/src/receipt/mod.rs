//! Receipts: what the bureau signs when it has received something.
//!
//! A receipt is a compact JWS (RFC 7515, ES256) over the hash of the bytes that were sent. Anybody with the public
//! key can check it, without the server: see [`verify`] and `civil-affairs verify`.

mod jwk;
mod signer;
mod signers;
mod verify;

pub use civil_affairs_domain::protocol::receipt::Receipt;
pub use jwk::{JwkSet, PublicJwk};
pub use signer::{Signer, SignerError};
pub use signers::Signers;
pub use verify::{VerifyError, verify};

#[cfg(test)]
mod tests;
