//! From a checked form to a submission.

use super::{Channel, RecordedAdvice, Statement, Submission, VERSION, open};
use crate::{
    form::answers::{FileRef, Value},
    form::definition::Kind,
    rules::finish::{Finish, finish},
    rules::flow,
    rules::validate::{Validation, each_place},
    value::code::Reference,
    value::id::SubmissionId,
    value::instant::Instant,
    value::slot::SlotId,
    value::text::Lang,
};

/// What a submission needs besides the answers. Ids, codes and the time come from outside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SubmissionContext {
    /// A new id.
    pub id: SubmissionId,
    /// A new reference.
    pub reference: Reference,
    /// Version of the definition that the validation used, 64 hexadecimal digits.
    pub definition_version: String,
    /// The language the person read.
    pub lang: Lang,
    /// Where it was filled in.
    pub channel: Channel,
    /// Now.
    pub now: Instant,
}

/// The form cannot be finished as it stands; see [`Finish`].
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the form is not ready to be finished")]
pub struct NotReady(pub Finish);

impl Submission {
    /// Makes the submission of a form that is ready. Only answers that belong to the form as it stands are in it.
    pub fn build(
        validation: &Validation<'_>,
        handing: SubmissionContext,
    ) -> Result<Submission, NotReady> {
        let open = match finish(validation) {
            Finish::Ready { later } => later,
            other => return Err(NotReady(other)),
        };
        let mut answers = flow::sent(validation);
        let (none_now, later) = open::follow_later(validation, &open, &mut answers);
        let collected = Collected::of(validation, handing.lang);
        Ok(Submission {
            v: VERSION,
            id: handing.id,
            reference: handing.reference,
            service: validation.facts.setting.service.id.clone(),
            definition_version: handing.definition_version,
            lang: handing.lang,
            channel: handing.channel,
            created_at: handing.now,
            answers,
            none_now,
            later,
            statements: collected.statements,
            wishes: collected.wishes,
            files: collected.files,
            advice: RecordedAdvice {
                outcome: validation.precheck.outcome.clone(),
                tracks: validation.precheck.tracks.clone(),
            },
        })
    }
}

/// What stands among the answers and is needed by itself.
#[derive(Default)]
struct Collected {
    statements: Vec<Statement>,
    wishes: Vec<SlotId>,
    files: Vec<FileRef>,
}

impl Collected {
    fn of(validation: &Validation<'_>, lang: Lang) -> Collected {
        let facts = &validation.facts;
        let mut collected = Collected::default();
        for group in &facts.setting.service.groups {
            each_place(facts.answers, group, &mut |question, entry| {
                let path = facts.path(&question.id, entry);
                match (facts.values.get(&path), &question.kind) {
                    (Some(Value::Bool(true)), Kind::Declaration { consent }) => {
                        let words = question.ask.as_ref().unwrap_or(&question.label);
                        collected.statements.push(Statement {
                            text: words.render(lang, &|key| validation.shown(key)),
                            consent: *consent,
                            field: path,
                        });
                    }
                    (Some(Value::Slot(slot)), _) => collected.wishes.push(slot.clone()),
                    (Some(Value::Slots(slots)), _) => collected.wishes.extend_from_slice(slots),
                    (Some(Value::Files(files)), _) => {
                        for file in files {
                            if !collected.files.contains(file) {
                                collected.files.push(file.clone());
                            }
                        }
                    }
                    _ => {}
                }
            });
        }
        collected
    }
}

impl From<NotReady> for Finish {
    fn from(not_ready: NotReady) -> Finish {
        not_ready.0
    }
}
