//! From answers as typed to values and findings: the same on the device and on the server.

mod finding;
mod wishes;

pub use finding::Finding;

use crate::{
    form::answers::{Answers, Value},
    form::condition::Named,
    form::definition::{AskStage, Group, Kind, Level, Question},
    form::rule_context::RuleContext,
    rules::evaluate::{EntryAt, Facts},
    rules::kind::{self, Read, Typed},
    rules::precheck,
    value::channel::Channel,
    value::truth::Truth,
};
use std::collections::{BTreeMap, BTreeSet};

/// Everything that follows from the answers.
#[derive(Clone, Debug)]
pub struct Validation<'a> {
    /// Values of visible questions, and what conditions come to with them.
    pub facts: Facts<'a>,
    /// What was worked out or suggested instead of being answered, by path.
    pub derived: BTreeMap<String, Value>,
    /// Paths whose value is only suggested and still asked.
    pub suggested: BTreeSet<String>,
    /// Paths of questions that belong to the form as it stands.
    pub visible: BTreeSet<String>,
    /// What has to be mended.
    pub errors: Vec<Finding>,
    /// What is worth a look.
    pub warnings: Vec<Finding>,
    /// Required and not answered.
    pub missing: Vec<String>,
    /// What the decision table says.
    pub precheck: precheck::Verdict,
}

/// Reads the answers in their setting. Never fails: broken input is normal.
pub fn validate<'a>(setting: &'a RuleContext<'a>, answers: &'a Answers) -> Validation<'a> {
    // What depends on tracks is visible while they are not known; the table itself never asks for them.
    let first = Pass::run(setting, answers, None);
    let tracks = precheck::tracks(&first.facts);
    let mut pass = Pass::run(setting, answers, Some(tracks));
    pass.check();
    let missing = pass.missing();
    let outside = wishes::outside(&pass.facts, &pass.visible);
    let mut mistyped = pass.errors.clone();
    mistyped.extend(outside.mistyped.iter().cloned());
    let verdict = precheck::verdict(&pass.facts, &mistyped);
    pass.errors = mistyped;
    pass.errors.extend(outside.of_the_day);
    Validation {
        facts: pass.facts,
        derived: pass.derived,
        suggested: pass.suggested,
        visible: pass.visible,
        errors: pass.errors,
        warnings: pass.warnings,
        missing,
        precheck: verdict,
    }
}

/// One walk over the questions in their order. A question depends only on earlier ones (checked when the
/// definition is loaded), so one walk settles every value.
struct Pass<'a> {
    facts: Facts<'a>,
    derived: BTreeMap<String, Value>,
    suggested: BTreeSet<String>,
    visible: BTreeSet<String>,
    /// Waits for a typed number to be mended, which will tell it: neither asked nor missing.
    pending: BTreeSet<String>,
    errors: Vec<Finding>,
    warnings: Vec<Finding>,
}

impl<'a> Pass<'a> {
    fn run(
        setting: &'a RuleContext<'a>,
        answers: &'a Answers,
        tracks: Option<Vec<String>>,
    ) -> Pass<'a> {
        let mut pass = Pass {
            facts: Facts::new(setting, answers),
            derived: BTreeMap::new(),
            suggested: BTreeSet::new(),
            visible: BTreeSet::new(),
            pending: BTreeSet::new(),
            errors: Vec::new(),
            warnings: Vec::new(),
        };
        pass.facts.tracks = tracks;
        for group in &setting.service.groups {
            if asks_on(&group.channels, setting.channel) && pass.shows_group(group) {
                each_place(answers, group, &mut |question, entry| {
                    pass.take(question, entry)
                });
            } else if group.repeat.is_some() {
                pass.facts.hidden_groups.insert(group.id.clone());
            }
        }
        pass
    }

    fn shows_group(&self, group: &Group) -> bool {
        self.shows(self.facts.truth(&group.visible_if, None))
    }

    /// While the tracks are not known, a condition that waits for them hides nothing.
    fn shows(&self, truth: Truth) -> bool {
        match self.facts.tracks {
            Some(_) => truth.holds(),
            None => truth != Truth::False,
        }
    }

    /// Whether the value would follow from an answer that has to be mended first.
    fn waits(&self, question: &Question, entry: EntryAt<'_>) -> bool {
        let Some(derive) = &question.derive else {
            return false;
        };
        let mut waits = false;
        derive.clone().walk(&mut |named| {
            if let Named::Field(field) = named {
                let path = self.facts.path(field, entry);
                waits |= self.facts.invalid.contains(&path) || self.pending.contains(&path);
            }
        });
        waits
    }

    /// An answer whose question may yet come to belong to the form. It does not count, but what is wrong with it
    /// is worth a word already.
    fn look_at(&mut self, question: &Question, entry: EntryAt<'_>) {
        let path = self.facts.path(&question.id, entry);
        let typed = self
            .facts
            .answers
            .get(&path)
            .filter(|_| question.kind != Kind::Derived);
        let typed = typed.map(|raw| Typed {
            facts: &self.facts,
            question,
            path: &path,
            raw,
            entry,
        });
        match typed.as_ref().map(kind::read) {
            Some(Ok(read)) => self.warnings.extend(read.warnings),
            Some(Err(finding)) => self.warnings.push(finding),
            None => {}
        }
    }

    fn take(&mut self, question: &Question, entry: EntryAt<'_>) {
        if !asks_on(&question.channels, self.facts.setting.channel) {
            return;
        }
        let belongs = self.facts.truth(&question.visible_if, entry);
        if !self.shows(belongs) {
            if belongs == Truth::Unknown {
                self.look_at(question, entry);
            }
            return;
        }
        let path = self.facts.path(&question.id, entry);
        let worked_out = question
            .derive
            .as_ref()
            .and_then(|derive| self.facts.derive(derive, entry));
        if worked_out.is_none() && self.waits(question, entry) {
            self.pending.insert(path);
            return;
        }
        self.visible.insert(path.clone());
        if let Some(value) = worked_out {
            self.derived.insert(path.clone(), value.clone());
            self.facts.values.insert(path, value);
            return;
        }
        // Nobody is asked for what is only worked out; what stands there anyway means nothing.
        let typed = self
            .facts
            .answers
            .get(&path)
            .filter(|_| question.kind != Kind::Derived);
        let typed = typed.map(|raw| Typed {
            facts: &self.facts,
            question,
            path: &path,
            raw,
            entry,
        });
        match typed.as_ref().map(kind::read) {
            Some(Ok(Read {
                value: Some(value),
                warnings,
            })) => {
                if let Value::Identity(identity) = &value {
                    self.derived
                        .insert(path.clone(), Value::Text(identity.number.clone()));
                }
                self.facts.values.insert(path, value);
                self.warnings.extend(warnings);
            }
            Some(Err(finding)) => {
                self.facts.invalid.insert(path);
                self.errors.push(finding);
            }
            None | Some(Ok(_)) => {
                let suggestion = question
                    .suggest
                    .as_ref()
                    .and_then(|derive| self.facts.derive(derive, entry));
                if let Some(value) = suggestion {
                    self.derived.insert(path.clone(), value.clone());
                    self.suggested.insert(path.clone());
                    self.facts.values.insert(path, value);
                }
            }
        }
    }

    /// Checks that look at several answers.
    fn check(&mut self) {
        let mut found = Vec::new();
        for group in &self.facts.setting.service.groups {
            each_place(self.facts.answers, group, &mut |question, entry| {
                let path = self.facts.path(&question.id, entry);
                if !self.visible.contains(&path) {
                    return;
                }
                for check in &question.checks {
                    if self.facts.truth(&check.condition, entry).holds() {
                        found.push((check.level, Finding::new(&path, &check.code)));
                    }
                }
            });
            self.check_entries(group, &mut found);
        }
        for (level, finding) in found {
            match level {
                Level::Error => self.errors.push(finding),
                Level::Warning => self.warnings.push(finding),
            }
        }
    }

    fn check_entries(&self, group: &Group, found: &mut Vec<(Level, Finding)>) {
        let Some(repeat) = &group.repeat else { return };
        let count = self.facts.count(&group.id);
        if count > usize::try_from(repeat.max).unwrap_or(usize::MAX) {
            let finding = Finding::new(&group.id, "too_many").with("max", repeat.max);
            found.push((Level::Error, finding));
        }
        let value = |field: &str, index: usize| {
            self.facts
                .values
                .get(&format!("{}[{index}].{field}", group.id))
        };
        if let Some(field) = &repeat.unique {
            for index in 0..count {
                let own = value(field, index).map(Value::to_json);
                if own.is_some()
                    && (0..index).any(|other| value(field, other).map(Value::to_json) == own)
                {
                    let path = format!("{}[{index}].{field}", group.id);
                    found.push((Level::Error, Finding::new(&path, "duplicate")));
                }
            }
        }
        if let Some(one) = &repeat.exactly_one {
            let values: Vec<_> = (0..count).map(|index| value(&one.field, index)).collect();
            let matching = values
                .iter()
                .flatten()
                .filter(|value| value.code() == Some(&one.is))
                .count();
            let open = values.iter().any(Option::is_none);
            if matching > 1 || (matching == 0 && count > 0 && !open) {
                found.push((Level::Error, Finding::new(&group.id, "exactly_one")));
            }
        }
    }

    fn missing(&self) -> Vec<String> {
        let mut missing = Vec::new();
        for group in &self.facts.setting.service.groups {
            if let Some(repeat) = &group.repeat
                && self.facts.answers.count(&group.id) == 0
                && !self.facts.hidden_groups.contains(&group.id)
                && repeat
                    .required_if
                    .as_ref()
                    .is_some_and(|condition| self.facts.truth(condition, None).holds())
            {
                missing.push(group.id.clone());
            }
            each_place(self.facts.answers, group, &mut |question, entry| {
                let path = self.facts.path(&question.id, entry);
                let has =
                    self.facts.values.contains_key(&path) || self.facts.invalid.contains(&path);
                if !has
                    && self.visible.contains(&path)
                    && question.asked != AskStage::Never
                    && question.kind != Kind::Derived
                    && self.is_required(question, entry)
                {
                    missing.push(path);
                }
            });
        }
        missing
    }

    fn is_required(&self, question: &Question, entry: EntryAt<'_>) -> bool {
        question.required
            || question
                .required_if
                .as_ref()
                .is_some_and(|condition| self.facts.truth(condition, entry).holds())
    }
}

/// Whether something is asked on a channel: on all where none is named.
fn asks_on(channels: &[Channel], channel: Channel) -> bool {
    channels.is_empty() || channels.contains(&channel)
}

/// Visits every place of a group: its questions once, or once for each entry.
pub(crate) fn each_place<'g>(
    answers: &Answers,
    group: &'g Group,
    visit: &mut dyn FnMut(&'g Question, EntryAt<'g>),
) {
    if group.repeat.is_some() {
        for index in 0..answers.count(&group.id) {
            for question in &group.questions {
                visit(question, Some((&group.id, index)));
            }
        }
    } else {
        for question in &group.questions {
            visit(question, None);
        }
    }
}
