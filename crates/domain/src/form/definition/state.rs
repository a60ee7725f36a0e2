//! States of an application: who moves it, what the citizen is told, where it can go.

use super::{Actor, StateRole};
use crate::value::decode::Decode;
use crate::{value::text::Text, value::word::StateId};
use serde::{Deserialize, Serialize};

/// The list of the policy with the words of reasons.
pub const REASONS: &str = "reasons";

/// One state.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[serde(deny_unknown_fields)]
pub struct StateDefinition {
    /// Code of the domain file.
    pub id: StateId,
    /// What it means to the program. Catalogues of format 1 get it on reading.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<StateRole>,
    /// Who brings it about.
    pub actor: Actor,
    /// Who else may bring it about.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<Actor>,
    /// What the citizen is told.
    pub tell: Text,
    /// How long it may last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<StateLimit>,
    /// Codes of the list `reasons`: why it may come about. Where there are some, an officer names one of them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reasons: Vec<String>,
    /// The place of the appointment is given back.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub frees: bool,
    /// From here on there is a case file, which the archive rules keep.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub file: bool,
    /// The promised date stands still while the citizen is waited for; never on a track with `never_pauses`.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub pauses: bool,
    /// What staff without a line may propose here. A decision, a registration or a payment is never among it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub offline: Vec<OfflineProposal>,
    /// States that may follow; none: the end.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub next: Vec<StateId>,
}

/// What staff may propose without a line; the server takes it up, or keeps it as told, when the line is back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[serde(rename_all = "snake_case")]
pub enum OfflineProposal {
    /// The citizen is there.
    Arrival,
    /// A note on the case.
    Note,
    /// Papers were shown.
    Papers,
}

/// How long a state may last.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[serde(deny_unknown_fields)]
pub struct StateLimit {
    /// Key of a parameter with a time, counted from when the state is reached.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub param: Option<String>,
    /// What it lasts until, where that is no length of time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Until>,
    /// In words, where it is no number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<Text>,
    /// The state that the server moves it to when the time is over. Without it a person has to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub then: Option<StateId>,
    /// Code of the reason the server then gives.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// The server reminds the citizen when the time is over, once.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub reminds: bool,
}

/// What a state may last until.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[serde(rename_all = "snake_case")]
pub enum Until {
    /// The end of the day of the appointment.
    Day,
    /// The last of the wished slots has begun.
    Wishes,
    /// The answer that was promised with the receipt. With `param` too the citizen is told the promise, and the bureau
    /// is late after whichever comes first.
    Answer,
}

impl StateLimit {
    /// Whether the server does something by itself when the time is over.
    pub fn acts(&self) -> bool {
        self.then.is_some() || self.reminds
    }
}

impl StateDefinition {
    /// Whether somebody may bring it about.
    pub fn may_come_from(&self, actor: Actor) -> bool {
        self.actors().any(|own| own == actor)
    }

    /// Who may bring it about.
    pub fn actors(&self) -> impl Iterator<Item = Actor> {
        std::iter::once(self.actor).chain(self.also.iter().copied())
    }
}
