//! A submission: a finished form as it is sent. Made once, never changed.
//!
//! The device writes it to bytes once; those bytes are stored, hashed and sent, and the server hashes them before
//! it reads them. Nobody writes it again.

mod build;
mod decode;
mod open;

pub use build::{NotReady, SubmissionContext};
pub use decode::{MOST_BYTES, NotDecodable};
pub use open::{NoneNow, OpenAnswer};

pub use crate::value::channel::Channel;

use crate::{
    form::answers::{Answers, FileRef},
    form::definition::{Kind, ServiceDefinition},
    rules::kind::AnswersError,
    value::code::Reference,
    value::id::SubmissionId,
    value::instant::Instant,
    value::slot::SlotId,
    value::text::Lang,
    value::word::ServiceId,
};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json};

/// The form of the content, counted up when it changes.
const VERSION: u32 = 1;

/// What is sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Submission {
    /// Form of the content.
    v: u32,
    /// Made by the device; the server holds each id once.
    pub id: SubmissionId,
    /// 受理编号, made by the device.
    pub reference: Reference,
    /// The service.
    pub service: ServiceId,
    /// SHA-256 of the definition it was filled in with, 64 hexadecimal digits. With the time it says which wording
    /// of every question was meant.
    pub definition_version: String,
    /// The language the person read.
    pub lang: Lang,
    /// Where it was filled in.
    pub channel: Channel,
    /// When it was finished, by the device's clock. Legal time begins with the server's receipt.
    pub created_at: Instant,
    /// Values by question id, nested; repeated groups as arrays. What is worked out stands there too, for the
    /// reader's comfort.
    pub answers: Map<String, Json>,
    /// Identity numbers that are missing or wrong; their kind of document is then `none_now` in the answers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub none_now: Vec<NoneNow>,
    /// Whatever else is missing or wrong and follows later.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub later: Vec<OpenAnswer>,
    /// Statements and consents that were ticked, in the words the person saw.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub statements: Vec<Statement>,
    /// Wished slots, the first wish first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub wishes: Vec<SlotId>,
    /// The files that belong to it, each once. They are sent by themselves.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<FileRef>,
    /// What the check on the device said. The server checks again, and its result counts.
    pub advice: RecordedAdvice,
}

/// A statement or a consent that was ticked (standards-and-duties §3.3). Its time, channel and version are those of
/// the submission.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Statement {
    /// Path of the question, such as `notice_read`.
    pub field: String,
    /// A separate consent, which can be withdrawn.
    pub consent: bool,
    /// The very words that were ticked.
    pub text: String,
}

/// What the check on the device said when the form was finished. The server checks again, and its result counts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RecordedAdvice {
    /// Code of the outcome.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<String>,
    /// Tracks suggested, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tracks: Vec<String>,
}

/// A submission in its bytes.
#[derive(Clone, PartialEq, Eq)]
pub struct SubmissionBytes {
    /// Its id.
    pub id: SubmissionId,
    /// Its reference.
    pub reference: Reference,
    /// The service.
    pub service: ServiceId,
    /// JSON in UTF-8: what is stored, hashed and sent.
    pub bytes: Vec<u8>,
}

impl std::fmt::Debug for SubmissionBytes {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            out,
            "SubmissionBytes({}, {} bytes)",
            self.id,
            self.bytes.len()
        )
    }
}

/// Why a submission has no bytes.
#[derive(Debug, thiserror::Error)]
pub enum NotWritten {
    /// Larger than the server takes. Field limits keep every form that the app shows far below.
    #[error("{0} bytes are more than {MOST_BYTES}")]
    TooLarge(usize),
    /// It cannot be written as JSON.
    #[error("not written: {0}")]
    Json(#[from] serde_json::Error),
}

impl Submission {
    /// Writes it to its bytes. Done once: whoever needs the bytes again takes these.
    pub fn write(self) -> Result<SubmissionBytes, NotWritten> {
        let bytes = serde_json::to_vec(&self)?;
        if bytes.len() > MOST_BYTES {
            return Err(NotWritten::TooLarge(bytes.len()));
        }
        Ok(SubmissionBytes {
            id: self.id,
            reference: self.reference,
            service: self.service,
            bytes,
        })
    }

    /// The answers as a person could have typed them, for the server's own validation and for a person who takes
    /// her form up again. What is worked out is worked out again.
    pub fn typed(&self, service: &ServiceDefinition) -> Result<Answers, AnswersError> {
        let mut plain = self.answers.clone();
        remove_derived(service, "", &mut plain);
        Answers::from_json(service, &Json::Object(plain))
    }
}

fn remove_derived(service: &ServiceDefinition, prefix: &str, object: &mut Map<String, Json>) {
    object.retain(|key, _| {
        service
            .question(&format!("{prefix}{key}"))
            .is_none_or(|question| question.kind != Kind::Derived)
    });
    for (key, inner) in object {
        match inner {
            Json::Object(inner) => remove_derived(service, &format!("{prefix}{key}."), inner),
            Json::Array(entries) => {
                for entry in entries.iter_mut().filter_map(Json::as_object_mut) {
                    remove_derived(service, &format!("{prefix}{key}[]."), entry);
                }
            }
            _ => {}
        }
    }
}
