//! Reads a compiled catalogue, drafts and the queue from a JSON tree, by small code.
//!
//! Serde's derived readers for some fifty types would weigh a quarter of the app that people download. What is
//! written by serde is read here; that both agree is tested on the project's own catalogue. The readers of the
//! officers' files, which explain mistakes, stay serde's.

mod answers;
mod catalogue;
pub(crate) mod macros;

use crate::{
    form::condition::{Codes, Condition, Derive, Literal, Operand, Test},
    value::date::Date,
};
use serde_json::Value;
use std::collections::BTreeMap;

/// Not what a compiled catalogue holds there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("unexpected content at {0}")]
pub struct DecodeError(pub &'static str);

/// A type of the catalogue.
pub trait Decode: Sized {
    /// Reads it from its place in the tree.
    fn decode(value: &Value) -> Result<Self, DecodeError>;

    /// What it is when nothing stands there.
    fn absent() -> Option<Self> {
        None
    }
}

/// Reads a type from a JSON text.
pub fn read<T: Decode>(text: &[u8]) -> Result<T, DecodeError> {
    T::decode(&tree(text)?)
}

/// The tree of a JSON text.
pub(crate) fn tree(text: &[u8]) -> Result<Value, DecodeError> {
    serde_json::from_slice(text).map_err(|_| DecodeError("JSON"))
}

/// Refuses an object with a field that is not among these: what is not known must not get lost.
pub(crate) fn only(object: &Value, known: &[&str]) -> Result<(), DecodeError> {
    let object = object.as_object().ok_or(DecodeError("object"))?;
    if object.keys().all(|key| known.contains(&key.as_str())) {
        Ok(())
    } else {
        Err(DecodeError("unknown field"))
    }
}

/// Reads one field of an object.
pub fn field<T: Decode>(object: &Value, name: &'static str) -> Result<T, DecodeError> {
    match object.get(name) {
        Some(value) => T::decode(value),
        None => T::absent().ok_or(DecodeError(name)),
    }
}

impl Decode for String {
    fn decode(value: &Value) -> Result<String, DecodeError> {
        value.as_str().map(str::to_owned).ok_or(DecodeError("text"))
    }
}

impl Decode for bool {
    fn decode(value: &Value) -> Result<bool, DecodeError> {
        value.as_bool().ok_or(DecodeError("yes or no"))
    }
    fn absent() -> Option<bool> {
        Some(false)
    }
}

impl Decode for i64 {
    fn decode(value: &Value) -> Result<i64, DecodeError> {
        value.as_i64().ok_or(DecodeError("number"))
    }
}

impl Decode for u64 {
    fn decode(value: &Value) -> Result<u64, DecodeError> {
        value.as_u64().ok_or(DecodeError("number"))
    }
}

impl Decode for u32 {
    fn decode(value: &Value) -> Result<u32, DecodeError> {
        let number = i64::decode(value)?;
        number.try_into().map_err(|_| DecodeError("number"))
    }
}

impl Decode for u16 {
    fn decode(value: &Value) -> Result<u16, DecodeError> {
        let number = i64::decode(value)?;
        number.try_into().map_err(|_| DecodeError("number"))
    }
}

impl Decode for i16 {
    fn decode(value: &Value) -> Result<i16, DecodeError> {
        let number = i64::decode(value)?;
        number.try_into().map_err(|_| DecodeError("number"))
    }
}

impl Decode for i32 {
    fn decode(value: &Value) -> Result<i32, DecodeError> {
        let number = i64::decode(value)?;
        number.try_into().map_err(|_| DecodeError("number"))
    }
}

impl Decode for Date {
    fn decode(value: &Value) -> Result<Date, DecodeError> {
        let text = value.as_str().ok_or(DecodeError("date"))?;
        Date::parse(text).map_err(|_| DecodeError("date"))
    }
}

impl<T: Decode> Decode for Option<T> {
    fn decode(value: &Value) -> Result<Option<T>, DecodeError> {
        if value.is_null() {
            Ok(None)
        } else {
            T::decode(value).map(Some)
        }
    }
    fn absent() -> Option<Option<T>> {
        Some(None)
    }
}

impl<T: Decode> Decode for Vec<T> {
    fn decode(value: &Value) -> Result<Vec<T>, DecodeError> {
        let mut items = Vec::new();
        for item in value.as_array().ok_or(DecodeError("list"))? {
            items.push(T::decode(item)?);
        }
        Ok(items)
    }
    fn absent() -> Option<Vec<T>> {
        Some(Vec::new())
    }
}

impl<T: Decode> Decode for Box<T> {
    fn decode(value: &Value) -> Result<Box<T>, DecodeError> {
        T::decode(value).map(Box::new)
    }
}

impl<T: Decode> Decode for BTreeMap<String, T> {
    fn decode(value: &Value) -> Result<BTreeMap<String, T>, DecodeError> {
        let mut map = BTreeMap::new();
        for (key, value) in value.as_object().ok_or(DecodeError("table"))? {
            map.insert(key.clone(), T::decode(value)?);
        }
        Ok(map)
    }
    fn absent() -> Option<BTreeMap<String, T>> {
        Some(BTreeMap::new())
    }
}

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

    /// A condition left out always holds.
    fn absent() -> Option<Condition> {
        Some(Condition::All(Vec::new()))
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

/// The name and content of `{"name": content}`; a bare name has no content.
pub(crate) fn variant(value: &Value) -> Result<(&str, &Value), DecodeError> {
    match value {
        Value::String(name) => Ok((name, &Value::Null)),
        Value::Object(object) => object
            .iter()
            .next()
            .map(|(name, value)| (name.as_str(), value))
            .ok_or(DecodeError("variant")),
        _ => Err(DecodeError("variant")),
    }
}
