//! The decision table of a pre-check. It advises; the authority decides.

use crate::value::decode::Decode;
use crate::{
    form::condition::{Condition, Derive},
    value::text::Text,
};
use serde::{Deserialize, Serialize};

/// One row of the table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// Number in the domain file, for example `R4`.
    pub id: String,
    /// When it fires. Unknown: it does not fire and is listed as undecided.
    pub when: Condition,
    /// The outcome it asks for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<String>,
    /// Tracks it suggests.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tracks: Vec<String>,
    /// What the person is told.
    pub message: Text,
    /// What the person can do.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub todo: Vec<Text>,
    /// Numbers of the help lines to show.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub call: Vec<String>,
    /// What it rests on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub basis: Vec<Basis>,
    /// The first day the law allows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub earliest: Option<Derive>,
    /// The next bookable day is worked out too.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub next_open: bool,
}

/// A place in a law or document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[serde(deny_unknown_fields)]
pub struct Basis {
    /// Code of the source, for example `L5`.
    pub source: String,
    /// Article or section, for example `1047`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub article: Option<String>,
}

/// A possible outcome of the pre-check.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[serde(deny_unknown_fields)]
pub struct Outcome {
    /// Code of services-overview §7.
    pub id: String,
    /// Counts only when this holds.
    #[serde(default, rename = "if", skip_serializing_if = "Option::is_none")]
    pub condition: Option<Condition>,
    /// Nothing is booked with this outcome: the person changes the date, calls or asks at the window first.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub no_booking: bool,
    /// How it is shown.
    pub tone: Tone,
    /// Heading of the result.
    pub title: Text,
    /// What it means and what to do next.
    pub text: Text,
    /// Further lines, for example a list of benefits.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub points: Vec<Text>,
}

/// How a result is shown. Never by colour alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[serde(rename_all = "snake_case")]
pub enum Tone {
    /// Go on.
    Good,
    /// Go on, and mind something.
    Note,
    /// Call or ask at the window first.
    Ask,
    /// Something has to change first.
    Change,
    /// Danger: help comes first.
    Urgent,
}

/// A way a case can take.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[serde(deny_unknown_fields)]
pub struct Track {
    /// Code, for example `small_fast`.
    pub id: String,
    /// How it is shown.
    pub tone: Tone,
    /// Its name.
    pub title: Text,
    /// What it means: check, posting, who decides, time.
    pub text: Text,
    /// Further lines.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub points: Vec<Text>,
    /// Key of the parameter with the time within which the bureau answers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer: Option<String>,
    /// The promised date never stands still: first aid and small sums wait for nobody.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub never_pauses: bool,
}
