//! Yes or no.

use super::{Read, Typed};
use crate::{
    form::answers::{Raw, Value},
    rules::validate::Finding,
};
use serde_json::Value as Json;

pub(super) fn read(typed: &Typed<'_>) -> Result<Read, Finding> {
    let Raw::Flag(value) = typed.raw else {
        return Err(typed.error("wrong_kind"));
    };
    Ok(Value::Bool(*value).into())
}

pub(super) fn from_json(json: &Json) -> Option<Raw> {
    json.as_bool().map(Raw::Flag)
}
