//! Reads conditions and derived values from a compiled catalogue. By hand: their written form is keys that read as a
//! sentence, which no derived reader knows.

use super::{Codes, Condition, Derive, Literal, Operand, Test};
use crate::value::decode::{Decode, DecodeError, field, variant};
use serde_json::Value;

impl Decode for Literal {
    fn decode(value: &Value) -> Result<Literal, DecodeError> {
        match value {
            Value::Bool(value) => Ok(Literal::Bool(*value)),
            Value::String(text) => Ok(Literal::Text(text.clone())),
            other => i64::decode(other).map(Literal::Integer),
        }
    }
}

impl Decode for Operand {
    fn decode(value: &Value) -> Result<Operand, DecodeError> {
        Ok(if value.get("param").is_some() {
            Operand::Param(Decode::decode(value)?)
        } else if value.get("field").is_some() {
            Operand::Field(Decode::decode(value)?)
        } else if value.get("today_plus_months").is_some() {
            Operand::Today(Decode::decode(value)?)
        } else if value.get("months_ago").is_some() {
            Operand::Ago(Decode::decode(value)?)
        } else if value.get("start_of_year").is_some() {
            Operand::StartOfYear(Decode::decode(value)?)
        } else {
            Operand::Literal(Literal::decode(value)?)
        })
    }
}

impl Decode for Codes {
    fn decode(value: &Value) -> Result<Codes, DecodeError> {
        if value.is_array() {
            Vec::decode(value).map(Codes::Listed)
        } else {
            Decode::decode(value).map(Codes::Param)
        }
    }
}

impl Decode for Condition {
    fn decode(value: &Value) -> Result<Condition, DecodeError> {
        if let Some(all) = value.get("all") {
            return Vec::decode(all).map(Condition::All);
        }
        if let Some(any) = value.get("any") {
            return Vec::decode(any).map(Condition::Any);
        }
        if let Some(not) = value.get("not") {
            return Box::decode(not).map(Condition::Not);
        }
        if value.get("field").is_some() {
            return Ok(Condition::Field {
                field: field(value, "field")?,
                attribute: field(value, "attribute")?,
                test: Test::decode(value)?,
                unanswered: field(value, "unanswered")?,
            });
        }
        if value.get("param").is_some() {
            let key = field(value, "param")?;
            return Ok(match value.get("unset") {
                Some(unset) => Condition::ParamUnset(key, bool::decode(unset)?),
                None => Condition::ParamIs(key, field(value, "is")?),
            });
        }
        if value.get("any_entry").is_some() {
            return Ok(Condition::AnyEntry(
                field(value, "any_entry")?,
                field(value, "where")?,
            ));
        }
        if let Some(track) = value.get("track") {
            return Vec::decode(track).map(Condition::Track);
        }
        if let Some(channels) = value.get("channel") {
            return Vec::decode(channels).map(Condition::Channel);
        }
        match value.get("otherwise") {
            Some(Value::Bool(true)) => Ok(Condition::Otherwise),
            _ => Err(DecodeError("condition")),
        }
    }
}

impl Decode for Test {
    fn decode(value: &Value) -> Result<Test, DecodeError> {
        let (name, value) = value
            .as_object()
            .and_then(|object| {
                object.iter().find(|(name, _)| {
                    !matches!(name.as_str(), "field" | "attribute" | "unanswered")
                })
            })
            .ok_or(DecodeError("test"))?;
        Ok(match name.as_str() {
            "is" => Test::Is(Decode::decode(value)?),
            "in" => Test::In(Decode::decode(value)?),
            "same_as" => Test::SameAs(Decode::decode(value)?),
            "answered" => Test::Answered(Decode::decode(value)?),
            "known" => Test::Known(Decode::decode(value)?),
            "invalid" => Test::Invalid(Decode::decode(value)?),
            "bookable" => Test::Bookable(Decode::decode(value)?),
            "less_than" => Test::LessThan(Decode::decode(value)?),
            "at_most" => Test::AtMost(Decode::decode(value)?),
            "at_least" => Test::AtLeast(Decode::decode(value)?),
            "more_than" => Test::MoreThan(Decode::decode(value)?),
            _ => return Err(DecodeError("test")),
        })
    }
}

impl Decode for Derive {
    fn decode(value: &Value) -> Result<Derive, DecodeError> {
        let (name, value) = variant(value)?;
        Ok(match name {
            "identity" => Derive::Identity(Decode::decode(value)?),
            "age" => Derive::Age(Decode::decode(value)?),
            "reached" => Derive::Reached(Decode::decode(value)?),
            "slot_date" => Derive::SlotDate(Decode::decode(value)?),
            "slot_office" => Derive::SlotOffice(Decode::decode(value)?),
            "first_of" => Derive::FirstOf(Decode::decode(value)?),
            "latest" => Derive::Latest(Decode::decode(value)?),
            "product" => Derive::Product(Decode::decode(value)?),
            "quotient" => {
                let operands: Vec<Operand> = Decode::decode(value)?;
                Derive::Quotient(operands.try_into().map_err(|_| DecodeError("quotient"))?)
            }
            "count" => Derive::Count(Decode::decode(value)?),
            "sum" => Derive::Sum(Decode::decode(value)?),
            "cases" => Derive::Cases(Decode::decode(value)?),
            "value" => Derive::Value(Decode::decode(value)?),
            _ => return Err(DecodeError("derive")),
        })
    }
}
