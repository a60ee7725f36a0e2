//! What is wrong with an answer, in words: by the question's own checks, else by the list `field-errors`. Pure.

use civil_affairs_client::context::AppContext;
use civil_affairs_domain::{
    form::answers::{Answers, Value},
    form::definition::ServiceDefinition,
    rules::validate::{Finding, Validation, validate},
    value::date::Date,
};
use civil_affairs_ui::i18n;

/// The list of words for findings.
const LIST: &str = "field-errors";

/// What stands in the place `{key}` of a text, days as people read them.
pub fn fill(context: &AppContext, validation: &Validation<'_>, key: &str) -> Option<String> {
    let verdict = &validation.precheck;
    let date = match key {
        "earliest_date" => verdict.earliest_date,
        "next_open_date" => verdict.next_open_date,
        key => match validation.facts.values.get(key) {
            Some(Value::Date(date)) => Some(*date),
            _ => None,
        },
    };
    date.map(|date| i18n::day(date, context.lang))
        .or_else(|| validation.shown(key))
}

/// The words of a finding where the answers are not at hand any more.
pub fn finding(context: &AppContext, service: &ServiceDefinition, finding: &Finding) -> String {
    let setting = context.setting(service);
    let answers = Answers::default();
    let validation = validate(&setting, &answers);
    of(context, &validation, finding)
}

/// The words of a finding. A code without words is shown as it is: better than silence.
pub fn of(context: &AppContext, validation: &Validation<'_>, finding: &Finding) -> String {
    let service = validation.facts.setting.service;
    let own = service
        .question_at(&finding.field)
        .and_then(|question| {
            question
                .checks
                .iter()
                .find(|check| check.code == finding.code)
        })
        .map(|check| check.message.clone());
    let listed = || {
        let item = context.policy().list(LIST)?.item(&finding.code)?;
        Some(item.text())
    };
    let place = |key: &str| {
        finding
            .parameters
            .get(key)
            .map(|value| match Date::parse(value) {
                Ok(date) => i18n::day(date, context.lang),
                Err(_) => value.clone(),
            })
            .or_else(|| fill(context, validation, key))
    };
    own.or_else(listed).map_or_else(
        || finding.code.clone(),
        |text| text.render(context.lang, &place),
    )
}
