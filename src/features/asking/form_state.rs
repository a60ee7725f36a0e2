//! The answers to a service as they stand, judged once: which questions are asked, where each stands, and what is
//! said about it. Pure.

use super::{
    placed_question::{PlacedQuestion, placed_question},
    words,
};
use civil_affairs_client::context::AppContext;
use civil_affairs_domain::{
    form::answers::{AnswerPlace, Answers},
    form::definition::{Kind, ServiceDefinition},
    form::rule_context::RuleContext,
    rules::flow::{self, FormStep},
    rules::validate::{Finding, Validation, validate},
};

/// Which questions of a service.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QuestionSet {
    /// Those of the pre-check, in its own order. Slots and files belong to the form.
    Precheck,
    /// Those of the form.
    Form,
}

/// What follows from the answers to a service at one moment.
pub struct FormState<'a> {
    /// Catalogue, day and language.
    pub context: &'a AppContext,
    /// What follows from the answers.
    pub validation: Validation<'a>,
    /// The questions that are asked, in order.
    pub steps: Vec<FormStep>,
    question_set: QuestionSet,
}

/// Looks at answers, and gives what `see` makes of them.
pub fn evaluate<T>(
    context: &AppContext,
    service: &ServiceDefinition,
    answers: &Answers,
    question_set: QuestionSet,
    see: impl FnOnce(&FormState<'_>) -> T,
) -> T {
    let setting: RuleContext<'_> = context.setting(service);
    let validation = validate(&setting, answers);
    let steps = match question_set {
        QuestionSet::Precheck => precheck_steps(&validation),
        QuestionSet::Form => flow::form_steps(&validation),
    };
    see(&FormState {
        context,
        validation,
        steps,
        question_set,
    })
}

/// The steps of a pre-check.
pub fn precheck_steps(validation: &Validation<'_>) -> Vec<FormStep> {
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

/// The entry that a step belongs to.
fn entry_of(step: &FormStep) -> Option<(&str, usize)> {
    match AnswerPlace::parse(&step.path)? {
        AnswerPlace::Entry(group, index, _) => Some((group, index)),
        AnswerPlace::Field(_) => None,
    }
}

impl FormState<'_> {
    /// The service.
    pub fn service(&self) -> &ServiceDefinition {
        self.validation.facts.setting.service
    }

    /// The step at a place, from 1.
    pub fn step(&self, place: usize) -> Option<&FormStep> {
        self.steps.get(place.checked_sub(1)?)
    }

    /// The question at a place; nothing for a list of entries and beyond the last one.
    pub fn at(&self, place: usize) -> Option<PlacedQuestion> {
        placed_question(self, place, self.step(place)?)
    }

    /// What the step at a place is called, in lists.
    pub fn name_of(&self, place: usize) -> Option<String> {
        let Some(placed) = self.at(place) else {
            let group = self.service().repeated(&self.step(place)?.id)?;
            return Some(self.context.text(&group.title));
        };
        Some(match &placed.asked.who {
            Some(who) => format!("{who} · {}", placed.label),
            None => placed.label,
        })
    }

    /// Every question with its place.
    pub fn questions(&self) -> impl Iterator<Item = PlacedQuestion> {
        self.steps
            .iter()
            .enumerate()
            .filter_map(|(at, step)| placed_question(self, at + 1, step))
    }

    /// AnswerPlace of the step with this path.
    pub fn place_of(&self, path: &str) -> Option<usize> {
        let at = self.steps.iter().position(|step| step.path == path)?;
        Some(at + 1)
    }

    /// AnswerPlace of the step that comes after this one; nothing after the last. The last question of an entry leads
    /// back to the list of entries, and the list on to what follows all of them.
    pub fn after(&self, path: &str) -> Option<usize> {
        let at = self.steps.iter().position(|step| step.path == path)?;
        let step = self.steps.get(at)?;
        let follower = self.steps.get(at + 1);
        if let Some(entry) = entry_of(step) {
            if follower.and_then(entry_of) == Some(entry) {
                return Some(at + 2);
            }
            return self.place_of(entry.0).or(follower.map(|_| at + 2));
        }
        let of_group = |step: &&FormStep| entry_of(step).is_some_and(|entry| entry.0 == path);
        let entries = self
            .steps
            .get(at + 1..)?
            .iter()
            .take_while(of_group)
            .count();
        let next = at + 1 + entries;
        (next < self.steps.len()).then_some(next + 1)
    }

    /// AnswerPlace of the step that comes before the one at a place; nothing before the first.
    pub fn before(&self, place: usize) -> Option<usize> {
        let step = self.step(place)?;
        let previous = place.checked_sub(1).filter(|place| *place > 0)?;
        match self.step(previous).and_then(entry_of) {
            Some(entry) if entry_of(step) != Some(entry) => self.place_of(entry.0),
            _ => Some(previous),
        }
    }

    /// Where to go on when one answer was changed from the list of answers; nothing: back to the list. What the
    /// change has opened comes first. Who has filled in what was open goes on to what else is.
    pub fn after_change(&self, path: &str, was_open: bool) -> Option<usize> {
        let open =
            |step: &FormStep| flow::standing(&self.validation, step) == flow::StepStatus::Open;
        match self.question_set {
            // An answer that the change has made wrong is told on the page of the result, with the way to mend it.
            QuestionSet::Precheck => self.first(open),
            QuestionSet::Form if was_open => {
                let place = self.place_of(path)?;
                let later = self.steps.iter().skip(place).position(open)?;
                Some(place + later + 1)
            }
            QuestionSet::Form => {
                let next = self.after(path)?;
                self.step(next).is_some_and(open).then_some(next)
            }
        }
    }

    /// AnswerPlace of the first question without an answer; nothing when all have one.
    pub fn first_open(&self) -> Option<usize> {
        self.first(|step| self.validation.facts.answers.get(&step.path).is_none())
    }

    /// AnswerPlace of the first step that has to be answered or mended.
    pub fn first_missing(&self) -> Option<usize> {
        self.first(|step| {
            matches!(
                flow::standing(&self.validation, step),
                flow::StepStatus::Open | flow::StepStatus::Wrong
            )
        })
    }

    fn first(&self, wanted: impl Fn(&FormStep) -> bool) -> Option<usize> {
        self.steps.iter().position(wanted).map(|at| at + 1)
    }

    /// What is wrong with the answer at a path, in words; of a required question also that it is missing.
    pub fn errors(&self, path: &str) -> Vec<String> {
        let never_blocks = self.service().never_blocks;
        let missing = self.validation.missing.iter().any(|one| one == path) && !never_blocks;
        let found = self.of(&self.validation.errors, path);
        found
            .into_iter()
            .chain(missing.then(|| self.say(&Finding::new(path, "missing"))))
            .collect()
    }

    /// What is worth a look about the answer at a path, in words.
    pub fn warnings(&self, path: &str) -> Vec<String> {
        self.of(&self.validation.warnings, path)
    }

    fn of(&self, findings: &[Finding], path: &str) -> Vec<String> {
        findings
            .iter()
            .filter(|finding| finding.field == path)
            .map(|finding| self.say(finding))
            .collect()
    }

    fn say(&self, finding: &Finding) -> String {
        words::of(self.context, &self.validation, finding)
    }
}
