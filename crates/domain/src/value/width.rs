//! Full-width forms, as Chinese keyboards type them, to their ASCII twins; and what nobody sees, taken out.

/// Maps full-width digits, letters and signs (U+FF01–U+FF5E) and the ideographic space to ASCII, and drops what is
/// invisible.
pub fn narrow(text: &str) -> String {
    text.chars()
        .filter(|c| !is_invisible(*c))
        .map(narrow_char)
        .collect()
}

/// Narrow, and without any blank.
pub fn compact(text: &str) -> String {
    text.chars()
        .filter(|c| !is_dropped(*c))
        .map(narrow_char)
        .collect()
}

/// Whether a character is a blank or invisible: where blanks mean nothing, neither does.
pub(crate) fn is_dropped(c: char) -> bool {
    c.is_whitespace() || is_invisible(c)
}

/// Marks of direction, joiners and byte-order marks: chats and word processors put them around a number that is
/// copied, nobody types them, and nobody could find them to delete them.
fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
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

    #[test]
    fn what_a_chat_puts_around_a_number_is_dropped() {
        for mark in [
            '\u{200B}', '\u{200C}', '\u{200D}', '\u{200E}', '\u{200F}', '\u{202A}', '\u{202B}',
            '\u{202C}', '\u{202D}', '\u{202E}', '\u{2060}', '\u{2066}', '\u{2067}', '\u{2068}',
            '\u{2069}', '\u{FEFF}',
        ] {
            let pasted = format!("{mark}138{mark} 0{mark}");
            assert_eq!(compact(&pasted), "1380", "{mark:?}");
            assert_eq!(narrow(&pasted), "138 0", "{mark:?}");
        }
    }
}
