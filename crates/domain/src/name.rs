//! Names of persons (民委发〔2016〕33号, GB 18030-2022; standards-and-duties §2).

use crate::width;

/// Why a text is no name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NameError {
    /// Longer than any name.
    #[error("longer than {0} characters")]
    TooLong(usize),
    /// A character that stands in no name.
    #[error("`{0}` stands in no name")]
    Character(char),
    /// A separator at an end, or two in a row.
    #[error("a separator stands where none can")]
    Separator,
    /// Nothing.
    #[error("empty")]
    Empty,
}

impl NameError {
    /// Stable word.
    pub fn code(self) -> &'static str {
        match self {
            NameError::TooLong(_) => "name_too_long",
            NameError::Character(_) => "name_character",
            NameError::Separator => "name_separator",
            NameError::Empty => "name_empty",
        }
    }
}

/// The separator of names such as 买买提·阿不都, U+00B7.
const SEPARATOR: char = '·';

/// Reads a name in Chinese characters. Dots that keyboards offer become U+00B7 between two characters. Code
/// points are kept as they are: rare characters must not be replaced by look-alikes.
pub fn parse_zh(typed: &str) -> Result<String, NameError> {
    let typed: Vec<char> = typed.chars().filter(|c| !c.is_whitespace()).collect();
    let name: String = typed
        .iter()
        .map(|c| {
            if matches!(c, '·' | '•' | '・' | '.' | '．' | '‧' | '∙' | '⋅') {
                SEPARATOR
            } else {
                *c
            }
        })
        .collect();
    if name.is_empty() {
        return Err(NameError::Empty);
    }
    if typed.len() > 50 {
        return Err(NameError::TooLong(50));
    }
    if let Some(c) = name
        .chars()
        .find(|c| *c != SEPARATOR && !is_in_chinese_names(*c))
    {
        return Err(NameError::Character(c));
    }
    if name.starts_with(SEPARATOR) || name.ends_with(SEPARATOR) || name.contains("··") {
        return Err(NameError::Separator);
    }
    Ok(name)
}

/// Reads a name in Latin letters, as in the machine-readable line of a passport: upper case.
pub fn parse_latin(typed: &str) -> Result<String, NameError> {
    let narrow = width::narrow(typed);
    let name = narrow
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .to_ascii_uppercase();
    if name.is_empty() {
        return Err(NameError::Empty);
    }
    if name.chars().count() > 80 {
        return Err(NameError::TooLong(80));
    }
    let stands = |c: char| c.is_ascii_uppercase() || matches!(c, ' ' | '-' | '\'');
    if let Some(c) = name.chars().find(|c| !stands(*c)) {
        return Err(NameError::Character(c));
    }
    if !name.chars().any(|c| c.is_ascii_uppercase()) {
        return Err(NameError::Separator);
    }
    Ok(name)
}

/// The repertoire of GB 18030 in names: Han with all extensions, and the scripts of minorities.
fn is_in_chinese_names(c: char) -> bool {
    matches!(u32::from(c),
        0x3007                  // 〇
        | 0x3400..=0x4DBF       // extension A
        | 0x4E00..=0x9FFF       // unified ideographs
        | 0xF900..=0xFAFF       // compatibility ideographs
        | 0x20000..=0x2FA1F     // extensions B to F, I, compatibility supplement
        | 0x30000..=0x323AF     // extensions G and H
        | 0x0F00..=0x0FFF       // Tibetan
        | 0x1800..=0x18AF       // Mongolian
        | 0x0600..=0x06FF       // Uyghur, Kazakh, Kyrgyz
        | 0xFB50..=0xFDFF | 0xFE70..=0xFEFC // their presentation forms
        | 0xA000..=0xA4CF       // Yi
        | 0x1950..=0x197F | 0x1980..=0x19DF // Dai
        | 0x1100..=0x11FF | 0x3130..=0x318F | 0xAC00..=0xD7AF // Korean
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn separators_of_every_keyboard_become_one() {
        for typed in [
            "测试·样例",
            "测试•样例",
            "测试・样例",
            "测试.样例",
            "测 试·样 例",
        ] {
            assert_eq!(parse_zh(typed).unwrap(), "测试·样例");
        }
    }

    #[test]
    fn rare_characters_of_all_planes_are_names() {
        for name in ["㛃样", "𠅤样", "𫖯样", "𬱖样", "𰻝样", "〇样", "ཚེ་རིང"]
        {
            assert_eq!(parse_zh(name).unwrap(), name);
        }
        let long: String = "样".repeat(50);
        assert_eq!(parse_zh(&long).unwrap(), long);
    }

    #[test]
    fn what_stands_in_no_name_is_refused() {
        assert_eq!(parse_zh("张3"), Err(NameError::Character('3')));
        assert_eq!(parse_zh("样😀"), Err(NameError::Character('😀')));
        assert_eq!(parse_zh("·样"), Err(NameError::Separator));
        assert_eq!(parse_zh("样··例"), Err(NameError::Separator));
        assert_eq!(parse_zh("  "), Err(NameError::Empty));
        assert_eq!(parse_zh(&"样".repeat(51)), Err(NameError::TooLong(50)));
    }

    #[test]
    fn latin_names_are_written_as_in_the_passport() {
        assert_eq!(
            parse_latin(" o'neil  Sample-Person ").unwrap(),
            "O'NEIL SAMPLE-PERSON"
        );
        assert_eq!(parse_latin("样"), Err(NameError::Character('样')));
        assert_eq!(parse_latin("--"), Err(NameError::Separator));
    }
}
