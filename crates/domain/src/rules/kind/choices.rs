//! Any number of several options.

use super::{Read, Typed};
use crate::{
    form::answers::{Raw, Value},
    rules::validate::Finding,
};
use serde_json::Value as Json;

pub(super) fn read(typed: &Typed<'_>, exclusive: Option<&str>) -> Result<Read, Finding> {
    let Raw::Codes(codes) = typed.raw else {
        return Err(typed.error("wrong_kind"));
    };
    for code in codes {
        typed.check_option(code)?;
    }
    let has_exclusive = exclusive.is_some_and(|only| codes.iter().any(|code| code == only));
    if codes.len() > 1 && has_exclusive {
        return Err(typed.error("exclusive_option"));
    }
    // In the order of the codes, so that the same choice always reads the same.
    let mut ordered: Vec<String> = Vec::new();
    for code in codes {
        if let Err(at) = ordered.binary_search(code) {
            ordered.insert(at, code.clone());
        }
    }
    Ok(Value::Codes(ordered).into())
}

pub(super) fn from_json(json: &Json) -> Option<Raw> {
    let codes = json.as_array()?.iter();
    let codes = codes.map(|code| code.as_str().map(str::to_owned));
    codes.collect::<Option<_>>().map(Raw::Codes)
}
