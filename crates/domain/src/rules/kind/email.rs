//! An e-mail address ([`crate::value::email`]).

use super::{Read, Typed};
use crate::{form::answers::Value, rules::validate::Finding, value::email::Email};

pub(super) fn read(typed: &Typed<'_>) -> Result<Read, Finding> {
    Email::parse(typed.text()?)
        .map(|email| Value::Email(email).into())
        .map_err(|error| typed.error(error.code()))
}
