//! What lets the other party of an appointment confirm it.

use super::{Capability, CapabilityError};
use crate::value::sha256::Sha256;
use std::fmt;

/// Keeps what is hashed here apart from every other hash of a capability.
const PREFIX: &[u8] = b"civil-affairs partner code 1\0";

/// 128 bits, written like a [`Capability`] and worked out from the submission's own: SHA-256 of [`PartnerCode::source`],
/// cut to 16 bytes. So neither side has to store it, and whoever has it cannot get the capability back. The server keeps
/// a hash of it. Never printed by `Debug`.
#[derive(Clone, PartialEq, Eq)]
pub struct PartnerCode(Capability);

impl PartnerCode {
    /// The bytes to be hashed. The hash itself is the caller's, since browsers bring their own.
    pub fn source(capability: &Capability) -> Vec<u8> {
        [PREFIX, capability.to_string().as_bytes()].concat()
    }

    /// From the SHA-256 of [`PartnerCode::source`].
    pub fn from_sha256(digest: Sha256) -> PartnerCode {
        let mut bytes = [0; 16];
        for (to, from) in bytes.iter_mut().zip(digest.to_bytes()) {
            *to = from;
        }
        PartnerCode(Capability::new(bytes))
    }

    /// Reads the written form, nothing else.
    pub fn parse(text: &str) -> Result<PartnerCode, CapabilityError> {
        Capability::parse(text).map(PartnerCode)
    }
}

/// The written form: 22 characters of base64url, for the link, the QR code and the header.
impl fmt::Display for PartnerCode {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(out)
    }
}

crate::value::as_text::from_text!(PartnerCode, CapabilityError);

impl fmt::Debug for PartnerCode {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("PartnerCode(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_hashed_is_bound_to_its_purpose_and_to_the_capability() {
        let source = PartnerCode::source(&Capability::new([0; 16]));
        assert_eq!(
            source,
            b"civil-affairs partner code 1\0AAAAAAAAAAAAAAAAAAAAAA"
        );
        assert_ne!(source, PartnerCode::source(&Capability::new([1; 16])));
    }

    #[test]
    fn a_code_is_the_first_half_of_the_hash_and_never_logged() {
        let mut digest = [7; 32];
        let code = PartnerCode::from_sha256(Sha256::new(digest));
        assert_eq!(PartnerCode::parse(&code.to_string()), Ok(code.clone()));
        digest[16..].fill(8);
        assert_eq!(PartnerCode::from_sha256(Sha256::new(digest)), code);
        digest[0] = 8;
        assert_ne!(PartnerCode::from_sha256(Sha256::new(digest)), code);
        assert_eq!(format!("{code:?}"), "PartnerCode(…)");
        assert!(PartnerCode::parse("short").is_err());
    }
}
