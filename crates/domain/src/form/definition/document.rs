//! Documents: what has to be shown, by whom, and when it is waived.

use super::{Basis, always, is_always};
use crate::value::decode::Decode;
use crate::{form::condition::Condition, value::text::Text};
use serde::{Deserialize, Serialize};

/// One document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[serde(deny_unknown_fields)]
pub struct Document {
    /// Stable name.
    pub id: String,
    /// Its name.
    pub title: Text,
    /// What exactly is wanted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<Text>,
    /// AskStage of each person of the group with this id; conditions then use `.field`. Gone after compiling.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub each: Option<String>,
    /// The person it is asked of. Set by compiling.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<String>,
    /// Who that is. Set by compiling.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub who: Option<Text>,
    /// When it is wanted.
    #[serde(default = "always", skip_serializing_if = "is_always")]
    pub when: Condition,
    /// Whether a copy is sent through the app.
    pub upload: Upload,
    /// When it is not needed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub waived: Option<Text>,
    /// What it rests on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub basis: Vec<Basis>,
}

/// Whether a copy is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[serde(rename_all = "snake_case")]
pub enum Upload {
    /// Shown at the window only.
    None,
    /// May be sent.
    Optional,
    /// May follow later.
    Later,
}
