//! What the other party of an appointment sees of it, and says to it.

use crate::value::decode::Decode;
use crate::{
    value::date::Date,
    value::instant::Instant,
    value::slot::SlotId,
    value::word::{ServiceId, StateId},
};
use serde::{Deserialize, Serialize};

/// `POST /api/v1/partner/{submission id}`, with the partner code as `Authorization: Bearer`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "snake_case", deny_unknown_fields)]
pub enum PartnerAction {
    /// Only looks.
    Look {},
    /// Agrees to the appointment.
    Confirm {},
    /// Does not agree: the place is given back.
    Decline {},
}

/// What is answered: nothing that names or numbers anybody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[serde(deny_unknown_fields)]
pub struct PartnerView {
    /// The service.
    pub service: ServiceId,
    /// Where the appointment stands.
    pub state: StateId,
    /// Office, day and time, while a place is held.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub slot: Option<SlotId>,
    /// Until when an answer is awaited; none once there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Date>,
    /// The moment on that day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due_at: Option<Instant>,
    /// What was said, once and for all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub said: Option<PartnerReply>,
}

/// What the other party has said of the appointment, once and for all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[serde(rename_all = "snake_case")]
pub enum PartnerReply {
    /// Agreed.
    Confirmed,
    /// Did not agree.
    Declined,
}
