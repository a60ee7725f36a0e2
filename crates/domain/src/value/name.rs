//! Names of persons (民委发〔2016〕33号, GB 18030-2022; standards-and-duties §2).

use crate::value::width;

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

/// Mongolian vowel separator: invisible, and yet part of the spelling of names such as ᠲᠤᠶ᠎ᠠ.
const VOWEL_SEPARATOR: char = '\u{180E}';

/// Reads a name in Chinese characters or a script of a minority, as GB 18030-2022 has them: Han with all
/// extensions, Uyghur, Kazakh and Kyrgyz, Tibetan, Mongolian with Manchu, Todo and Xibe, Dai (Tai Le, New Tai Lue,
/// Tai Tham), Yi, Lisu, Miao (滇东北苗文), Korean.
///
/// Only letters and their marks: digits, punctuation, symbols, radicals, controls, format characters and
/// noncharacters of those blocks are refused. Blanks and the invisible marks that come with a copied text are
/// dropped. Dots that keyboards offer become U+00B7 between two characters. Code points are kept as they are: rare
/// characters must not be replaced by look-alikes.
pub fn parse_zh(typed: &str) -> Result<String, NameError> {
    let name: Vec<char> = typed
        .chars()
        .filter(|c| !width::is_dropped(*c))
        .map(|c| if is_dot(c) { SEPARATOR } else { c })
        .collect();
    if name.is_empty() {
        return Err(NameError::Empty);
    }
    if name.len() > 50 {
        return Err(NameError::TooLong(50));
    }
    for (at, c) in name.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|at| name.get(at));
        let fits = match *c {
            SEPARATOR => true,
            VOWEL_SEPARATOR => [before, name.get(at + 1)]
                .iter()
                .all(|near| near.is_some_and(|near| is_mongolian(*near))),
            c => is_han(c) || is_of_a_minority(c),
        };
        if !fits {
            return Err(NameError::Character(*c));
        }
    }
    let name = String::from_iter(name);
    if name.starts_with(SEPARATOR) || name.ends_with(SEPARATOR) || name.contains("··") {
        return Err(NameError::Separator);
    }
    if name.chars().all(|c| c == TSHEG) {
        return Err(NameError::Separator);
    }
    Ok(name)
}

/// Reads a name in Latin letters, as in the machine-readable line of a passport: upper case. The apostrophes and
/// hyphens that keyboards and word processors set become `'` and `-`.
pub fn parse_latin(typed: &str) -> Result<String, NameError> {
    let narrow: String = width::narrow(typed)
        .chars()
        .map(|c| match c {
            '‘' | '’' | 'ʻ' | 'ʼ' => '\'',
            '‐' | '‑' => '-',
            other => other,
        })
        .collect();
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

/// What keyboards offer for [`SEPARATOR`].
fn is_dot(c: char) -> bool {
    matches!(c, '·' | '•' | '・' | '･' | '.' | '．' | '‧' | '∙' | '⋅')
}

/// The dot between Tibetan syllables.
const TSHEG: char = '\u{0F0B}';

/// Chinese characters. Blocks, not what of them is assigned today: the extensions still grow.
fn is_han(c: char) -> bool {
    matches!(u32::from(c),
        0x3007                  // 〇
        | 0x3400..=0x4DBF       // extension A
        | 0x4E00..=0x9FFF       // unified ideographs
        | 0xF900..=0xFAFF       // compatibility ideographs
        | 0x20000..=0x2A6DF     // extension B
        | 0x2A700..=0x2EE5F     // extensions C, D, E, F and I
        | 0x2F800..=0x2FA1F     // compatibility supplement
        | 0x30000..=0x3347F     // extensions G, H and J
    )
}

/// Letters and marks of the other scripts of GB 18030-2022.
fn is_of_a_minority(c: char) -> bool {
    is_mongolian(c)
        || matches!(u32::from(c),
            0x0620..=0x065F | 0x066E..=0x06D3 | 0x06D5 | 0x06EE..=0x06EF | 0x06FA..=0x06FC | 0x06FF // Uyghur, Kazakh, Kyrgyz
            | 0xFB50..=0xFBB1 | 0xFBD3..=0xFD3D | 0xFE70..=0xFE74 | 0xFE76..=0xFEFC // their presentation forms
            | 0x0F00 | 0x0F0B | 0x0F35 | 0x0F37 | 0x0F39 | 0x0F40..=0x0F47 | 0x0F49..=0x0F6C | 0x0F71..=0x0F84
            | 0x0F86..=0x0F97 | 0x0F99..=0x0FBC // Tibetan
            | 0x1950..=0x196D | 0x1970..=0x1974 // Dai of Dehong
            | 0x1980..=0x19AB | 0x19B0..=0x19C9 // Dai of Xishuangbanna, new
            | 0x1A20..=0x1A5E | 0x1A60..=0x1A7C | 0x1A7F | 0x1AA7 // and old
            | 0xA000..=0xA48C // Yi
            | 0xA4D0..=0xA4FD // Lisu
            | 0x16F00..=0x16F4A | 0x16F4F..=0x16F87 | 0x16F8F..=0x16F9F // Miao
            // Korean, without the fillers, which nobody sees.
            | 0x1100..=0x115E | 0x1161..=0x11FF | 0x3131..=0x3163 | 0x3165..=0x318E | 0xAC00..=0xD7A3)
}

/// Mongolian, Manchu, Todo and Xibe: letters, and the marks that choose their shape.
fn is_mongolian(c: char) -> bool {
    matches!(u32::from(c), 0x180B..=0x180D | 0x180F | 0x1820..=0x1878 | 0x1880..=0x18AA)
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
    fn every_script_of_gb_18030_is_read() {
        for name in [
            "ئالىم",
            "བསོད་ནམས",
            "ᠪᠠᠲᠤ",
            "ᠲᠤᠶ\u{180E}ᠠ",
            "ᥛᥣᥭ",
            "ᦷᦟᧈ",
            "ᨾᩣᩴ",
            "ꀉꂿ",
            "ꓡꓲꓢꓴ",
            "𖼀𖽔",
            "김철수",
        ] {
            assert_eq!(parse_zh(name).unwrap(), name);
        }
    }

    #[test]
    fn controls_formats_noncharacters_and_digits_of_every_script_are_refused() {
        for c in [
            '\u{0}',
            '\u{7F}',
            '\u{AD}',
            '\u{600}',
            '\u{61C}',
            '\u{6DD}',
            '\u{180E}',
            '\u{FDD0}',
            '\u{FDEF}',
            '\u{FFFE}',
            '\u{2FFFE}',
            '\u{2FFFF}',
            '\u{E0001}',
            '0',
            '９',
            '٣',
            '۳',
            '༣',
            '᠓',
            '᧓',
            '᪃',
            '᪓',
            '①',
            '㈠',
            'Ⅷ',
        ] {
            let typed = format!("样{c}例");
            assert_eq!(parse_zh(&typed), Err(NameError::Character(c)), "{c:?}");
        }
    }

    #[test]
    fn punctuation_symbols_radicals_and_fillers_are_no_letters() {
        for c in [
            '،', '؟', '۔', '۞', '༄', '།', '᠁', '᠂', '᧞', '᪠', '꒐', '꓾', '﴾', '﷼', '﷽', '⼀',
            '\u{115F}', '\u{3164}',
        ] {
            let typed = format!("样{c}");
            assert_eq!(parse_zh(&typed), Err(NameError::Character(c)), "{c:?}");
        }
        assert_eq!(parse_zh("་"), Err(NameError::Separator));
    }

    #[test]
    fn a_vowel_separator_stands_between_mongolian_letters_only() {
        for typed in [
            "\u{180E}ᠠ",
            "ᠠ\u{180E}",
            "样\u{180E}例",
            "ᠠ\u{180E}\u{180E}ᠠ",
        ] {
            assert_eq!(
                parse_zh(typed),
                Err(NameError::Character('\u{180E}')),
                "{typed:?}"
            );
        }
    }

    #[test]
    fn marks_that_come_with_a_copied_name_are_dropped() {
        assert_eq!(
            parse_zh("\u{2068}样\u{200B}例\u{2069}\u{FEFF}").unwrap(),
            "样例"
        );
        assert_eq!(parse_latin("\u{202A}Sample\u{202C}").unwrap(), "SAMPLE");
        assert_eq!(parse_zh("\u{200E}"), Err(NameError::Empty));
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
        for typed in ["O’Neil", "o‘neil", "OʼNEIL", "oʻneil", "O＇Neil"] {
            assert_eq!(parse_latin(typed).unwrap(), "O'NEIL", "{typed}");
        }
        assert_eq!(parse_latin("Anne‑Marie").unwrap(), "ANNE-MARIE");
        assert_eq!(parse_latin("’"), Err(NameError::Separator));
        assert_eq!(parse_latin("样"), Err(NameError::Character('样')));
        assert_eq!(parse_latin("--"), Err(NameError::Separator));
    }
}
