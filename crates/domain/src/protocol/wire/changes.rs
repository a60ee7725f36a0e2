//! What happened to a submission on the server.

use crate::value::decode::Decode;
use crate::{
    rules::validate::Finding,
    value::code::Reference,
    value::date::Date,
    value::instant::Instant,
    value::sha256::Sha256,
    value::slot::SlotId,
    value::word::{ActorName, ServiceId, StateId},
};
use serde::{Deserialize, Serialize};

/// What happened since a cursor.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[serde(deny_unknown_fields)]
pub struct Changes {
    /// Ask again from here.
    pub cursor: u64,
    /// Where it stands.
    pub state: StateId,
    /// 受理编号.
    pub reference: Reference,
    /// The service.
    pub service: ServiceId,
    /// What happened, in order.
    pub events: Vec<CaseEvent>,
    /// SHA-256 of files that belong to it and are not on the server yet.
    pub missing_files: Vec<Sha256>,
    /// Alternatives are held until then. Today's server holds none: it says until when one can choose, with the event.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub held_until: Option<Date>,
}

/// One step of a submission.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[serde(deny_unknown_fields)]
pub struct CaseEvent {
    /// Its number within the submission.
    pub seq: u64,
    /// When.
    pub at: Instant,
    /// The state it led to.
    pub state: StateId,
    /// Who took it.
    pub actor: ActorName,
    /// Why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// A text by an officer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// What has to be brought or sent.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub documents: Vec<String>,
    /// What has to be mended.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<Finding>,
    /// The slot that was given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub slot: Option<SlotId>,
    /// Slots that are free instead.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub alternatives: Vec<SlotId>,
    /// Until when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Date>,
    /// Until when on that day, where the limit counts hours.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due_at: Option<Instant>,
}

/// Slots that can be wished.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[serde(deny_unknown_fields)]
pub struct Slots {
    /// The office.
    pub office_id: String,
    /// Those neither past nor full, the earliest first.
    pub free: Vec<SlotId>,
}
