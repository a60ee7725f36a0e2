//! Spells out what is written once for several persons, and what `.field` means.

use crate::{LoadError, service_part::ServiceFiles};
use civil_affairs_domain::{
    form::condition::{Condition, Named},
    form::definition::{Group, Kind, Person, Question, ServiceDefinition},
    value::text::Text,
};

/// Turns the written form of a service into its compiled form.
pub(crate) fn expand(
    files: &ServiceFiles,
    service: &mut ServiceDefinition,
    errors: &mut Vec<LoadError>,
) {
    let mut told = |place: String, reason: &str| {
        errors.push(LoadError::new(files.of(&place), place, reason));
    };
    let mut persons: Vec<(String, Vec<Person>)> = Vec::new();
    let mut groups = Vec::new();
    for group in std::mem::take(&mut service.groups) {
        if group.persons.is_empty() {
            groups.push(own_names(group, &mut told));
        } else if group.repeat.is_some() {
            told(
                format!("group {}", group.id),
                "is for several persons and repeated: choose one",
            );
        } else {
            persons.push((group.id.clone(), group.persons.clone()));
            groups.extend(
                group
                    .persons
                    .iter()
                    .map(|person| for_person(&group, person)),
            );
        }
    }
    service.groups = groups;

    let documents = std::mem::take(&mut service.documents);
    for mut document in documents {
        let Some(each) = document.each.take() else {
            service.documents.push(document);
            continue;
        };
        match persons.iter().find(|(id, _)| *id == each) {
            None => told(
                format!("document {}", document.id),
                &format!("`each` names no group for several persons: `{each}`"),
            ),
            Some((_, persons)) => service.documents.extend(persons.iter().map(|person| {
                let mut own = document.clone();
                own.id = format!("{}.{}", person.id, document.id);
                own.person = Some(person.id.clone());
                own.who = Some(person.title.clone());
                prefix_condition(&mut own.when, &format!("{}.", person.id));
                own
            })),
        }
    }
}

fn for_person(group: &Group, person: &Person) -> Group {
    let mut own = group.clone();
    own.id = person.id.clone();
    own.persons = Vec::new();
    own.title = Text {
        zh: format!("{}：{}", person.title.zh, group.title.zh),
        en: format!("{}: {}", person.title.en, group.title.en),
    };
    let prefix = format!("{}.", person.id);
    prefix_condition(&mut own.visible_if, &prefix);
    for question in &mut own.questions {
        question.person = Some(person.id.clone());
        question.autofill = question.autofill.filter(|_| person.fills_in);
        question.id = format!("{prefix}{}", question.id);
        prefix_question(question, &prefix);
    }
    own
}

/// In a repeated group `.name` means `group[].name`; elsewhere it means nothing.
fn own_names(mut group: Group, told: &mut dyn FnMut(String, &str)) -> Group {
    if group.repeat.is_some() {
        let prefix = format!("{}[].", group.id);
        for question in &mut group.questions {
            question.id = format!("{prefix}{}", question.id);
            prefix_question(question, &prefix);
        }
    } else {
        for question in &mut group.questions {
            let id = question.id.clone();
            walk_question(question, &mut |named| {
                if let Named::Field(field) | Named::Typed(field) = named
                    && field.starts_with('.')
                {
                    told(
                        format!("question {id}"),
                        &format!("`{field}` has a meaning only in a group with persons or entries"),
                    );
                }
            });
        }
    }
    group
}

fn prefix_question(question: &mut Question, prefix: &str) {
    walk_question(question, &mut |named| {
        if let Named::Field(field) | Named::Typed(field) = named
            && let Some(name) = field.strip_prefix('.')
        {
            *field = format!("{prefix}{name}");
        }
    });
}

fn prefix_condition(condition: &mut Condition, prefix: &str) {
    condition.walk(&mut |named| {
        if let Named::Field(field) | Named::Typed(field) = named
            && let Some(name) = field.strip_prefix('.')
        {
            *field = format!("{prefix}{name}");
        }
    });
}

/// Visits everything a question names.
pub(crate) fn walk_question(question: &mut Question, visit: &mut dyn FnMut(Named<'_>)) {
    walk_before(question, visit);
    if let Some(condition) = &mut question.required_if {
        condition.walk(visit);
    }
    for check in &mut question.checks {
        check.condition.walk(visit);
    }
}

/// Visits what has to be settled before the question is: everything but what is required and checked.
pub(crate) fn walk_before(question: &mut Question, visit: &mut dyn FnMut(Named<'_>)) {
    question.visible_if.walk(visit);
    for derive in [&mut question.derive, &mut question.suggest]
        .into_iter()
        .flatten()
    {
        derive.walk(visit);
    }
    match &mut question.kind {
        Kind::IdNumber { id_type } => visit(Named::Field(id_type)),
        Kind::Slots { first, .. } => visit(Named::Field(first)),
        Kind::Date { min, max, .. } => {
            for operand in [min, max].into_iter().flatten() {
                operand.walk(visit);
            }
        }
        Kind::Money { max } => {
            if let Some(max) = max {
                max.walk(visit);
            }
        }
        Kind::Integer { max, .. } => max.walk(visit),
        Kind::Files {
            max_count,
            max_kilobytes,
            min_kilobytes,
            ..
        } => {
            max_count.walk(visit);
            max_kilobytes.walk(visit);
            if let Some(min_kilobytes) = min_kilobytes {
                min_kilobytes.walk(visit);
            }
        }
        Kind::Choice { options, .. } | Kind::Choices { options, .. } => {
            for condition in options
                .iter_mut()
                .filter_map(|option| option.condition.as_mut())
            {
                condition.walk(visit);
            }
        }
        Kind::Text { .. }
        | Kind::NameZh
        | Kind::NameLatin
        | Kind::IdType { .. }
        | Kind::Mobile
        | Kind::Email
        | Kind::YesNo { .. }
        | Kind::Declaration { .. }
        | Kind::Address
        | Kind::BankAccount
        | Kind::Slot
        | Kind::Derived => {}
    }
}
