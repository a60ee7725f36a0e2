//! Visits every field named in a condition or derived value.

use super::{Codes, Condition, Derive, Operand, Test};

/// What a visit meets.
#[derive(Debug)]
pub enum Named<'a> {
    /// Id of a question.
    Field(&'a mut String),
    /// Id of a question of which only what was typed is looked at, so that it may stand later.
    Typed(&'a mut String),
    /// Id of a repeated group.
    Group(&'a mut String),
    /// Key of a parameter.
    Param(&'a str),
    /// Id of a track.
    Track(&'a str),
    /// The condition that waits for the other rules.
    Otherwise,
}

impl Condition {
    /// Visits everything this condition names.
    pub fn walk(&mut self, visit: &mut dyn FnMut(Named<'_>)) {
        match self {
            Condition::All(all) | Condition::Any(all) => {
                all.iter_mut().for_each(|one| one.walk(visit));
            }
            Condition::Not(one) => one.walk(visit),
            Condition::Field { field, test, .. } => {
                visit(Named::Field(field));
                test.walk(visit);
            }
            Condition::ParamIs(key, _) | Condition::ParamUnset(key, _) => visit(Named::Param(key)),
            Condition::AnyEntry(group, one) => {
                visit(Named::Group(group));
                one.walk(visit);
            }
            Condition::Track(tracks) => tracks.iter().for_each(|track| visit(Named::Track(track))),
            Condition::Channel(_) => {}
            Condition::Otherwise => visit(Named::Otherwise),
        }
    }
}

impl Test {
    fn walk(&mut self, visit: &mut dyn FnMut(Named<'_>)) {
        match self {
            Test::SameAs(field) => visit(Named::Field(field)),
            Test::In(Codes::Param(param)) => visit(Named::Param(&param.param)),
            Test::LessThan(operand)
            | Test::AtMost(operand)
            | Test::AtLeast(operand)
            | Test::MoreThan(operand) => operand.walk(visit),
            Test::Is(_)
            | Test::In(Codes::Listed(_))
            | Test::Answered(_)
            | Test::Known(_)
            | Test::Invalid(_)
            | Test::Bookable(_) => {}
        }
    }
}

impl Operand {
    /// Visits everything this operand names.
    pub fn walk(&mut self, visit: &mut dyn FnMut(Named<'_>)) {
        match self {
            Operand::Param(param) => visit(Named::Param(&param.param)),
            Operand::Ago(ago) => visit(Named::Param(&ago.months_ago)),
            Operand::Field(field) => visit(Named::Field(&mut field.field)),
            Operand::Literal(_) | Operand::Today(_) | Operand::StartOfYear(_) => {}
        }
    }
}

impl Derive {
    /// Visits everything this value is worked out from.
    pub fn walk(&mut self, visit: &mut dyn FnMut(Named<'_>)) {
        match self {
            Derive::Identity(identity) => match identity.part {
                super::IdentityPartKind::IdType => visit(Named::Typed(&mut identity.of)),
                _ => visit(Named::Field(&mut identity.of)),
            },
            Derive::Age(age) => {
                visit(Named::Field(&mut age.of));
                if let Some(on) = &mut age.on {
                    visit(Named::Field(on));
                }
            }
            Derive::Reached(reached) => {
                visit(Named::Field(&mut reached.of));
                reached.years.walk(visit);
            }
            Derive::SlotDate(field) | Derive::SlotOffice(field) | Derive::Sum(field) => {
                visit(Named::Field(field));
            }
            Derive::FirstOf(fields) | Derive::Latest(fields) => {
                fields
                    .iter_mut()
                    .for_each(|field| visit(Named::Field(field)));
            }
            Derive::Product(operands) => operands.iter_mut().for_each(|one| one.walk(visit)),
            Derive::Quotient(operands) => operands.iter_mut().for_each(|one| one.walk(visit)),
            Derive::Count(group) => visit(Named::Group(group)),
            Derive::Cases(cases) => {
                for case in cases {
                    case.condition.walk(visit);
                    case.then.walk(visit);
                }
            }
            Derive::Value(_) => {}
        }
    }
}
