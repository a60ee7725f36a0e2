//! Questions and their groups.

use super::{Kind, always, is_always};
use crate::value::decode::Decode;
use crate::{
    form::condition::{Condition, Derive},
    value::channel::Channel,
    value::text::Text,
};
use serde::{Deserialize, Serialize};

/// Questions that belong together and share a heading.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[serde(deny_unknown_fields)]
pub struct Group {
    /// Stable name; of a repeated group also the key of its array of entries.
    pub id: String,
    /// Heading.
    pub title: Text,
    /// A line below the heading.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hint: Option<Text>,
    /// Written once for several persons: each gets its own copy, ids prefixed by the person's id. Gone after
    /// compiling.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub persons: Vec<Person>,
    /// On which channels it is asked; none named: on all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub channels: Vec<Channel>,
    /// Entries that can be added.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub repeat: Option<Repeat>,
    /// Holds for every question of the group.
    #[serde(default = "always", skip_serializing_if = "is_always")]
    pub visible_if: Condition,
    /// In the order they are asked.
    pub questions: Vec<Question>,
}

/// A person for whom a group is asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[serde(deny_unknown_fields)]
pub struct Person {
    /// Prefix of the question ids, for example `party_a`.
    pub id: String,
    /// Who it is; stands before the group's title.
    pub title: Text,
    /// Sits before the device: only her questions keep their `autofill`.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub fills_in: bool,
}

/// What a browser may offer to fill in: the person's own name and mobile and nothing else (design §6; WCAG 2.2,
/// 1.3.5). The words are those of HTML's `autocomplete`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[serde(rename_all = "snake_case")]
pub enum Autofill {
    /// Her name.
    Name,
    /// Her telephone.
    Tel,
    /// Her e-mail address.
    Email,
}

impl Autofill {
    /// As HTML has it.
    pub fn token(self) -> &'static str {
        match self {
            Autofill::Name => "name",
            Autofill::Tel => "tel",
            Autofill::Email => "email",
        }
    }
}

/// How often a group can be entered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[serde(deny_unknown_fields)]
pub struct Repeat {
    /// At most so many entries.
    pub max: u32,
    /// Name of one entry, for buttons: 家庭成员.
    pub item: Text,
    /// At least one entry is needed when this holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub required_if: Option<Condition>,
    /// A field that no two entries may share.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unique: Option<String>,
    /// A choice that exactly one entry makes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exactly_one: Option<ExactlyOne>,
}

/// A choice that exactly one entry of a repeated group makes, such as who applies.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[serde(deny_unknown_fields)]
pub struct ExactlyOne {
    /// Field of the entry.
    pub field: String,
    /// Its code.
    pub is: String,
}

/// Where a question is asked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[serde(rename_all = "snake_case")]
pub enum AskStage {
    /// In the form, and in the pre-check where the pre-check names it.
    #[default]
    Form,
    /// In the pre-check only.
    Precheck,
    /// Never: worked out, or told by the bureau's records.
    Never,
}

/// One question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// Stable name, also on the wire.
    pub id: String,
    /// What kind of answer.
    pub kind: Kind,
    /// Short name, for lists and summaries.
    pub label: Text,
    /// The question as it is put to a person; without it the label is shown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ask: Option<Text>,
    /// Help below the question.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hint: Option<Text>,
    /// Needed to finish.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub required: bool,
    /// Needed to finish when this holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub required_if: Option<Condition>,
    /// Only then it belongs to the form; an unknown condition keeps it hidden.
    #[serde(default = "always", skip_serializing_if = "is_always")]
    pub visible_if: Condition,
    /// Worked out from other answers; asked only while that gives nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub derive: Option<Derive>,
    /// Taken as the answer until the person gives one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub suggest: Option<Derive>,
    /// Shown as chosen at first, but no answer until confirmed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub preselect: Option<String>,
    /// Where it is asked.
    #[serde(default, skip_serializing_if = "is_form")]
    pub asked: AskStage,
    /// On which channels it is asked; none named: on all. What a channel leaves out is no error and not missing.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub channels: Vec<Channel>,
    /// Health, bank, children, hardship: protected as standards-and-duties §3.2 says.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub sensitive: bool,
    /// The answer is about the person who fills in the form, and a browser may offer what it knows of her.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub autofill: Option<Autofill>,
    /// Leaflet to read before answering, by the id of its list, such as the privacy notice (L6 art. 17).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub read: Option<String>,
    /// Questions whose answers are offered to be taken over: the same person or thing was asked for there.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub offer: Vec<String>,
    /// Checks beyond the kind's own.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub checks: Vec<Check>,
    /// The person whose answer it is, in groups for several persons. Set by compiling.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<String>,
}

fn is_form(asked: &AskStage) -> bool {
    *asked == AskStage::Form
}

/// Something that is wrong, or worth a word, when a condition holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[serde(deny_unknown_fields)]
pub struct Check {
    /// When it applies.
    #[serde(rename = "if")]
    pub condition: Condition,
    /// Stable word.
    pub code: String,
    /// How bad.
    #[serde(default)]
    pub level: Level,
    /// What is wrong and how to mend it.
    pub message: Text,
}

/// How bad a finding is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// Has to be mended.
    #[default]
    Error,
    /// Worth a look.
    Warning,
}
