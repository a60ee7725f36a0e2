//! A SHA-256 (FIPS 180-4), worked out elsewhere: browsers and servers each bring their own.

use crate::value::hex;
use std::fmt;

/// 32 bytes, written as 64 small hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Sha256([u8; 32]);

/// Not the written form of a SHA-256.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no SHA-256: 64 small hexadecimal digits are wanted")]
pub struct Sha256Error;

impl Sha256 {
    /// Of these bytes, which are a hash already.
    pub const fn new(bytes: [u8; 32]) -> Sha256 {
        Sha256(bytes)
    }

    /// Its 32 bytes.
    pub fn to_bytes(self) -> [u8; 32] {
        self.0
    }

    /// Reads 64 small hexadecimal digits, nothing else.
    pub fn parse(text: &str) -> Result<Sha256, Sha256Error> {
        let (pairs, []) = text.as_bytes().as_chunks::<2>() else {
            return Err(Sha256Error);
        };
        let mut bytes = [0; 32];
        if pairs.len() != bytes.len() {
            return Err(Sha256Error);
        }
        for (byte, [high, low]) in bytes.iter_mut().zip(pairs) {
            *byte = digit(*high)? << 4 | digit(*low)?;
        }
        Ok(Sha256(bytes))
    }
}

fn digit(character: u8) -> Result<u8, Sha256Error> {
    match character {
        b'0'..=b'9' => Ok(character - b'0'),
        b'a'..=b'f' => Ok(character - b'a' + 10),
        _ => Err(Sha256Error),
    }
}

impl From<[u8; 32]> for Sha256 {
    fn from(bytes: [u8; 32]) -> Sha256 {
        Sha256(bytes)
    }
}

impl fmt::Display for Sha256 {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&hex::encode(&self.0))
    }
}

impl fmt::Debug for Sha256 {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Sha256({self})")
    }
}

crate::value::as_text::as_text!(Sha256, Sha256Error, "a SHA-256");

#[cfg(test)]
mod tests {
    use super::*;

    /// Of "abc" (FIPS 180-4, the example of NIST).
    const ABC: &str = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    #[test]
    fn a_hash_is_read_as_it_is_written() {
        let hash = Sha256::parse(ABC).unwrap();
        assert_eq!(hash.to_string(), ABC);
        assert_eq!(hash.to_bytes()[..2], [0xba, 0x78]);
        assert_eq!(serde_json::to_string(&hash).unwrap(), format!("\"{ABC}\""));
        assert_eq!(format!("{hash:?}"), format!("Sha256({ABC})"));
    }

    #[test]
    fn nothing_but_64_small_digits_is_read() {
        let (capitals, short, long) = (
            ABC.to_uppercase(),
            ABC.trim_start_matches('b'),
            format!("{ABC}0"),
        );
        for wrong in ["", "abc", &capitals, short, &long, &"号".repeat(21)] {
            assert_eq!(Sha256::parse(wrong), Err(Sha256Error), "{wrong}");
        }
    }
}
