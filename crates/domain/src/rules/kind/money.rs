//! An amount in CNY ([`crate::value::money`]).

use super::{Read, Typed};
use crate::{
    form::answers::Value, form::condition::Operand, rules::validate::Finding, value::money::Fen,
};

pub(super) fn read(typed: &Typed<'_>, max: Option<&Operand>) -> Result<Read, Finding> {
    let amount = Fen::parse(typed.text()?).map_err(|error| typed.error(error.code()))?;
    let value = Value::Money(amount);
    let most = max.and_then(|max| typed.facts.operand_number(max, typed.entry));
    match (most, value.number()) {
        (Some(most), Some(number)) if number > most => {
            Err(typed.error("too_much").with("max", most))
        }
        (Some(_) | None, _) => Ok(value.into()),
    }
}
