//! base64url without padding (RFC 4648 §5), as JWS has it (RFC 7515 §2).

const ALPHABET: [u8; 64] = *b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// Reads it strictly: padding, other letters, a length that no bytes have and bits left over are refused.
pub fn decode(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3 + 2);
    for letters in text.as_bytes().chunks(4) {
        let mut number = 0_u32;
        for letter in letters {
            let six = ALPHABET.iter().position(|own| own == letter)?;
            number = number << 6 | u32::try_from(six).ok()?;
        }
        let [_, high, middle, low] = (number << (6 * (4 - letters.len()))).to_be_bytes();
        let (take, rest) = match letters.len() {
            4 => (3, 0),
            3 => (2, low),
            2 => (1, middle | low),
            _ => return None,
        };
        if rest != 0 {
            return None;
        }
        bytes.extend([high, middle, low].iter().take(take));
    }
    Some(bytes)
}

/// Writes it.
pub fn encode(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for three in bytes.chunks(3) {
        let byte = |at: usize| u32::from(three.get(at).copied().unwrap_or(0));
        let number = byte(0) << 16 | byte(1) << 8 | byte(2);
        for at in 0..=three.len() {
            let six = number >> (18 - 6 * at) & 0b11_1111;
            let letter = usize::try_from(six).ok().and_then(|six| ALPHABET.get(six));
            text.push(letter.map_or('A', |letter| char::from(*letter)));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_examples_of_rfc_4648_are_read_and_written() {
        for (plain, written) in [
            ("", ""),
            ("f", "Zg"),
            ("fo", "Zm8"),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg"),
            ("fooba", "Zm9vYmE"),
            ("foobar", "Zm9vYmFy"),
        ] {
            assert_eq!(encode(plain.as_bytes()), written);
            assert_eq!(decode(written).as_deref(), Some(plain.as_bytes()));
        }
        assert_eq!(decode("-_8"), Some(vec![0xFB, 0xFF]));
    }

    #[test]
    fn what_is_not_exactly_the_written_form_is_refused() {
        for wrong in ["Z", "Zg==", "Zh", "Zm9", "Zm9v ", "+/8", "号"] {
            assert_eq!(decode(wrong), None, "{wrong}");
        }
    }
}
