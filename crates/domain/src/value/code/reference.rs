//! The reference of a submission (受理编号).

use super::{
    alphabet, check,
    read::{CodeError, grouped, read_checked},
};
use std::fmt;

const RANDOM: usize = 11;
const LENGTH: usize = RANDOM + 1;

/// A reference: eleven random characters and a check character, shown `XXXX-XXXX-XXXX`. Made on the device, so
/// that it exists off line; a clash is settled by the server.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Reference(String);

impl Reference {
    /// Draws one; nothing when the bytes run out. Thirty-two bytes are practically always enough.
    pub fn draw(random: &mut dyn Iterator<Item = u8>) -> Option<Reference> {
        let mut code = alphabet::draw(random, RANDOM)?;
        code.push(check::check_character(&code)?);
        Some(Reference(code))
    }

    /// Reads what a person types, in any case, width or spacing.
    pub fn parse(typed: &str) -> Result<Reference, CodeError> {
        read_checked(typed, LENGTH).map(Reference)
    }
}

/// As people see it and as it is sent: `XXXX-XXXX-XXXX`.
impl fmt::Display for Reference {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&grouped(&self.0, 4))
    }
}

crate::value::as_text::as_text!(Reference, CodeError, "a reference");

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn() -> Reference {
        Reference::draw(&mut (0..=u8::MAX)).unwrap()
    }

    #[test]
    fn a_reference_is_typed_in_any_case_width_or_spacing() {
        let reference = drawn();
        assert_eq!(reference.to_string(), "2345-6789-ABC4");
        for typed in [
            "23456789ABC4",
            "2345-6789-abc4",
            " 2345 6789 abc4\n",
            "２３４５－６７８９－ａｂｃ４",
            "2345—6789–ABC4",
            "\u{202A}2345\u{200B}6789\u{A0}ABC4\u{202C}\u{FEFF}",
        ] {
            assert_eq!(Reference::parse(typed), Ok(reference.clone()), "{typed:?}");
        }
    }

    #[test]
    fn what_is_wrong_with_a_typed_reference_is_told_apart() {
        assert_eq!(Reference::parse("2345-6789-ABCB"), Err(CodeError::Check));
        assert_eq!(
            Reference::parse("O345-6789-ABC4"),
            Err(CodeError::Character('O'))
        );
        assert_eq!(
            Reference::parse("2345-6789"),
            Err(CodeError::Length {
                wanted: 12,
                found: 8
            })
        );
        assert_eq!(
            Reference::parse(""),
            Err(CodeError::Length {
                wanted: 12,
                found: 0
            })
        );
    }

    #[test]
    fn on_the_wire_only_the_shown_form_is_a_reference() {
        let json = serde_json::to_string(&drawn()).unwrap();
        assert_eq!(json, "\"2345-6789-ABC4\"");
        assert_eq!(serde_json::from_str::<Reference>(&json).unwrap(), drawn());
        assert!(serde_json::from_str::<Reference>("\"23456789ABC4\"").is_err());
        assert!(serde_json::from_str::<Reference>("\"2345-6789-ABCB\"").is_err());
    }
}
