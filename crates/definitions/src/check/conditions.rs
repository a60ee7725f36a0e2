//! Checks the conditions of a service: every name in them means something, stands early enough, and is compared with a
//! value it can have.

use super::{ServiceCheck, Where};
use crate::nearest::did_you_mean;
use civil_affairs_domain::form::{
    condition::{Codes, Condition, Literal, Named, Test},
    definition::{Kind, Question},
};
use std::collections::BTreeSet;

impl ServiceCheck<'_> {
    pub(super) fn check_condition(&mut self, place: &str, condition: &Condition, at: Where) {
        let mut named = Vec::new();
        condition.clone().walk(&mut |name| named.push(owned(name)));
        for name in named {
            self.check_name(place, &name, at);
        }
        self.check_literals(place, condition);
    }

    pub(super) fn check_name(&mut self, place: &str, name: &Name, at: Where) {
        let reason = match name {
            Name::Field(id) if self.service.question(id).is_none() => self.no_question(id),
            Name::Group(id) if self.service.repeated(id).is_none() => {
                let groups = self.service.groups.iter().map(|group| group.id.as_str());
                format!("no repeated group `{id}`{}", did_you_mean(id, groups))
            }
            Name::Param(key) if self.in_force.unit(key).is_none() => {
                let keys = self.policy.parameters.iter().map(|row| row.key.as_str());
                format!("no parameter `{key}`{}", did_you_mean(key, keys))
            }
            Name::Track(_) if at == Where::Rule => {
                "the decision table makes the tracks and cannot ask for them".to_owned()
            }
            Name::Track(id) if !self.service.tracks.iter().any(|track| track.id == *id) => {
                let tracks = self.service.tracks.iter().map(|track| track.id.as_str());
                format!("no track `{id}`{}", did_you_mean(id, tracks))
            }
            Name::Otherwise if at != Where::Rule => {
                "`otherwise` has a meaning in rules only".to_owned()
            }
            _ => return,
        };
        self.report.error(place, reason);
    }

    /// A question is settled by those before it; that also rules out circles.
    pub(super) fn check_earlier(
        &mut self,
        place: &str,
        before: &BTreeSet<String>,
        walk: impl FnOnce(&mut dyn FnMut(Named<'_>)),
    ) {
        let mut late = Vec::new();
        walk(&mut |name| {
            if let Named::Field(id) = name
                && !before.contains(id.as_str())
            {
                late.push(id.clone());
            }
        });
        for id in late {
            if self.service.question(&id).is_some() {
                self.report.error(
                    place,
                    format!("depends on `{id}`, which is not asked before it"),
                );
            }
        }
    }

    /// A code that no option has would make a condition silently false.
    pub(super) fn check_literals(&mut self, place: &str, condition: &Condition) {
        match condition {
            Condition::All(all) | Condition::Any(all) => {
                all.iter().for_each(|one| self.check_literals(place, one));
            }
            Condition::Not(one) | Condition::AnyEntry(_, one) => self.check_literals(place, one),
            Condition::Field {
                field,
                attribute: None,
                test,
                ..
            } => {
                let Some(question) = self.service.question(field) else {
                    return;
                };
                if let Some(reason) = self.mismatch(question, test) {
                    self.report.error(place, format!("`{field}`: {reason}"));
                }
            }
            Condition::ParamIs(key, literal) => {
                let fits = match (self.in_force.unit(key), literal) {
                    (Some(civil_affairs_domain::form::policy::Unit::Bool), Literal::Bool(_))
                    | (None, _) => true,
                    (Some(civil_affairs_domain::form::policy::Unit::Bool), _) => false,
                    (Some(_), literal) => !matches!(literal, Literal::Bool(_)),
                };
                if !fits {
                    self.report
                        .error(place, format!("`{key}` has another type of value"));
                }
            }
            _ => {}
        }
    }

    fn mismatch(&self, question: &Question, test: &Test) -> Option<String> {
        let codes: Vec<&String> = match test {
            Test::Is(Literal::Text(code)) => vec![code],
            Test::In(Codes::Listed(codes)) => codes.iter().collect(),
            Test::In(Codes::Param(param)) => self.in_force.codes(&param.param)?.iter().collect(),
            Test::Is(Literal::Bool(_)) => {
                let fits = matches!(question.kind, Kind::YesNo { .. } | Kind::Declaration { .. });
                return (!fits).then(|| "is not answered by yes or no".to_owned());
            }
            Test::LessThan(operand)
            | Test::AtMost(operand)
            | Test::AtLeast(operand)
            | Test::MoreThan(operand) => {
                let ordered = matches!(
                    question.kind,
                    Kind::Date { .. } | Kind::Integer { .. } | Kind::Money { .. } | Kind::Derived
                );
                if !ordered {
                    return Some("is neither a number nor a date".to_owned());
                }
                return self.cannot_compare(question, operand);
            }
            Test::Bookable(_) => {
                let fits = matches!(question.kind, Kind::Date { .. } | Kind::Derived);
                return (!fits).then(|| "is no date".to_owned());
            }
            _ => return None,
        };
        match &question.kind {
            Kind::Choice { .. } | Kind::Choices { .. } | Kind::IdType { .. } => codes
                .into_iter()
                .find(|code| !self.offers(question, code))
                .map(|code| {
                    let near = did_you_mean(code, self.options(question));
                    format!("has no option `{code}`{near}")
                }),
            Kind::YesNo { .. } | Kind::Declaration { .. } => Some("wants true or false".to_owned()),
            Kind::Text { .. }
            | Kind::NameZh
            | Kind::NameLatin
            | Kind::IdNumber { .. }
            | Kind::Mobile
            | Kind::Email
            | Kind::Date { .. }
            | Kind::Money { .. }
            | Kind::Integer { .. }
            | Kind::Address
            | Kind::BankAccount
            | Kind::Slot
            | Kind::Slots { .. }
            | Kind::Files { .. }
            | Kind::Derived => None,
        }
    }

    /// The codes that a question offers.
    pub(super) fn options<'q>(&'q self, question: &'q Question) -> Vec<&'q str> {
        match &question.kind {
            Kind::Choice { options, list } | Kind::Choices { options, list, .. } => {
                let own = options.iter().map(|option| option.code.as_str());
                let list = list.as_deref().and_then(|list| self.policy.list(list));
                let listed = list.into_iter().flat_map(|list| list.offered());
                own.chain(listed.map(|item| item.code.as_str())).collect()
            }
            Kind::IdType { allowed } => allowed.iter().map(|one| one.code()).collect(),
            Kind::Text { .. }
            | Kind::NameZh
            | Kind::NameLatin
            | Kind::IdNumber { .. }
            | Kind::Mobile
            | Kind::Email
            | Kind::Date { .. }
            | Kind::YesNo { .. }
            | Kind::Declaration { .. }
            | Kind::Money { .. }
            | Kind::Integer { .. }
            | Kind::Address
            | Kind::BankAccount
            | Kind::Slot
            | Kind::Slots { .. }
            | Kind::Files { .. }
            | Kind::Derived => Vec::new(),
        }
    }

    pub(super) fn no_question(&self, id: &str) -> String {
        let ids = self.service.questions().map(|(_, one)| one.id.as_str());
        format!("no question `{id}`{}", did_you_mean(id, ids))
    }

    pub(super) fn no_source(&self, code: &str) -> String {
        let codes = self.policy.sources.iter().map(|one| one.code.as_str());
        format!("`{code}` is no source{}", did_you_mean(code, codes))
    }

    pub(super) fn offers(&self, question: &Question, code: &str) -> bool {
        match &question.kind {
            Kind::Choice { options, list } | Kind::Choices { options, list, .. } => {
                options.iter().any(|option| option.code == code)
                    || list
                        .as_deref()
                        .and_then(|list| self.policy.list(list))
                        .is_some_and(|list| list.offered().any(|item| item.code == code))
            }
            Kind::IdType { allowed } => allowed.iter().any(|id_type| id_type.code() == code),
            Kind::Text { .. }
            | Kind::NameZh
            | Kind::NameLatin
            | Kind::IdNumber { .. }
            | Kind::Mobile
            | Kind::Email
            | Kind::Date { .. }
            | Kind::YesNo { .. }
            | Kind::Declaration { .. }
            | Kind::Money { .. }
            | Kind::Integer { .. }
            | Kind::Address
            | Kind::BankAccount
            | Kind::Slot
            | Kind::Slots { .. }
            | Kind::Files { .. }
            | Kind::Derived => false,
        }
    }
}

/// [`Named`], kept.
pub(super) enum Name {
    Field(String),
    Group(String),
    Param(String),
    Track(String),
    Otherwise,
}

pub(super) fn owned(named: Named<'_>) -> Name {
    match named {
        Named::Field(id) | Named::Typed(id) => Name::Field(id.clone()),
        Named::Group(id) => Name::Group(id.clone()),
        Named::Param(key) => Name::Param(key.to_owned()),
        Named::Track(id) => Name::Track(id.to_owned()),
        Named::Otherwise => Name::Otherwise,
    }
}
