//! Reads a compiled catalogue, drafts and the queue from a JSON tree, by small code.
//!
//! Serde's derived readers for some fifty types would weigh a quarter of the app that people download. What serde writes
//! is read by [`Decode`], which the macro of the same name derives from serde's attributes; tests compare the two on the
//! project's own catalogue, on drafts, on the queue and on what goes over the wire. The readers of the officers' files,
//! which explain mistakes, stay serde's.

pub use civil_affairs_domain_derive::Decode;
pub use serde_json::Value as Json;

use crate::value::date::Date;
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
pub fn only(object: &Value, known: &[&str]) -> Result<(), DecodeError> {
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

/// Reads one field of an object, and takes what `absent` gives where nothing stands there.
pub fn field_or<T: Decode>(
    object: &Value,
    name: &'static str,
    absent: fn() -> T,
) -> Result<T, DecodeError> {
    match object.get(name) {
        Some(value) => T::decode(value),
        None => Ok(absent()),
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

/// The name and content of `{"name": content}`; a bare name has no content.
pub fn variant(value: &Value) -> Result<(&str, &Value), DecodeError> {
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

#[cfg(test)]
mod tests {
    use super::*;
    use serde::{Deserialize, Serialize};
    use serde_json::json;

    fn seven() -> u32 {
        7
    }

    #[derive(Debug, PartialEq, Serialize, Deserialize, Decode)]
    #[serde(deny_unknown_fields)]
    #[decode(strict)]
    struct Sample {
        #[serde(rename = "if")]
        condition: String,
        #[serde(default = "seven")]
        number: u32,
        #[serde(default)]
        shape: Shape,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        nothing: Option<bool>,
    }

    #[derive(Debug, Default, PartialEq, Serialize, Deserialize, Decode)]
    #[serde(rename_all = "snake_case")]
    enum Shape {
        #[default]
        NotGiven,
        Text(String),
        #[serde(rename = "box")]
        Cube {
            edge: u32,
        },
    }

    #[test]
    fn the_derived_reader_goes_by_the_attributes_of_serde() {
        for sample in [
            json!({"if": "a"}),
            json!({"if": "a", "number": 8, "shape": "not_given", "nothing": true}),
            json!({"if": "a", "shape": {"text": "b"}}),
            json!({"if": "a", "shape": {"box": {"edge": 2}}, "nothing": null}),
        ] {
            let own = Sample::decode(&sample).unwrap();
            assert_eq!(own, serde_json::from_value(sample).unwrap());
        }
        for wrong in [
            json!({}),
            json!({"condition": "a"}),
            json!({"if": "a", "other": 1}),
            json!({"if": "a", "shape": "NotGiven"}),
            json!({"if": "a", "shape": {"box": {}}}),
        ] {
            assert!(Sample::decode(&wrong).is_err(), "{wrong}");
            assert!(serde_json::from_value::<Sample>(wrong).is_err());
        }
    }
}
