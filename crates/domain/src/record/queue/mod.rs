//! A finished form on the device: waiting for its way to the bureau (待提交), or with the bureau's receipt (已提交).

mod case_history;
mod item_state;
mod pending_action;
mod refusal;
mod status;
mod verified;

pub use case_history::CaseHistory;
pub use item_state::ItemState;
pub use pending_action::{ActionKind, Ended, PendingAction};
pub use refusal::Refusal;
pub use status::SubmissionStatus;
pub use verified::VerifiedReceipt;

use crate::{
    form::answers::{Answers, FileRef},
    protocol::submission::{NotDecodable, Submission, SubmissionBytes},
    value::code::{Capability, Reference, Secret},
    value::decode::{self, Decode, DecodeError, field},
    value::id::{DraftId, SubmissionId},
    value::sha256::Sha256,
    value::word::ServiceId,
};
use serde::{Deserialize, Serialize};
use std::fmt;

/// The form of the stored content, counted up when it changes. The first one knew no other state than waiting.
const VERSION: u32 = 2;

/// The content of a queue record. It never expires.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[serde(deny_unknown_fields)]
#[decode(strict)]
pub struct QueueRecord {
    /// Form of the content.
    v: u32,
    /// Id of the submission.
    pub id: SubmissionId,
    /// The draft it was made of: a draft is finished once.
    pub draft: DraftId,
    /// The service.
    pub service: ServiceId,
    /// The very bytes that are sent, which are UTF-8. Empty once they are received and not kept.
    body: String,
    /// The answers as they were typed, for the finish page and for taking the form up again. They are not sent, and leave
    /// the device with the receipt, unless the person wants to keep them.
    pub answers: Answers,
    /// SHA-256 of those bytes.
    pub sha256: Sha256,
    /// 受理编号.
    pub reference: Reference,
    /// Lets its holder see and change the item on the server.
    pub capability: Capability,
    /// Printed with the reference, to ask from elsewhere.
    pub secret: Secret,
    /// When it was finished, milliseconds since 1970.
    pub finished_at: i64,
    /// How it stands.
    pub state: ItemState,
    /// What the person has done with it since the bureau has it, as long as the bureau has not heard of it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub deeds: Vec<PendingAction>,
    /// What the person is about to hand in later and has not yet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prepared: Option<PreparedSupplement>,
    /// Ids of the documents to bring. They stay when the answers leave the device: a person looks here before she goes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub documents: Vec<String>,
}

/// Something to hand in later, while it is being put together.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[serde(deny_unknown_fields)]
pub struct PreparedSupplement {
    /// As typed.
    pub note: String,
    /// Files, kept with the item's own.
    pub files: Vec<FileRef>,
}

/// Why a queue record cannot be made or read.
#[derive(Debug, thiserror::Error)]
pub enum QueuedError {
    /// Written by a newer app: this one must not touch it.
    #[error("a queue record of form {0}, which this version does not know")]
    Newer(u32),
    /// The bytes are no text.
    #[error("the bytes are not UTF-8")]
    Bytes,
    /// Damaged, or something else.
    #[error("no queue record: {0}")]
    Content(#[from] DecodeError),
    /// It cannot be written as JSON.
    #[error("not written: {0}")]
    Json(#[from] serde_json::Error),
}

/// A fresh capability and secret for a submission.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SubmissionKeys {
    /// Lets its holder see and change the item on the server.
    pub capability: Capability,
    /// Printed with the reference, to ask from elsewhere.
    pub secret: Secret,
}

impl QueueRecord {
    /// Puts finished bytes into the queue. `sha256` is that of the bytes, worked out by the caller.
    pub fn new(
        finished: SubmissionBytes,
        draft: DraftId,
        answers: Answers,
        sha256: Sha256,
        keys: SubmissionKeys,
        now: i64,
    ) -> Result<QueueRecord, QueuedError> {
        Ok(QueueRecord {
            v: VERSION,
            id: finished.id,
            draft,
            service: finished.service,
            answers,
            body: String::from_utf8(finished.bytes).map_err(|_| QueuedError::Bytes)?,
            sha256,
            reference: finished.reference,
            capability: keys.capability,
            secret: keys.secret,
            finished_at: now,
            state: ItemState::Waiting,
            deeds: Vec::new(),
            prepared: None,
            documents: Vec::new(),
        })
    }

    /// The very bytes that are sent.
    pub fn bytes(&self) -> &[u8] {
        self.body.as_bytes()
    }

    /// It stands otherwise now. What was received leaves the device but for the receipt, unless `keeps_answers`.
    pub fn settle(&mut self, state: ItemState, keeps_answers: bool) {
        self.v = VERSION;
        if state.is_received() && !keeps_answers {
            self.body = String::new();
            self.answers = Answers::default();
        }
        self.state = state;
    }

    /// What the bytes say, for the finish page and the print view.
    pub fn submission(&self) -> Result<Submission, NotDecodable> {
        Submission::decode(self.bytes())
    }

    /// The content to seal.
    pub fn to_json(&self) -> Result<Vec<u8>, QueuedError> {
        Ok(serde_json::to_vec(self)?)
    }

    /// Reads sealed content again.
    pub fn from_json(bytes: &[u8]) -> Result<QueueRecord, QueuedError> {
        let tree = decode::tree(bytes)?;
        match field::<u32>(&tree, "v")? {
            form if form > VERSION => Err(QueuedError::Newer(form)),
            _ => Ok(QueueRecord::decode(&tree)?),
        }
    }
}

impl fmt::Debug for QueueRecord {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "QueueRecord({}, {} bytes)", self.id, self.body.len())
    }
}
