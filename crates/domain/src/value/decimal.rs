//! Exact decimal numbers with four places, for multiples, sums and quotients of money.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use std::fmt;

const SCALE: i128 = 10_000;
/// Beyond this no amount, count or multiple of any service is meant.
const LIMIT: i128 = 1_000_000_000_000 * SCALE;

/// A number in ten-thousandths; every operation is checked, nothing is ever a binary fraction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Decimal(i128);

impl Decimal {
    /// A whole number.
    pub fn from_integer(value: i64) -> Option<Decimal> {
        Decimal::bounded(i128::from(value).checked_mul(SCALE)?)
    }

    /// An amount of fen as CNY.
    pub fn from_fen(fen: i64) -> Option<Decimal> {
        Decimal::bounded(i128::from(fen).checked_mul(SCALE / 100)?)
    }

    /// The amount in fen, rounded down.
    pub fn to_fen(self) -> Option<i64> {
        i64::try_from(self.0.div_euclid(SCALE / 100)).ok()
    }

    /// The whole number, if it is one.
    pub fn to_integer(self) -> Option<i64> {
        (self.0 % SCALE == 0)
            .then(|| i64::try_from(self.0 / SCALE).ok())
            .flatten()
    }

    /// Reads `-12`, `1.5`, `900.00`; at most four places, no exponent, no blanks.
    pub fn parse(text: &str) -> Option<Decimal> {
        let (negative, digits) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (whole, places) = digits.split_once('.').unwrap_or((digits, ""));
        let plain = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if whole.is_empty() || !plain(whole) || !plain(places) || places.len() > 4 {
            return None;
        }
        if digits.contains('.') && places.is_empty() {
            return None;
        }
        let number: i128 = whole.parse().ok()?;
        let places: i128 = format!("{places:0<4}").parse().ok()?;
        let value = number.checked_mul(SCALE)?.checked_add(places)?;
        Decimal::bounded(if negative { -value } else { value })
    }

    /// The sum, if it stays in range.
    pub fn plus(self, other: Decimal) -> Option<Decimal> {
        Decimal::bounded(self.0.checked_add(other.0)?)
    }

    /// The product, rounded down to four places.
    pub fn times(self, other: Decimal) -> Option<Decimal> {
        Decimal::bounded(self.0.checked_mul(other.0)?.div_euclid(SCALE))
    }

    /// The quotient, rounded down to four places; nothing for a division by zero.
    pub fn over(self, other: Decimal) -> Option<Decimal> {
        Decimal::bounded(self.0.checked_mul(SCALE)?.checked_div_euclid(other.0)?)
    }

    fn bounded(value: i128) -> Option<Decimal> {
        (-LIMIT..=LIMIT).contains(&value).then_some(Decimal(value))
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let (whole, places) = (self.0.abs() / SCALE, self.0.abs() % SCALE);
        let places = format!("{places:04}");
        match places.trim_end_matches('0') {
            "" => write!(out, "{sign}{whole}"),
            places => write!(out, "{sign}{whole}.{places}"),
        }
    }
}

impl Serialize for Decimal {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Decimal {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Decimal, D::Error> {
        let text = String::deserialize(deserializer)?;
        Decimal::parse(&text).ok_or_else(|| D::Error::custom("not a decimal number"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Decimal {
        Decimal::parse(text).unwrap()
    }

    #[test]
    fn decimals_print_as_they_were_read_without_idle_zeros() {
        for text in ["0", "1.5", "-12.0001", "18000"] {
            assert_eq!(number(text).to_string(), text);
        }
        assert_eq!(number("900.00").to_string(), "900");
    }

    #[test]
    fn what_is_not_a_plain_number_is_refused() {
        for text in [
            "",
            "-",
            ".5",
            "1.",
            "1e3",
            " 1",
            "1.00001",
            "9999999999999999",
        ] {
            assert_eq!(Decimal::parse(text), None, "{text}");
        }
    }

    #[test]
    fn arithmetic_is_exact_and_a_division_by_zero_gives_nothing() {
        assert_eq!(number("1.5").times(number("1000")), Some(number("1500")));
        assert_eq!(number("10000").over(number("3")), Some(number("3333.3333")));
        assert_eq!(number("1").over(number("0")), None);
        assert_eq!(
            Decimal::from_fen(80_050).map(|d| d.to_string()).as_deref(),
            Some("800.5")
        );
    }
}
