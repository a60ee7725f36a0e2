//! A whole number.

use super::{Read, Typed};
use crate::{
    form::answers::{Raw, Value},
    form::condition::Operand,
    rules::validate::Finding,
    value::width,
};
use serde_json::Value as Json;

pub(super) fn read(typed: &Typed<'_>, min: i64, max: &Operand) -> Result<Read, Finding> {
    let text = width::narrow(typed.text()?);
    let number: i64 = text
        .trim()
        .parse()
        .map_err(|_| typed.error("not_a_whole_number"))?;
    if number < min {
        return Err(typed.error("too_few").with("min", min));
    }
    let most = typed.facts.operand_number(max, typed.entry);
    let most = most.and_then(|most| most.to_integer());
    if let Some(most) = most.filter(|most| number > *most) {
        return Err(typed.error("too_many").with("max", most));
    }
    Ok(Value::Integer(number).into())
}

pub(super) fn from_json(json: &Json) -> Option<Raw> {
    json.as_i64().map(|number| Raw::Text(number.to_string()))
}
