//! One check character that catches every mistyped character and every two that changed places.
//!
//! The values of all characters, each times the weight of its place, add up to a multiple of 29. Weights of
//! neighbours differ and none is a multiple of 29: as 29 is a prime, one wrong character or two neighbours
//! exchanged always leave a remainder. Up to 28 places no two weights are the same, and any two characters that
//! changed places are found.

use super::alphabet::{symbol, value};

/// Weight of a place counted from 0: 1 to 28, and from 1 again.
fn weight(place: usize) -> u32 {
    u32::try_from(place % 28).map_or(1, |place| place + 1)
}

fn sum(code: &str) -> Option<u32> {
    code.chars()
        .enumerate()
        .try_fold(0, |sum, (place, character)| {
            Some((sum + value(character)? * weight(place)) % 29)
        })
}

/// The character that completes a code; nothing when a character is no symbol.
pub(super) fn check_character(code: &str) -> Option<char> {
    let sum = sum(code)?;
    let own = weight(code.chars().count());
    (0..29)
        .find(|check| (sum + check * own).is_multiple_of(29))
        .and_then(symbol)
}

/// Whether a code with its check character is in order.
pub(super) fn is_sound(code: &str) -> bool {
    sum(code) == Some(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::code::ALPHABET;

    #[test]
    fn the_check_character_completes_the_sum() {
        // 1·0 + 2·1 + 3·2 = 8; the fourth weight is 4: 4·c ≡ 21 (mod 29) gives c = 27, the symbol W.
        assert_eq!(check_character("234"), Some('W'));
        assert!(is_sound("234W"));
        assert!(!is_sound("234X"));
        assert_eq!(check_character("2O4"), None);
    }

    #[test]
    fn a_code_longer_than_the_weights_is_checked_as_well() {
        let start: String = ALPHABET
            .iter()
            .cycle()
            .take(60)
            .map(|own| char::from(*own))
            .collect();
        let code = format!("{start}{}", check_character(&start).unwrap());
        let characters: Vec<char> = code.chars().collect();
        for at in 0..characters.len() {
            for other in ALPHABET.map(char::from) {
                let mut wrong = characters.clone();
                wrong[at] = other;
                let wrong: String = wrong.into_iter().collect();
                assert_eq!(is_sound(&wrong), wrong == code);
            }
            let mut swapped = characters.clone();
            swapped.swap(at, (at + 1).min(characters.len() - 1));
            let swapped: String = swapped.into_iter().collect();
            assert_eq!(is_sound(&swapped), swapped == code);
        }
    }
}
