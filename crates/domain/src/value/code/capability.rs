//! What lets its holder see and change one item on the server.

use std::fmt::{self, Write as _};

const ALPHABET: [u8; 64] = *b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// 128 random bits, written as 22 characters of base64url (RFC 4648 §5) without padding, sent as
/// `Authorization: Bearer`. Never printed by `Debug`.
#[derive(Clone, PartialEq, Eq)]
pub struct Capability([u8; 16]);

/// Not the written form of a capability.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no capability")]
pub struct CapabilityError;

impl Capability {
    /// From random bytes.
    pub fn new(random: [u8; 16]) -> Capability {
        Capability(random)
    }

    /// Reads the written form, nothing else.
    pub fn parse(text: &str) -> Result<Capability, CapabilityError> {
        if text.len() != 22 {
            return Err(CapabilityError);
        }
        let mut number = 0_u128;
        let mut rest = 0;
        for (at, byte) in text.bytes().enumerate() {
            let six = ALPHABET
                .iter()
                .position(|own| *own == byte)
                .and_then(|six| u128::try_from(six).ok())
                .ok_or(CapabilityError)?;
            // Twenty-one characters hold 126 bits; the last one two more, and four that are zero.
            if at < 21 {
                number = number << 6 | six;
            } else {
                number = number << 2 | six >> 4;
                rest = six & 0b1111;
            }
        }
        if rest == 0 {
            Ok(Capability(number.to_be_bytes()))
        } else {
            Err(CapabilityError)
        }
    }
}

/// The written form, for the header. Whoever prints it hands it out.
impl fmt::Display for Capability {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let number = u128::from_be_bytes(self.0);
        for at in 0..22 {
            let six = match at {
                21 => number << 4,
                at => number >> (122 - 6 * at),
            } & 0b11_1111;
            let own = usize::try_from(six).ok().and_then(|six| ALPHABET.get(six));
            out.write_char(char::from(*own.ok_or(fmt::Error)?))?;
        }
        Ok(())
    }
}

impl fmt::Debug for Capability {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Capability(…)")
    }
}

crate::value::as_text::as_text!(Capability, CapabilityError, "a capability");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_capability_is_written_in_base64url_without_padding() {
        // The known results of RFC 4648 §10, filled up with zeros.
        let mut foobar = [0; 16];
        foobar[..6].copy_from_slice(b"foobar");
        assert_eq!(
            Capability::new(foobar).to_string(),
            "Zm9vYmFyAAAAAAAAAAAAAA"
        );
        assert_eq!(
            Capability::new([255; 16]).to_string(),
            "_____________________w"
        );
    }

    #[test]
    fn only_the_written_form_is_read() {
        let capability = Capability::new(*b"\x00\x01\xfe\xffcapability12");
        assert_eq!(Capability::parse(&capability.to_string()), Ok(capability));
        for wrong in [
            "",
            "_____________________x",
            "____________________w",
            "_____________________w==",
            "/////////////////////w",
            "号号号号号号号w",
        ] {
            assert_eq!(Capability::parse(wrong), Err(CapabilityError), "{wrong}");
        }
    }

    #[test]
    fn a_capability_is_never_logged() {
        assert_eq!(format!("{:?}", Capability::new([7; 16])), "Capability(…)");
    }
}
