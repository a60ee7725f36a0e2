//! Amounts of money in whole fen.

use crate::value::width;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use std::fmt;

/// An amount in fen, the hundredth of a CNY.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fen(pub i64);

/// Why a text is no amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MoneyError {
    /// Not digits with at most two places.
    #[error("not an amount with at most two places")]
    Form,
    /// Below zero.
    #[error("below zero")]
    Negative,
    /// Larger than any service handles.
    #[error("too large")]
    TooLarge,
}

impl MoneyError {
    /// Stable word.
    pub fn code(self) -> &'static str {
        match self {
            MoneyError::Form => "money_form",
            MoneyError::Negative => "money_negative",
            MoneyError::TooLarge => "money_too_large",
        }
    }
}

impl Fen {
    /// Reads `800`, `800.5`, `¥1,200.00`, `８００元`.
    pub fn parse(text: &str) -> Result<Fen, MoneyError> {
        let compact = width::compact(text);
        let plain = compact
            .trim_start_matches(['¥', '￥'])
            .trim_end_matches(['元', '块']);
        let plain = ungrouped(plain).ok_or(MoneyError::Form)?;
        if plain.starts_with('-') {
            return Err(MoneyError::Negative);
        }
        let (whole, places) = plain.split_once('.').unwrap_or((&plain, "0"));
        let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        if !digits(whole) || !digits(places) || places.len() > 2 {
            return Err(MoneyError::Form);
        }
        if whole.trim_start_matches('0').len() > 12 {
            return Err(MoneyError::TooLarge);
        }
        let number = |text: &str| text.parse::<i64>().map_err(|_| MoneyError::Form);
        let places = number(&format!("{places:0<2}"))?;
        Ok(Fen(number(whole)? * 100 + places))
    }
}

/// Takes commas out where they stand before groups of three digits; elsewhere `12,50` could be meant as 12.50.
fn ungrouped(text: &str) -> Option<String> {
    let (whole, places) = match text.split_once('.') {
        Some((whole, places)) => (whole, Some(places)),
        None => (text, None),
    };
    let mut groups = whole.split(',');
    let first = groups.next()?;
    let grouped = whole.contains(',');
    let fits = !grouped || ((1..=3).contains(&first.len()) && groups.all(|group| group.len() == 3));
    let whole = whole.replace(',', "");
    fits.then(|| match places {
        Some(places) => format!("{whole}.{places}"),
        None => whole,
    })
}

impl fmt::Display for Fen {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let fen = self.0.unsigned_abs();
        write!(out, "{sign}{}.{:02}", fen / 100, fen % 100)
    }
}

impl Serialize for Fen {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Fen {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Fen, D::Error> {
        Fen::parse(&String::deserialize(deserializer)?).map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_read_as_people_write_them() {
        for (text, fen) in [
            ("800", 80_000),
            ("800.5", 80_050),
            ("¥1,200.00", 120_000),
            ("８００元", 80_000),
            ("0", 0),
            ("1,234,567.5", 123_456_750),
        ] {
            assert_eq!(Fen::parse(text), Ok(Fen(fen)), "{text}");
        }
        assert_eq!(Fen(80_005).to_string(), "800.05");
    }

    #[test]
    fn what_is_no_amount_says_why() {
        assert_eq!(Fen::parse("-1"), Err(MoneyError::Negative));
        assert_eq!(Fen::parse("1.005"), Err(MoneyError::Form));
        assert_eq!(Fen::parse("一百"), Err(MoneyError::Form));
        // A comma for a point must not make an amount a hundred times larger.
        for text in ["12,50", "1,50元", "1,2345", ",500", "1,,000"] {
            assert_eq!(Fen::parse(text), Err(MoneyError::Form), "{text}");
        }
        assert_eq!(Fen::parse(""), Err(MoneyError::Form));
        assert_eq!(Fen::parse("1000000000000000"), Err(MoneyError::TooLarge));
    }
}
