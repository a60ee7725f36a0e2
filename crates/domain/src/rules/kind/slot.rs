//! One wished slot.

use super::{Read, Typed};
use crate::{
    form::answers::{Raw, Value},
    rules::validate::Finding,
    value::slot::TypedSlot,
};
use serde_json::Value as Json;

pub(super) fn read(typed: &Typed<'_>) -> Result<Read, Finding> {
    let Raw::Slot(slot) = typed.raw else {
        return Err(typed.error("wrong_kind"));
    };
    let slot = slot.parse().ok_or_else(|| typed.error("slot_form"))?;
    Ok(Value::Slot(slot).into())
}

pub(super) fn from_json(json: &Json) -> Option<TypedSlot> {
    match json {
        Json::String(id) => TypedSlot::from_id(id),
        other => serde_json::from_value(other.clone()).ok(),
    }
}
