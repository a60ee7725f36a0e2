//! A person's name, in Chinese or in Latin letters ([`crate::value::name`]).

use super::{Read, Typed};
use crate::{
    form::answers::Value,
    rules::validate::Finding,
    value::name::{self, NameError},
};

pub(super) fn read_zh(typed: &Typed<'_>) -> Result<Read, Finding> {
    read(typed, name::parse_zh)
}

pub(super) fn read_latin(typed: &Typed<'_>) -> Result<Read, Finding> {
    read(typed, name::parse_latin)
}

fn read(typed: &Typed<'_>, parse: fn(&str) -> Result<String, NameError>) -> Result<Read, Finding> {
    parse(typed.text()?)
        .map(|name| Value::Text(name).into())
        .map_err(|error| typed.error(error.code()))
}
