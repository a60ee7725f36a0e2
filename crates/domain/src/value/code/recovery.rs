//! The code that opens what left the device sealed.

use super::{
    alphabet, check,
    read::{CodeError, grouped, read_checked},
};
use std::fmt;

const RANDOM: usize = 20;
const LENGTH: usize = RANDOM + 1;

/// A recovery code (恢复码): twenty random characters (97 bits) and a check character. It opens sealed copies and
/// export files, and nothing else does. Shown in seven groups of three, so that a group written down short is
/// seen. Never printed by `Debug`.
#[derive(Clone, PartialEq, Eq)]
pub struct RecoveryCode(String);

impl RecoveryCode {
    /// Draws one; nothing when the bytes run out. Forty-eight bytes are practically always enough.
    pub fn draw(random: &mut dyn Iterator<Item = u8>) -> Option<RecoveryCode> {
        let mut code = alphabet::draw(random, RANDOM)?;
        code.push(check::check_character(&code)?);
        Some(RecoveryCode(code))
    }

    /// Reads what a person types, in any case, width or spacing.
    pub fn parse(typed: &str) -> Result<RecoveryCode, CodeError> {
        read_checked(typed, LENGTH).map(RecoveryCode)
    }

    /// What a key is derived from: the characters without hyphens, ASCII.
    pub fn key_material(&self) -> &[u8] {
        self.0.as_bytes()
    }
}

/// For the citizen's eyes: seven groups of three.
impl fmt::Display for RecoveryCode {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&grouped(&self.0, 3))
    }
}

crate::value::as_text::from_text!(RecoveryCode, CodeError);

impl fmt::Debug for RecoveryCode {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("RecoveryCode(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_recovery_code_is_shown_in_equal_groups_and_read_again() {
        let code = RecoveryCode::draw(&mut (0..=u8::MAX)).unwrap();
        assert_eq!(code.to_string(), "234-567-89A-BCD-EFG-HJK-LMX");
        assert_eq!(RecoveryCode::parse(&code.to_string()), Ok(code.clone()));
        assert_eq!(code.key_material(), b"23456789ABCDEFGHJKLMX");
        assert_eq!(format!("{code:?}"), "RecoveryCode(…)");
    }

    #[test]
    fn a_group_left_out_and_a_mistyped_character_are_told_apart() {
        assert_eq!(
            RecoveryCode::parse("234-567-89A-BCD-EFG-HJK"),
            Err(CodeError::Length {
                wanted: 21,
                found: 18
            })
        );
        assert_eq!(
            RecoveryCode::parse("234-567-89A-BCD-EFG-HKJ-LMX"),
            Err(CodeError::Check)
        );
    }
}
