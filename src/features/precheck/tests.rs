//! The pages' pure parts on the real services, as their files are today.

#![cfg(not(target_arch = "wasm32"))]

use super::advice::advice;
use crate::features::{
    asking::{Given, PlacedQuestion},
    real::context,
};
use civil_affairs_client::context::AppContext;
use civil_affairs_domain::{
    form::answers::{Answers, Raw},
    form::definition::{Kind, ServiceDefinition, Tone},
    value::text::Lang,
};

/// The pre-check as it stands.
mod placed_question {
    use super::super::super::asking::{FormState, PlacedQuestion, QuestionSet, evaluate};
    use super::{Answers, AppContext, ServiceDefinition};

    pub(super) fn see<T>(
        context: &AppContext,
        service: &ServiceDefinition,
        answers: &Answers,
        see: impl FnOnce(&FormState<'_>) -> T,
    ) -> T {
        evaluate(context, service, answers, QuestionSet::Precheck, see)
    }

    pub(super) fn at(
        context: &AppContext,
        service: &ServiceDefinition,
        answers: &Answers,
        place: usize,
    ) -> Option<PlacedQuestion> {
        see(context, service, answers, |form| form.at(place))
    }
}

fn given(context: &AppContext, service: &ServiceDefinition, answers: &Answers) -> Vec<Given> {
    placed_question::see(context, service, answers, super::super::asking::given)
}

fn errors(
    context: &AppContext,
    service: &ServiceDefinition,
    answers: &Answers,
    path: &str,
) -> Vec<String> {
    placed_question::see(context, service, answers, |form| form.errors(path))
}

fn text(text: &str) -> Raw {
    Raw::Text(text.to_owned())
}

fn answers(fields: &[(&str, Raw)]) -> Answers {
    let mut answers = Answers::default();
    for (path, raw) in fields {
        answers.set(path, raw.clone());
    }
    answers
}

fn senior(context: &AppContext) -> &ServiceDefinition {
    context.service("senior-card").unwrap()
}

/// Goes through a pre-check from the first page, answering each question with what `answer` says.
fn walk(
    context: &AppContext,
    service: &ServiceDefinition,
    answer: &dyn Fn(&PlacedQuestion) -> Option<Raw>,
) -> Answers {
    let mut given = Answers::default();
    let mut place = 1;
    for _ in 0..100 {
        let placed = placed_question::at(context, service, &given, place).unwrap();
        if let Some(raw) = answer(&placed) {
            given.set(&placed.path, raw);
        }
        match placed_question::see(context, service, &given, |form| form.after(&placed.path)) {
            Some(next) => place = next,
            None => return given,
        }
    }
    panic!("{} never ends", service.id);
}

#[test]
fn every_pre_check_can_be_walked_to_its_end_without_a_single_answer() {
    let context = context(Lang::Zh);
    for service in &context.catalogue.services {
        let given = walk(&context, service, &|_| None);
        assert!(given.is_empty());
        assert!(!advice(&context, service, &given).advice_only.is_empty());
    }
}

#[test]
fn every_question_has_words_in_both_languages_and_something_to_choose_where_one_chooses() {
    for lang in [Lang::Zh, Lang::En] {
        let context = context(lang);
        for service in &context.catalogue.services {
            walk(&context, service, &|placed| {
                let asked = &placed.asked;
                assert!(
                    !asked.heading.is_empty() && !placed.label.is_empty(),
                    "{}",
                    placed.path
                );
                let chooses = matches!(
                    asked.kind,
                    Kind::Choice { .. }
                        | Kind::Choices { .. }
                        | Kind::IdType { .. }
                        | Kind::YesNo { .. }
                );
                assert!(!chooses || asked.offers.len() > 1, "{}", placed.path);
                asked.offers.first().map(|offer| asked.answer(&offer.code))
            });
        }
    }
}

#[test]
fn what_a_page_says_never_holds_an_unfilled_place() {
    for lang in [Lang::Zh, Lang::En] {
        let context = context(lang);
        for service in &context.catalogue.services {
            let given = walk(&context, service, &|placed| {
                let hint = placed.asked.hint.clone().unwrap_or_default();
                assert!(
                    !placed.asked.heading.contains('{') && !hint.contains('{'),
                    "{hint}"
                );
                placed
                    .asked
                    .offers
                    .first()
                    .map(|offer| placed.asked.answer(&offer.code))
            });
            let advice = advice(&context, service, &given);
            let reasons = advice.reasons.into_iter().map(|reason| reason.message);
            let outcome = advice
                .outcome
                .into_iter()
                .flat_map(|outcome| [outcome.title, outcome.text]);
            let papers = advice
                .documents
                .into_iter()
                .filter_map(|paper| paper.detail);
            for told in reasons.chain(outcome).chain(papers).chain(advice.todo) {
                assert!(
                    !told.is_empty() && !told.contains(['{', '}', '[', ']']),
                    "{told}"
                );
            }
        }
    }
}

#[test]
fn the_first_open_question_is_the_first_without_an_answer() {
    let context = context(Lang::Zh);
    let service = senior(&context);
    assert_eq!(
        placed_question::see(&context, service, &Answers::default(), |form| form
            .first_open()),
        Some(1)
    );
    let born = answers(&[("birth_date", text("1950-03-07"))]);
    assert_eq!(
        placed_question::see(&context, service, &born, |form| form.first_open()),
        Some(2)
    );
}

#[test]
fn a_required_question_cannot_be_passed_over_in_silence_and_an_optional_one_can() {
    let context = context(Lang::Zh);
    let service = senior(&context);
    let none = Answers::default();
    assert!(
        !placed_question::at(&context, service, &none, 1)
            .unwrap()
            .may_skip
    );
    assert!(!errors(&context, service, &none, "birth_date").is_empty());
    assert!(
        placed_question::at(&context, service, &none, 2)
            .unwrap()
            .may_skip
    );
    assert!(errors(&context, service, &none, "residence_basis").is_empty());
}

#[test]
fn whether_a_question_may_be_passed_over_does_not_depend_on_its_answer() {
    let context = context(Lang::Zh);
    let born = answers(&[("birth_date", text("1950-03-07"))]);
    assert!(
        !placed_question::at(&context, senior(&context), &born, 1)
            .unwrap()
            .may_skip
    );
}

#[test]
fn a_date_that_does_not_exist_is_told_in_words() {
    let context = context(Lang::Zh);
    let wrong = answers(&[("birth_date", text("1950-02-30"))]);
    let told = errors(&context, senior(&context), &wrong, "birth_date");
    assert_eq!(told, ["没有这一天。请核对月份和日期。"]);
}

#[test]
fn a_mistyped_number_is_told_with_the_character_it_should_end_in() {
    let context = context(Lang::Zh);
    let service = context.service("marriage-appointment").unwrap();
    let wrong = answers(&[
        ("party_a.id_type", text("resident_id")),
        ("party_a.id_number", text("330782199803129010")),
    ]);
    let errors = errors(&context, service, &wrong, "party_a.id_number");
    assert_eq!(errors.len(), 1);
    assert!(errors[0].contains('X'), "{errors:?}");
    let advice = advice(&context, service, &wrong);
    assert_eq!(advice.outcome.unwrap().tone, Tone::Change);
    let remark = advice
        .remarks
        .iter()
        .find(|remark| remark.is_error)
        .unwrap();
    assert_eq!(remark.place, Some(3));
}

#[test]
fn a_senior_of_seventy_reads_her_benefits_with_the_law() {
    let context = context(Lang::En);
    let service = senior(&context);
    let born = answers(&[("birth_date", text("1950-03-07"))]);
    let advice = advice(&context, service, &born);
    let article = |citation: &String| citation.contains("art. 26");
    assert!(
        advice
            .reasons
            .iter()
            .flat_map(|reason| &reason.basis)
            .any(article)
    );
    assert!(!advice.documents.is_empty());
}

#[test]
fn two_persons_asked_the_same_are_told_apart() {
    let context = context(Lang::Zh);
    let service = context.service("marriage-appointment").unwrap();
    let none = Answers::default();
    let who = |path: &str| {
        (1..=placed_question::see(&context, service, &none, |form| form.steps.len()))
            .filter_map(|place| placed_question::at(&context, service, &none, place))
            .find(|placed| placed.path == path)
            .and_then(|placed| placed.asked.who)
    };
    let (one, other) = (who("party_a.id_number"), who("party_b.id_number"));
    assert_eq!(one.as_deref(), Some("一方（甲）"));
    assert_eq!(other.as_deref(), Some("另一方（乙）"));
}

#[test]
fn answers_are_read_back_in_words_and_numbers_masked() {
    let context = context(Lang::Zh);
    let service = context.service("temporary-assistance").unwrap();
    let given = given(
        &context,
        service,
        &answers(&[
            ("danger_now", Raw::Flag(false)),
            (
                "need_now",
                Raw::Codes(vec!["food".to_owned(), "cash".to_owned()]),
            ),
            ("amount_need", text("800")),
            ("applicant.id_type", text("resident_id")),
            ("applicant.id_number", text("33078219980312901X")),
        ]),
    );
    let read = |part: &str| {
        let found = given
            .iter()
            .filter_map(|given| given.answer.clone())
            .find(|answer| answer.contains(part));
        found.unwrap_or_else(|| panic!("no `{part}` in {given:?}"))
    };
    assert_eq!(read("食物"), "现金、食物");
    assert_eq!(read("元"), "800.00 元");
    assert_eq!(read("****"), "330782********901X");
}

#[test]
fn no_answer_to_the_pre_check_is_shown_that_was_not_given() {
    let context = context(Lang::Zh);
    for service in &context.catalogue.services {
        let given = given(&context, service, &Answers::default());
        assert!(
            given.iter().all(|given| given.answer.is_none()),
            "{}",
            service.id
        );
    }
}

#[test]
fn in_danger_the_page_is_urgent_and_its_emergency_numbers_stand_there_once() {
    let context = context(Lang::Zh);
    let service = context.service("temporary-assistance").unwrap();
    let danger = answers(&[("danger_now", Raw::Flag(true))]);
    let advice = advice(&context, service, &danger);
    assert!(advice.urgent);
    let numbers: Vec<&str> = advice
        .call
        .iter()
        .map(|line| line.number.as_str())
        .collect();
    assert_eq!(numbers, ["12345"]);
}

#[test]
fn without_answers_the_way_to_the_open_questions_is_shown() {
    let context = context(Lang::Zh);
    let service = context.service("marriage-appointment").unwrap();
    let advice = advice(&context, service, &Answers::default());
    assert_eq!(advice.open, Some(1));
}
