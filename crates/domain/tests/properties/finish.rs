//! What stands between a form and its end.

use crate::support::{REAL, filled};
use civil_affairs_domain::{
    form::answers::{Answers, Raw},
    form::definition::AskStage,
    form::rule_context::RuleContext,
    rules::finish::{Finish, Mend, finish},
    rules::flow,
    rules::validate::{Validation, validate},
    value::date::Date,
    value::slot::TypedSlot,
};
use proptest::prelude::*;

fn setting(service: &str) -> RuleContext<'static> {
    let service = REAL.catalogue.service(service).expect("a service");
    RuleContext::new(
        service,
        &REAL.catalogue.policy,
        Date::parse("2026-12-01").expect("a date"),
    )
}

fn text(answer: &str) -> Raw {
    Raw::Text(answer.to_owned())
}

fn pages(mend: &[Mend]) -> Vec<&str> {
    mend.iter().map(|mend| mend.step.path.as_str()).collect()
}

/// A complete marriage form on a day that can be booked.
fn couple() -> Answers {
    let setting = setting("marriage-appointment");
    let mut answers = Answers::default();
    for (path, typed) in [
        ("business_type", "marry"),
        ("party_a.id_number", "33078219980312901X"),
        ("party_b.id_number", "33078220000725902X"),
        ("party_a.marital_status", "single"),
        ("party_b.marital_status", "single"),
        ("party_a.id_expiry", "permanent"),
        ("party_b.id_expiry", "permanent"),
    ] {
        answers.set(path, text(typed));
    }
    for path in ["party_a.is_soldier", "party_b.is_soldier"] {
        answers.set(path, Raw::Flag(false));
    }
    filled(&setting, answers)
}

#[test]
fn a_complete_marriage_form_is_ready_and_nothing_follows_later() {
    let setting = setting("marriage-appointment");
    let answers = couple();
    let found = finish(&validate(&setting, &answers));
    assert_eq!(found, Finish::Ready { later: Vec::new() });
}

#[test]
fn a_mistyped_number_and_a_gap_are_named_by_their_pages() {
    let setting = setting("marriage-appointment");
    let mut answers = couple();
    answers.set("party_a.id_number", text("330782199803129010"));
    answers.set("contact_mobile", text(""));
    let Finish::Mend(mend) = finish(&validate(&setting, &answers)) else {
        panic!("there is something to mend");
    };
    assert_eq!(pages(&mend), ["contact_mobile", "party_a.id_number"]);
    assert_eq!(mend[0].findings[0].code, "missing");
    assert_eq!(mend[1].findings[0].code, "id_checksum");
}

#[test]
fn a_date_that_follows_from_the_slot_is_not_missing_beside_it() {
    let setting = setting("marriage-appointment");
    let mut answers = couple();
    answers.fields.remove("slot_id");
    let Finish::Mend(mend) = finish(&validate(&setting, &answers)) else {
        panic!("the slot is missing");
    };
    assert_eq!(pages(&mend), ["slot_id"]);
    assert_eq!(mend[0].findings.len(), 1);
}

#[test]
fn what_the_law_forbids_is_advised_and_not_booked() {
    let setting = setting("marriage-appointment");
    let advised = |path: &str, raw: Raw| {
        let mut answers = couple();
        answers.set(path, raw);
        match finish(&validate(&setting, &answers)) {
            Finish::Advised { outcome } => outcome,
            other => panic!("{path}: {other:?}"),
        }
    };
    assert_eq!(advised("party_a.marital_status", text("married")), "stop");
    assert_eq!(advised("kinship_preview", Raw::Flag(false)), "stop");
    assert_eq!(
        advised("party_a.id_number", text("33078220041205903X")),
        "stop_date"
    );
}

#[test]
fn a_closed_day_is_mended_where_it_was_chosen() {
    let setting = setting("marriage-appointment");
    let sunday = TypedSlot::from_id("yiwu/2026-12-06/1000").expect("a slot");
    let mut answers = couple();
    answers.set("slot_id", Raw::Slot(sunday));
    let validation = validate(&setting, &answers);
    assert_eq!(validation.precheck.outcome.as_deref(), Some("choose_other"));
    let Finish::Mend(mend) = finish(&validation) else {
        panic!("the office is closed on Sundays");
    };
    assert_eq!(pages(&mend), ["slot_id"]);
    assert_eq!(mend[0].findings[0].code, "slot_closed");
}

#[test]
fn other_advice_keeps_nobody_from_booking() {
    let setting = setting("marriage-appointment");
    for (path, raw, outcome) in [
        ("party_b.marital_status", text("divorced"), "ok_with_note"),
        ("party_a.is_soldier", Raw::Flag(true), "staff_check"),
    ] {
        let mut answers = couple();
        answers.set(path, raw);
        let answers = filled(&setting, answers);
        let validation = validate(&setting, &answers);
        assert_eq!(validation.precheck.outcome.as_deref(), Some(outcome));
        assert_eq!(finish(&validation), Finish::Ready { later: Vec::new() });
    }
}

#[test]
fn a_wrong_answer_is_mended_before_anything_is_advised() {
    let setting = setting("marriage-appointment");
    let mut answers = couple();
    answers.set("party_a.marital_status", text("married"));
    answers.set("contact_mobile", text("123"));
    assert!(matches!(
        finish(&validate(&setting, &answers)),
        Finish::Mend(mend) if pages(&mend) == ["contact_mobile"]
    ));
}

#[test]
fn temporary_assistance_is_always_ready_and_tells_what_follows_later() {
    let setting = setting("temporary-assistance");
    let mut answers = Answers::default();
    answers.set("need_now", Raw::Codes(vec!["food".to_owned()]));
    answers.set("applicant.id_number", text("330782198504189086"));
    let Finish::Ready { later } = finish(&validate(&setting, &answers)) else {
        panic!("nothing keeps it from finishing");
    };
    let pages = pages(&later);
    assert!(pages.contains(&"applicant.id_number"));
    assert!(pages.contains(&"incident_place"));
    assert!(!pages.contains(&"need_now"));
}

/// A form is ready, or names a page for every mistake and every gap. Tried on any answers by `forms`.
pub(crate) fn names_every_page(validation: &Validation<'_>) -> Result<(), TestCaseError> {
    let service = validation.facts.setting.service;
    let steps = flow::form_steps(validation);
    let asked = flow::precheck_steps(validation);
    let sound = validation.errors.is_empty() && validation.missing.is_empty();
    let open = match finish(validation) {
        Finish::Ready { later } => {
            prop_assert!(service.never_blocks || sound);
            prop_assert_eq!(later.is_empty(), sound);
            later
        }
        Finish::Mend(open) => {
            prop_assert!(!open.is_empty() && !sound && !service.never_blocks);
            open
        }
        Finish::Advised { outcome } => {
            let outcome = service.outcome(&outcome);
            prop_assert!(outcome.is_some_and(|outcome| outcome.no_booking));
            prop_assert!(validation.errors.is_empty());
            return Ok(());
        }
    };
    for mend in &open {
        let never = service
            .question(&mend.step.id)
            .is_some_and(|question| question.asked == AskStage::Never);
        prop_assert!(
            steps.contains(&mend.step) || asked.contains(&mend.step) || never,
            "{:?} is no page",
            mend.step
        );
        prop_assert!(!mend.findings.is_empty());
    }
    // Every error is told, and no page twice.
    for error in &validation.errors {
        prop_assert!(open.iter().any(|mend| mend.findings.contains(error)));
    }
    for (at, mend) in open.iter().enumerate() {
        prop_assert!(!open[..at].iter().any(|other| other.step == mend.step));
    }
    Ok(())
}
