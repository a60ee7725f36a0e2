//! The number of a bank account ([`crate::value::bank`]).

use super::{Read, Typed};
use crate::{
    form::answers::Value,
    rules::validate::Finding,
    value::bank::{self, Luhn},
};

pub(super) fn read(typed: &Typed<'_>) -> Result<Read, Finding> {
    let account = bank::parse(typed.text()?).map_err(|error| typed.error(error.code()))?;
    let warnings = match account.luhn() {
        Luhn::Fails => vec![typed.error("luhn")],
        Luhn::Passes | Luhn::NotACard => Vec::new(),
    };
    Ok(Read {
        value: Some(Value::Account(account)),
        warnings,
    })
}
