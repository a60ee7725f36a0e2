//! A draft (草稿): a form that is not handed in. It lives on the device, sealed.

mod expiry;
mod merge;
mod moved;
mod order;

pub use expiry::{Expiry, expiry, last_day};
pub use merge::{Conflict, EntryPlace, Merged, Take, merge, merge_drafts};
pub use moved::{Changed, DefinitionChanges, Removed, moved};

use crate::value::decode::{self, Decode, DecodeError, field};
use crate::{form::answers::Answers, value::id::DraftId, value::word::ServiceId};
use serde::{Deserialize, Serialize};

/// The form of the stored content, counted up when it changes.
const VERSION: u32 = 1;

/// A draft as it is stored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[serde(deny_unknown_fields)]
#[decode(strict)]
pub struct Draft {
    /// Form of the content.
    v: u32,
    /// Made when the draft is begun.
    pub id: DraftId,
    /// The service.
    pub service: ServiceId,
    /// Version of the definition that the person last saw it with: 64 hexadecimal digits.
    pub definition_version: String,
    /// What the person calls it. Never made of answers: a list on a shared screen shows no names (standards §6).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// What was typed.
    pub answers: Answers,
    /// When it was begun, milliseconds since 1970.
    pub created: i64,
    /// When it was last changed or opened, milliseconds since 1970.
    pub touched: i64,
    /// Path of the page that was open last, such as `members[0].sex`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// Fields that were changed differently in two places and wait for the person's choice.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub conflicts: Vec<Conflict>,
}

/// Why bytes are not a draft.
#[derive(Debug, thiserror::Error)]
pub enum DraftError {
    /// Written by a newer app: this one must not touch it.
    #[error("a draft of form {0}, which this version does not know")]
    Newer(u32),
    /// Damaged, or something else.
    #[error("no draft: {0}")]
    Content(#[from] DecodeError),
    /// It cannot be written as JSON.
    #[error("not written: {0}")]
    Json(#[from] serde_json::Error),
}

/// At most so many characters of a name are kept.
const LONGEST_NAME: usize = 40;

impl Draft {
    /// Begins a draft. `answers` are those of the pre-check, so that nothing is asked twice, or none.
    pub fn begin(
        id: DraftId,
        service: ServiceId,
        definition_version: &str,
        answers: Answers,
        now: i64,
    ) -> Draft {
        Draft {
            v: VERSION,
            id,
            service,
            definition_version: definition_version.to_owned(),
            name: None,
            answers,
            created: now,
            touched: now,
            place: None,
            conflicts: Vec::new(),
        }
    }

    /// Gives it a name; a blank one takes the name away.
    pub fn rename(&mut self, name: &str) {
        let name: String = name
            .trim()
            .chars()
            .filter(|c| !c.is_control())
            .take(LONGEST_NAME)
            .collect();
        self.name = (!name.is_empty()).then_some(name);
    }

    /// Settles a conflict by its place in the list; nothing happens when there is none.
    pub fn settle(&mut self, at: usize, take: Take) {
        if at < self.conflicts.len() {
            let conflict = self.conflicts.remove(at);
            conflict.settle(&mut self.answers, take);
        }
    }

    /// The content to seal.
    pub fn to_json(&self) -> Result<Vec<u8>, DraftError> {
        Ok(serde_json::to_vec(self)?)
    }

    /// Reads sealed content again.
    pub fn from_json(bytes: &[u8]) -> Result<Draft, DraftError> {
        let tree = decode::tree(bytes)?;
        match field::<u32>(&tree, "v")? {
            form if form > VERSION => Err(DraftError::Newer(form)),
            _ => Ok(Draft::decode(&tree)?),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::answers::Raw;

    fn draft() -> Draft {
        let mut answers = Answers::default();
        answers.set("contact_mobile", Raw::Text("13800000000".to_owned()));
        Draft::begin(
            DraftId::new(1_796_140_799_000, [7; 10]),
            "marriage-appointment".into(),
            &"0".repeat(64),
            answers,
            1_796_140_799_000,
        )
    }

    #[test]
    fn a_draft_is_read_as_it_was_written() {
        let mut draft = draft();
        draft.rename("  妈妈的  ");
        draft.place = Some("party_a.id_number".to_owned());
        let read = Draft::from_json(&draft.to_json().unwrap()).unwrap();
        assert_eq!(read, draft);
        assert_eq!(read.name.as_deref(), Some("妈妈的"));
    }

    #[test]
    fn a_blank_name_takes_the_name_away() {
        let mut draft = draft();
        draft.rename("预约");
        draft.rename(" \u{3000}\n");
        assert_eq!(draft.name, None);
    }

    #[test]
    fn a_draft_of_a_newer_app_is_left_alone() {
        let mut tree = serde_json::to_value(draft()).unwrap();
        tree["v"] = 2.into();
        tree["something_new"] = true.into();
        let bytes = serde_json::to_vec(&tree).unwrap();
        assert!(matches!(
            Draft::from_json(&bytes),
            Err(DraftError::Newer(2))
        ));
    }

    #[test]
    fn an_unknown_field_is_refused_and_not_dropped() {
        let mut tree = serde_json::to_value(draft()).unwrap();
        tree["sneaked_in"] = true.into();
        let bytes = serde_json::to_vec(&tree).unwrap();
        assert!(matches!(
            Draft::from_json(&bytes),
            Err(DraftError::Content(_))
        ));
    }
}
