//! The one status of what a person has filled in: 草稿, 待提交 or 已提交. Every screen takes its word from here.

use super::{ItemState, QueueRecord, VerifiedReceipt};
use crate::form::definition::ServiceDefinition;

/// How a form stands. No screen mixes its words (design §1).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SubmissionStatus {
    /// 草稿: not finished.
    Draft,
    /// 待提交: finished; the bureau does not have it, or its receipt is not known to be genuine.
    Waiting,
    /// 已提交.
    Received(Box<VerifiedReceipt>),
    /// 已提交, and the case is at its end: a green tick would say that something is still to come.
    Over(Box<VerifiedReceipt>),
}

impl SubmissionStatus {
    /// The receipt of what the bureau has.
    pub fn receipt(&self) -> Option<&VerifiedReceipt> {
        match self {
            SubmissionStatus::Received(receipt) | SubmissionStatus::Over(receipt) => Some(receipt),
            SubmissionStatus::Draft | SubmissionStatus::Waiting => None,
        }
    }

    /// Whether the bureau has it.
    pub fn is_received(&self) -> bool {
        self.receipt().is_some()
    }
}

impl QueueRecord {
    /// The receipt of this item, once it was verified and stored.
    pub fn receipt(&self) -> Option<VerifiedReceipt> {
        match &self.state {
            ItemState::Received { receipt, .. } => VerifiedReceipt::of_record(self, receipt),
            ItemState::Waiting | ItemState::Refused(_) => None,
        }
    }

    /// How it stands. `service` says which states are an end; none: the device does not know the service.
    pub fn status(&self, service: Option<&ServiceDefinition>) -> SubmissionStatus {
        let Some(receipt) = self.receipt().map(Box::new) else {
            return SubmissionStatus::Waiting;
        };
        let is_over = self
            .state
            .course()
            .is_some_and(|history| service.is_some_and(|service| service.is_end(&history.state)));
        if is_over {
            SubmissionStatus::Over(receipt)
        } else {
            SubmissionStatus::Received(receipt)
        }
    }
}

#[cfg(test)]
mod tests;
