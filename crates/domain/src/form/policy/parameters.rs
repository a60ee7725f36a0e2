//! The parameters in force on one day, with what an officer tries instead.

use super::{ParamValue, ParameterRow, Unit};
use crate::{value::date::Date, value::decimal::Decimal};
use std::collections::BTreeMap;

/// Values by key. A key that exists and is unset reads as nothing, like a key that does not exist.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parameters {
    values: BTreeMap<String, InForce>,
}

/// Why a parameter cannot be set as asked.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SetError {
    /// No such key.
    #[error("no parameter `{0}`")]
    Unknown(String),
    /// The unit wants another form.
    #[error("`{key}` wants {wants}, not `{text}`")]
    Form {
        /// The key.
        key: String,
        /// What it wants.
        wants: &'static str,
        /// What was given.
        text: String,
    },
}

/// A parameter as it counts on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
struct InForce {
    from: Option<Date>,
    unit: Unit,
    value: Option<ParamValue>,
}

impl Parameters {
    /// Of several versions valid on the day, the one that began last counts.
    pub fn in_force(rows: &[ParameterRow], date: Date) -> Parameters {
        let mut values: BTreeMap<String, InForce> = BTreeMap::new();
        for row in rows {
            let begun = row.valid_from.is_none_or(|from| from <= date);
            let over = row.valid_to.is_some_and(|to| to < date);
            let known = values.entry(row.key.clone()).or_insert(InForce {
                from: None,
                unit: row.unit,
                value: None,
            });
            if begun && !over && (known.value.is_none() || row.valid_from >= known.from) {
                *known = InForce {
                    from: row.valid_from,
                    unit: row.unit,
                    value: row.value.clone(),
                };
            }
        }
        Parameters { values }
    }

    /// Tries another value, written in the parameter's own unit; `unset` un-sets it.
    pub fn set(&mut self, key: &str, text: &str) -> Result<(), SetError> {
        let slot = self
            .values
            .get_mut(key)
            .ok_or_else(|| SetError::Unknown(key.to_owned()))?;
        slot.value = match text {
            "unset" => None,
            text => Some(slot.unit.read(text).ok_or_else(|| SetError::Form {
                key: key.to_owned(),
                wants: slot.unit.wants(),
                text: text.to_owned(),
            })?),
        };
        Ok(())
    }

    /// The value, unless unset.
    pub fn get(&self, key: &str) -> Option<&ParamValue> {
        self.values.get(key)?.value.as_ref()
    }

    /// What the value counts.
    pub fn unit(&self, key: &str) -> Option<Unit> {
        Some(self.values.get(key)?.unit)
    }

    /// A yes or no.
    pub fn flag(&self, key: &str) -> Option<bool> {
        match self.get(key)? {
            ParamValue::Bool(value) => Some(*value),
            _ => None,
        }
    }

    /// A number.
    pub fn number(&self, key: &str) -> Option<Decimal> {
        match self.get(key)? {
            ParamValue::Integer(value) => Decimal::from_integer(*value),
            ParamValue::Text(text) => Decimal::parse(text),
            _ => None,
        }
    }

    /// A number of things, days or years.
    pub fn count(&self, key: &str) -> Option<u32> {
        u32::try_from(self.number(key)?.to_integer()?).ok()
    }

    /// A word or text.
    pub fn code(&self, key: &str) -> Option<&str> {
        match self.get(key)? {
            ParamValue::Text(text) => Some(text),
            _ => None,
        }
    }

    /// A list of words.
    pub fn codes(&self, key: &str) -> Option<&[String]> {
        match self.get(key)? {
            ParamValue::Codes(codes) => Some(codes),
            _ => None,
        }
    }

    /// The value as a text for people.
    pub fn shown(&self, key: &str) -> Option<String> {
        Some(match self.get(key)? {
            ParamValue::Bool(value) => value.to_string(),
            ParamValue::Integer(value) => value.to_string(),
            ParamValue::Text(text) => text.clone(),
            ParamValue::Codes(codes) => codes.join("、"),
        })
    }
}
