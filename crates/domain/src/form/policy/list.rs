//! Lists that questions choose from, and the tables of sources, holidays and help lines.

use crate::value::decode::{Decode, DecodeError, Json, field};
use crate::{
    form::condition::Literal, value::calendar::HolidayYear, value::date::Date, value::text::Text,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The list with the offices.
pub const OFFICES: &str = "offices";

/// Code of the first sentence of a leaflet.
pub const LEAD: &str = "lead";

/// A list of codes, by a standard or by the bureau.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[serde(deny_unknown_fields)]
pub struct CodeList {
    /// Name by which questions refer to it.
    pub id: String,
    /// What it lists.
    pub title: Text,
    /// Standard it follows, for example `GB/T 3304`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub standard: Option<String>,
    /// Code of the source; required unless `unconfirmed`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// Not confirmed by the bureau.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub unconfirmed: bool,
    /// When somebody last compared it with its source.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub checked_on: Option<Date>,
    /// The items in the order they are shown.
    pub items: Vec<ListItem>,
}

/// One item of a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListItem {
    /// Stable code.
    pub code: String,
    /// Chinese name.
    pub zh: String,
    /// English name.
    pub en: String,
    /// Further properties that conditions may ask for.
    #[serde(flatten)]
    pub attributes: BTreeMap<String, Literal>,
}

impl Decode for ListItem {
    fn decode(value: &Json) -> Result<ListItem, DecodeError> {
        let mut attributes = BTreeMap::new();
        for (key, value) in value.as_object().ok_or(DecodeError("item"))? {
            if !matches!(key.as_str(), "code" | "zh" | "en") {
                attributes.insert(key.clone(), Decode::decode(value)?);
            }
        }
        Ok(ListItem {
            code: field(value, "code")?,
            zh: field(value, "zh")?,
            en: field(value, "en")?,
            attributes,
        })
    }
}

impl CodeList {
    /// The item with this code.
    pub fn item(&self, code: &str) -> Option<&ListItem> {
        self.items.iter().find(|item| item.code == code)
    }

    /// Whether it is a text to read: it has a lead, headings (codes without a dot) and sentences (`heading.name`).
    pub fn is_leaflet(&self) -> bool {
        self.item(LEAD).is_some()
    }

    /// The headings of a leaflet, each with its sentences.
    pub fn chapters(&self) -> Vec<(&ListItem, Vec<&ListItem>)> {
        let mut chapters: Vec<(&ListItem, Vec<&ListItem>)> = Vec::new();
        for item in &self.items {
            match chapters.last_mut() {
                _ if item.code == LEAD => {}
                Some((heading, sentences)) if item.belongs_to(&heading.code) => {
                    sentences.push(item)
                }
                _ => chapters.push((item, Vec::new())),
            }
        }
        chapters
    }

    /// What a person can choose: the items that are not former ones.
    pub fn offered(&self) -> impl Iterator<Item = &ListItem> {
        self.items.iter().filter(|item| item.now().is_none())
    }
}

impl ListItem {
    /// Its words.
    pub fn text(&self) -> Text {
        Text {
            zh: self.zh.clone(),
            en: self.en.clone(),
        }
    }

    fn belongs_to(&self, heading: &str) -> bool {
        let rest = self.code.strip_prefix(heading);
        rest.is_some_and(|rest| rest.starts_with('.'))
    }

    /// Of a former item, such as a code of GB/T 2260 that is no longer in force, the code that took its place. It
    /// still stands in old numbers and papers, and is not offered any more.
    pub fn now(&self) -> Option<&str> {
        match self.attributes.get("now")? {
            Literal::Text(code) => Some(code),
            _ => None,
        }
    }
}

/// A law, standard or document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// Code of services-overview §8, for example `L5`.
    pub code: String,
    /// Its title.
    pub title: Text,
    /// Date of the version meant, as people read it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dated: Option<Text>,
    /// Public address where it can be checked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}

/// The holiday lists that are known. For other years working days are Monday to Friday, and texts add
/// 以公布的节假日为准.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[serde(deny_unknown_fields, default)]
pub struct Holidays {
    /// Each with the source of its list.
    pub years: Vec<HolidayYear>,
}

/// A telephone number that stands in the allow-list of services-overview §6.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[serde(deny_unknown_fields)]
pub struct HelpLine {
    /// The number as dialled.
    pub number: String,
    /// Whose it is.
    pub title: Text,
    /// When to call it.
    pub when: Text,
    /// For danger to life: shown first and large.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub emergency: bool,
    /// On the page behind the quiet link 需要帮助？ (marriage-appointment R7).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub safe_help: bool,
    /// Code of the source.
    pub source: String,
}
