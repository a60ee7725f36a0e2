//! A draft under a newer definition: nothing typed is dropped, and what moved is told.

use crate::support::{REAL, answers, service};
use civil_affairs_domain::{
    form::answers::{Answers, Raw},
    form::definition::{Kind, Question, ServiceDefinition},
    form::rule_context::RuleContext,
    record::draft::{DefinitionChanges, moved},
    rules::validate::validate,
    value::date::Date,
};
use civil_affairs_testkit::properties;
use proptest::prelude::*;

fn real(id: &str) -> &'static ServiceDefinition {
    REAL.catalogue.service(id).expect("a service")
}

fn what_moved(
    old: Option<&ServiceDefinition>,
    new: &ServiceDefinition,
    answers: &Answers,
) -> DefinitionChanges {
    let today = Date::parse("2026-12-01").expect("a date");
    let setting = RuleContext::new(new, &REAL.catalogue.policy, today);
    moved(old, &validate(&setting, answers))
}

fn text(answer: &str) -> Raw {
    Raw::Text(answer.to_owned())
}

/// The definition with its questions changed, some of them away.
fn changed(
    service: &ServiceDefinition,
    change: &mut dyn FnMut(&mut Question) -> bool,
) -> ServiceDefinition {
    let mut changed = service.clone();
    for group in &mut changed.groups {
        group.questions.retain_mut(&mut *change);
    }
    changed
}

fn contact() -> Answers {
    let mut answers = Answers::default();
    answers.set("contact_mobile", text("13800000000"));
    answers.set("photo_plan", text("take_on_site"));
    answers
}

#[test]
fn an_answer_without_its_question_is_told_with_the_name_it_had() {
    let old = real("marriage-appointment");
    let new = changed(old, &mut |question| question.id != "contact_mobile");
    let moved = what_moved(Some(old), &new, &contact());
    assert_eq!(moved.removed.len(), 1);
    assert_eq!(moved.removed[0].path, "contact_mobile");
    assert_eq!(moved.removed[0].raw, text("13800000000"));
    let label = moved.removed[0].label.as_ref().expect("a label");
    assert_eq!(label.zh, "联系手机");
    assert!(moved.changed.is_empty() && moved.added.is_empty());
    // The older definition may be gone: the answer is told all the same.
    let told = what_moved(None, &new, &contact()).removed;
    assert_eq!((told.len(), &told[0].label), (1, &None));
}

#[test]
fn an_option_that_is_gone_has_to_be_chosen_again() {
    let old = real("marriage-appointment");
    let new = changed(old, &mut |question| {
        if let ("photo_plan", Kind::Choice { options, .. }) =
            (question.id.as_str(), &mut question.kind)
        {
            options.retain(|option| option.code != "take_on_site");
        }
        true
    });
    for old in [Some(old), None] {
        let moved = what_moved(old, &new, &contact());
        assert_eq!(moved.changed.len(), 1);
        assert_eq!(moved.changed[0].step.path, "photo_plan");
        assert_eq!(moved.changed[0].code, "unknown_option");
        assert!(moved.removed.is_empty() && moved.added.is_empty());
    }
}

#[test]
fn a_kind_that_no_longer_takes_the_answer_asks_again_and_one_that_does_stays_silent() {
    let old = real("marriage-appointment");
    let with = |kind: Kind| {
        let new = changed(old, &mut |question| {
            if question.id == "contact_mobile" {
                question.kind = kind.clone();
            }
            true
        });
        what_moved(Some(old), &new, &contact())
    };
    assert_eq!(with(Kind::NameZh).changed.len(), 1);
    let roomy = Kind::Text {
        max: 20,
        long: false,
    };
    assert_eq!(with(roomy), DefinitionChanges::default());
}

#[test]
fn a_new_question_is_told_while_it_is_open() {
    let new = real("marriage-appointment");
    let old = changed(new, &mut |question| question.id != "photo_plan");
    let mut answers = contact();
    assert_eq!(what_moved(Some(&old), new, &answers).added, []);
    answers.fields.remove("photo_plan");
    let added = what_moved(Some(&old), new, &answers).added;
    assert_eq!(added.len(), 1);
    assert_eq!(added[0].path, "photo_plan");
    // Without the older definition it is one open page among others.
    assert_eq!(
        what_moved(None, new, &answers),
        DefinitionChanges::default()
    );
}

proptest! {
    #![proptest_config(properties::config())]

    #[test]
    fn under_any_newer_definition_every_answer_has_its_question_or_is_told(
        (service, answers) in service().prop_flat_map(|service| (Just(service), answers(service))),
        seeds in prop::collection::vec(any::<u8>(), 16),
        known: bool,
    ) {
        // Under the same definition nothing moves, whatever was typed.
        prop_assert_eq!(what_moved(Some(service), service, &answers), DefinitionChanges::default());
        // Some questions go, some take another kind of answer.
        let mut seeds = seeds.iter().cycle();
        let mut gone = Vec::new();
        let mut other_kind = Vec::new();
        let new = changed(service, &mut |question| {
            match seeds.next() {
                Some(0..40) => {
                    gone.push(question.id.clone());
                    return false;
                }
                Some(40..80) if question.kind != Kind::Derived => {
                    question.kind = Kind::Mobile;
                    other_kind.push(question.id.clone());
                }
                _ => {}
            }
            true
        });
        let before = answers.clone();
        let moved = what_moved(known.then_some(service), &new, &answers);
        prop_assert_eq!(&answers, &before);
        let id = |path: &str| match path.split_once('[') {
            Some((group, rest)) => {
                let (_, name) = rest.split_once("].").expect("an entry");
                format!("{group}[].{name}")
            }
            None => path.to_owned(),
        };
        // Told as removed: exactly the answers to questions that are gone.
        for removed in &moved.removed {
            prop_assert_eq!(answers.get(&removed.path), Some(&removed.raw));
            let question = service.question(&id(&removed.path)).expect("a question");
            prop_assert!(gone.contains(&question.id) || (!known && question.kind == Kind::Derived));
        }
        let told = |path: &str| moved.removed.iter().any(|one| one.path == path);
        for path in answers.fields.keys() {
            let derived = service.question(path).is_some_and(|question| question.kind == Kind::Derived);
            prop_assert_eq!(told(path), answers.get(path).is_some() && (if derived { !known } else { gone.contains(path) }), "{}", path);
        }
        // Told as changed: answered, and not understood.
        for changed in &moved.changed {
            prop_assert!(answers.get(&changed.step.path).is_some());
            prop_assert!(!gone.contains(&changed.step.id));
        }
        // No question is new, so no page is.
        prop_assert_eq!(moved.added, []);
        // The other way round what went comes back, and nothing is lost by it.
        let back = what_moved(Some(&new), service, &answers);
        prop_assert_eq!(back.removed, []);
        for step in &back.added {
            prop_assert!(gone.contains(&step.id), "{:?} was asked before", step);
        }
    }
}
