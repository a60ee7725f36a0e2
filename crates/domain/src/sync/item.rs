//! What is to be sent, and how it stands.

use super::{Failure, InFlight, ItemState, PendingAction};
use crate::{
    record::queue::QueueRecord, value::id::SubmissionId, value::sha256::Sha256,
    value::word::ServiceId,
};

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

impl QueueRecord {
    /// What the machine that sends has to know of it.
    pub fn item(&self) -> QueueItem {
        QueueItem {
            id: self.id,
            sha256: self.sha256,
            service: self.service.clone(),
            state: self.state.clone(),
            deeds: self.deeds.clone(),
        }
    }
}

impl QueueItem {
    /// What is to be done next; none where nothing waits.
    pub(super) fn next(&self) -> Option<Work> {
        match &self.state {
            ItemState::Waiting => Some(Work::Submit),
            ItemState::Refused(_) => None,
            ItemState::Received { files, .. } => {
                let action = self.deeds.iter().find(|action| action.is_waiting());
                action
                    .cloned()
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

/// An item with what the machine knows of it.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub(super) item: QueueItem,
    pub(super) in_flight: Option<InFlight>,
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
            in_flight: None,
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
        for action in item.deeds {
            if self.item.deeds.iter().all(|known| known.id != action.id) {
                self.item.deeds.push(action);
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
