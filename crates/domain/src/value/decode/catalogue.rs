//! The types of the catalogue, field by field.

use super::{
    Decode, DecodeError, field,
    macros::{record, words},
    variant,
};
use crate::{
    form::catalogue::Catalogue,
    form::condition::{
        AgeOf, AgoOperand, DeriveCase, FieldOperand, IdentityPart, IdentityPartKind, ParamOperand,
        Reached, TodayOperand,
    },
    form::definition::{
        Actor, AskStage, Autofill, Basis, Booking, Check, ChoiceOption, Document, ExactlyOne,
        Group, Kind, LegalPoint, Level, OfflineProposal, Outcome, Person, Precheck, Question,
        Repeat, Rule, ServiceDefinition, StartPage, StateDefinition, StateLimit, StateRole, Tone,
        Track, Until, Upload,
    },
    form::policy::{
        CodeList, HelpLine, Holidays, ListItem, ParamValue, ParameterRow, Policy, Scope, Source,
        Unit,
    },
    value::calendar::HolidayYear,
    value::identity::IdType,
    value::text::Text,
};
use serde_json::Value;

impl Decode for Actor {
    fn decode(value: &Value) -> Result<Actor, DecodeError> {
        value
            .as_str()
            .and_then(Actor::parse)
            .ok_or(DecodeError("actor"))
    }
}

impl Decode for IdType {
    fn decode(value: &Value) -> Result<IdType, DecodeError> {
        value
            .as_str()
            .and_then(IdType::from_code)
            .ok_or(DecodeError("id_type"))
    }
}

impl Decode for ParamValue {
    fn decode(value: &Value) -> Result<ParamValue, DecodeError> {
        match value {
            Value::Bool(value) => Ok(ParamValue::Bool(*value)),
            Value::String(text) => Ok(ParamValue::Text(text.clone())),
            Value::Array(_) => Vec::decode(value).map(ParamValue::Codes),
            other => i64::decode(other).map(ParamValue::Integer),
        }
    }
}

impl Decode for ListItem {
    fn decode(value: &Value) -> Result<ListItem, DecodeError> {
        let mut attributes = std::collections::BTreeMap::new();
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

impl Decode for Kind {
    fn decode(value: &Value) -> Result<Kind, DecodeError> {
        let (name, inner) = variant(value)?;
        Ok(match name {
            "text" => Kind::Text {
                max: field(inner, "max")?,
                long: field(inner, "long")?,
            },
            "name_zh" => Kind::NameZh,
            "name_latin" => Kind::NameLatin,
            "id_type" => Kind::IdType {
                allowed: field(inner, "allowed")?,
            },
            "id_number" => Kind::IdNumber {
                id_type: field(inner, "id_type")?,
            },
            "mobile" => Kind::Mobile,
            "date" => Kind::Date {
                min: field(inner, "min")?,
                max: field(inner, "max")?,
                or_permanent: field(inner, "or_permanent")?,
            },
            "choice" => Kind::Choice {
                options: field(inner, "options")?,
                list: field(inner, "list")?,
            },
            "choices" => Kind::Choices {
                options: field(inner, "options")?,
                list: field(inner, "list")?,
                exclusive: field(inner, "exclusive")?,
            },
            "yes_no" => Kind::YesNo {
                yes: field(inner, "yes")?,
                no: field(inner, "no")?,
            },
            "declaration" => Kind::Declaration {
                consent: field(inner, "consent")?,
            },
            "money" => Kind::Money {
                max: field(inner, "max")?,
            },
            "integer" => Kind::Integer {
                min: field(inner, "min")?,
                max: field(inner, "max")?,
            },
            "address" => Kind::Address,
            "bank_account" => Kind::BankAccount,
            "slot" => Kind::Slot,
            "slots" => Kind::Slots {
                max: field(inner, "max")?,
                first: field(inner, "first")?,
            },
            "files" => Kind::Files {
                accept: field(inner, "accept")?,
                max_count: field(inner, "max_count")?,
                max_kilobytes: field(inner, "max_kilobytes")?,
                min_kilobytes: field(inner, "min_kilobytes")?,
                min_short_side: field(inner, "min_short_side")?,
                min_long_side: field(inner, "min_long_side")?,
            },
            "derived" => Kind::Derived,
            _ => return Err(DecodeError("kind")),
        })
    }
}
