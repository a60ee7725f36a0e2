//! What a state of an application means to the program. Code asks for a role and never for the id of a state.

use crate::value::decode::Decode;
use serde::{Deserialize, Serialize};

/// What a state means, whatever a service calls it.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Decode,
)]
#[serde(rename_all = "snake_case")]
pub enum StateRole {
    /// Being filled in; on the device only.
    Draft,
    /// Finished, and not yet at the bureau; on the device only.
    Queued,
    /// Noticed by the bureau itself, before anybody has applied.
    Listed,
    /// At the bureau, which has not begun. Every submission begins here.
    Received,
    /// The bureau works on it: accepted, visited, checked, posted.
    InProgress,
    /// The citizen is asked for something, and what she sends stands beside what she sent first.
    NeedsAnswer,
    /// What was sent has to be mended; once mended it is received again.
    Correction,
    /// No wished time was free; the citizen chooses again.
    SlotLost,
    /// All wished times have passed, or the other party was silent; the citizen chooses again.
    Lapsed,
    /// The other party of an appointment is asked to agree.
    AwaitingPartner,
    /// A time is booked.
    Booked,
    /// The citizen has moved her appointment; it is booked again at once.
    Moved,
    /// The citizen is there.
    Arrived,
    /// Decided as wished.
    DecidedFor,
    /// Decided against the wish; the citizen may ask for the reasons.
    DecidedAgainst,
    /// What was decided is on its way: made, posted, being paid.
    Delivering,
    /// What was decided has reached the citizen, money excepted.
    Delivered,
    /// Money has reached the citizen.
    Paid,
    /// Taken back by the citizen.
    Withdrawn,
    /// Called off: an appointment, or what was not mended in time.
    Cancelled,
    /// Nobody came.
    NoShow,
    /// Review or lawsuit is under way.
    Appealed,
    /// At an end in another way.
    Closed,
}

impl StateRole {
    /// Every role.
    pub const ALL: [StateRole; 23] = [
        StateRole::Draft,
        StateRole::Queued,
        StateRole::Listed,
        StateRole::Received,
        StateRole::InProgress,
        StateRole::NeedsAnswer,
        StateRole::Correction,
        StateRole::SlotLost,
        StateRole::Lapsed,
        StateRole::AwaitingPartner,
        StateRole::Booked,
        StateRole::Moved,
        StateRole::Arrived,
        StateRole::DecidedFor,
        StateRole::DecidedAgainst,
        StateRole::Delivering,
        StateRole::Delivered,
        StateRole::Paid,
        StateRole::Withdrawn,
        StateRole::Cancelled,
        StateRole::NoShow,
        StateRole::Appealed,
        StateRole::Closed,
    ];

    /// Whether an application may end here.
    pub fn may_end(self) -> bool {
        use StateRole::{
            Cancelled, Closed, DecidedAgainst, DecidedFor, Delivered, NoShow, Paid, Withdrawn,
        };
        matches!(
            self,
            DecidedFor
                | DecidedAgainst
                | Delivered
                | Paid
                | Withdrawn
                | Cancelled
                | NoShow
                | Closed
        )
    }

    /// Whether the citizen is asked for something.
    pub fn asks(self) -> bool {
        matches!(self, StateRole::NeedsAnswer | StateRole::Correction)
    }

    /// Whether the citizen may choose other times.
    pub fn chooses_again(self) -> bool {
        matches!(self, StateRole::SlotLost | StateRole::Lapsed)
    }

    /// Whether only the device knows of it.
    pub fn is_on_device(self) -> bool {
        matches!(self, StateRole::Draft | StateRole::Queued)
    }

    /// Whether the authority has decided.
    pub fn is_decision(self) -> bool {
        matches!(self, StateRole::DecidedFor | StateRole::DecidedAgainst)
    }
}
