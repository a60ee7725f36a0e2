//! What is to be sent, and how it stands.

use super::{Failure, Flight, Refusal};
use crate::{
    code::Reference,
    decode::{Decode, DecodeError, field, variant},
    id::SubmissionId,
    wire::Received,
};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// A submission on the device, without its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// Its id.
    pub id: SubmissionId,
    /// SHA-256 of its bytes, 64 small hexadecimal digits.
    pub sha256: String,
    /// The service.
    pub service: String,
    /// As it is kept on the device.
    pub state: State,
}

/// How an item stands. Kept on the device: what is under way is not part of it, so that nothing can stay so.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// 待提交.
    Waiting,
    /// 已提交: the receipt was verified.
    Received {
        /// The receipt, a compact JWS.
        receipt: String,
        /// 受理编号 as the receipt names it.
        reference: Reference,
        /// SHA-256 of files that are still to be sent.
        files: Vec<String>,
    },
    /// The server will never receive it as it is. 待提交, until the person changes or withdraws it.
    Refused(Refusal),
}

impl Decode for State {
    fn decode(value: &Value) -> Result<State, DecodeError> {
        if value.as_str() == Some("waiting") {
            return Ok(State::Waiting);
        }
        let (word, content) = variant(value)?;
        match word {
            "received" => Ok(State::Received {
                receipt: field(content, "receipt")?,
                reference: field(content, "reference")?,
                files: field(content, "files")?,
            }),
            "refused" => Ok(State::Refused(Refusal::decode(content)?)),
            _ => Err(DecodeError("state")),
        }
    }
}

impl State {
    pub(super) fn received(received: Received) -> State {
        State::Received {
            receipt: received.receipt,
            reference: received.reference,
            files: received.missing_files,
        }
    }

    /// Whether there is something to send.
    pub fn has_work(&self) -> bool {
        match self {
            State::Waiting => true,
            State::Received { files, .. } => !files.is_empty(),
            State::Refused(_) => false,
        }
    }

    /// Whether the bureau has it: 已提交.
    pub fn is_received(&self) -> bool {
        matches!(self, State::Received { .. })
    }

    pub(super) fn next_file(&self) -> Option<&str> {
        match self {
            State::Received { files, .. } => files.first().map(String::as_str),
            State::Waiting | State::Refused(_) => None,
        }
    }

    pub(super) fn without_file(&self, file: &str) -> State {
        let mut state = self.clone();
        if let State::Received { files, .. } = &mut state {
            files.retain(|one| one != file);
        }
        state
    }
}

/// An item with what the machine knows of it.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub(super) item: Item,
    pub(super) flight: Option<Flight>,
    pub(super) failure: Option<Failure>,
    /// Tries that failed, one after the other.
    pub(super) attempts: u32,
    /// When it was last begun, milliseconds.
    pub(super) tried: i64,
    /// Not tried before, milliseconds.
    pub(super) not_before: i64,
}

impl Entry {
    pub(super) fn new(item: Item) -> Entry {
        Entry {
            item,
            flight: None,
            failure: None,
            attempts: 0,
            tried: i64::MIN,
            not_before: i64::MIN,
        }
    }

    pub(super) fn hurry(&mut self) {
        self.not_before = i64::MIN;
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

    pub(super) fn is_now(&mut self, state: State) {
        self.item.state = state;
        self.attempts = 0;
        self.not_before = i64::MIN;
        if self.failure != Some(Failure::FileGone) {
            self.failure = None;
        }
    }
}
