//! Which question comes next, how far the person is, and what an edit hides.

use crate::{
    form::answers::Answers,
    form::definition::{AskStage, Kind, Question, ServiceDefinition},
    form::rule_context::RuleContext,
    rules::validate::{Validation, each_place, validate},
};
use serde::{Deserialize, Serialize};

/// A page of the form or of the pre-check: one question, of one entry where its group is repeated.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct FormStep {
    /// Id of the question, or of a repeated group: its list of entries.
    pub id: String,
    /// Path of the answer, such as `members[0].sex`.
    pub path: String,
}

/// How a step stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepStatus {
    /// Answered and understood.
    Answered,
    /// Has to be mended.
    Wrong,
    /// Required and open.
    Open,
    /// Open, and may stay so.
    Optional,
}

/// Done and all, of the steps that are to be answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FormProgress {
    /// Steps answered.
    pub done: usize,
    /// Steps in all, as the form stands.
    pub all: usize,
}

/// The steps of the form as it stands, in order.
pub fn form_steps(validation: &Validation<'_>) -> Vec<FormStep> {
    let facts = &validation.facts;
    let mut steps = Vec::new();
    for group in &facts.setting.service.groups {
        if group.repeat.is_some() && !facts.hidden_groups.contains(&group.id) {
            steps.push(FormStep {
                id: group.id.clone(),
                path: group.id.clone(),
            });
        }
        each_place(facts.answers, group, &mut |question, entry| {
            let path = facts.path(&question.id, entry);
            if question.asked == AskStage::Form && is_asked(validation, question, &path) {
                steps.push(FormStep {
                    id: question.id.clone(),
                    path,
                });
            }
        });
    }
    steps
}

/// The steps of the pre-check as it stands, in its own order.
pub fn precheck_steps(validation: &Validation<'_>) -> Vec<FormStep> {
    let service = validation.facts.setting.service;
    service
        .precheck
        .questions
        .iter()
        .filter_map(|id| {
            let question = service.question(id)?;
            let step = FormStep {
                id: id.clone(),
                path: id.clone(),
            };
            (question.asked != AskStage::Never && is_asked(validation, question, id))
                .then_some(step)
        })
        .collect()
}

/// A question is asked when it belongs to the form and nothing else gives its value.
fn is_asked(validation: &Validation<'_>, question: &Question, path: &str) -> bool {
    let worked_out = question.derive.is_some()
        && validation.derived.contains_key(path)
        && !validation.suggested.contains(path);
    question.kind != Kind::Derived && validation.visible.contains(path) && !worked_out
}

/// How a step stands.
pub fn standing(validation: &Validation<'_>, step: &FormStep) -> StepStatus {
    let inside = |path: &str| {
        path == step.path || (step.id == step.path && path.starts_with(&format!("{}[", step.path)))
    };
    if validation
        .errors
        .iter()
        .any(|finding| finding.field == step.path)
    {
        StepStatus::Wrong
    } else if validation.missing.contains(&step.path) {
        StepStatus::Open
    } else if validation.facts.values.contains_key(&step.path)
        || validation.facts.values.keys().any(|path| inside(path))
    {
        StepStatus::Answered
    } else {
        StepStatus::Optional
    }
}

/// The first step that still wants something, from a step on and then from the beginning.
pub fn next_open(
    validation: &Validation<'_>,
    steps: &[FormStep],
    after: Option<&FormStep>,
) -> Option<FormStep> {
    let from = after
        .and_then(|after| steps.iter().position(|step| step == after))
        .map_or(0, |at| at + 1);
    let (before, rest) = steps.split_at_checked(from)?;
    rest.iter()
        .chain(before)
        .find(|step| {
            matches!(
                standing(validation, step),
                StepStatus::Open | StepStatus::Wrong
            )
        })
        .cloned()
}

/// How far the person is.
pub fn progress(validation: &Validation<'_>, steps: &[FormStep]) -> FormProgress {
    let counted: Vec<StepStatus> = steps
        .iter()
        .map(|step| standing(validation, step))
        .filter(|standing| *standing != StepStatus::Optional)
        .collect();
    FormProgress {
        done: counted
            .iter()
            .filter(|one| **one == StepStatus::Answered)
            .count(),
        all: counted.len(),
    }
}

/// What an edit changes in the form's shape.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ShapeChange {
    /// Steps that belong to the form now and did not before.
    pub shown: Vec<FormStep>,
    /// Steps with an answer that no longer belong to it. The answers are kept and not sent.
    pub hidden: Vec<FormStep>,
}

/// Compares the form before and after an edit.
pub fn change(setting: &RuleContext<'_>, before: &Answers, after: &Answers) -> ShapeChange {
    let old = validate(setting, before);
    let new = validate(setting, after);
    let (old_steps, new_steps) = (form_steps(&old), form_steps(&new));
    let answered = |step: &&FormStep| before.get(&step.path).is_some();
    ShapeChange {
        shown: new_steps
            .iter()
            .filter(|step| !old_steps.contains(step))
            .cloned()
            .collect(),
        hidden: old_steps
            .iter()
            .filter(|step| !new_steps.contains(step))
            .filter(answered)
            .cloned()
            .collect(),
    }
}

/// The answers that are sent: those of questions that belong to the form, in their parsed form, nested by id.
pub fn submitted(validation: &Validation<'_>) -> serde_json::Value {
    serde_json::Value::Object(sent(validation))
}

/// As [`submitted`], by field.
pub(crate) fn sent(validation: &Validation<'_>) -> serde_json::Map<String, serde_json::Value> {
    let mut tree = serde_json::Map::new();
    let service: &ServiceDefinition = validation.facts.setting.service;
    for group in &service.groups {
        if group.repeat.is_none() {
            continue;
        }
        let count = validation.facts.count(&group.id);
        if count > 0 {
            let entries = vec![serde_json::Value::Object(serde_json::Map::new()); count];
            tree.insert(group.id.clone(), serde_json::Value::Array(entries));
        }
    }
    for (path, value) in &validation.facts.values {
        put(&mut tree, path, value.to_json());
    }
    tree
}

pub(crate) fn put(
    tree: &mut serde_json::Map<String, serde_json::Value>,
    path: &str,
    value: serde_json::Value,
) {
    if let Some(crate::form::answers::AnswerPlace::Entry(group, index, name)) =
        crate::form::answers::AnswerPlace::parse(path)
    {
        let entry = tree
            .get_mut(group)
            .and_then(|group| group.get_mut(index))
            .and_then(serde_json::Value::as_object_mut);
        if let Some(entry) = entry {
            put(entry, name, value);
        }
        return;
    }
    match path.split_once('.') {
        None => {
            tree.insert(path.to_owned(), value);
        }
        Some((first, rest)) => {
            let inner = tree
                .entry(first.to_owned())
                .or_insert_with(|| serde_json::Value::Object(serde_json::Map::new()));
            if let Some(inner) = inner.as_object_mut() {
                put(inner, rest, value);
            }
        }
    }
}
