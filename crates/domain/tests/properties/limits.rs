//! Limits that are the bureau's to set.

use crate::support::REAL;
use civil_affairs_domain::{
    form::answers::{Answers, FileRef, Raw},
    form::rule_context::RuleContext,
    rules::validate::validate,
    value::date::Date,
    value::sha256::Sha256,
};

/// A service on a day, with parameters that an officer tries.
fn setting(service: &str, tries: &[(&str, &str)]) -> RuleContext<'static> {
    let catalogue = &REAL.catalogue;
    let service = catalogue.services.iter().find(|one| one.id == service);
    let today = Date::parse("2026-12-01").unwrap();
    let mut parameters = catalogue.policy.on(today);
    for (key, value) in tries {
        parameters.set(key, value).unwrap();
    }
    RuleContext::with_parameters(service.unwrap(), &catalogue.policy, parameters, today)
}

/// What is said of an answer.
fn said(setting: &RuleContext<'_>, answers: &Answers, path: &str) -> Vec<String> {
    let found = validate(setting, answers);
    let all = found.errors.iter().chain(&found.warnings);
    let own = all.filter(|finding| finding.field == path);
    own.map(|finding| finding.code.clone()).collect()
}

#[test]
fn a_card_photo_is_neither_too_large_nor_too_small() {
    let tries = [
        ("senior_card_issue_enabled", "true"),
        ("files_enabled", "true"),
    ];
    let setting = setting("senior-card", &tries);
    for (bytes, code) in [
        (19_999, Some("file_small")),
        (20_000, None),
        (500_000, None),
        (500_001, Some("file_size")),
    ] {
        let photo = FileRef {
            name: "photo.jpg".to_owned(),
            media_type: "image/jpeg".to_owned(),
            bytes,
            sha256: Sha256::new([10; 32]),
        };
        let mut answers = Answers::default();
        answers.set("delivery", Raw::Text("window".to_owned()));
        answers.set("photo_source", Raw::Text("upload".to_owned()));
        answers.set("photo_file", Raw::Files(vec![photo]));
        let said = said(&setting, &answers, "photo_file");
        assert_eq!(said.first().map(String::as_str), code, "{bytes}");
    }
}

#[test]
fn how_long_ago_an_incident_gets_a_note_is_a_parameter() {
    for (months, date, is_told) in [
        ("12", "2025-11-30", true),
        ("12", "2025-12-01", false),
        ("6", "2026-05-31", true),
        ("6", "2026-06-01", false),
        ("unset", "2020-01-01", false),
    ] {
        let setting = setting("temporary-assistance", &[("incident_note_months", months)]);
        let mut answers = Answers::default();
        answers.set("incident_date", Raw::Text(date.to_owned()));
        let said = said(&setting, &answers, "incident_date");
        assert_eq!(
            said.iter().any(|code| code == "long_ago"),
            is_told,
            "{months} {date}"
        );
    }
}
