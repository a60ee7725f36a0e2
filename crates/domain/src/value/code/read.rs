//! Reads a code as people type it.

use super::{alphabet::value, check};
use crate::value::width;

/// Why a text is no code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CodeError {
    /// A character that stands in no code, for example O or 0.
    #[error("`{0}` stands in no code")]
    Character(char),
    /// Too short or too long.
    #[error("{found} characters where {wanted} belong")]
    Length {
        /// Characters of such a code.
        wanted: usize,
        /// Characters typed, without blanks and hyphens.
        found: usize,
    },
    /// A character is mistyped, or two changed places.
    #[error("a character is mistyped or two changed places")]
    Check,
}

impl CodeError {
    /// Stable word.
    pub fn code(self) -> &'static str {
        match self {
            CodeError::Character(_) => "code_character",
            CodeError::Length { .. } => "code_length",
            CodeError::Check => "code_check",
        }
    }
}

/// A typed code without what has no meaning in it: case, full width, blanks, hyphens and dashes of any kind, and
/// characters that cannot be seen, as they come with pasted text.
pub fn normalise(typed: &str) -> String {
    width::narrow(typed)
        .chars()
        .filter(|c| !has_no_meaning(*c))
        .map(|c| c.to_ascii_uppercase())
        .collect()
}

fn has_no_meaning(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || matches!(c,
            // Hyphens and dashes; the katakana length mark is what some keyboards give for one.
            '-' | '_' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{30FC}' | '\u{FE58}' | '\u{FE63}' | '\u{FF70}'
            // Soft hyphen, joiners, marks of direction, variation selectors, byte order mark.
            | '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}')
}

/// The symbols of a typed code of this length.
pub(super) fn read(typed: &str, wanted: usize) -> Result<String, CodeError> {
    let code = normalise(typed);
    if let Some(other) = code.chars().find(|c| value(*c).is_none()) {
        return Err(CodeError::Character(other));
    }
    if code.len() != wanted {
        let found = code.len();
        return Err(CodeError::Length { wanted, found });
    }
    Ok(code)
}

/// As [`read`], with a check character at the end.
pub(super) fn read_checked(typed: &str, wanted: usize) -> Result<String, CodeError> {
    let code = read(typed, wanted)?;
    if check::is_sound(&code) {
        Ok(code)
    } else {
        Err(CodeError::Check)
    }
}

/// A code in groups of so many characters, with hyphens between.
pub(super) fn grouped(code: &str, size: usize) -> String {
    let mut shown = String::with_capacity(code.len() * 2);
    for (at, c) in code.chars().enumerate() {
        if at > 0 && at.is_multiple_of(size) {
            shown.push('-');
        }
        shown.push(c);
    }
    shown
}
