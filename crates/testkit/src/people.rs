//! Invented people: numbers that are in order and belong to nobody known.

/// Weights of the seventeen digits before the check character (GB 11643-1999; ISO 7064, MOD 11-2).
const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/// Check characters by the remainder modulo 11.
const CHECKS: [char; 11] = ['1', '0', 'X', '9', '8', '7', '6', '5', '4', '3', '2'];

/// Identity numbers of an invented couple of Yiwu, born on one day of 1990; others for every number below 2,000. The
/// first is a man's, the second a woman's.
pub fn couple(number: u32) -> [String; 2] {
    let day = 1 + number / 100;
    let (month, day) = (1 + day / 28, 1 + day % 28);
    let sequence = 901 - 2 * (number % 100);
    [sequence, sequence - 1]
        .map(|sequence| with_check(&format!("3307821990{month:02}{day:02}{sequence:03}")))
}

/// Seventeen digits with their check character.
pub fn with_check(digits: &str) -> String {
    let sum: u32 = digits
        .bytes()
        .zip(WEIGHTS)
        .map(|(digit, weight)| u32::from(digit.wrapping_sub(b'0')) * weight)
        .sum();
    let check = usize::try_from(sum % 11).ok();
    let check = check.and_then(|at| CHECKS.get(at));
    format!("{digits}{}", check.copied().unwrap_or('X'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn a_number_ends_with_its_check_character() {
        // The example of GB 11643-1999.
        assert_eq!(with_check("11010519491231002"), "11010519491231002X");
    }

    #[test]
    fn no_two_of_two_thousand_couples_share_a_number() {
        let numbers: BTreeSet<String> = (0..2_000).flat_map(couple).collect();
        assert_eq!(numbers.len(), 4_000);
        assert!(numbers.iter().all(|number| number.len() == 18));
    }
}
