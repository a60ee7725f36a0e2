//! Every text of a definition, with its place, to check translations and the values named in them.

use crate::{LoadError, nearest::did_you_mean, telephone};
use civil_affairs_domain::{
    form::definition::{Kind, ServiceDefinition},
    form::policy::{Parameters, Policy},
    value::text::Text,
};

/// Values that results bring along, besides parameters and questions.
const RESULTS: [&str; 2] = ["earliest_date", "next_open_date"];

/// Collects the texts of a service as `(place, text)`.
pub(crate) fn of_service(service: &ServiceDefinition) -> Vec<(String, &Text)> {
    let mut texts = vec![
        ("title".to_owned(), &service.title),
        ("summary".to_owned(), &service.summary),
        ("precheck.intro".to_owned(), &service.precheck.intro),
        (
            "precheck.advice_only".to_owned(),
            &service.precheck.advice_only,
        ),
        ("start.fee".to_owned(), &service.start.fee),
    ];
    let start = &service.start;
    texts.extend(
        start
            .first
            .iter()
            .map(|text| ("start.first".to_owned(), text)),
    );
    for (part, list) in [
        ("who", &start.who),
        ("bring", &start.bring),
        ("not_needed", &start.not_needed),
        ("duration", &start.duration),
        ("next", &start.next),
        ("elsewhere", &start.elsewhere),
    ] {
        texts.extend(list.iter().map(|text| (format!("start.{part}"), text)));
    }
    texts.extend(
        start
            .law
            .iter()
            .map(|point| ("start.law".to_owned(), &point.text)),
    );
    for group in &service.groups {
        let place = format!("group {}", group.id);
        texts.push((place.clone(), &group.title));
        texts.extend(group.hint.iter().map(|text| (place.clone(), text)));
        texts.extend(
            group
                .repeat
                .iter()
                .map(|repeat| (place.clone(), &repeat.item)),
        );
    }
    for (_, question) in service.questions() {
        let place = format!("question {}", question.id);
        texts.push((place.clone(), &question.label));
        texts.extend(
            [&question.ask, &question.hint]
                .into_iter()
                .flatten()
                .chain(question.checks.iter().map(|check| &check.message))
                .map(|text| (place.clone(), text)),
        );
        match &question.kind {
            Kind::YesNo { yes, no } => {
                texts.extend(
                    [yes, no]
                        .into_iter()
                        .flatten()
                        .map(|text| (place.clone(), text)),
                );
            }
            Kind::Choice { options, .. } | Kind::Choices { options, .. } => {
                texts.extend(
                    options
                        .iter()
                        .filter_map(|option| option.hint.as_ref())
                        .map(|text| (place.clone(), text)),
                );
            }
            Kind::Text { .. }
            | Kind::NameZh
            | Kind::NameLatin
            | Kind::IdType { .. }
            | Kind::IdNumber { .. }
            | Kind::Mobile
            | Kind::Email
            | Kind::Date { .. }
            | Kind::Declaration { .. }
            | Kind::Money { .. }
            | Kind::Integer { .. }
            | Kind::Address
            | Kind::BankAccount
            | Kind::Slot
            | Kind::Slots { .. }
            | Kind::Files { .. }
            | Kind::Derived => {}
        }
    }
    for outcome in &service.outcomes {
        let place = format!("outcome {}", outcome.id);
        texts.extend([&outcome.title, &outcome.text].map(|text| (place.clone(), text)));
        texts.extend(outcome.points.iter().map(|text| (place.clone(), text)));
    }
    for track in &service.tracks {
        let place = format!("track {}", track.id);
        texts.extend([&track.title, &track.text].map(|text| (place.clone(), text)));
        texts.extend(track.points.iter().map(|text| (place.clone(), text)));
    }
    for rule in &service.rules {
        let place = format!("rule {}", rule.id);
        texts.push((place.clone(), &rule.message));
        texts.extend(rule.todo.iter().map(|text| (place.clone(), text)));
    }
    for document in &service.documents {
        let place = format!("document {}", document.id);
        texts.push((place.clone(), &document.title));
        texts.extend(
            [&document.detail, &document.waived]
                .into_iter()
                .flatten()
                .map(|text| (place.clone(), text)),
        );
    }
    for state in &service.states {
        let place = format!("state {}", state.id);
        texts.push((place.clone(), &state.tell));
        let limit = state.limit.iter().filter_map(|limit| limit.text.as_ref());
        texts.extend(limit.map(|text| (place.clone(), text)));
    }
    texts
}

/// Checks that a text is there in both languages.
pub(crate) fn check_translation(
    file: &str,
    place: &str,
    zh: &str,
    en: &str,
    errors: &mut Vec<LoadError>,
) {
    let mut told = |reason: &str| {
        errors.push(LoadError::new(file, place, reason));
    };
    if zh.trim().is_empty() {
        told("the Chinese text is missing");
    }
    if en.trim().is_empty() {
        told("the English text is missing");
    } else if !en.chars().any(|c| c.is_ascii_alphanumeric()) {
        told("the English text has no word in Latin letters");
    }
}

/// Checks the places for values in a text.
pub(crate) fn check_places(
    file: &str,
    place: &str,
    text: &Text,
    service: &ServiceDefinition,
    policy: &Policy,
    in_force: &Parameters,
    errors: &mut Vec<LoadError>,
) {
    for value in text.places() {
        let key = value.key.as_str();
        let is_parameter = policy.parameters.iter().any(|row| row.key == key);
        let reason = if is_parameter && !value.optional && in_force.get(key).is_none() {
            format!("`{{{key}}}` is unset: put the stretch that needs it in [ ]")
        } else if !is_parameter && !RESULTS.contains(&key) && service.question(key).is_none() {
            let parameters = policy.parameters.iter().map(|row| row.key.as_str());
            let questions = service.questions().map(|(_, one)| one.id.as_str());
            let near = did_you_mean(key, parameters.chain(questions).chain(RESULTS));
            format!("`{{{key}}}` is neither a parameter nor a question{near}")
        } else {
            continue;
        };
        errors.push(LoadError::new(file, place, reason));
    }
}

/// Checks that every opening mark of a place has its closing one: otherwise it stands on the page as typed.
pub(crate) fn check_marks(file: &str, place: &str, text: &Text, errors: &mut Vec<LoadError>) {
    for text in [&text.zh, &text.en] {
        let mut open: Vec<char> = Vec::new();
        for c in text.chars() {
            let fits = match c {
                '{' => !open.contains(&'{'),
                '[' => open.is_empty(),
                '}' => open.pop() == Some('{'),
                ']' => open.pop() == Some('['),
                _ => continue,
            };
            if matches!(c, '{' | '[') {
                open.push(c);
            }
            if !fits {
                open = vec![c];
                break;
            }
        }
        if let Some(mark) = open.first() {
            let reason =
                format!("`{mark}` has no partner, and stands on the page as typed: {text}");
            errors.push(LoadError::new(file, place, reason));
        }
    }
}

/// Checks that a text names no telephone number but those of the help lines.
pub(crate) fn check_telephones(
    file: &str,
    place: &str,
    text: &Text,
    policy: &Policy,
    errors: &mut Vec<LoadError>,
) {
    let known: Vec<&str> = policy
        .help_lines
        .iter()
        .map(|line| line.number.as_str())
        .collect();
    for number in [&text.zh, &text.en]
        .into_iter()
        .flat_map(|text| telephone::numbers(text, &known))
    {
        let reason =
            format!("`{number}` looks like a telephone number, and is that of no help line");
        errors.push(LoadError::new(file, place, reason));
    }
}
