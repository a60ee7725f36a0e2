//! What the server holds of a submission, for the person it is about.

use super::CaseEvent;
use crate::{
    value::code::Reference,
    value::date::Date,
    value::decode::{Decode, DecodeError},
    value::instant::Instant,
    value::sha256::Sha256,
    value::word::{ServiceId, StateId},
};
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

/// Everything of hers, as it was sent, and until when (个人信息保护法 art. 45: to look at and to copy).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Decode)]
#[serde(deny_unknown_fields)]
pub struct OwnCopy {
    /// 受理编号.
    pub reference: Reference,
    /// The service.
    pub service: ServiceId,
    /// Where it stands.
    pub state: StateId,
    /// When the server received it.
    pub received_at: Instant,
    /// When everything personal was erased.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub erased_at: Option<Instant>,
    /// The day on which everything personal is erased by itself. None where there is no such day: a case file, or a time
    /// that the bureau has not set.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kept_until: Option<Date>,
    /// Whether she can have it erased now.
    pub may_be_erased: bool,
    /// A case file has come about, which the archive rules keep.
    pub is_case_file: bool,
    /// What she sent; none once erased.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub submission: Option<RawJson>,
    /// What she handed in later, in order.
    pub supplements: Vec<SupplementCopy>,
    /// Files that are there whole, by their SHA-256.
    pub files: Vec<Sha256>,
    /// What happened, in order.
    pub events: Vec<CaseEvent>,
}

/// Something handed in later.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Decode)]
#[serde(deny_unknown_fields)]
pub struct SupplementCopy {
    /// When.
    pub at: Instant,
    /// As it was sent.
    pub content: RawJson,
}

/// JSON as it was sent, which nobody has to understand to hand it out.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RawJson(pub Json);

impl Decode for RawJson {
    fn decode(value: &Json) -> Result<RawJson, DecodeError> {
        Ok(RawJson(value.clone()))
    }
}
