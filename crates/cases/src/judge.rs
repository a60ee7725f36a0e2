//! What the server finds when it checks a submission again, with the same rules as the device.

use civil_affairs_domain::{
    form::answers::{Answers, Value},
    form::rule_context::RuleContext,
    protocol::submission::Submission,
    rules::validate::{Finding, validate},
};

/// What comes of a submission, before slots are looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Judgement {
    pub(super) verdict: IntakeVerdict,
    /// Told once and completely.
    pub(super) errors: Vec<Finding>,
    /// Outcome of the check, where it is the reason.
    pub(super) reason: Option<String>,
    /// The identity numbers of the two who want an appointment.
    pub(super) pair: Option<(String, String)>,
    /// Tracks that the check suggests, in order.
    pub(super) tracks: Vec<String>,
}

/// See [`Judgement`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum IntakeVerdict {
    /// It goes to the office.
    Submitted,
    /// The citizen has to mend something first.
    NeedCorrection,
    /// It wants a slot.
    Book,
}

/// The outcome that asks for another day (services-overview §7). Which wish can be had is decided with the slots.
const OTHER_DAY: &str = "choose_other";

/// What is said of a wish and is decided with the slots: the next wish may still be had.
const OF_WISHES: [&str; 4] = ["slot_past", "slot_too_soon", "slot_too_late", "slot_closed"];

/// Checks a submission. Whatever is wrong becomes a state: nothing that can be read is refused here.
pub(super) fn judge(rules: &RuleContext<'_>, submission: &Submission) -> Judgement {
    // What its channel leaves out is neither missing nor wrong.
    let rules = &rules.clone().on_channel(submission.channel);
    let service = rules.service;
    let answers = match submission.typed(service) {
        Ok(answers) => answers,
        Err(error) => {
            let errors = vec![Finding::new(&error.path, "not_understood")];
            return Judgement::of(service.never_blocks, errors, None);
        }
    };
    judge_answers(rules, submission, &answers)
}

fn judge_answers(rules: &RuleContext<'_>, submission: &Submission, answers: &Answers) -> Judgement {
    let service = rules.service;
    let books = service.booking.is_some();
    let validation = validate(rules, answers);
    let missing = validation.missing.iter();
    let mut errors = validation.errors.clone();
    errors.extend(missing.map(|path| Finding::new(path, "missing")));
    if books && !submission.wishes.is_empty() {
        errors.retain(|error| !OF_WISHES.contains(&error.code.as_str()));
    }
    let outcome = validation.precheck.outcome.as_deref();
    let barred = outcome
        .filter(|outcome| *outcome != OTHER_DAY)
        .and_then(|outcome| service.outcome(outcome))
        .filter(|outcome| outcome.no_booking);
    let mut judgement = Judgement::of(
        service.never_blocks,
        errors,
        barred.map(|outcome| outcome.id.clone()),
    );
    if books && judgement.verdict == IntakeVerdict::Submitted {
        judgement.verdict = IntakeVerdict::Book;
    }
    let mut numbers = validation
        .facts
        .values
        .values()
        .filter_map(|value| match value {
            Value::Identity(identity) => Some(identity.number.clone()),
            _ => None,
        });
    judgement.pair = numbers.next().zip(numbers.next()).filter(|_| books);
    judgement.tracks.clone_from(&validation.precheck.tracks);
    judgement
}

impl Judgement {
    fn of(never_blocks: bool, errors: Vec<Finding>, reason: Option<String>) -> Judgement {
        let sound = errors.is_empty() && reason.is_none();
        Judgement {
            verdict: if never_blocks || sound {
                IntakeVerdict::Submitted
            } else {
                IntakeVerdict::NeedCorrection
            },
            errors,
            reason,
            pair: None,
            tracks: Vec::new(),
        }
    }
}
