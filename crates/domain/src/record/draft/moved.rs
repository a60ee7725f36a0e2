//! What a newer definition does to a draft (invariant 11): everything typed stays, and what moved is listed.

use crate::{
    form::answers::{AnswerPlace, Raw},
    form::definition::{AskStage, Kind, Question, ServiceDefinition},
    rules::flow::{FormStep, form_steps},
    rules::validate::Validation,
    value::text::Text,
};

/// What moved. Nothing in it asks for anything to be deleted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DefinitionChanges {
    /// Answers whose question is gone. They stay in the draft and are not sent.
    pub removed: Vec<Removed>,
    /// Answers that are no longer understood and have to be given again.
    pub changed: Vec<Changed>,
    /// Pages that are new and open.
    pub added: Vec<FormStep>,
}

/// An answer whose question is gone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Removed {
    /// Its path.
    pub path: String,
    /// What the question was called, if the older definition is at hand.
    pub label: Option<Text>,
    /// What was typed.
    pub raw: Raw,
}

/// An answer that is no longer understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed {
    /// Its page.
    pub step: FormStep,
    /// Why, such as `unknown_option`.
    pub code: String,
}

impl DefinitionChanges {
    /// Whether nothing moved, so that there is nothing to tell.
    pub fn is_empty(&self) -> bool {
        self.removed.is_empty() && self.changed.is_empty() && self.added.is_empty()
    }
}

/// Compares the definition a draft was filled in with, if it is still known, with the one by which it is now
/// validated. Without the older one new pages cannot be told from those that were always open.
pub fn moved(old: Option<&ServiceDefinition>, validation: &Validation<'_>) -> DefinitionChanges {
    let new = validation.facts.setting.service;
    if old == Some(new) {
        return DefinitionChanges::default();
    }
    DefinitionChanges {
        removed: removed(old, validation),
        changed: changed(old, validation),
        added: old.map_or_else(Vec::new, |old| added(old, validation)),
    }
}

fn removed(old: Option<&ServiceDefinition>, validation: &Validation<'_>) -> Vec<Removed> {
    let new = validation.facts.setting.service;
    let answers = validation.facts.answers;
    let mut removed = Vec::new();
    let mut look = |path: String, id: &str, raw: &Raw| {
        let was = old.and_then(|old| old.question(id));
        // What had no question in the older definition either did not move.
        let had = old.is_none() || was.is_some_and(takes_answers);
        if had && !raw.is_blank() && !new.question(id).is_some_and(takes_answers) {
            removed.push(Removed {
                path,
                label: was.map(|question| question.label.clone()),
                raw: raw.clone(),
            });
        }
    };
    for (id, raw) in &answers.fields {
        look(id.clone(), id, raw);
    }
    for (group, entries) in &answers.entries {
        for (at, entry) in entries.iter().enumerate() {
            for (name, raw) in &entry.fields {
                let path = format!("{group}[{at}].{name}");
                look(path, &format!("{group}[].{name}"), raw);
            }
        }
    }
    removed
}

fn takes_answers(question: &Question) -> bool {
    question.kind != Kind::Derived
}

fn changed(old: Option<&ServiceDefinition>, validation: &Validation<'_>) -> Vec<Changed> {
    let new = validation.facts.setting.service;
    let mut changed: Vec<Changed> = Vec::new();
    for finding in &validation.errors {
        let path = &finding.field;
        let id = match AnswerPlace::parse(path) {
            Some(AnswerPlace::Entry(group, _, name)) => format!("{group}[].{name}"),
            _ => path.clone(),
        };
        let Some(question) = new.question(&id) else {
            continue;
        };
        // An answer of another shape, or an option that is no longer offered, was right when it was given.
        let other_shape = matches!(finding.code.as_str(), "wrong_kind" | "unknown_option");
        let other_kind = old
            .and_then(|old| old.question(&id))
            .is_some_and(|was| was.kind != question.kind);
        let answered = validation.facts.answers.get(path).is_some();
        let told = changed.iter().any(|one| one.step.path == *path);
        if answered && (other_shape || other_kind) && !told {
            changed.push(Changed {
                step: FormStep {
                    id,
                    path: path.clone(),
                },
                code: finding.code.clone(),
            });
        }
    }
    changed
}

fn added(old: &ServiceDefinition, validation: &Validation<'_>) -> Vec<FormStep> {
    let answers = validation.facts.answers;
    let was_asked = |id: &str| {
        let asked =
            |question: &Question| question.asked == AskStage::Form && takes_answers(question);
        old.repeated(id).is_some() || old.question(id).is_some_and(asked)
    };
    let is_open =
        |step: &FormStep| answers.get(&step.path).is_none() && answers.count(&step.path) == 0;
    form_steps(validation)
        .into_iter()
        .filter(|step| !was_asked(&step.id) && is_open(step))
        .collect()
}
