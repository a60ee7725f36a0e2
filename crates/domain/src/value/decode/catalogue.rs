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
        Reached, StartOfYearOperand, TodayOperand,
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
    value::channel::Channel,
    value::identity::IdType,
    value::text::Text,
};
use serde_json::Value;

record!(Catalogue {
    format,
    services,
    versions,
    policy
});
record!(Text { zh, en });
record!(ServiceDefinition {
    id,
    icon,
    order,
    title,
    summary,
    never_blocks,
    apply_if,
    booking,
    start,
    precheck,
    groups,
    outcomes,
    tracks,
    rules,
    documents,
    states,
    retention
});
record!(Booking { date });
record!(StartPage {
    first,
    danger_first,
    who,
    bring,
    not_needed,
    duration,
    fee,
    next,
    elsewhere,
    law
});
record!(LegalPoint { text, basis });
record!(Precheck {
    intro,
    questions,
    kept,
    advice_only
});
record!(Group {
    id,
    title,
    hint,
    persons,
    repeat,
    channels,
    visible_if,
    questions
});
record!(Person {
    id,
    title,
    fills_in
});
record!(Repeat {
    max,
    item,
    required_if,
    unique,
    exactly_one
});
record!(ExactlyOne { field, is });
record!(Question {
    id,
    kind,
    label,
    ask,
    hint,
    required,
    required_if,
    visible_if,
    derive,
    suggest,
    preselect,
    asked,
    channels,
    sensitive,
    autofill,
    read,
    offer,
    checks,
    person
});
record!(Check { condition = "if", code, level, message });
record!(ChoiceOption { code, zh, en, hint, condition = "if" });
record!(Rule {
    id,
    when,
    outcome,
    tracks,
    message,
    todo,
    call,
    basis,
    earliest,
    next_open
});
record!(Basis { source, article });
record!(Outcome { id, condition = "if", no_booking, tone, title, text, points });
record!(Track {
    id,
    tone,
    title,
    text,
    points,
    answer,
    never_pauses
});
record!(Document {
    id,
    title,
    detail,
    each,
    person,
    who,
    when,
    upload,
    waived,
    basis
});
record!(StateDefinition {
    id,
    role,
    actor,
    also,
    tell,
    limit,
    reasons,
    frees,
    file,
    pauses,
    offline,
    next
});
record!(StateLimit {
    param,
    until,
    text,
    then,
    reason,
    reminds
});
record!(ParamOperand { param });
record!(FieldOperand { field });
record!(TodayOperand { today_plus_months });
record!(StartOfYearOperand { start_of_year });
record!(AgoOperand { months_ago });
record!(IdentityPart { of, part });
record!(AgeOf { of, on });
record!(Reached { of, years });
record!(DeriveCase { condition = "if", then });
record!(Policy {
    parameters,
    holidays,
    lists,
    sources,
    help_lines
});
record!(ParameterRow {
    key,
    title,
    value,
    unit,
    scope,
    valid_from,
    valid_to,
    source,
    unconfirmed,
    question,
    checked_on,
    required_for_production
});
record!(CodeList {
    id,
    title,
    standard,
    source,
    unconfirmed,
    checked_on,
    items
});
record!(Source {
    code,
    title,
    dated,
    url
});
record!(Holidays { years });
record!(HolidayYear {
    year,
    source,
    closed,
    worked
});
record!(HelpLine {
    number,
    title,
    when,
    emergency,
    safe_help,
    source
});

words!(AskStage { Form = "form", Precheck = "precheck", Never = "never" } absent Form);
words!(Autofill { Name = "name", Tel = "tel" });
words!(Channel { OwnDevice = "own_device", Window = "window", Kiosk = "kiosk" });
words!(Level { Error = "error", Warning = "warning" } absent Error);
words!(Tone { Good = "good", Note = "note", Ask = "ask", Change = "change", Urgent = "urgent" });
words!(Until { Day = "day", Wishes = "wishes", Answer = "answer" });
words!(OfflineProposal { Arrival = "arrival", Note = "note", Papers = "papers" });
words!(StateRole {
    Draft = "draft", Queued = "queued", Listed = "listed", Received = "received", InProgress = "in_progress",
    NeedsAnswer = "needs_answer", Correction = "correction", SlotLost = "slot_lost", Lapsed = "lapsed",
    AwaitingPartner = "awaiting_partner", Booked = "booked", Moved = "moved", Arrived = "arrived",
    DecidedFor = "decided_for", DecidedAgainst = "decided_against", Delivering = "delivering",
    Delivered = "delivered", Paid = "paid", Withdrawn = "withdrawn", Cancelled = "cancelled", NoShow = "no_show",
    Appealed = "appealed", Closed = "closed"
});
words!(Upload { None = "none", Optional = "optional", Later = "later" });
words!(IdentityPartKind { IdType = "id_type", BirthDate = "birth_date", Sex = "sex", Nationality = "nationality" });
words!(Scope { Nation = "nation", Province = "province", Yiwu = "yiwu", Installation = "installation" });
words!(Unit {
    Bool = "bool", Years = "years", Months = "months", Days = "days", WorkingDays = "working_days", Hours = "hours",
    Minutes = "minutes", Count = "count", Cny = "cny", CnyMonth = "cny_month", CnyYear = "cny_year",
    Multiple = "multiple", Percent = "percent", Kilobytes = "kilobytes", Pixels = "pixels", Code = "code",
    Codes = "codes", Text = "text"
});

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
