//! What is to be sent, and how it stands.

use super::{CaseHistory, Failure, InFlight, PendingAction, Refusal};
use crate::{
    protocol::wire::Received, value::code::Reference, value::decode::Decode,
    value::id::SubmissionId, value::sha256::Sha256, value::word::ServiceId,
};
use serde::{Deserialize, Serialize};

/// A submission on the device, without its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueueItem {
    /// Its id.
    pub id: SubmissionId,
    /// SHA-256 of its bytes.
    pub sha256: Sha256,
    /// The service.
    pub service: ServiceId,
    /// As it is kept on the device.
    pub state: ItemState,
    /// What the person has done with it since.
    pub deeds: Vec<PendingAction>,
}

/// What is to be done for an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Work {
    Submit,
    Act(PendingAction),
    File(Sha256),
}

impl QueueItem {
    /// What is to be done next; none where nothing waits.
    pub(super) fn next(&self) -> Option<Work> {
        match &self.state {
            ItemState::Waiting => Some(Work::Submit),
            ItemState::Refused(_) => None,
            ItemState::Received { files, .. } => {
                let deed = self.deeds.iter().find(|deed| deed.is_waiting());
                deed.cloned()
                    .map(Work::Act)
                    .or_else(|| files.first().copied().map(Work::File))
            }
        }
    }

    /// Whether something waits to be sent.
    pub fn has_work(&self) -> bool {
        self.next().is_some()
    }
}

/// How an item stands. Kept on the device: what is under way is not part of it, so that nothing can stay so.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[serde(rename_all = "snake_case")]
pub enum ItemState {
    /// 待提交.
    Waiting,
    /// 已提交: the receipt was verified.
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
    pub(super) fn received(received: Received) -> ItemState {
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
    pub(super) fn told(&self, told: Option<CaseHistory>, more: &[Sha256]) -> ItemState {
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
    pub(super) fn without_file(&self, file: &Sha256, is_given_up: bool) -> ItemState {
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

/// An item with what the machine knows of it.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub(super) item: QueueItem,
    pub(super) flight: Option<InFlight>,
    pub(super) failure: Option<Failure>,
    /// Tries that failed, one after the other.
    pub(super) attempts: u32,
    /// When it was last begun, milliseconds.
    pub(super) tried: i64,
    /// Not tried before, milliseconds.
    pub(super) not_before: i64,
    /// Not asked about before, milliseconds.
    pub(super) next_look: i64,
    /// When the bureau last told of it, milliseconds.
    pub(super) looked: Option<i64>,
}

impl Entry {
    pub(super) fn new(item: QueueItem) -> Entry {
        Entry {
            item,
            flight: None,
            failure: None,
            attempts: 0,
            tried: i64::MIN,
            not_before: i64::MIN,
            next_look: i64::MIN,
            looked: None,
        }
    }

    pub(super) fn hurry(&mut self) {
        self.not_before = i64::MIN;
        self.next_look = i64::MIN;
    }

    /// The device has this of it now: deeds may have come.
    pub(super) fn take(&mut self, item: QueueItem) {
        for deed in item.deeds {
            if self.item.deeds.iter().all(|known| known.id != deed.id) {
                self.item.deeds.push(deed);
            }
        }
    }

    pub(super) fn failed(&mut self, now: i64, failure: Failure, until: i64) {
        self.failure = Some(failure);
        self.tried = now;
        // Where the line is at fault, the item waits with all others and not once more by itself.
        if !failure.is_of_the_line() {
            self.attempts += 1;
            self.not_before = until;
        }
    }

    pub(super) fn is_now(&mut self, state: ItemState) {
        self.item.state = state;
        self.attempts = 0;
        self.not_before = i64::MIN;
        self.failure = None;
    }
}
