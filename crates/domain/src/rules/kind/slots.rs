//! Further wished slots.

use super::{Read, Typed, slot};
use crate::{
    form::answers::{Raw, Value},
    rules::validate::Finding,
};
use serde_json::Value as Json;

pub(super) fn read(typed: &Typed<'_>, max: u32, first: &str) -> Result<Read, Finding> {
    let Raw::Slots(slots) = typed.raw else {
        return Err(typed.error("wrong_kind"));
    };
    let slots: Option<Vec<_>> = slots.iter().map(|slot| slot.parse()).collect();
    let slots = slots.ok_or_else(|| typed.error("slot_form"))?;
    if slots.len() > usize::try_from(max).unwrap_or(usize::MAX) {
        return Err(typed.error("too_many").with("max", max));
    }
    let mut wishes = slots.clone();
    if let Some(Value::Slot(first)) = typed.facts.value(first, typed.entry) {
        wishes.push(first.clone());
    }
    let is_twice = |(at, wish): (usize, &_)| wishes.iter().skip(at + 1).any(|other| other == wish);
    if wishes.iter().enumerate().any(is_twice) {
        return Err(typed.error("same_slot"));
    }
    Ok(Value::Slots(slots).into())
}

pub(super) fn from_json(json: &Json) -> Option<Raw> {
    let slots = json.as_array()?.iter().map(slot::from_json);
    slots.collect::<Option<_>>().map(Raw::Slots)
}
