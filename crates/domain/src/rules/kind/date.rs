//! A calendar day, or 长期 where that is an answer.

use super::{Read, Typed};
use crate::{
    form::answers::Value, form::condition::Operand, rules::validate::Finding, value::date::Date,
    value::width,
};

pub(super) fn read(
    typed: &Typed<'_>,
    min: Option<&Operand>,
    max: Option<&Operand>,
    or_permanent: bool,
) -> Result<Read, Finding> {
    let text = typed.text()?;
    if or_permanent && text == "permanent" {
        return Ok(Value::Permanent.into());
    }
    let date = Date::parse(width::narrow(text).trim());
    let date = date.map_err(|error| typed.error(error.code()))?;
    let limit = |operand| typed.facts.operand_date(operand, typed.entry);
    if let Some(min) = min.and_then(limit).filter(|min| date < *min) {
        return Err(typed.error("too_early").with("min", min));
    }
    if let Some(max) = max.and_then(limit).filter(|max| date > *max) {
        return Err(typed.error("too_late").with("max", max));
    }
    Ok(Value::Date(date).into())
}
