//! A mobile number ([`crate::value::mobile`]).

use super::{Read, Typed};
use crate::{form::answers::Value, rules::validate::Finding, value::mobile};

pub(super) fn read(typed: &Typed<'_>) -> Result<Read, Finding> {
    mobile::parse(typed.text()?)
        .map(|mobile| Value::Mobile(mobile).into())
        .map_err(|error| typed.error(error.code()))
}
