//! Which question stands at a place of a pre-check, and where to go from it. Pure.

use super::{given::yes_or_no, words};
use crate::{
    components::question::{Asked, NO, Offer, YES},
    i18n,
    state::ground::Ground,
};
use civil_affairs_domain::{
    answers::Answers,
    definition::{Kind, Question, ServiceDefinition},
    flow::{self, Step},
    policy::CodeList,
    text::{Lang, Text},
    truth::Truth,
    validate::{Finding, Validation, validate},
};

/// One question with its place in the pre-check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Turn {
    /// Its place among those asked as the answers stand, from 1.
    pub place: usize,
    /// How many those are.
    pub total: usize,
    /// Path of its answer.
    pub path: String,
    /// Its short name.
    pub label: String,
    /// The person can go on without an answer.
    pub may_skip: bool,
    /// The question.
    pub asked: Asked,
}

/// The question at a place; nothing beyond the last one.
pub fn at(
    ground: &Ground,
    service: &ServiceDefinition,
    answers: &Answers,
    place: usize,
) -> Option<Turn> {
    let setting = ground.setting(service);
    let validation = validate(&setting, answers);
    let steps = steps(&validation);
    let step = steps.get(place.checked_sub(1)?)?;
    let question = service.question(&step.id)?;
    let fill = |text: &Text| text.render(ground.lang, &|key| words::fill(ground, &validation, key));
    let group = service
        .questions()
        .find(|(_, other)| other.id == question.id)
        .map(|(group, _)| group);
    let suggested = validation
        .derived
        .get(&step.path)
        .filter(|_| validation.suggested.contains(&step.path))
        .and_then(|value| value.code());
    Some(Turn {
        place,
        total: steps.len(),
        path: step.path.clone(),
        label: fill(&question.label),
        may_skip: service.never_blocks
            || !is_missing(ground, service, &without(answers, &step.path), &step.path),
        asked: Asked {
            kind: question.kind.clone(),
            who: group
                .filter(|_| question.person.is_some())
                .map(|group| person(&fill(&group.title)).to_owned()),
            heading: match question.kind {
                Kind::Declaration { .. } => fill(&question.label),
                _ => fill(question.ask.as_ref().unwrap_or(&question.label)),
            },
            hint: question.hint.as_ref().map(fill),
            offers: offers(ground, question, &validation),
            preselect: suggested
                .map(str::to_owned)
                .or_else(|| question.preselect.clone()),
            raw: answers.get(&step.path).cloned(),
        },
    })
}

/// Place of the question after this one; nothing when the result comes next.
pub fn after(
    ground: &Ground,
    service: &ServiceDefinition,
    answers: &Answers,
    path: &str,
) -> Option<usize> {
    let setting = ground.setting(service);
    let steps = steps(&validate(&setting, answers));
    let at = steps.iter().position(|step| step.path == path)?;
    (at + 1 < steps.len()).then_some(at + 2)
}

/// How many questions are asked as the answers stand.
pub fn count(ground: &Ground, service: &ServiceDefinition, answers: &Answers) -> usize {
    let setting = ground.setting(service);
    steps(&validate(&setting, answers)).len()
}

/// Place of the first question without an answer; nothing when all have one.
pub fn first_open(
    ground: &Ground,
    service: &ServiceDefinition,
    answers: &Answers,
) -> Option<usize> {
    let setting = ground.setting(service);
    let steps = steps(&validate(&setting, answers));
    steps
        .iter()
        .position(|step| answers.get(&step.path).is_none())
        .map(|at| at + 1)
}

/// Place of the first question that wants an answer.
pub fn first_missing(
    ground: &Ground,
    service: &ServiceDefinition,
    answers: &Answers,
) -> Option<usize> {
    let setting = ground.setting(service);
    let validation = validate(&setting, answers);
    steps(&validation)
        .iter()
        .position(|step| flow::standing(&validation, step) == flow::Standing::Open)
        .map(|at| at + 1)
}

/// What is wrong with the answer at a path, in words; of a required question also that it is missing.
pub fn errors(
    ground: &Ground,
    service: &ServiceDefinition,
    answers: &Answers,
    path: &str,
) -> Vec<String> {
    let setting = ground.setting(service);
    let validation = validate(&setting, answers);
    let missing = validation.missing.iter().any(|missing| missing == path) && !service.never_blocks;
    let found = validation
        .errors
        .iter()
        .filter(|finding| finding.field == path)
        .cloned();
    found
        .chain(missing.then(|| Finding::new(path, "missing")))
        .map(|finding| words::of(ground, &validation, &finding))
        .collect()
}

/// What is worth a look about the answer at a path, in words.
pub fn warnings(
    ground: &Ground,
    service: &ServiceDefinition,
    answers: &Answers,
    path: &str,
) -> Vec<String> {
    let setting = ground.setting(service);
    let validation = validate(&setting, answers);
    validation
        .warnings
        .iter()
        .filter(|finding| finding.field == path)
        .map(|finding| words::of(ground, &validation, finding))
        .collect()
}

/// The steps whose kind of answer can be given in a pre-check. Slots and files belong to the form.
pub(super) fn steps(validation: &Validation<'_>) -> Vec<Step> {
    let service = validation.facts.setting.service;
    flow::precheck_steps(validation)
        .into_iter()
        .filter(|step| {
            service.question(&step.id).is_some_and(|question| {
                !matches!(
                    question.kind,
                    Kind::Slot | Kind::Slots { .. } | Kind::Files { .. } | Kind::Derived
                )
            })
        })
        .collect()
}

/// Compiling puts the person before the title of a group that is asked of several: 一方（甲）：个人信息.
fn person(title: &str) -> &str {
    let parts = title.split_once('：').or_else(|| title.split_once(": "));
    parts.map_or(title, |(person, _)| person)
}

/// The answers as they would be without this one: whether a question may be skipped does not depend on whether
/// it is answered.
fn without(answers: &Answers, path: &str) -> Answers {
    let mut without = answers.clone();
    without.fields.remove(path);
    without
}

fn is_missing(ground: &Ground, service: &ServiceDefinition, answers: &Answers, path: &str) -> bool {
    let setting = ground.setting(service);
    validate(&setting, answers)
        .missing
        .iter()
        .any(|missing| missing == path)
}

fn offers(ground: &Ground, question: &Question, validation: &Validation<'_>) -> Vec<Offer> {
    let offer = |code: &str, text: String| Offer {
        code: code.to_owned(),
        text,
        hint: None,
    };
    let listed = |list: &str| -> Vec<Offer> {
        let list = ground.policy().list(list);
        list.into_iter()
            .flat_map(CodeList::offered)
            .map(|item| offer(&item.code, in_lang(ground, &item.zh, &item.en)))
            .collect()
    };
    match &question.kind {
        Kind::Choice { options, list } | Kind::Choices { options, list, .. } => options
            .iter()
            .filter(|option| {
                option
                    .condition
                    .as_ref()
                    .is_none_or(|condition| validation.facts.truth(condition, None) != Truth::False)
            })
            .map(|option| Offer {
                hint: option.hint.as_ref().map(|hint| ground.text(hint)),
                ..offer(&option.code, in_lang(ground, &option.zh, &option.en))
            })
            .chain(list.iter().flat_map(|list| listed(list)))
            .collect(),
        Kind::IdType { allowed } => allowed
            .iter()
            .map(|id_type| {
                offer(
                    id_type.code(),
                    i18n::id_type(*id_type, ground.lang).to_owned(),
                )
            })
            .collect(),
        Kind::YesNo { .. } => [(YES, true), (NO, false)]
            .map(|(code, value)| offer(code, yes_or_no(ground, &question.kind, value)))
            .to_vec(),
        Kind::Declaration { .. } => {
            let statement = question.ask.as_ref().unwrap_or(&question.label);
            vec![offer(YES, ground.text(statement))]
        }
        Kind::Address => listed("towns"),
        _ => Vec::new(),
    }
}

fn in_lang(ground: &Ground, zh: &str, en: &str) -> String {
    match ground.lang {
        Lang::Zh => zh.to_owned(),
        Lang::En => en.to_owned(),
    }
}
