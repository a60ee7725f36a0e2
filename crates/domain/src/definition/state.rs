//! States of an application: who moves it, what the citizen is told, where it can go.

use crate::text::Text;
use serde::{Deserialize, Serialize};

/// One state.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct State {
    /// Code of the domain file.
    pub id: String,
    /// Who brings it about.
    pub actor: String,
    /// What the citizen is told.
    pub tell: Text,
    /// How long it may last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<Limit>,
    /// States that may follow; none: the end.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub next: Vec<String>,
}

/// How long a state may last.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Limit {
    /// Key of a parameter with a time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub param: Option<String>,
    /// In words, where it is no number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<Text>,
}
