//! Hides most of a number on screens and in print (standards-and-duties §3.6).

/// Keeps the first six and last four characters of a long number: `330782********901X`. Of shorter ones less.
pub fn mask(number: &str) -> String {
    let characters: Vec<char> = number.chars().collect();
    let (first, last) = match characters.len() {
        0..=3 => (0, 0),
        4..=8 => (1, 2),
        9..=13 => (3, 4),
        _ => (6, 4),
    };
    let hidden = characters.len() - first - last;
    characters
        .iter()
        .enumerate()
        .map(|(at, c)| {
            if at >= first && at < first + hidden {
                '*'
            } else {
                *c
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_identity_number_keeps_its_region_and_its_end() {
        assert_eq!(mask("33078219980312901X"), "330782********901X");
    }

    #[test]
    fn a_short_number_shows_less_and_never_everything() {
        assert_eq!(mask("13812345678"), "138****5678");
        assert_eq!(mask("H12345678"), "H12**5678");
        assert_eq!(mask("E1234567"), "E*****67");
        assert_eq!(mask("123"), "***");
    }
}
