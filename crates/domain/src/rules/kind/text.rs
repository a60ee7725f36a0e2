//! Free text. Other kinds that are typed as one line stand in JSON alike.

use super::{Read, Typed};
use crate::{
    form::answers::{Raw, Value},
    rules::validate::Finding,
};
use serde_json::Value as Json;

pub(super) fn read(typed: &Typed<'_>, max: u32, is_long: bool) -> Result<Read, Finding> {
    let text = typed.text()?;
    if text.chars().count() > usize::try_from(max).unwrap_or(usize::MAX) {
        return Err(typed.error("too_long").with("max", max));
    }
    let is_refused = |c: char| c.is_control() && !(is_long && c == '\n');
    if text.chars().any(is_refused) {
        return Err(typed.error("control_character"));
    }
    Ok(Value::Text(text.to_owned()).into())
}

pub(super) fn from_json(json: &Json) -> Option<Raw> {
    json.as_str().map(|text| Raw::Text(text.to_owned()))
}
