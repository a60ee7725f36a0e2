//! One dated version of a policy parameter (services-overview §8).

use crate::value::decode::{Decode, DecodeError, Json};
use crate::{value::date::Date, value::decimal::Decimal, value::text::Text};
use serde::{Deserialize, Serialize};

/// A parameter's value with its unit, place and time of validity and where it comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[serde(deny_unknown_fields)]
pub struct ParameterRow {
    /// Stable name.
    pub key: String,
    /// What it means, for the officer who sets it.
    pub title: Text,
    /// The value; left out while the bureau has not decided. Texts then leave the number out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<ParamValue>,
    /// What the value counts.
    pub unit: Unit,
    /// Where it holds.
    pub scope: Scope,
    /// First day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_from: Option<Date>,
    /// Last day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_to: Option<Date>,
    /// Code of the source; required unless `unconfirmed`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// A proposal that the bureau has not confirmed.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub unconfirmed: bool,
    /// The bureau's open question it answers, for example `Q5`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub question: Option<String>,
    /// When somebody last compared it with its source.
    pub checked_on: Date,
    /// While unset the installation stays in trial mode.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub required_for_production: bool,
}

/// Where a parameter holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// The whole country.
    Nation,
    /// Zhejiang.
    Province,
    /// Yiwu.
    Yiwu,
    /// This installation.
    Installation,
}

/// What a value counts; decides how it is written and read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// `true` or `false`.
    Bool,
    /// Full years.
    Years,
    /// Months.
    Months,
    /// Calendar days.
    Days,
    /// Working days by the State Council's calendar.
    WorkingDays,
    /// Hours.
    Hours,
    /// Minutes.
    Minutes,
    /// A number of things.
    Count,
    /// CNY.
    Cny,
    /// CNY per month.
    CnyMonth,
    /// CNY per year.
    CnyYear,
    /// A multiple of something else.
    Multiple,
    /// Per cent.
    Percent,
    /// Kilobytes (1,000 bytes).
    Kilobytes,
    /// Pixels.
    Pixels,
    /// A word from a fixed set.
    Code,
    /// A list of such words.
    Codes,
    /// Free text, for example a name or an address.
    Text,
}

/// A value as it is written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum ParamValue {
    /// Yes or no.
    Bool(bool),
    /// A whole number.
    Integer(i64),
    /// A decimal number, a word or a text.
    Text(String),
    /// Words.
    Codes(Vec<String>),
}

impl Decode for ParamValue {
    fn decode(value: &Json) -> Result<ParamValue, DecodeError> {
        match value {
            Json::Bool(value) => Ok(ParamValue::Bool(*value)),
            Json::String(text) => Ok(ParamValue::Text(text.clone())),
            Json::Array(_) => Vec::decode(value).map(ParamValue::Codes),
            other => i64::decode(other).map(ParamValue::Integer),
        }
    }
}

impl Unit {
    /// Whether a value is written as this unit wants it.
    pub fn accepts(self, value: &ParamValue) -> bool {
        match (self, value) {
            (Unit::Bool, ParamValue::Bool(_)) => true,
            (Unit::Codes, ParamValue::Codes(codes)) => !codes.is_empty(),
            (Unit::Code | Unit::Text, ParamValue::Text(text)) => !text.trim().is_empty(),
            (unit, ParamValue::Integer(number)) => unit.is_number() && *number >= 0,
            (unit, ParamValue::Text(text)) => {
                unit.allows_places()
                    && Decimal::parse(text).is_some_and(|d| !d.to_string().starts_with('-'))
            }
            _ => false,
        }
    }

    /// Reads what an officer writes after `--set key=`.
    pub fn read(self, text: &str) -> Option<ParamValue> {
        let value = match self {
            Unit::Bool => ParamValue::Bool(text.parse().ok()?),
            Unit::Codes => {
                ParamValue::Codes(text.split(',').map(|code| code.trim().to_owned()).collect())
            }
            Unit::Code | Unit::Text => ParamValue::Text(text.to_owned()),
            unit => match text.parse() {
                Ok(number) => ParamValue::Integer(number),
                Err(_) if unit.allows_places() => ParamValue::Text(text.to_owned()),
                Err(_) => return None,
            },
        };
        self.accepts(&value).then_some(value)
    }

    /// What a value of this unit looks like, for an error message.
    pub fn wants(self) -> &'static str {
        match self {
            Unit::Bool => "true or false",
            Unit::Codes => "a list of words",
            Unit::Code => "a word",
            Unit::Text => "a text",
            unit if unit.allows_places() => "a number, decimals as text such as \"1.5\"",
            _ => "a whole number",
        }
    }

    fn is_number(self) -> bool {
        !matches!(self, Unit::Bool | Unit::Code | Unit::Codes | Unit::Text)
    }

    fn allows_places(self) -> bool {
        matches!(
            self,
            Unit::Cny | Unit::CnyMonth | Unit::CnyYear | Unit::Multiple | Unit::Percent
        )
    }
}
