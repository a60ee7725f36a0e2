//! Parameters where another kind of value is meant: kilobytes, a number of things, months, years.

use super::ServiceCheck;
use civil_affairs_domain::form::{
    condition::{Derive, Operand},
    definition::{Kind, Question},
    policy::Unit,
};

impl ServiceCheck<'_> {
    pub(super) fn check_units(&mut self, place: &str, question: &Question) {
        match &question.kind {
            Kind::Files {
                max_count,
                max_kilobytes,
                min_kilobytes,
                ..
            } => {
                self.wants(place, "max_count", max_count, &[Unit::Count]);
                self.wants(place, "max_kilobytes", max_kilobytes, &[Unit::Kilobytes]);
                if let Some(least) = min_kilobytes {
                    self.wants(place, "min_kilobytes", least, &[Unit::Kilobytes]);
                }
            }
            Kind::Money { max: Some(max) } => {
                let units = [Unit::Cny, Unit::CnyMonth, Unit::CnyYear];
                self.wants(place, "max", max, &units);
            }
            Kind::Date { min, max, .. } => {
                for operand in [min, max].into_iter().flatten() {
                    if let Some(reason) = self.cannot_compare(question, operand) {
                        self.report.error(place, reason);
                    }
                }
            }
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
            | Kind::Money { .. }
            | Kind::Integer { .. }
            | Kind::Address
            | Kind::BankAccount
            | Kind::Slot
            | Kind::Slots { .. }
            | Kind::Derived => {}
        }
        for derive in [&question.derive, &question.suggest].into_iter().flatten() {
            self.check_derive(place, derive);
        }
    }

    fn check_derive(&mut self, place: &str, derive: &Derive) {
        match derive {
            Derive::Reached(reached) => {
                self.wants(place, "years", &reached.years, &[Unit::Years]);
            }
            Derive::Cases(cases) => {
                for case in cases {
                    self.check_derive(place, &case.then);
                }
            }
            _ => {}
        }
    }

    fn wants(&mut self, place: &str, name: &str, operand: &Operand, units: &[Unit]) {
        let key = match operand {
            Operand::Param(param) => &param.param,
            Operand::Ago(ago) => &ago.months_ago,
            _ => return,
        };
        let unit = self.in_force.unit(key);
        if unit.is_some_and(|unit| !units.contains(&unit)) {
            let wanted = units
                .iter()
                .filter_map(|unit| serde_json::to_string(unit).ok())
                .collect::<Vec<_>>()
                .join(" or ");
            self.report.error(
                place,
                format!("`{name}` wants a parameter in {wanted}, and `{key}` is none"),
            );
        }
    }
}
