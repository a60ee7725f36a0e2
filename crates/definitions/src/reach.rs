//! Whether a question can ever be reached: its condition must hold for some answers to the questions before it.

use civil_affairs_domain::{
    form::condition::{Codes, Condition, Literal, Test},
    form::definition::{Kind, ServiceDefinition},
    value::truth::Truth,
};
use std::collections::{BTreeMap, BTreeSet};

/// More combinations than this are not tried; the question then counts as reachable.
const MOST_COMBINATIONS: usize = 100_000;

/// An answer tried for a question: nothing, or a code (`true` and `false` for yes and no).
type Tried<'a> = BTreeMap<&'a str, Option<&'a str>>;

/// Whether some answers make a condition hold. What cannot be enumerated counts as possible.
pub(crate) fn can_hold(service: &ServiceDefinition, condition: &Condition) -> bool {
    let mut fields = BTreeSet::new();
    condition.clone().walk(&mut |named| {
        if let civil_affairs_domain::form::condition::Named::Field(field) = named {
            fields.insert(field.clone());
        }
    });
    let choices: Vec<(&str, Vec<Option<&str>>)> = fields
        .iter()
        .filter_map(|field| {
            let question = service.question(field)?;
            Some((question.id.as_str(), answers(&question.kind)?))
        })
        .collect();
    let combinations = choices.iter().try_fold(1_usize, |count, (_, answers)| {
        count.checked_mul(answers.len())
    });
    if combinations.is_none_or(|count| count > MOST_COMBINATIONS) {
        return true;
    }
    let mut tried = Tried::new();
    try_all(&choices, &mut tried, &mut |tried| {
        truth(condition, tried) != Truth::False
    })
}

fn try_all<'a>(
    choices: &[(&'a str, Vec<Option<&'a str>>)],
    tried: &mut Tried<'a>,
    found: &mut dyn FnMut(&Tried<'a>) -> bool,
) -> bool {
    let Some(((field, answers), rest)) = choices.split_first() else {
        return found(tried);
    };
    answers.iter().any(|answer| {
        tried.insert(field, *answer);
        try_all(rest, tried, found)
    })
}

/// The answers a question can have, where one of few.
fn answers(kind: &Kind) -> Option<Vec<Option<&str>>> {
    match kind {
        Kind::Choice {
            options,
            list: None,
        } => Some(
            std::iter::once(None)
                .chain(options.iter().map(|option| Some(option.code.as_str())))
                .collect(),
        ),
        Kind::IdType { allowed } => Some(
            std::iter::once(None)
                .chain(allowed.iter().map(|id_type| Some(id_type.code())))
                .collect(),
        ),
        Kind::YesNo { .. } => Some(vec![None, Some("true"), Some("false")]),
        Kind::Declaration { .. } => Some(vec![None, Some("true")]),
        Kind::Text { .. }
        | Kind::NameZh
        | Kind::NameLatin
        | Kind::IdNumber { .. }
        | Kind::Mobile
        | Kind::Email
        | Kind::Date { .. }
        | Kind::Choice { .. }
        | Kind::Choices { .. }
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

fn truth(condition: &Condition, tried: &Tried<'_>) -> Truth {
    match condition {
        Condition::All(all) => Truth::all(all.iter().map(|one| truth(one, tried))),
        Condition::Any(any) => Truth::any(any.iter().map(|one| truth(one, tried))),
        Condition::Not(one) => !truth(one, tried),
        Condition::Field {
            field,
            attribute: None,
            test,
            unanswered,
        } => match tried.get(field.as_str()) {
            None => Truth::Unknown,
            // Really unanswered: an unknown condition does not show a question.
            Some(None) => match test {
                Test::Answered(wanted) => (!*wanted).into(),
                _ => unanswered.unwrap_or(false).into(),
            },
            Some(Some(answer)) => match test {
                Test::Is(Literal::Text(wanted)) => (wanted == answer).into(),
                Test::Is(Literal::Bool(wanted)) => (wanted.to_string() == *answer).into(),
                Test::In(Codes::Listed(codes)) => codes.iter().any(|code| code == answer).into(),
                Test::Answered(wanted) => (*wanted).into(),
                _ => Truth::Unknown,
            },
        },
        _ => Truth::Unknown,
    }
}
