//! An answer that was understood.

use crate::value::decode::Decode;
use crate::{
    value::address::Address, value::bank::Account, value::date::Date, value::decimal::Decimal,
    value::email::Email, value::identity::Identity, value::mobile::Mobile, value::money::Fen,
    value::sha256::Sha256, value::slot::SlotId,
};
use serde::{Deserialize, Serialize};

/// A file by its content. The bytes are kept elsewhere, sealed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[serde(deny_unknown_fields)]
pub struct FileRef {
    /// As the person sees it.
    pub name: String,
    /// IANA media type.
    pub media_type: String,
    /// Size in bytes.
    pub bytes: u64,
    /// SHA-256 of the content.
    pub sha256: Sha256,
}

/// An answer in its parsed form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// Text or a name, trimmed.
    Text(String),
    /// A code from a list.
    Code(String),
    /// Several codes.
    Codes(Vec<String>),
    /// Yes or no.
    Bool(bool),
    /// A whole number.
    Integer(i64),
    /// A number with places.
    Decimal(Decimal),
    /// An amount.
    Money(Fen),
    /// A day.
    Date(Date),
    /// 长期.
    Permanent,
    /// An identity number.
    Identity(Identity),
    /// A mobile number.
    Mobile(Mobile),
    /// An e-mail address.
    Email(Email),
    /// A bank account.
    Account(Account),
    /// A place.
    Address(Address),
    /// A slot.
    Slot(SlotId),
    /// Slots.
    Slots(Vec<SlotId>),
    /// Files.
    Files(Vec<FileRef>),
}

impl Value {
    /// The code or text, where it is one.
    pub fn code(&self) -> Option<&str> {
        match self {
            Value::Code(text) | Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The date; 长期 is later than every other.
    pub fn date(&self) -> Option<Date> {
        match self {
            Value::Date(date) => Some(*date),
            Value::Permanent => Date::new(2199, 12, 31),
            _ => None,
        }
    }

    /// The number, amounts in CNY.
    pub fn number(&self) -> Option<Decimal> {
        match self {
            Value::Integer(value) => Decimal::from_integer(*value),
            Value::Decimal(value) => Some(*value),
            Value::Money(fen) => Decimal::from_fen(fen.0),
            _ => None,
        }
    }

    /// The canonical form in JSON, as a submission carries it.
    pub fn to_json(&self) -> serde_json::Value {
        use serde_json::{Value as Json, json};
        match self {
            Value::Text(text) | Value::Code(text) => json!(text),
            Value::Codes(codes) => json!(codes),
            Value::Bool(value) => json!(value),
            Value::Integer(value) => json!(value),
            Value::Decimal(value) => json!(value.to_string()),
            Value::Money(fen) => json!(fen.to_string()),
            Value::Date(date) => json!(date.to_string()),
            Value::Permanent => json!("permanent"),
            Value::Identity(identity) => json!(identity.number),
            Value::Mobile(mobile) => json!(mobile.as_str()),
            Value::Email(email) => json!(email.as_str()),
            Value::Account(account) => json!(account.as_str()),
            Value::Address(address) => serde_json::to_value(address).unwrap_or(Json::Null),
            Value::Slot(slot) => json!(slot.to_string()),
            Value::Slots(slots) => slots.iter().map(|slot| json!(slot.to_string())).collect(),
            Value::Files(files) => serde_json::to_value(files).unwrap_or(Json::Null),
        }
    }
}
