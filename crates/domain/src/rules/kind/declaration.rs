//! A statement to tick. Not ticked it is unanswered, not a no (services-overview §7).

use super::{Read, Typed};
use crate::{
    form::answers::{Raw, Value},
    rules::validate::Finding,
};

pub(super) fn read(typed: &Typed<'_>) -> Result<Read, Finding> {
    let Raw::Flag(is_ticked) = typed.raw else {
        return Err(typed.error("wrong_kind"));
    };
    Ok(Read {
        value: is_ticked.then_some(Value::Bool(true)),
        warnings: Vec::new(),
    })
}
