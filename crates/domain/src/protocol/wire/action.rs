//! What a citizen does with a submission of her own that the bureau has.

use crate::{form::answers::FileRef, value::slot::SlotId};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json};

/// One action.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "snake_case", deny_unknown_fields)]
pub enum Action {
    /// The application is taken back.
    Withdraw {},
    /// The appointment is given back.
    Cancel {},
    /// Another time is wished.
    Change {
        /// The first wish first.
        wishes: Vec<SlotId>,
    },
    /// Something is added that was asked for or promised.
    Supplement {
        /// Answers by question, nested as in a submission.
        answers: Map<String, Json>,
        /// Files, which are sent by themselves.
        #[serde(default)]
        files: Vec<FileRef>,
    },
    /// Everything personal is deleted once the matter is at its end.
    Erase {},
}
