//! The secret printed with a reference.

use super::{
    alphabet,
    read::{CodeError, grouped, read},
};
use std::fmt;

const LENGTH: usize = 8;

/// Eight random characters without a check character, shown `XXXX-XXXX`: with the reference they let a person ask
/// for the state from any device. Never printed by `Debug`.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// Draws one; nothing when the bytes run out. Twenty-four bytes are practically always enough.
    pub fn draw(random: &mut dyn Iterator<Item = u8>) -> Option<Secret> {
        alphabet::draw(random, LENGTH).map(Secret)
    }

    /// Reads what a person types, in any case, width or spacing.
    pub fn parse(typed: &str) -> Result<Secret, CodeError> {
        read(typed, LENGTH).map(Secret)
    }
}

/// For the citizen's eyes and the header: `XXXX-XXXX`.
impl fmt::Display for Secret {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&grouped(&self.0, 4))
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Secret(…)")
    }
}

crate::value::as_text::as_text!(Secret, CodeError, "a secret");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_shown_in_two_groups_and_read_again_but_never_logged() {
        let secret = Secret::draw(&mut (20..=u8::MAX)).unwrap();
        assert_eq!(secret.to_string(), "NPQR-TUVW");
        assert_eq!(Secret::parse("npqr tuvw"), Ok(secret.clone()));
        assert_eq!(format!("{secret:?}"), "Secret(…)");
    }
}
