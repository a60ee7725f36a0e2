//! Bytes in small hexadecimal digits, as hashes are written in records, addresses and receipts.

/// Writes them, two digits a byte.
pub fn encode(bytes: &[u8]) -> String {
    const DIGITS: [u8; 16] = *b"0123456789abcdef";
    let digit = |value: u8| {
        let digit = DIGITS.get(usize::from(value & 0xF));
        char::from(digit.copied().unwrap_or(b'0'))
    };
    let digits = bytes.iter().flat_map(|byte| [byte >> 4, byte & 0xF]);
    digits.map(digit).collect()
}

#[cfg(test)]
mod tests {
    use super::encode;

    #[test]
    fn every_byte_is_two_small_digits() {
        assert_eq!(encode(&[]), "");
        assert_eq!(encode(&[0x00, 0x09, 0x0A, 0xF0, 0xFF]), "00090af0ff");
    }
}
