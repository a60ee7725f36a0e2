//! The 29 symbols of codes. Those that are mistaken for another one (0 O, 1 I, S, Y, Z) are left out.

/// The symbols, each standing for its place. Their number is a prime, which makes one check character enough.
pub const ALPHABET: [u8; 29] = *b"23456789ABCDEFGHJKLMNPQRTUVWX";

/// A byte below this is as likely to give one symbol as another; the rest are thrown away.
const FAIR: u8 = 232;

/// What a symbol stands for, 0 to 28.
pub(super) fn value(symbol: char) -> Option<u32> {
    let at = ALPHABET.iter().position(|own| char::from(*own) == symbol)?;
    u32::try_from(at).ok()
}

/// The symbol for a number modulo 29.
pub(super) fn symbol(value: u32) -> Option<char> {
    let at = usize::try_from(value % 29).ok()?;
    ALPHABET.get(at).copied().map(char::from)
}

/// Draws so many symbols, each as likely as any other; nothing when the bytes run out. About one byte in eleven
/// is thrown away.
pub(super) fn draw(random: &mut dyn Iterator<Item = u8>, count: usize) -> Option<String> {
    let mut drawn = String::with_capacity(count);
    while drawn.len() < count {
        let byte = random.next()?;
        if byte < FAIR {
            drawn.push(symbol(u32::from(byte))?);
        }
    }
    Some(drawn)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_symbol_is_as_likely_as_any_other() {
        let drawn = draw(&mut (0..=u8::MAX), usize::from(FAIR)).unwrap();
        for own in ALPHABET {
            assert_eq!(drawn.matches(char::from(own)).count(), 8);
        }
        // The bytes above are thrown away, so nothing is left to draw from.
        assert_eq!(draw(&mut (FAIR..=u8::MAX), 1), None);
    }

    #[test]
    fn too_few_bytes_give_no_code() {
        assert_eq!(draw(&mut [0_u8; 7].into_iter(), 8), None);
        assert_eq!(
            draw(&mut [0_u8; 8].into_iter(), 8).as_deref(),
            Some("22222222")
        );
    }

    #[test]
    fn symbols_and_their_values_belong_together() {
        for (at, own) in (0_u32..).zip(ALPHABET) {
            assert_eq!(value(char::from(own)), Some(at));
            assert_eq!(symbol(at), Some(char::from(own)));
        }
        for other in ['0', 'O', '1', 'I', 'S', 'Y', 'Z', 'a', '号'] {
            assert_eq!(value(other), None);
        }
    }
}
