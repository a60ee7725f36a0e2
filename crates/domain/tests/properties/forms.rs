//! Whatever is answered, the form goes on and can be finished.

use crate::{
    finish::names_every_page,
    support::{REAL, answers, good_answer, service},
};
use civil_affairs_domain::{
    form::answers::{Answers, Raw},
    form::rule_context::RuleContext,
    rules::finish::{Finish, finish},
    rules::flow::{self, StepStatus},
    rules::validate::validate,
    value::date::Date,
};
use civil_affairs_testkit::properties;
use proptest::prelude::*;

fn today() -> Date {
    Date::parse("2026-12-01").expect("a date")
}

fn many() -> ProptestConfig {
    properties::config()
}

fn any_form() -> impl Strategy<
    Value = (
        &'static civil_affairs_domain::form::definition::ServiceDefinition,
        Answers,
    ),
> {
    service().prop_flat_map(|service| (Just(service), answers(service)))
}

proptest! {
    #![proptest_config(many())]

    #[test]
    fn any_answers_give_a_form_without_dead_end((service, answers) in any_form()) {
        let setting = RuleContext::new(service, &REAL.catalogue.policy, today());
        let validation = validate(&setting, &answers);
        let steps = flow::form_steps(&validation);
        // Every finding and every gap stands on a page of the form, or of the pre-check.
        let pages: Vec<&str> = steps.iter().map(|step| step.path.as_str()).collect();
        let precheck = flow::precheck_steps(&validation);
        let reachable = |path: &String| {
            pages.contains(&path.as_str()) || precheck.iter().any(|step| step.path == *path)
                || service.question(path).is_some_and(|question| question.asked == civil_affairs_domain::form::definition::AskStage::Never)
        };
        for finding in &validation.errors {
            prop_assert!(reachable(&finding.field), "{finding:?} is on no page");
        }
        for path in &validation.missing {
            prop_assert!(reachable(path) || service.repeated(path).is_some(), "{path} is missing and on no page");
        }
        // From every page there is a next one, until nothing is open.
        for step in &steps {
            let open = steps.iter().any(|one| matches!(flow::standing(&validation, one), StepStatus::Open | StepStatus::Wrong));
            prop_assert_eq!(flow::next_open(&validation, &steps, Some(step)).is_some(), open);
        }
        let progress = flow::progress(&validation, &steps);
        prop_assert!(progress.done <= progress.all);
        names_every_page(&validation)?;
    }

    #[test]
    fn hidden_answers_are_kept_and_not_sent((service, answers) in any_form()) {
        let setting = RuleContext::new(service, &REAL.catalogue.policy, today());
        let before = answers.clone();
        let validation = validate(&setting, &answers);
        let sent = flow::submitted(&validation);
        prop_assert_eq!(&answers, &before);
        for id in answers.fields.keys() {
            let at = id.split('.').try_fold(&sent, |json, part| json.get(part));
            if !validation.visible.contains(id) {
                prop_assert!(at.is_none_or(|json| json.is_object()), "{} is hidden and was sent", id);
            }
        }
    }

    #[test]
    fn answers_survive_being_written_and_read((service, answers) in any_form()) {
        let json = serde_json::to_string(&answers).expect("json");
        prop_assert_eq!(&serde_json::from_str::<Answers>(&json).expect("answers"), &answers);
        let setting = RuleContext::new(service, &REAL.catalogue.policy, today());
        // A wrong answer is not sent, and without it other questions may show: first it is taken back.
        let mut answers = answers;
        for _ in 0..20 {
            let wrong: Vec<String> = validate(&setting, &answers).errors.into_iter().map(|one| one.field).collect();
            wrong.iter().for_each(|path| answers.set(path, Raw::Text(String::new())));
        }
        // What is sent can be read again as answers and comes to the same values.
        let sent = flow::submitted(&validate(&setting, &answers));
        let mut plain = sent.clone();
        remove_derived(service, "", &mut plain);
        let again = Answers::from_json(service, &plain).map_err(|error| TestCaseError::fail(error.to_string()))?;
        let back = flow::submitted(&validate(&setting, &again));
        prop_assert_eq!(back, sent);
    }
}

/// Derived values are sent for the reader's comfort and worked out again on the other side.
fn remove_derived(
    service: &civil_affairs_domain::form::definition::ServiceDefinition,
    prefix: &str,
    json: &mut serde_json::Value,
) {
    if let Some(object) = json.as_object_mut() {
        object.retain(|key, _| {
            service
                .question(&format!("{prefix}{key}"))
                .is_none_or(|question| {
                    question.kind != civil_affairs_domain::form::definition::Kind::Derived
                })
        });
        for (key, inner) in object.iter_mut() {
            let path = format!("{prefix}{key}");
            if let Some(entries) = inner
                .as_array_mut()
                .filter(|_| service.repeated(&path).is_some())
            {
                entries
                    .iter_mut()
                    .for_each(|entry| remove_derived(service, &format!("{path}[]."), entry));
            } else {
                remove_derived(service, &format!("{path}."), inner);
            }
        }
    }
}

proptest! {
    // Each case walks a whole form to its end.
    #![proptest_config(ProptestConfig { max_shrink_iters: 200, ..properties::config() })]

    #[test]
    fn finishing_is_possible_from_everywhere((service, mut answers) in any_form()) {
        let mut parameters = REAL.catalogue.policy.on(today());
        parameters.set("senior_card_issue_enabled", "true").expect("a parameter");
        let setting = RuleContext::with_parameters(service, &REAL.catalogue.policy, parameters, today());
        // A person mends what is wrong and answers what is missing, one page after the other.
        for _ in 0..200 {
            let validation = validate(&setting, &answers);
            let open = validation
                .errors
                .first()
                .map(|finding| finding.field.clone())
                .or_else(|| validation.missing.first().cloned());
            let Some(path) = open else {
                let found = finish(&validation);
                prop_assert!(!matches!(found, Finish::Mend(_)), "{found:?}");
                return Ok(());
            };
            if service.repeated(&path).is_some() {
                // One person is the applicant; further entries can be removed.
                let entries = answers.entries.entry(path.clone()).or_default();
                entries.truncate(1);
                if entries.is_empty() {
                    entries.push(Default::default());
                } else if path == "members" {
                    entries[0].fields.insert("relation".to_owned(), Raw::Text("01".to_owned()));
                }
                continue;
            }
            match good_answer(&setting, &answers, &path) {
                Some(raw) => answers.set(&path, raw),
                // A page whose answer depends on an earlier one: that one can be taken back.
                None => take_back(&mut answers, &path),
            }
        }
        let validation = validate(&setting, &answers);
        prop_assert!(false, "still open: {:?} {:?}", validation.errors, validation.missing);
    }
}

/// Clears an answer, and for a number the kind of document with it; a photo nobody has is not sent.
fn take_back(answers: &mut Answers, path: &str) {
    let blank = || Raw::Text(String::new());
    answers.set(path, blank());
    if let Some(start) = path.strip_suffix("id_number") {
        answers.set(&format!("{start}id_type"), blank());
    }
    if path == "photo_file" {
        answers.set("photo_source", Raw::Text("on_site".to_owned()));
        answers.set("photo_upload", blank());
    }
    if path == "photos" {
        answers.set("photo_upload", blank());
    }
    if path == "account_no_again" {
        answers.set("account_no", blank());
    }
    if let Some((group, _)) = path.split_once('[') {
        answers.entries.entry(group.to_owned()).or_default().pop();
    }
}
