//! How a finished form stands: waiting (待提交), received (已提交) or refused.

use super::{CaseHistory, Refusal};
use crate::{
    protocol::wire::Received, value::code::Reference, value::decode::Decode, value::sha256::Sha256,
};
use serde::{Deserialize, Serialize};

/// How an item stands. Kept on the device: what is under way is not part of it, so that nothing can stay so.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[serde(rename_all = "snake_case")]
pub enum ItemState {
    /// 待提交.
    Waiting,
    /// 已提交: the receipt was verified. Only the sending machine makes one, and who reads a record of what it has made.
    #[non_exhaustive]
    Received {
        /// The receipt, a compact JWS.
        receipt: String,
        /// 受理编号 as the receipt names it.
        reference: Reference,
        /// SHA-256 of files that are still to be sent.
        files: Vec<Sha256>,
        /// SHA-256 of files that will never be sent: gone from the device, or not taken by the server.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        unsent: Vec<Sha256>,
        /// What happened with it since, once that was told.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        course: Option<Box<CaseHistory>>,
    },
    /// The server will never receive it as it is. 待提交, until the person changes or withdraws it.
    Refused(Refusal),
}

impl ItemState {
    pub(crate) fn received(received: Received) -> ItemState {
        ItemState::Received {
            receipt: received.receipt,
            reference: received.reference,
            files: received.missing_files,
            unsent: Vec::new(),
            course: None,
        }
    }

    /// Whether the bureau has it: 已提交.
    pub fn is_received(&self) -> bool {
        matches!(self, ItemState::Received { .. })
    }

    /// SHA-256 of files that are still to be sent.
    pub fn files(&self) -> &[Sha256] {
        match self {
            ItemState::Received { files, .. } => files,
            ItemState::Waiting | ItemState::Refused(_) => &[],
        }
    }

    /// SHA-256 of files that will never be sent by this device.
    pub fn unsent(&self) -> &[Sha256] {
        match self {
            ItemState::Received { unsent, .. } => unsent,
            ItemState::Waiting | ItemState::Refused(_) => &[],
        }
    }

    /// What the bureau has told since it received it.
    pub fn course(&self) -> Option<&CaseHistory> {
        match self {
            ItemState::Received { course, .. } => course.as_deref(),
            ItemState::Waiting | ItemState::Refused(_) => None,
        }
    }

    /// The same, with what is told of it and files that have to follow.
    pub(crate) fn told(&self, told: Option<CaseHistory>, more: &[Sha256]) -> ItemState {
        let mut state = self.clone();
        if let ItemState::Received {
            files,
            unsent,
            course,
            ..
        } = &mut state
        {
            for file in more {
                // Added once more, it is tried once more.
                unsent.retain(|one| one != file);
                if !files.contains(file) {
                    files.push(*file);
                }
            }
            if let Some(told) = told {
                *course = Some(Box::new(told));
            }
        }
        state
    }

    /// The same when a file has arrived, or is given up.
    pub(crate) fn without_file(&self, file: &Sha256, is_given_up: bool) -> ItemState {
        let mut state = self.clone();
        if let ItemState::Received { files, unsent, .. } = &mut state {
            files.retain(|one| one != file);
            if is_given_up && !unsent.iter().any(|one| one == file) {
                unsent.push(*file);
            }
        }
        state
    }
}
