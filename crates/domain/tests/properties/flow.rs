//! What a person sees of the form's course: the next page, progress, and what an edit hides.

use crate::support::REAL;
use civil_affairs_domain::{
    form::answers::{Answers, Raw},
    form::rule_context::RuleContext,
    rules::flow::{self, FormProgress, FormStep, StepStatus},
    rules::validate::validate,
    value::date::Date,
};

fn setting(service: &str) -> RuleContext<'static> {
    let service = REAL.catalogue.service(service).expect("a service");
    RuleContext::new(
        service,
        &REAL.catalogue.policy,
        Date::parse("2026-12-01").expect("a date"),
    )
}

fn step(id: &str) -> FormStep {
    FormStep {
        id: id.to_owned(),
        path: id.to_owned(),
    }
}

fn text(answer: &str) -> Raw {
    Raw::Text(answer.to_owned())
}

#[test]
fn the_pre_check_asks_for_sex_and_birth_date_only_while_the_number_does_not_tell_them() {
    let setting = setting("marriage-appointment");
    let mut answers = Answers::default();
    let asks = |answers: &Answers, id: &str| {
        flow::precheck_steps(&validate(&setting, answers)).contains(&step(id))
    };
    assert!(asks(&answers, "party_a.sex"));
    answers.set("party_a.id_number", text("33078219980312901X"));
    assert!(!asks(&answers, "party_a.sex"));
    assert!(!asks(&answers, "party_a.birth_date"));
    // A number to be mended will tell them: asking meanwhile would be asking twice.
    answers.set("party_a.id_number", text("330782199803129010"));
    assert!(!asks(&answers, "party_a.sex"));
    answers.set("party_a.id_type", text("passport"));
    answers.set("party_a.id_number", text("E12345678"));
    assert!(asks(&answers, "party_a.birth_date"));
}

#[test]
fn a_suggestion_is_still_asked() {
    let setting = setting("temporary-assistance");
    let mut answers = Answers::default();
    answers.set("need_now", Raw::Codes(vec!["food".to_owned()]));
    let validation = validate(&setting, &answers);
    assert!(validation.suggested.contains("urgent"));
    assert!(flow::precheck_steps(&validation).contains(&step("urgent")));
}

#[test]
fn an_edit_tells_what_it_shows_and_which_answers_it_hides() {
    let setting = setting("marriage-appointment");
    let mut before = Answers::default();
    before.set("ceremony", Raw::Flag(true));
    before.set("guests_count", text("4"));
    let mut after = before.clone();
    after.set("ceremony", Raw::Flag(false));
    let change = flow::change(&setting, &before, &after);
    assert_eq!(change.hidden, [step("guests_count")]);
    assert_eq!(change.shown, []);
    // The answer is kept: changing one's mind again brings it back.
    assert_eq!(after.get("guests_count"), Some(&text("4")));
    assert_eq!(
        flow::change(&setting, &after, &before).shown,
        [step("guests_count")]
    );
}

#[test]
fn the_next_page_is_the_first_open_one_after_this_and_then_from_the_beginning() {
    let setting = setting("marriage-appointment");
    let mut answers = Answers::default();
    answers.set("business_type", text("marry"));
    answers.set("contact_mobile", text("123"));
    let validation = validate(&setting, &answers);
    let steps = flow::form_steps(&validation);
    assert_eq!(
        flow::next_open(&validation, &steps, None),
        Some(step("office_id"))
    );
    assert_eq!(
        flow::standing(&validation, &step("contact_mobile")),
        StepStatus::Wrong
    );
    assert_eq!(
        flow::next_open(&validation, &steps, Some(&step("photo_plan"))),
        Some(step("contact_mobile"))
    );
    let last = steps.last().cloned();
    assert_eq!(
        flow::next_open(&validation, &steps, last.as_ref()),
        Some(step("office_id"))
    );
}

#[test]
fn progress_counts_what_is_needed_and_what_is_answered() {
    let setting = setting("senior-card");
    let mut answers = Answers::default();
    let count = |answers: &Answers| {
        let validation = validate(&setting, answers);
        flow::progress(&validation, &flow::precheck_steps(&validation))
    };
    assert_eq!(count(&answers), FormProgress { done: 0, all: 1 });
    answers.set("birth_date", text("1950-01-01"));
    answers.set("residence_basis", text("living_zj"));
    assert_eq!(count(&answers), FormProgress { done: 2, all: 2 });
}
