//! Reads the bytes of a submission, on the server and wherever they are looked at again.

use super::{Submission, VERSION};
use serde::Deserialize;

/// No submission is larger. Files are sent by themselves.
pub const MOST_BYTES: usize = 1 << 20;

/// Entries of a list in the head. The app's own forms stay far below.
const MOST_ENTRIES: usize = 5_000;

/// Why bytes are not a submission. Everything else is received: what is wrong inside becomes a state.
#[derive(Debug, thiserror::Error)]
pub enum NotDecodable {
    /// More bytes than are read at all.
    #[error("more than {MOST_BYTES} bytes")]
    TooLarge,
    /// Written by an app that knows a newer form.
    #[error("a submission of form {0}, which is not known here")]
    Version(u64),
    /// No JSON, an unknown or missing field, or a value of a wrong form.
    #[error("no submission: {0}")]
    Form(#[from] serde_json::Error),
    /// A part that is read and cannot be meant.
    #[error("no submission: {0}")]
    Part(&'static str),
}

/// Looked at first, so that a newer form is told from a broken one.
#[derive(Deserialize)]
struct Head {
    v: u64,
}

impl Submission {
    /// Reads bytes strictly: unknown fields, fields that stand twice and other spellings of codes are refused.
    pub fn decode(bytes: &[u8]) -> Result<Submission, NotDecodable> {
        if bytes.len() > MOST_BYTES {
            return Err(NotDecodable::TooLarge);
        }
        let head: Head = serde_json::from_slice(bytes)?;
        if head.v != u64::from(VERSION) {
            return Err(NotDecodable::Version(head.v));
        }
        let submission: Submission = serde_json::from_slice(bytes)?;
        submission.check()?;
        Ok(submission)
    }

    fn check(&self) -> Result<(), NotDecodable> {
        let plain = |c: u8| c.is_ascii_lowercase() || c.is_ascii_digit() || c == b'-';
        if !(1..=64).contains(&self.service.len()) || !self.service.bytes().all(plain) {
            return Err(NotDecodable::Part("service"));
        }
        if !is_digest(&self.definition_version) {
            return Err(NotDecodable::Part("definition_version"));
        }
        let lists = [
            self.none_now.len(),
            self.later.len(),
            self.statements.len(),
            self.wishes.len(),
            self.files.len(),
            self.advice.tracks.len(),
        ];
        if lists.into_iter().any(|entries| entries > MOST_ENTRIES) {
            return Err(NotDecodable::Part("a list is too long"));
        }
        Ok(())
    }
}

/// SHA-256 in 64 small hexadecimal digits.
fn is_digest(text: &str) -> bool {
    text.len() == 64
        && text
            .bytes()
            .all(|b| b.is_ascii_digit() || matches!(b, b'a'..=b'f'))
}
