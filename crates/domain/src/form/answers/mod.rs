//! Answers as they were typed. `rules::kind` reads them, from what was typed and from JSON.

mod value;

pub use value::{FileRef, Value};

use crate::value::decode::Decode;
use crate::{value::address::Address, value::slot::TypedSlot};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What was typed, kept as typed. Answers of questions that are hidden later stay here and are not sent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[serde(deny_unknown_fields, default)]
pub struct Answers {
    /// By question id.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub fields: BTreeMap<String, Raw>,
    /// Entries of repeated groups, by group id.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub entries: BTreeMap<String, Vec<GroupEntry>>,
}

/// One entry of a repeated group.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[serde(deny_unknown_fields)]
pub struct GroupEntry {
    /// Made by the device, so that two devices can tell entries apart.
    pub id: String,
    /// By the name after `members[].`.
    #[serde(default)]
    pub fields: BTreeMap<String, Raw>,
}

/// One answer as typed or chosen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[serde(rename_all = "snake_case")]
pub enum Raw {
    /// Text, number, date, amount or code.
    Text(String),
    /// Yes, no, or a ticked statement.
    Flag(bool),
    /// Chosen codes.
    Codes(Vec<String>),
    /// A place.
    Place(Address),
    /// A wished slot.
    Slot(TypedSlot),
    /// Wished slots.
    Slots(Vec<TypedSlot>),
    /// Files by their content.
    Files(Vec<FileRef>),
}

impl Raw {
    /// Blank text and empty choices are no answer.
    pub fn is_blank(&self) -> bool {
        match self {
            Raw::Text(text) => text.trim().is_empty(),
            Raw::Flag(_) => false,
            Raw::Codes(codes) => codes.is_empty(),
            Raw::Place(place) => {
                place.region.is_none() && place.town.is_none() && place.detail.trim().is_empty()
            }
            Raw::Slot(slot) => slot.date.trim().is_empty() && slot.start.trim().is_empty(),
            Raw::Slots(slots) => slots.is_empty(),
            Raw::Files(files) => files.is_empty(),
        }
    }
}

/// Where an answer stands: a question, or a question of one entry.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AnswerPlace<'a> {
    /// By question id.
    Field(&'a str),
    /// Group, index of the entry, name of the question in the entry.
    Entry(&'a str, usize, &'a str),
}

impl<'a> AnswerPlace<'a> {
    /// Reads `party_a.sex` or `members[0].sex`.
    pub fn parse(path: &'a str) -> Option<AnswerPlace<'a>> {
        let Some((group, rest)) = path.split_once('[') else {
            return Some(AnswerPlace::Field(path));
        };
        let (index, name) = rest.split_once("].")?;
        Some(AnswerPlace::Entry(group, index.parse().ok()?, name))
    }
}

impl Answers {
    /// The answer at a path such as `members[0].sex`, unless blank.
    pub fn get(&self, path: &str) -> Option<&Raw> {
        let raw = match AnswerPlace::parse(path)? {
            AnswerPlace::Field(id) => self.fields.get(id)?,
            AnswerPlace::Entry(group, index, name) => {
                self.entries.get(group)?.get(index)?.fields.get(name)?
            }
        };
        (!raw.is_blank()).then_some(raw)
    }

    /// Keeps an answer at a path; a blank one removes it. Nothing happens for an entry that is not there.
    pub fn set(&mut self, path: &str, raw: Raw) {
        let fields = match AnswerPlace::parse(path) {
            Some(AnswerPlace::Field(id)) => Some((&mut self.fields, id)),
            Some(AnswerPlace::Entry(group, index, name)) => self
                .entries
                .get_mut(group)
                .and_then(|entries| entries.get_mut(index))
                .map(|entry| (&mut entry.fields, name)),
            None => None,
        };
        if let Some((fields, name)) = fields {
            if raw.is_blank() {
                fields.remove(name);
            } else {
                fields.insert(name.to_owned(), raw);
            }
        }
    }

    /// How many entries a repeated group has.
    pub fn count(&self, group: &str) -> usize {
        self.entries.get(group).map_or(0, Vec::len)
    }

    /// Whether nothing is answered.
    pub fn is_empty(&self) -> bool {
        self.fields.values().all(Raw::is_blank) && self.entries.values().all(Vec::is_empty)
    }
}
