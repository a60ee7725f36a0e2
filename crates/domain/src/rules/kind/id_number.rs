//! The number of an identity document ([`crate::value::identity`]).

use super::{Read, Typed};
use crate::{
    form::answers::Value,
    rules::validate::Finding,
    value::identity::{self, IdType},
};

/// `type_field`: the question with the kind of the document; unanswered, the kind is recognised from the number.
pub(super) fn read(typed: &Typed<'_>, type_field: &str) -> Result<Read, Finding> {
    let facts = typed.facts;
    let type_path = facts.path(type_field, typed.entry);
    let chosen = facts
        .answers
        .get(&type_path)
        .and(facts.values.get(&type_path));
    let id_type = chosen.and_then(|value| IdType::from_code(value.code()?));
    let identity =
        identity::parse(id_type, typed.text()?, facts.setting.today).map_err(|error| {
            let parameters = error.parameters().into_iter();
            parameters.fold(typed.error(error.code()), |finding, (key, value)| {
                finding.with(key, value)
            })
        })?;
    let mut warnings = Vec::new();
    if identity.converted_from_15 {
        warnings.push(
            typed
                .error("confirm_converted")
                .with("number", &identity.number),
        );
    }
    if let Some(id_type) = id_type {
        let codes = identity::warnings(id_type, &identity.number);
        warnings.extend(codes.into_iter().map(|code| typed.error(code)));
    }
    Ok(Read {
        value: Some(Value::Identity(identity)),
        warnings,
    })
}
