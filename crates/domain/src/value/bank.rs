//! Numbers of bank accounts. A card's check digit is a warning, never an error (standards-and-duties §2).

use crate::{value::mask, value::width};

/// Twelve to thirty digits.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Account(String);

/// Not an account number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("an account number has 12 to 30 digits")]
pub struct AccountError;

impl AccountError {
    /// Stable word.
    pub fn code(self) -> &'static str {
        "account_form"
    }
}

/// What the check digit of a card says (ISO/IEC 7812-1, Luhn).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Luhn {
    /// Right.
    Passes,
    /// Wrong: mistyped, or not a card number.
    Fails,
    /// Not of a card's length: passbooks have no check digit.
    NotACard,
}

impl Account {
    /// The digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// For screens and print.
    pub fn masked(&self) -> String {
        mask::mask(&self.0)
    }

    /// What the check digit says.
    pub fn luhn(&self) -> Luhn {
        if !(16..=19).contains(&self.0.len()) {
            return Luhn::NotACard;
        }
        let sum: u32 = self
            .0
            .bytes()
            .rev()
            .enumerate()
            .map(|(at, digit)| {
                let digit = u32::from(digit - b'0');
                match at % 2 {
                    0 => digit,
                    _ if digit > 4 => digit * 2 - 9,
                    _ => digit * 2,
                }
            })
            .sum();
        if sum.is_multiple_of(10) {
            Luhn::Passes
        } else {
            Luhn::Fails
        }
    }
}

/// Reads an account number; blanks and hyphens are dropped.
pub fn parse(typed: &str) -> Result<Account, AccountError> {
    let plain = width::compact(typed).replace('-', "");
    let fits = (12..=30).contains(&plain.len()) && plain.bytes().all(|b| b.is_ascii_digit());
    if fits {
        Ok(Account(plain))
    } else {
        Err(AccountError)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn t7_and_t8_a_card_number_is_checked_by_luhn() {
        for (number, luhn) in [
            ("6200000000000000018", Luhn::Passes),
            ("620000000000000013", Luhn::Passes),
            ("6200000000000000019", Luhn::Fails),
            ("123456789012", Luhn::NotACard),
        ] {
            assert_eq!(parse(number).unwrap().luhn(), luhn, "{number}");
        }
    }

    #[test]
    fn an_account_is_read_with_blanks_and_shown_masked() {
        let account = parse("6200 0000 0000 0000 018").unwrap();
        assert_eq!(account.masked(), "620000*********0018");
        assert_eq!(parse("12345"), Err(AccountError));
        assert_eq!(parse("6200abcd00000000"), Err(AccountError));
    }
}
