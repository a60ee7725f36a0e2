//! Kinds of questions: how an answer is typed in, read and checked.

use crate::value::decode::Decode;
use crate::{
    form::condition::{Condition, Operand},
    value::identity::IdType,
    value::text::Text,
};
use serde::{Deserialize, Serialize};

/// What kind of answer a question takes. Written `kind = "mobile"` or `kind = { text = { max = 200 } }`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Kind {
    /// Free text.
    Text {
        /// At most so many characters.
        max: u32,
        /// Several lines.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        long: bool,
    },
    /// A person's name in Chinese characters (standards-and-duties §2).
    NameZh,
    /// A person's name in Latin letters.
    NameLatin,
    /// Kind of an identity document.
    IdType {
        /// Those accepted here, in the order shown.
        allowed: Vec<IdType>,
    },
    /// Number of an identity document.
    IdNumber {
        /// The question with its kind; unanswered: recognised from the number.
        id_type: String,
    },
    /// Mobile number.
    Mobile,
    /// E-mail address (RFC 5321). Nothing is looked up.
    Email,
    /// A calendar day.
    Date {
        /// Not before.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        min: Option<Operand>,
        /// Not after.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        max: Option<Operand>,
        /// 长期 (`permanent`) is an answer too.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        or_permanent: bool,
    },
    /// One of several.
    Choice {
        /// Written out, or
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        options: Vec<ChoiceOption>,
        /// taken from a list.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        list: Option<String>,
    },
    /// Any number of several.
    Choices {
        /// Written out, or
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        options: Vec<ChoiceOption>,
        /// taken from a list.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        list: Option<String>,
        /// An option that excludes the others, such as "none".
        #[serde(default, skip_serializing_if = "Option::is_none")]
        exclusive: Option<String>,
    },
    /// Yes or no.
    YesNo {
        /// Words for yes, where "yes" alone is unclear.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        yes: Option<Text>,
        /// Words for no.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        no: Option<Text>,
    },
    /// A statement to tick. Not ticked is unanswered, not a no.
    Declaration {
        /// A separate consent (standards-and-duties §3.3), never required and off until ticked.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        consent: bool,
    },
    /// An amount in CNY.
    Money {
        /// At most.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        max: Option<Operand>,
    },
    /// A whole number.
    Integer {
        /// At least.
        min: i64,
        /// At most.
        max: Operand,
    },
    /// A place: region, town of Yiwu and free text.
    Address,
    /// Number of a bank account (standards-and-duties §2).
    BankAccount,
    /// One wished slot.
    Slot,
    /// Further wished slots.
    Slots {
        /// At most so many.
        max: u32,
        /// The question with the first wish; wishes differ.
        first: String,
    },
    /// Files.
    Files {
        /// Media types accepted.
        accept: Vec<String>,
        /// At most so many.
        max_count: Operand,
        /// Each at most so many kilobytes.
        max_kilobytes: Operand,
        /// Each at least so many kilobytes.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        min_kilobytes: Option<Operand>,
        /// The short side of a photo, at least so many pixels. Looked at where the photo is chosen.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        min_short_side: Option<u32>,
        /// Its long side.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        min_long_side: Option<u32>,
    },
    /// Worked out, never asked.
    Derived,
}

/// One of the answers to choose from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[serde(deny_unknown_fields)]
pub struct ChoiceOption {
    /// Stable code.
    pub code: String,
    /// Chinese.
    pub zh: String,
    /// English.
    pub en: String,
    /// A line below, where one helps.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hint: Option<Text>,
    /// Offered only when this holds or is not yet known.
    #[serde(default, rename = "if", skip_serializing_if = "Option::is_none")]
    pub condition: Option<Condition>,
}
