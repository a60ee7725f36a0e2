//! Comparisons that can never hold: a day with a number, a number with a day.

use super::ServiceCheck;
use civil_affairs_domain::{
    form::condition::{Derive, IdentityPartKind, Literal, Operand},
    form::definition::{Kind, Question},
    form::policy::Unit,
    value::date::Date,
    value::decimal::Decimal,
};

/// What can be compared.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Ordered {
    Day,
    Number,
}

impl ServiceCheck<'_> {
    /// Why an operand cannot be compared with a question; nothing where it can, or where that is not known.
    pub(super) fn cannot_compare(&self, question: &Question, operand: &Operand) -> Option<String> {
        let wanted = self.ordered(question, 0)?;
        let shown = match operand {
            Operand::Literal(Literal::Integer(number)) => number.to_string(),
            Operand::Literal(Literal::Text(text)) => text.clone(),
            Operand::Literal(Literal::Bool(value)) => value.to_string(),
            Operand::Param(param) => param.param.clone(),
            Operand::Field(field) => field.field.clone(),
            Operand::Today(_) | Operand::Ago(_) | Operand::StartOfYear(_) => {
                "a day counted from today".to_owned()
            }
        };
        let found = match operand {
            Operand::Literal(Literal::Integer(_)) => Some(Ordered::Number),
            Operand::Literal(Literal::Text(text)) if Date::parse(text).is_ok() => {
                Some(Ordered::Day)
            }
            Operand::Literal(Literal::Text(text)) if Decimal::parse(text).is_some() => {
                Some(Ordered::Number)
            }
            Operand::Literal(_) => None,
            Operand::Param(param) => match self.in_force.unit(&param.param)? {
                Unit::Bool | Unit::Code | Unit::Codes | Unit::Text => None,
                _ => Some(Ordered::Number),
            },
            // What is worked out in a way that is not known here may be anything.
            Operand::Field(field) => Some(self.ordered(self.service.question(&field.field)?, 0)?),
            Operand::Today(_) | Operand::Ago(_) | Operand::StartOfYear(_) => Some(Ordered::Day),
        };
        (found != Some(wanted)).then(|| match wanted {
            Ordered::Day => format!(
                "`{shown}` is no day: write it as \"2027-05-20\", or name a question or `today_plus_months`"
            ),
            Ordered::Number => format!("`{shown}` is no number"),
        })
    }

    fn ordered(&self, question: &Question, depth: u8) -> Option<Ordered> {
        match &question.kind {
            Kind::Date { .. } => Some(Ordered::Day),
            Kind::Integer { .. } | Kind::Money { .. } => Some(Ordered::Number),
            Kind::Derived => self.of_derive(question.derive.as_ref()?, depth),
            Kind::Text { .. }
            | Kind::NameZh
            | Kind::NameLatin
            | Kind::IdType { .. }
            | Kind::IdNumber { .. }
            | Kind::Mobile
            | Kind::Email
            | Kind::Choice { .. }
            | Kind::Choices { .. }
            | Kind::YesNo { .. }
            | Kind::Declaration { .. }
            | Kind::Address
            | Kind::BankAccount
            | Kind::Slot
            | Kind::Slots { .. }
            | Kind::Files { .. } => None,
        }
    }

    fn of_derive(&self, derive: &Derive, depth: u8) -> Option<Ordered> {
        // Questions depend on earlier ones only; the bound keeps a broken set from a long walk.
        if depth > 20 {
            return None;
        }
        let of = |id: &String| self.ordered(self.service.question(id)?, depth + 1);
        match derive {
            Derive::Age(_)
            | Derive::Product(_)
            | Derive::Quotient(_)
            | Derive::Count(_)
            | Derive::Sum(_) => Some(Ordered::Number),
            Derive::Reached(_) | Derive::Latest(_) | Derive::SlotDate(_) => Some(Ordered::Day),
            Derive::Identity(part) => {
                (part.part == IdentityPartKind::BirthDate).then_some(Ordered::Day)
            }
            Derive::FirstOf(fields) => fields.first().and_then(of),
            Derive::Cases(cases) => self.of_derive(&cases.first()?.then, depth + 1),
            Derive::Value(Literal::Integer(_)) => Some(Ordered::Number),
            Derive::Value(_) | Derive::SlotOffice(_) => None,
        }
    }
}
