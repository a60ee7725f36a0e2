//! Names that devices make for drafts, submissions and entries: UUIDs of version 7 (RFC 9562 §5.7).
//!
//! They begin with the time, so that they sort by when they were made, and go on with 74 random bits.

use std::fmt;

/// Not a UUID of version 7 in its usual form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no UUID of version 7")]
pub struct IdError;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident, $what:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(u128);

        impl $name {
            /// From the time in milliseconds since 1970 and random bytes.
            pub fn new(millis: i64, random: [u8; 10]) -> $name {
                $name(make(millis, random))
            }

            /// Reads the usual form in small letters, nothing else.
            pub fn parse(text: &str) -> Result<$name, IdError> {
                read(text).map($name)
            }
        }

        /// The usual form: 32 hexadecimal digits in five groups.
        impl fmt::Display for $name {
            fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str(&written(self.0))
            }
        }

        crate::value::as_text::as_text!($name, IdError, $what);
    };
}

id!(
    /// Names a draft.
    DraftId,
    "a draft's id"
);
id!(
    /// Names a submission. Sending it again under the same id is harmless.
    SubmissionId,
    "a submission's id"
);
id!(
    /// Names what a person does with a received submission. Sending it again under the same id is harmless.
    ActionId,
    "an action's id"
);
id!(
    /// Names an entry of a repeated group, so that two devices can tell entries apart.
    EntryId,
    "an entry's id"
);

fn make(millis: i64, random: [u8; 10]) -> u128 {
    // Forty-eight bits of time last until the year 10889.
    let time = u128::try_from(millis.max(0)).unwrap_or(0) & 0xFFFF_FFFF_FFFF;
    let random = random
        .into_iter()
        .fold(0, |number, byte| number << 8 | u128::from(byte));
    let a = random >> 62 & 0xFFF;
    let b = random & 0x3FFF_FFFF_FFFF_FFFF;
    time << 80 | 0x7 << 76 | a << 64 | 0b10 << 62 | b
}

fn read(text: &str) -> Result<u128, IdError> {
    if text.len() != 36 {
        return Err(IdError);
    }
    let mut number = 0;
    for (at, byte) in text.bytes().enumerate() {
        let digit = match (at, byte) {
            (8 | 13 | 18 | 23, b'-') => continue,
            (8 | 13 | 18 | 23, _) => return Err(IdError),
            (_, b'0'..=b'9') => byte - b'0',
            (_, b'a'..=b'f') => byte - b'a' + 10,
            _ => return Err(IdError),
        };
        number = number << 4 | u128::from(digit);
    }
    let (version, variant) = (number >> 76 & 0xF, number >> 62 & 0b11);
    if (version, variant) == (7, 0b10) {
        Ok(number)
    } else {
        Err(IdError)
    }
}

fn written(number: u128) -> String {
    let digits = format!("{number:032x}");
    let mut text = String::with_capacity(36);
    for (at, digit) in digits.chars().enumerate() {
        if matches!(at, 8 | 12 | 16 | 20) {
            text.push('-');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_has_the_layout_of_version_7() {
        // The time of the example in RFC 9562, appendix A.6.
        let id = DraftId::new(0x017F_22E2_79B0, [0xFF; 10]);
        assert_eq!(id.to_string(), "017f22e2-79b0-7fff-bfff-ffffffffffff");
        let id = DraftId::new(0x017F_22E2_79B0, [0; 10]);
        assert_eq!(id.to_string(), "017f22e2-79b0-7000-8000-000000000000");
        assert_eq!(DraftId::parse(&id.to_string()), Ok(id));
    }

    #[test]
    fn a_later_id_sorts_after_an_earlier_one() {
        let early = EntryId::new(1_796_140_799_000, [0xFF; 10]);
        let late = EntryId::new(1_796_140_799_001, [0; 10]);
        assert!(early < late && early.to_string() < late.to_string());
    }

    #[test]
    fn only_the_usual_form_of_version_7_is_read() {
        assert!(DraftId::parse("017f22e2-79b0-7cc3-98c4-dc0c0c07398f").is_ok());
        for wrong in [
            "",
            "017f22e2-79b0-4cc3-98c4-dc0c0c07398f",
            "017f22e2-79b0-7cc3-18c4-dc0c0c07398f",
            "017F22E2-79B0-7CC3-98C4-DC0C0C07398F",
            "017f22e279b0-7cc3-98c4-dc0c0c07398f-",
            "017f22e2-79b0-7cc3-98c4-dc0c0c07398g",
            "017f22e2 79b0 7cc3 98c4 dc0c0c07398f",
        ] {
            assert_eq!(DraftId::parse(wrong), Err(IdError), "{wrong}");
        }
    }

    #[test]
    fn a_clock_before_1970_still_gives_an_id() {
        let id = SubmissionId::new(-5, [1; 10]);
        assert_eq!(SubmissionId::parse(&id.to_string()), Ok(id));
    }
}
