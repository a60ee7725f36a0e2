//! What conditions and derived values come to.

use crate::{
    form::answers::{Answers, Value},
    form::condition::{Codes, Condition, Derive, IdentityPartKind, Literal, Operand, Test},
    form::definition::Kind,
    form::rule_context::RuleContext,
    value::date::Date,
    value::decimal::Decimal,
    value::truth::Truth,
};
use std::collections::{BTreeMap, BTreeSet};

/// The entry of a repeated group that is being looked at.
pub type EntryAt<'a> = Option<(&'a str, usize)>;

/// Answers as far as they are understood, and where they stand.
#[derive(Clone, Debug)]
pub struct Facts<'a> {
    /// Service, policy and day.
    pub setting: &'a RuleContext<'a>,
    /// As typed.
    pub answers: &'a Answers,
    /// Understood and visible, by path such as `members[0].sex`.
    pub values: BTreeMap<String, Value>,
    /// Typed, visible and not understood.
    pub invalid: BTreeSet<String>,
    /// Repeated groups that do not belong to the form: their entries are kept and do not count.
    pub hidden_groups: BTreeSet<String>,
    /// The tracks suggested; nothing while the pre-check has not run.
    pub tracks: Option<Vec<String>>,
    /// Whether another rule has fired; only while rules are run.
    pub other_fired: Option<bool>,
}

impl<'a> Facts<'a> {
    /// Without any value yet.
    pub fn new(setting: &'a RuleContext<'a>, answers: &'a Answers) -> Facts<'a> {
        Facts {
            setting,
            answers,
            values: BTreeMap::new(),
            invalid: BTreeSet::new(),
            hidden_groups: BTreeSet::new(),
            tracks: None,
            other_fired: None,
        }
    }

    /// How many entries of a repeated group belong to the form.
    pub fn count(&self, group: &str) -> usize {
        if self.hidden_groups.contains(group) {
            0
        } else {
            self.answers.count(group)
        }
    }

    /// The path of a field: `members[].sex` becomes `members[2].sex`.
    pub fn path(&self, field: &str, entry: EntryAt<'_>) -> String {
        match (field.split_once("[]."), entry) {
            (Some((group, name)), Some((at, index))) if group == at => {
                format!("{group}[{index}].{name}")
            }
            _ => field.to_owned(),
        }
    }

    /// The value of a field.
    pub fn value(&self, field: &str, entry: EntryAt<'_>) -> Option<&Value> {
        self.values.get(&self.path(field, entry))
    }

    /// What a condition comes to.
    pub fn truth(&self, condition: &Condition, entry: EntryAt<'_>) -> Truth {
        match condition {
            Condition::All(all) => Truth::all(all.iter().map(|one| self.truth(one, entry))),
            Condition::Any(any) => Truth::any(any.iter().map(|one| self.truth(one, entry))),
            Condition::Not(one) => !self.truth(one, entry),
            Condition::Field {
                field,
                attribute,
                test,
                unanswered,
            } => {
                let truth = match attribute {
                    None => self.test(field, test, entry),
                    Some(attribute) => self.test_attribute(field, attribute, test, entry),
                };
                match unanswered {
                    Some(reading) if self.value(field, entry).is_none() => truth.or(*reading),
                    _ => truth,
                }
            }
            Condition::ParamIs(key, literal) => match self.setting.parameters.get(key) {
                None => Truth::Unknown,
                Some(_) => match literal {
                    Literal::Bool(wanted) => {
                        (self.setting.parameters.flag(key) == Some(*wanted)).into()
                    }
                    Literal::Integer(wanted) => (self.setting.parameters.number(key)
                        == Decimal::from_integer(*wanted))
                    .into(),
                    Literal::Text(wanted) => {
                        (self.setting.parameters.code(key) == Some(wanted.as_str())).into()
                    }
                },
            },
            Condition::ParamUnset(key, unset) => {
                (self.setting.parameters.get(key).is_none() == *unset).into()
            }
            Condition::AnyEntry(group, inner) => match self.count(group) {
                0 => Truth::Unknown,
                count => {
                    Truth::any((0..count).map(|index| self.truth(inner, Some((group, index)))))
                }
            },
            Condition::Track(wanted) => match &self.tracks {
                None => Truth::Unknown,
                Some(tracks) => tracks.iter().any(|track| wanted.contains(track)).into(),
            },
            Condition::Channel(channels) => channels.contains(&self.setting.channel).into(),
            Condition::Otherwise => self.other_fired.map(|fired| !fired).into(),
        }
    }

    fn test(&self, field: &str, test: &Test, entry: EntryAt<'_>) -> Truth {
        let path = self.path(field, entry);
        let value = self.values.get(&path);
        match test {
            Test::Answered(wanted) => {
                ((value.is_some() || self.invalid.contains(&path)) == *wanted).into()
            }
            Test::Invalid(wanted) => match (self.invalid.contains(&path), value) {
                (true, _) => (*wanted).into(),
                (false, Some(_)) => (!*wanted).into(),
                (false, None) => Truth::Unknown,
            },
            _ => match value {
                None => Truth::Unknown,
                Some(value) => self.test_value(value, test, entry),
            },
        }
    }

    fn test_value(&self, value: &Value, test: &Test, entry: EntryAt<'_>) -> Truth {
        match test {
            Test::Known(wanted) => (*wanted).into(),
            Test::Is(literal) => is(value, literal),
            Test::In(codes) => match self.codes(codes) {
                None => Truth::Unknown,
                Some(codes) => match value {
                    Value::Codes(chosen) => chosen.iter().any(|code| codes.contains(code)).into(),
                    other => other
                        .code()
                        .map(|code| codes.iter().any(|one| one == code))
                        .into(),
                },
            },
            Test::SameAs(other) => match (value, self.value(other, entry)) {
                (_, None) => Truth::Unknown,
                (Value::Identity(one), Some(Value::Identity(other))) => {
                    (one.number == other.number).into()
                }
                (one, Some(other)) => (one == other).into(),
            },
            Test::Bookable(wanted) => value
                .date()
                .map(|date| self.setting.is_bookable(date) == *wanted)
                .into(),
            Test::LessThan(operand) => self.compare(value, operand, entry, |order| order.is_lt()),
            Test::AtMost(operand) => self.compare(value, operand, entry, |order| order.is_le()),
            Test::AtLeast(operand) => self.compare(value, operand, entry, |order| order.is_ge()),
            Test::MoreThan(operand) => self.compare(value, operand, entry, |order| order.is_gt()),
            Test::Answered(_) | Test::Invalid(_) => Truth::Unknown,
        }
    }

    /// Asks for a property of the chosen list item.
    fn test_attribute(
        &self,
        field: &str,
        attribute: &str,
        test: &Test,
        entry: EntryAt<'_>,
    ) -> Truth {
        let setting = self.setting;
        let kind = setting.service.question(field).map(|asked| &asked.kind);
        let list = if let Some(Kind::Choice { list, .. }) = kind {
            list.as_ref().and_then(|list| setting.policy.list(list))
        } else {
            None
        };
        let item = self
            .value(field, entry)
            .and_then(Value::code)
            .and_then(|code| list?.item(code));
        let Some(item) = item else {
            return Truth::Unknown;
        };
        match (item.attributes.get(attribute), test) {
            // A flag that an item does not carry is not set (services-overview §9, O2).
            (None, Test::Is(Literal::Bool(wanted))) => (!wanted).into(),
            (None, _) => Truth::Unknown,
            (Some(literal), _) => self.test_value(&literal_value(literal), test, entry),
        }
    }

    fn codes<'c>(&'c self, codes: &'c Codes) -> Option<&'c [String]> {
        match codes {
            Codes::Listed(codes) => Some(codes),
            Codes::Param(param) => self.setting.parameters.codes(&param.param),
        }
    }

    fn compare(
        &self,
        value: &Value,
        operand: &Operand,
        entry: EntryAt<'_>,
        wanted: fn(std::cmp::Ordering) -> bool,
    ) -> Truth {
        let order = match (value.date(), self.operand_date(operand, entry)) {
            (Some(one), Some(other)) => Some(one.cmp(&other)),
            _ => match (value.number(), self.operand_number(operand, entry)) {
                (Some(one), Some(other)) => Some(one.cmp(&other)),
                _ => None,
            },
        };
        order.map(wanted).into()
    }

    /// The number an operand stands for.
    pub fn operand_number(&self, operand: &Operand, entry: EntryAt<'_>) -> Option<Decimal> {
        match operand {
            Operand::Literal(Literal::Integer(value)) => Decimal::from_integer(*value),
            Operand::Literal(Literal::Text(text)) => Decimal::parse(text),
            Operand::Literal(Literal::Bool(_))
            | Operand::Today(_)
            | Operand::Ago(_)
            | Operand::StartOfYear(_) => None,
            Operand::Param(param) => self.setting.parameters.number(&param.param),
            Operand::Field(field) => self.value(&field.field, entry)?.number(),
        }
    }

    /// The date an operand stands for.
    pub fn operand_date(&self, operand: &Operand, entry: EntryAt<'_>) -> Option<Date> {
        match operand {
            Operand::Literal(Literal::Text(text)) => Date::parse(text).ok(),
            Operand::Literal(_) | Operand::Param(_) => None,
            Operand::Field(field) => self.value(&field.field, entry)?.date(),
            Operand::Today(today) => self.setting.today.add_months(today.today_plus_months),
            Operand::Ago(ago) => {
                let months = self.setting.parameters.count(&ago.months_ago)?;
                self.setting.today.add_months(-i32::try_from(months).ok()?)
            }
            Operand::StartOfYear(start) => {
                let year = i32::from(self.setting.today.year()).checked_add(start.start_of_year)?;
                Date::new(i16::try_from(year).ok()?, 1, 1)
            }
        }
    }

    /// Works a value out; nothing while an input is missing.
    pub fn derive(&self, derive: &Derive, entry: EntryAt<'_>) -> Option<Value> {
        match derive {
            Derive::Identity(identity) => {
                self.derive_from_identity(&identity.of, identity.part, entry)
            }
            Derive::Age(age) => {
                let birth = self.value(&age.of, entry)?.date()?;
                let on = match &age.on {
                    Some(field) => self.value(field, entry)?.date()?,
                    None => self.setting.today,
                };
                let years = self.setting.age_rule.age_on(birth, on)?;
                Some(Value::Integer(i64::from(years)))
            }
            Derive::Reached(reached) => {
                let birth = self.value(&reached.of, entry)?.date()?;
                let years = self.operand_number(&reached.years, entry)?.to_integer()?;
                let years = i32::try_from(years).ok()?;
                self.setting
                    .age_rule
                    .reached_on(birth, years)
                    .map(Value::Date)
            }
            Derive::SlotDate(field) => match self.value(field, entry)? {
                Value::Slot(slot) => Some(Value::Date(slot.date)),
                _ => None,
            },
            Derive::SlotOffice(field) => match self.value(field, entry)? {
                Value::Slot(slot) => Some(Value::Code(slot.office_id.clone())),
                _ => None,
            },
            Derive::FirstOf(fields) => fields
                .iter()
                .find_map(|field| self.value(field, entry))
                .cloned(),
            Derive::Latest(fields) => fields
                .iter()
                .filter_map(|field| self.value(field, entry)?.date())
                .max()
                .map(Value::Date),
            Derive::Product(operands) => operands
                .iter()
                .try_fold(Decimal::from_integer(1)?, |product, operand| {
                    product.times(self.operand_number(operand, entry)?)
                })
                .map(Value::Decimal),
            Derive::Quotient([above, below]) => self
                .operand_number(above, entry)?
                .over(self.operand_number(below, entry)?)
                .map(Value::Decimal),
            Derive::Count(group) => match self.count(group) {
                0 => None,
                count => Some(Value::Integer(i64::try_from(count).ok()?)),
            },
            Derive::Sum(field) => {
                let (group, _) = field.split_once("[].")?;
                let count = self.count(group);
                if count == 0 {
                    return None;
                }
                (0..count)
                    .try_fold(Decimal::from_integer(0)?, |sum, index| {
                        sum.plus(self.value(field, Some((group, index)))?.number()?)
                    })
                    .map(Value::Decimal)
            }
            Derive::Cases(cases) => {
                for case in cases {
                    match self.truth(&case.condition, entry) {
                        Truth::True => return self.derive(&case.then, entry),
                        Truth::False => {}
                        // A later case must not win while an earlier one is open.
                        Truth::Unknown => return None,
                    }
                }
                None
            }
            Derive::Value(literal) => Some(literal_value(literal)),
        }
    }

    fn derive_from_identity(
        &self,
        field: &str,
        part: IdentityPartKind,
        entry: EntryAt<'_>,
    ) -> Option<Value> {
        if part == IdentityPartKind::IdType {
            let path = self.path(field, entry);
            return self
                .recognised_type(&path)
                .map(|id_type| Value::Code(id_type.code().to_owned()));
        }
        let Value::Identity(identity) = self.value(field, entry)? else {
            return None;
        };
        match part {
            IdentityPartKind::IdType => None,
            IdentityPartKind::BirthDate => identity.birth_date.map(Value::Date),
            IdentityPartKind::Sex => identity.sex.map(|sex| Value::Code(sex.code().to_owned())),
            IdentityPartKind::Nationality => identity
                .nationality
                .map(|nationality| Value::Code(nationality.code().to_owned())),
        }
    }

    /// The kind of document a typed number looks like; the kind is read before the number is.
    fn recognised_type(&self, path: &str) -> Option<crate::value::identity::IdType> {
        match self.answers.get(path)? {
            crate::form::answers::Raw::Text(typed) => {
                Some(crate::value::identity::recognise(typed))
            }
            _ => None,
        }
    }
}

fn is(value: &Value, literal: &Literal) -> Truth {
    match (value, literal) {
        (Value::Bool(value), Literal::Bool(wanted)) => (value == wanted).into(),
        (Value::Codes(codes), Literal::Text(wanted)) => codes.contains(wanted).into(),
        (Value::Permanent, Literal::Text(wanted)) => (wanted == "permanent").into(),
        (Value::Address(address), Literal::Text(wanted)) => address
            .region
            .as_ref()
            .map(|region| region == wanted)
            .into(),
        (Value::Date(date), Literal::Text(wanted)) => (date.to_string() == *wanted).into(),
        (value, Literal::Text(wanted)) => value.code().map(|code| code == wanted).into(),
        (value, Literal::Integer(wanted)) => value
            .number()
            .map(|number| Some(number) == Decimal::from_integer(*wanted))
            .into(),
        (_, Literal::Bool(_)) => Truth::Unknown,
    }
}

fn literal_value(literal: &Literal) -> Value {
    match literal {
        Literal::Bool(value) => Value::Bool(*value),
        Literal::Integer(value) => Value::Integer(*value),
        Literal::Text(text) => {
            Date::parse(text).map_or_else(|_| Value::Code(text.clone()), Value::Date)
        }
    }
}
