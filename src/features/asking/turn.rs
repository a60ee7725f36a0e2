//! One question with its place among those that are asked.

use super::{given::yes_or_no, sight::Sight, words};
use crate::{features::offers, router::Route};
use civil_affairs_client::context::Ground;
use civil_affairs_domain::{
    form::answers::{AnswerPlace, Raw},
    form::definition::{Kind, Question},
    form::policy::CodeList,
    rules::flow::FormStep,
    rules::offer,
    rules::validate::{Validation, validate},
    value::text::{Lang, Text},
    value::truth::Truth,
};
use civil_affairs_ui::{
    i18n,
    question::{NO, OfferedAnswer, QuestionView, YES},
};

/// See the module.
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
    /// The group it belongs to.
    pub group: String,
    /// The person can go on without an answer.
    pub may_skip: bool,
    /// Answers given elsewhere in the form that may be taken over.
    pub known: Vec<Known>,
    /// The question.
    pub asked: QuestionView,
}

/// An answer that was given elsewhere in the form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    /// As typed.
    pub text: String,
    /// What was asked there.
    pub label: String,
}

/// Builds the turn of a step.
pub(super) fn turn(sight: &Sight<'_>, place: usize, step: &FormStep) -> Option<Turn> {
    let (ground, validation) = (sight.ground, &sight.validation);
    let service = validation.facts.setting.service;
    let question = service.question(&step.id)?;
    let fill = |text: &Text| text.render(ground.lang, &|key| words::fill(ground, validation, key));
    let group = service.group_of(&question.id)?;
    let title = fill(&group.title);
    let suggested = validation
        .derived
        .get(&step.path)
        .filter(|_| validation.suggested.contains(&step.path))
        .and_then(|value| value.code());
    let who = match AnswerPlace::parse(&step.path) {
        Some(AnswerPlace::Entry(_, index, _)) => group
            .repeat
            .as_ref()
            .map(|repeat| format!("{} {}", fill(&repeat.item), index + 1)),
        _ => question.person.is_some().then(|| person(&title).to_owned()),
    };
    Some(Turn {
        place,
        total: sight.steps.len(),
        path: step.path.clone(),
        label: fill(&question.label),
        known: known(sight, question, &step.path),
        may_skip: service.never_blocks || !is_missing_without(validation, &step.path),
        asked: QuestionView {
            kind: question.kind.clone(),
            who,
            heading: if matches!(question.kind, Kind::Declaration { .. }) {
                fill(&question.label)
            } else {
                fill(question.ask.as_ref().unwrap_or(&question.label))
            },
            hint: question.hint.as_ref().map(fill),
            read: question.read.as_ref().and_then(|id| {
                let list = ground.policy().list(id)?;
                Some((Route::Leaflet(id.clone()).path(), ground.text(&list.title)))
            }),
            offers: options(ground, question, validation),
            preselect: suggested
                .map(str::to_owned)
                .or_else(|| question.preselect.clone()),
            raw: validation.facts.answers.get(&step.path).cloned(),
            slots: offers::slots(ground, question, validation),
            regions: offers::regions(ground, question),
            files: offers::files(question, validation, &step.path),
            autofill: question.autofill.filter(|_| !ground.shared),
        },
        group: title,
    })
}

fn known(sight: &Sight<'_>, question: &Question, path: &str) -> Vec<Known> {
    let (ground, service) = (sight.ground, sight.service());
    offer::offers(&sight.validation, question, path)
        .into_iter()
        .filter_map(|offer| {
            let Raw::Text(text) = offer.raw else {
                return None;
            };
            Some(Known {
                text,
                label: ground.text(&service.question(&offer.from)?.label),
            })
        })
        .collect()
}

/// Compiling puts the person before the title of a group that is asked of several: 一方（甲）：个人信息.
fn person(title: &str) -> &str {
    let parts = title.split_once('：').or_else(|| title.split_once(": "));
    parts.map_or(title, |(person, _)| person)
}

/// Whether a question may be skipped does not depend on whether it is answered.
fn is_missing_without(validation: &Validation<'_>, path: &str) -> bool {
    let missing = |validation: &Validation<'_>| validation.missing.iter().any(|one| one == path);
    if validation.facts.answers.get(path).is_none() {
        return missing(validation);
    }
    let mut without = validation.facts.answers.clone();
    without.set(path, Raw::Text(String::new()));
    missing(&validate(validation.facts.setting, &without))
}

fn options(
    ground: &Ground,
    question: &Question,
    validation: &Validation<'_>,
) -> Vec<OfferedAnswer> {
    let offer = |code: &str, text: String| OfferedAnswer {
        code: code.to_owned(),
        text,
        hint: None,
    };
    let listed = |list: &str| -> Vec<OfferedAnswer> {
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
            .map(|option| OfferedAnswer {
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
        Kind::Text { .. }
        | Kind::NameZh
        | Kind::NameLatin
        | Kind::IdNumber { .. }
        | Kind::Mobile
        | Kind::Email
        | Kind::Date { .. }
        | Kind::Money { .. }
        | Kind::Integer { .. }
        | Kind::BankAccount
        | Kind::Slot
        | Kind::Slots { .. }
        | Kind::Files { .. }
        | Kind::Derived => Vec::new(),
    }
}

fn in_lang(ground: &Ground, zh: &str, en: &str) -> String {
    match ground.lang {
        Lang::Zh => zh.to_owned(),
        Lang::En => en.to_owned(),
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
#[expect(
    clippy::unwrap_used,
    reason = "a test fails where its ground is not there"
)]
mod tests {
    use super::*;
    use crate::features::{
        asking::sight::{Course, look},
        real,
    };
    use civil_affairs_domain::form::answers::{Answers, GroupEntry};

    fn known(answers: &Answers, path: &str) -> Vec<String> {
        let ground = real::ground(Lang::Zh);
        let service = ground.service("temporary-assistance").unwrap();
        look(&ground, service, answers, Course::Form, |sight| {
            let turn = sight.turns().find(|turn| turn.path == path).unwrap();
            turn.known
                .into_iter()
                .map(|known| format!("{} {}", known.label, known.text))
                .collect()
        })
    }

    #[test]
    fn what_was_given_for_a_person_is_offered_until_something_stands_there() {
        let mut answers = Answers::default();
        let text = |text: &str| Raw::Text(text.to_owned());
        answers.set("applicant.name_zh", text("测试甲"));
        let members = vec![GroupEntry::default()];
        answers.entries.insert("members".to_owned(), members);
        let path = "members[0].name_zh";
        assert_eq!(known(&answers, path), ["姓名 测试甲"]);
        answers.set(path, text("测"));
        assert_eq!(known(&answers, path), [""; 0]);
        // What was not understood is not offered.
        answers.set(path, text(" "));
        answers.set("applicant.name_zh", text("12"));
        assert_eq!(known(&answers, path), [""; 0]);
    }
}
