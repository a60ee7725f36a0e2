//! What a person does with a submission that the bureau has, until the bureau has heard of it.

use super::Refusal;
use crate::value::decode::Decode;
use crate::{protocol::wire::Action, value::sha256::Sha256};
use serde::{Deserialize, Serialize};

/// An action on its way: serialised once, sent as it is, kept until it is answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[serde(deny_unknown_fields)]
pub struct PendingAction {
    /// Names the action on the server, which does it once: a UUID.
    pub id: String,
    /// Which kind, to show it by.
    pub kind: ActionKind,
    /// The very bytes that are sent: an [`Action`] in JSON.
    pub body: String,
    /// SHA-256 of the files that belong to it. They go out after it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<Sha256>,
    /// When the person did it, milliseconds since 1970.
    pub made_at: i64,
    /// Why the bureau did not do it. It waits for its person then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refusal: Option<Refusal>,
}

/// The kinds of [`Action`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[serde(rename_all = "snake_case")]
pub enum ActionKind {
    /// The application is taken back.
    Withdraw,
    /// The appointment is given back.
    Cancel,
    /// Another time is wished.
    Change,
    /// Something is added.
    Supplement,
    /// Everything personal is deleted.
    Erase,
}

/// How an action has ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ended {
    /// Which one.
    pub id: String,
    /// Why it was not done; none when it was.
    pub refusal: Option<Refusal>,
}

impl PendingAction {
    /// Puts an action on its way.
    pub fn new(id: String, action: &Action, now: i64) -> Result<PendingAction, serde_json::Error> {
        let (kind, files) = match action {
            Action::Withdraw {} => (ActionKind::Withdraw, Vec::new()),
            Action::Cancel {} => (ActionKind::Cancel, Vec::new()),
            Action::Change { .. } => (ActionKind::Change, Vec::new()),
            Action::Supplement { files, .. } => {
                let files = files.iter().map(|file| file.sha256);
                (ActionKind::Supplement, files.collect())
            }
            Action::Erase {} => (ActionKind::Erase, Vec::new()),
        };
        Ok(PendingAction {
            id,
            kind,
            body: serde_json::to_string(action)?,
            files,
            made_at: now,
            refusal: None,
        })
    }

    /// Whether it is still to be sent.
    pub fn is_waiting(&self) -> bool {
        self.refusal.is_none()
    }
}

impl Ended {
    /// Writes down, among the deeds of an item, how this one has ended.
    pub fn apply(&self, deeds: &mut Vec<PendingAction>) {
        match &self.refusal {
            None => deeds.retain(|action| action.id != self.id),
            Some(refusal) => {
                for action in deeds.iter_mut().filter(|action| action.id == self.id) {
                    action.refusal = Some(refusal.clone());
                }
            }
        }
    }
}
