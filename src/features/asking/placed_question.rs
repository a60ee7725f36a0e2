//! One question with its place among those that are asked.

use super::{form_state::FormState, given::yes_or_no, words};
use crate::{features::question_options, router::Route};
use civil_affairs_client::context::AppContext;
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

/// A question that is asked, with its place and total.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlacedQuestion {
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

/// Builds the question of a step, with its place.
pub(super) fn placed_question(
    form: &FormState<'_>,
    place: usize,
    step: &FormStep,
) -> Option<PlacedQuestion> {
    let (context, validation) = (form.context, &form.validation);
    let service = validation.facts.setting.service;
    let question = service.question(&step.id)?;
    let fill =
        |text: &Text| text.render(context.lang, &|key| words::fill(context, validation, key));
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
    Some(PlacedQuestion {
        place,
        total: form.steps.len(),
        path: step.path.clone(),
        label: fill(&question.label),
        known: known(form, question, &step.path),
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
                let list = context.policy().list(id)?;
                Some((Route::Leaflet(id.clone()).path(), context.text(&list.title)))
            }),
            offers: options(context, question, validation),
            preselect: suggested
                .map(str::to_owned)
                .or_else(|| question.preselect.clone()),
            raw: validation.facts.answers.get(&step.path).cloned(),
            slots: question_options::slots(context, question, validation),
            regions: question_options::regions(context, question),
            files: question_options::files(question, validation, &step.path),
            autofill: question.autofill.filter(|_| !context.shared),
        },
        group: title,
    })
}

fn known(form: &FormState<'_>, question: &Question, path: &str) -> Vec<Known> {
    let (context, service) = (form.context, form.service());
    offer::offers(&form.validation, question, path)
        .into_iter()
        .filter_map(|offer| {
            let Raw::Text(text) = offer.raw else {
                return None;
            };
            Some(Known {
                text,
                label: context.text(&service.question(&offer.from)?.label),
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
    context: &AppContext,
    question: &Question,
    validation: &Validation<'_>,
) -> Vec<OfferedAnswer> {
    let offer = |code: &str, text: String| OfferedAnswer {
        code: code.to_owned(),
        text,
        hint: None,
    };
    let listed = |list: &str| -> Vec<OfferedAnswer> {
        let list = context.policy().list(list);
        list.into_iter()
            .flat_map(CodeList::offered)
            .map(|item| offer(&item.code, in_lang(context, &item.zh, &item.en)))
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
                hint: option.hint.as_ref().map(|hint| context.text(hint)),
                ..offer(&option.code, in_lang(context, &option.zh, &option.en))
            })
            .chain(list.iter().flat_map(|list| listed(list)))
            .collect(),
        Kind::IdType { allowed } => allowed
            .iter()
            .map(|id_type| {
                offer(
                    id_type.code(),
                    i18n::id_type(*id_type, context.lang).to_owned(),
                )
            })
            .collect(),
        Kind::YesNo { .. } => [(YES, true), (NO, false)]
            .map(|(code, value)| offer(code, yes_or_no(context, &question.kind, value)))
            .to_vec(),
        Kind::Declaration { .. } => {
            let statement = question.ask.as_ref().unwrap_or(&question.label);
            vec![offer(YES, context.text(statement))]
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

fn in_lang(context: &AppContext, zh: &str, en: &str) -> String {
    match context.lang {
        Lang::Zh => zh.to_owned(),
        Lang::En => en.to_owned(),
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
#[expect(
    clippy::unwrap_used,
    reason = "a test fails where its context is not there"
)]
mod tests {
    use super::*;
    use crate::features::{
        asking::form_state::{QuestionSet, evaluate},
        real,
    };
    use civil_affairs_domain::form::answers::{Answers, GroupEntry};

    fn known(answers: &Answers, path: &str) -> Vec<String> {
        let context = real::context(Lang::Zh);
        let service = context.service("temporary-assistance").unwrap();
        evaluate(&context, service, answers, QuestionSet::Form, |form| {
            let placed = form.questions().find(|placed| placed.path == path).unwrap();
            placed
                .known
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
