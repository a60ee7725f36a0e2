//! The page before the first question, and what the pre-check asks.

use super::Basis;
use crate::value::decode::Decode;
use crate::value::text::Text;
use serde::{Deserialize, Serialize};

/// What a person reads before starting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[serde(deny_unknown_fields)]
pub struct StartPage {
    /// What has to be said before everything else, for example 急事请直接打电话.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first: Option<Text>,
    /// Emergency numbers stand at the top.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub danger_first: bool,
    /// Who can apply.
    pub who: Vec<Text>,
    /// What to bring.
    pub bring: Vec<Text>,
    /// What is not needed, though many believe it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub not_needed: Vec<Text>,
    /// How long it takes.
    pub duration: Vec<Text>,
    /// What it costs.
    pub fee: Text,
    /// What happens next, step by step.
    pub next: Vec<Text>,
    /// Other matters that look alike, and where they belong.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub elsewhere: Vec<Text>,
    /// The law, in own words.
    pub law: Vec<LegalPoint>,
}

/// One point of law with its place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[serde(deny_unknown_fields)]
pub struct LegalPoint {
    /// In own words.
    pub text: Text,
    /// Where it stands.
    pub basis: Vec<Basis>,
}

/// What the pre-check asks and says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[serde(deny_unknown_fields)]
pub struct Precheck {
    /// What it is for.
    pub intro: Text,
    /// Ids of the questions, in their order. Hidden and derived ones are passed over.
    pub questions: Vec<String>,
    /// Its answers are kept sealed on the device until the person clears them; otherwise only in memory.
    pub kept: bool,
    /// Said below every result.
    pub advice_only: Text,
}
