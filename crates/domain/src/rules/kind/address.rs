//! A place: region, town of Yiwu and free text ([`crate::value::address`]).

use super::{Read, Typed};
use crate::{
    form::answers::{Raw, Value},
    rules::validate::Finding,
    value::address::{self, Address},
};
use serde_json::Value as Json;

/// At most so many characters of free text.
const LONGEST: usize = 200;

pub(super) fn read(typed: &Typed<'_>) -> Result<Read, Finding> {
    let setting = typed.facts.setting;
    let place = match typed.raw {
        // A place without a region or a town is as good as a text.
        Raw::Place(place) if place.region.is_some() || place.town.is_some() => place.clone(),
        Raw::Place(place) => address::resolve(&place.detail, &setting.regions),
        _ => address::resolve(typed.text()?, &setting.regions),
    };
    let mut place = address::settle(place, &setting.regions);
    place.detail = place.detail.trim().to_owned();
    if place.detail.chars().count() > LONGEST {
        return Err(typed.error("too_long").with("max", LONGEST));
    }
    let is_known = |code: &Option<String>, list: &str| {
        code.as_ref().is_none_or(|code| {
            let list = setting.policy.list(list);
            list.is_none_or(|list| list.item(code).is_some())
        })
    };
    if !is_known(&place.town, "towns") {
        return Err(typed.error("unknown_option"));
    }
    // Former and unlisted codes are common: a hint, never an error (standards-and-duties §1).
    let warnings = if is_known(&place.region, "regions") {
        Vec::new()
    } else {
        vec![typed.error("unknown_region")]
    };
    Ok(Read {
        value: Some(Value::Address(place)),
        warnings,
    })
}

pub(super) fn from_json(json: &Json) -> Option<Raw> {
    match json {
        Json::String(text) => Some(Raw::Text(text.clone())),
        other => serde_json::from_value::<Address>(other.clone())
            .ok()
            .map(Raw::Place),
    }
}
