//! One of several options.

use super::{Read, Typed};
use crate::{form::answers::Value, rules::validate::Finding};

pub(super) fn read(typed: &Typed<'_>) -> Result<Read, Finding> {
    let code = typed.text()?;
    typed.check_option(code)?;
    Ok(Value::Code(code.to_owned()).into())
}
