//! Mobile numbers: mainland China, else E.164 (standards-and-duties §2).

use crate::value::width;

/// A number as it is dialled: eleven digits, or `+` and the country's code.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Mobile(String);

/// Not a mobile number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("neither eleven digits beginning with 1 nor an international number")]
pub struct MobileError;

impl MobileError {
    /// Stable word.
    pub fn code(self) -> &'static str {
        "mobile_form"
    }
}

impl Mobile {
    /// The number as it is dialled.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Reads a number; blanks, hyphens, brackets, full-width digits and `+86` are understood.
pub fn parse(typed: &str) -> Result<Mobile, MobileError> {
    let plain: String = width::compact(typed)
        .chars()
        .filter(|c| !matches!(c, '-' | '(' | ')' | '‐' | '‑' | '–'))
        .collect();
    let plain = match plain.strip_prefix("00") {
        Some(rest) => format!("+{rest}"),
        None => plain,
    };
    let national = plain.strip_prefix("+86").unwrap_or(&plain);
    if is_mainland(national) {
        return Ok(Mobile(national.to_owned()));
    }
    let digits = plain.strip_prefix('+').ok_or(MobileError)?;
    let international = (6..=15).contains(&digits.len())
        && digits.bytes().all(|b| b.is_ascii_digit())
        && !digits.starts_with("86")
        && !digits.starts_with('0');
    if international {
        Ok(Mobile(plain))
    } else {
        Err(MobileError)
    }
}

fn is_mainland(number: &str) -> bool {
    let mut bytes = number.bytes();
    number.len() == 11
        && bytes.next() == Some(b'1')
        && bytes
            .next()
            .is_some_and(|second| (b'3'..=b'9').contains(&second))
        && bytes.all(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mainland_numbers_lose_their_decoration() {
        for typed in [
            "13800000000",
            "138 0000 0000",
            "+86 138-0000-0000",
            "１３８０００００００0",
            "008613800000000",
            "\u{202A}+86 138‑0000‑0000\u{202C}",
            "\u{2066}13800000000\u{2069}\u{200E}",
        ] {
            assert_eq!(parse(typed).unwrap().as_str(), "13800000000", "{typed}");
        }
    }

    #[test]
    fn other_countries_keep_their_code() {
        assert_eq!(parse("+1 202 555 0100").unwrap().as_str(), "+12025550100");
    }

    #[test]
    fn what_cannot_be_dialled_is_refused() {
        for typed in [
            "",
            "1380000000",
            "12800000000",
            "+86123",
            "+12345",
            "+1234567890123456",
            "手机",
        ] {
            assert_eq!(parse(typed), Err(MobileError), "{typed}");
        }
    }
}
