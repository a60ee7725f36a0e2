//! Conditions and derived values as officers write them: a small typed tree, checked when it is loaded.
//!
//! A field is named by its id. `.sex` names a field of the same person or entry; `members[].age` a field of
//! the entry being looked at.

mod decode;
mod walk;

pub use walk::Named;

use crate::{value::channel::Channel, value::decode::Decode};
use serde::{Deserialize, Serialize};

/// A value written in a definition.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Literal {
    /// Yes or no.
    Bool(bool),
    /// A whole number.
    Integer(i64),
    /// A code, a date or a decimal number.
    Text(String),
}

/// One side of a comparison, or a factor.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Operand {
    /// The value itself.
    Literal(Literal),
    /// A policy parameter: `{ param = "senior_age" }`. Unset makes the comparison unknown.
    Param(ParamOperand),
    /// Another question: `{ field = "appointment_date" }`.
    Field(FieldOperand),
    /// Today, moved by whole months: `{ today_plus_months = -12 }`.
    Today(TodayOperand),
    /// So many months ago as a parameter says: `{ months_ago = "incident_note_months" }`.
    Ago(AgoOperand),
    /// The first of January of this year or another: `{ start_of_year = 0 }`.
    StartOfYear(StartOfYearOperand),
}

/// A policy parameter as a value. Unset makes a comparison unknown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[serde(deny_unknown_fields)]
pub struct ParamOperand {
    /// Key of the parameter.
    pub param: String,
}

/// The value of another question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[serde(deny_unknown_fields)]
pub struct FieldOperand {
    /// Id of the question.
    pub field: String,
}

/// Today, moved by whole months.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[serde(deny_unknown_fields)]
pub struct TodayOperand {
    /// Months from today; negative for the past.
    pub today_plus_months: i32,
}

/// So many months ago as a parameter says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[serde(deny_unknown_fields)]
pub struct AgoOperand {
    /// Key of a parameter in months.
    pub months_ago: String,
}

/// The first of January of this year or another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[serde(deny_unknown_fields)]
pub struct StartOfYearOperand {
    /// Years from today's; negative for the past.
    pub start_of_year: i32,
}

/// What is asked of a field's value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Test {
    /// The value is this one.
    Is(Literal),
    /// The value, or one of several chosen, is among these; or it is in a list parameter.
    In(Codes),
    /// The same normalised value as another field.
    SameAs(String),
    /// It has (or has not) a value.
    Answered(bool),
    /// It has a value; unknown while it has none. For rules that must wait for an answer.
    Known(bool),
    /// What was typed is (or is not) an error of form.
    Invalid(bool),
    /// The day can (or cannot) be booked: open, inside the window, with enough notice.
    Bookable(bool),
    /// Number or date below.
    LessThan(Operand),
    /// Number or date below or equal.
    AtMost(Operand),
    /// Number or date above or equal.
    AtLeast(Operand),
    /// Number or date above.
    MoreThan(Operand),
}

/// Codes written out or named by a parameter that holds a list of codes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Codes {
    /// Written out.
    Listed(Vec<String>),
    /// `{ param = "urgent_causes" }`
    Param(ParamOperand),
}

/// A condition. Its written form is [`WrittenCondition`]: one or two keys that read as a sentence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "WrittenCondition", into = "WrittenCondition")]
pub enum Condition {
    /// Every one holds.
    All(Vec<Condition>),
    /// At least one holds.
    Any(Vec<Condition>),
    /// It does not hold.
    Not(Box<Condition>),
    /// A field passes a test. `unanswered` says what an unanswered field counts as; without it: unknown.
    Field {
        /// Id of the question.
        field: String,
        /// A property of the chosen list item instead of the value.
        attribute: Option<String>,
        /// What is asked of it.
        test: Test,
        /// Reading of an unanswered field.
        unanswered: Option<bool>,
    },
    /// A parameter has this value; unknown while unset.
    ParamIs(String, Literal),
    /// A parameter is (or is not) unset.
    ParamUnset(String, bool),
    /// Some entry of a repeated group fulfils the condition; unknown while there is no entry.
    AnyEntry(String, Box<Condition>),
    /// One of these tracks is among those suggested. Only for what depends on the pre-check.
    Track(Vec<String>),
    /// The form is filled in on one of these channels.
    Channel(Vec<Channel>),
    /// No other rule of the table fired. Only in rules.
    Otherwise,
}

/// The written form of a condition; see `services/README.md`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct WrittenCondition {
    #[serde(skip_serializing_if = "Option::is_none")]
    all: Option<Vec<Condition>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    any: Option<Vec<Condition>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    not: Option<Box<Condition>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    field: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    attribute: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    param: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    any_entry: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    r#where: Option<Box<Condition>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    track: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    channel: Option<Vec<Channel>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    otherwise: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    is: Option<Literal>,
    #[serde(skip_serializing_if = "Option::is_none")]
    r#in: Option<Codes>,
    #[serde(skip_serializing_if = "Option::is_none")]
    same_as: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    answered: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    known: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    invalid: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    bookable: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    less_than: Option<Operand>,
    #[serde(skip_serializing_if = "Option::is_none")]
    at_most: Option<Operand>,
    #[serde(skip_serializing_if = "Option::is_none")]
    at_least: Option<Operand>,
    #[serde(skip_serializing_if = "Option::is_none")]
    more_than: Option<Operand>,
    #[serde(skip_serializing_if = "Option::is_none")]
    unset: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    unanswered: Option<bool>,
}

impl WrittenCondition {
    /// The test of a field or parameter; takes it out of the form.
    fn take_test(&mut self) -> Result<Option<Test>, String> {
        let mut tests = [
            self.is.take().map(Test::Is),
            self.r#in.take().map(Test::In),
            self.same_as.take().map(Test::SameAs),
            self.answered.take().map(Test::Answered),
            self.known.take().map(Test::Known),
            self.invalid.take().map(Test::Invalid),
            self.bookable.take().map(Test::Bookable),
            self.less_than.take().map(Test::LessThan),
            self.at_most.take().map(Test::AtMost),
            self.at_least.take().map(Test::AtLeast),
            self.more_than.take().map(Test::MoreThan),
        ]
        .into_iter()
        .flatten();
        let first = tests.next();
        if tests.next().is_some() {
            return Err(
                "a condition compares once: combine several with `all` or `any`".to_owned(),
            );
        }
        Ok(first)
    }
}

impl TryFrom<WrittenCondition> for Condition {
    type Error = String;

    fn try_from(mut form: WrittenCondition) -> Result<Condition, String> {
        let test = form.take_test()?;
        let condition = if let Some(field) = form.field.take() {
            let attribute = form.attribute.take();
            let unanswered = form.unanswered.take();
            let test = test.ok_or_else(|| format!("nothing is asked of the field `{field}`"))?;
            refuse_leftovers(form)?;
            return Ok(Condition::Field {
                field,
                attribute,
                test,
                unanswered,
            });
        } else if let Some(param) = form.param.take() {
            match (test, form.unset.take()) {
                (Some(Test::Is(value)), None) => {
                    refuse_leftovers(form)?;
                    return Ok(Condition::ParamIs(param, value));
                }
                (None, Some(unset)) => Condition::ParamUnset(param, unset),
                _ => return Err(format!("the parameter `{param}` wants `is` or `unset`")),
            }
        } else if test.is_some() {
            return Err("a comparison without `field` or `param`".to_owned());
        } else if let Some(all) = form.all.take() {
            Condition::All(all)
        } else if let Some(any) = form.any.take() {
            Condition::Any(any)
        } else if let Some(not) = form.not.take() {
            Condition::Not(not)
        } else if let Some(group) = form.any_entry.take() {
            let inner = form.r#where.take();
            Condition::AnyEntry(group, inner.ok_or("`any_entry` wants `where`")?)
        } else if let Some(tracks) = form.track.take() {
            Condition::Track(tracks)
        } else if let Some(channels) = form.channel.take() {
            Condition::Channel(channels)
        } else if form.otherwise.take() == Some(true) {
            Condition::Otherwise
        } else {
            return Err("a condition without content".to_owned());
        };
        refuse_leftovers(form)?;
        Ok(condition)
    }
}

/// What is left in a form after it was understood would be silently ignored: refuse it.
fn refuse_leftovers(rest: WrittenCondition) -> Result<(), String> {
    if rest == WrittenCondition::default() {
        Ok(())
    } else {
        Err("a condition that says two things at once: combine them with `all` or `any`".to_owned())
    }
}

impl From<Condition> for WrittenCondition {
    fn from(condition: Condition) -> WrittenCondition {
        let mut form = WrittenCondition::default();
        match condition {
            Condition::All(all) => form.all = Some(all),
            Condition::Any(any) => form.any = Some(any),
            Condition::Not(not) => form.not = Some(not),
            Condition::Field {
                field,
                attribute,
                test,
                unanswered,
            } => {
                form.field = Some(field);
                form.attribute = attribute;
                form.unanswered = unanswered;
                match test {
                    Test::Is(value) => form.is = Some(value),
                    Test::In(codes) => form.r#in = Some(codes),
                    Test::SameAs(other) => form.same_as = Some(other),
                    Test::Answered(yes) => form.answered = Some(yes),
                    Test::Known(yes) => form.known = Some(yes),
                    Test::Invalid(yes) => form.invalid = Some(yes),
                    Test::Bookable(yes) => form.bookable = Some(yes),
                    Test::LessThan(operand) => form.less_than = Some(operand),
                    Test::AtMost(operand) => form.at_most = Some(operand),
                    Test::AtLeast(operand) => form.at_least = Some(operand),
                    Test::MoreThan(operand) => form.more_than = Some(operand),
                }
            }
            Condition::ParamIs(param, value) => {
                form.param = Some(param);
                form.is = Some(value);
            }
            Condition::ParamUnset(param, unset) => {
                form.param = Some(param);
                form.unset = Some(unset);
            }
            Condition::AnyEntry(group, inner) => {
                form.any_entry = Some(group);
                form.r#where = Some(inner);
            }
            Condition::Track(tracks) => form.track = Some(tracks),
            Condition::Channel(channels) => form.channel = Some(channels),
            Condition::Otherwise => form.otherwise = Some(true),
        }
        form
    }
}

/// A value worked out from other answers instead of being asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Derive {
    /// A part of an identity number.
    Identity(IdentityPart),
    /// Full years of a birth date on a day: `{ age = { of = ".birth_date", on = "appointment_date" } }`;
    /// without `on`: today.
    Age(AgeOf),
    /// The first day on which the age is reached.
    Reached(Reached),
    /// The day of a wished slot.
    SlotDate(String),
    /// The office of a wished slot.
    SlotOffice(String),
    /// The first field of these that has a value.
    FirstOf(Vec<String>),
    /// The latest date of those known; unknown while none is.
    Latest(Vec<String>),
    /// A product of numbers.
    Product(Vec<Operand>),
    /// A quotient of two numbers.
    Quotient([Operand; 2]),
    /// How many entries a repeated group has; nothing while it has none.
    Count(String),
    /// The sum of a field over all entries; nothing while one of them has no value.
    Sum(String),
    /// The first case whose condition holds.
    Cases(Vec<DeriveCase>),
    /// The value itself.
    Value(Literal),
}

/// A property that an identity number holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[serde(deny_unknown_fields)]
pub struct IdentityPart {
    /// The question with the number.
    pub of: String,
    /// What is taken from it.
    pub part: IdentityPartKind,
}

/// What an identity number tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[serde(rename_all = "snake_case")]
pub enum IdentityPartKind {
    /// Kind of document, recognised from the number.
    IdType,
    /// Date of birth.
    BirthDate,
    /// `male` or `female`.
    Sex,
    /// `CN`, `HK`, `MO`, `TW` or `other`.
    Nationality,
}

/// The age in whole years on a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[serde(deny_unknown_fields)]
pub struct AgeOf {
    /// The question with the birth date.
    pub of: String,
    /// The question with the decisive date; without it today.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on: Option<String>,
}

/// The day on which an age is reached.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[serde(deny_unknown_fields)]
pub struct Reached {
    /// The question with the birth date.
    pub of: String,
    /// The age in full years.
    pub years: Operand,
}

/// The first of several values whose condition holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[serde(deny_unknown_fields)]
pub struct DeriveCase {
    /// When this case applies.
    #[serde(rename = "if")]
    pub condition: Condition,
    /// Its value.
    pub then: Derive,
}

#[cfg(test)]
mod tests;
