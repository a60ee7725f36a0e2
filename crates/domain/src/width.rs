//! Full-width forms, as Chinese keyboards type them, to their ASCII twins.

/// Maps full-width digits, letters and signs (U+FF01–U+FF5E) and the ideographic space to ASCII.
pub fn narrow(text: &str) -> String {
    text.chars().map(narrow_char).collect()
}

/// Narrow, and without any blank.
pub fn compact(text: &str) -> String {
    text.chars()
        .map(narrow_char)
        .filter(|c| !c.is_whitespace())
        .collect()
}

fn narrow_char(c: char) -> char {
    match c {
        '\u{3000}' => ' ',
        '\u{FF01}'..='\u{FF5E}' => {
            let code = u32::from(c) - 0xFF01 + 0x21;
            char::from_u32(code).unwrap_or(c)
        }
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn full_width_digits_letters_and_blanks_become_ascii() {
        assert_eq!(narrow("３３０ｘ－１"), "330x-1");
        assert_eq!(compact(" 1 3８\u{3000}0 "), "1380");
    }

    #[test]
    fn han_characters_stay() {
        assert_eq!(narrow("义乌，１"), "义乌,1");
    }
}
