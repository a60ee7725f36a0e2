//! What is wrong with an answer: where and which, never prose.

use crate::value::decode::Decode;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// An error or a warning. Its words are looked up by code, first among the question's own checks, then in the
/// list `field-errors`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, Decode)]
pub struct Finding {
    /// Path such as `members[0].id_number`.
    pub field: String,
    /// Stable word.
    pub code: String,
    /// What the words need, for example the expected check character.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub parameters: BTreeMap<String, String>,
}

impl Finding {
    /// Without parameters.
    pub fn new(field: &str, code: &str) -> Finding {
        Finding {
            field: field.to_owned(),
            code: code.to_owned(),
            parameters: BTreeMap::new(),
        }
    }

    /// With one more parameter.
    #[must_use]
    pub fn with(mut self, key: &str, value: impl ToString) -> Finding {
        self.parameters.insert(key.to_owned(), value.to_string());
        self
    }
}
