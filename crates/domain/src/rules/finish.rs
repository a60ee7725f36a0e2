//! Whether a form can be finished, and what stands in the way.

use crate::{
    form::answers::AnswerPlace,
    form::condition::Named,
    form::definition::Question,
    rules::flow::{FormStep, form_steps},
    rules::validate::{Finding, Validation},
    value::ordered,
};

/// How a form stands at its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Finish {
    /// It can be finished.
    Ready {
        /// What goes along open and follows later. Only where the service never blocks (temporary assistance).
        later: Vec<Mend>,
    },
    /// These pages have to be seen to first, in the order of the form.
    Mend(Vec<Mend>),
    /// All is understood, but with this outcome of the check nothing is booked. The person changes the date, calls
    /// or asks at the window first; that is advice, and the office decides.
    Advised {
        /// Code of the outcome.
        outcome: String,
    },
}

/// A page to be seen to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mend {
    /// The page.
    pub step: FormStep,
    /// What is wrong there; code `missing` for a required answer that is absent.
    pub findings: Vec<Finding>,
}

/// Works out whether the form can be finished as it stands.
///
/// What is wrong comes first. Then the outcome, before what is missing: nobody fills in the rest of a form to hear
/// at its end that the day cannot be booked.
pub fn finish(validation: &Validation<'_>) -> Finish {
    let service = validation.facts.setting.service;
    if service.never_blocks {
        return Finish::Ready {
            later: open(validation),
        };
    }
    let barred = validation
        .precheck
        .outcome
        .as_ref()
        .and_then(|id| service.outcome(id))
        .filter(|outcome| outcome.no_booking);
    match barred {
        Some(outcome) if validation.errors.is_empty() => Finish::Advised {
            outcome: outcome.id.clone(),
        },
        _ => match open(validation) {
            open if open.is_empty() => Finish::Ready { later: open },
            open => Finish::Mend(open),
        },
    }
}

/// Everything wrong or missing by its page, in the order of the form.
fn open(validation: &Validation<'_>) -> Vec<Mend> {
    let steps = form_steps(validation);
    let mut open: Vec<Mend> = Vec::new();
    let missing: Vec<Finding> = validation
        .missing
        .iter()
        .map(|path| Finding::new(path, "missing"))
        .collect();
    for finding in validation.errors.iter().chain(&missing) {
        let step = page(validation, &steps, &finding.field);
        match open.iter_mut().find(|mend| mend.step == step) {
            // What follows from an answer on that page is not missing by itself.
            Some(_) if finding.code == "missing" && step.path != finding.field => {}
            Some(mend) => mend.findings.push(finding.clone()),
            None => open.push(Mend {
                step,
                findings: vec![finding.clone()],
            }),
        }
    }
    let mut ordered = Vec::new();
    for mend in open {
        ordered::insert(&mut ordered, mend, |mend: &Mend| {
            steps.iter().position(|step| *step == mend.step)
        });
    }
    ordered
}

/// The page on which an answer is changed: its own, or that of an answer from which it is worked out.
fn page(validation: &Validation<'_>, steps: &[FormStep], path: &str) -> FormStep {
    source(validation, steps, path, 0).unwrap_or_else(|| FormStep {
        id: question(validation, path)
            .map_or(path, |own| &own.id)
            .to_owned(),
        path: path.to_owned(),
    })
}

fn source(
    validation: &Validation<'_>,
    steps: &[FormStep],
    path: &str,
    depth: usize,
) -> Option<FormStep> {
    if let Some(step) = steps.iter().find(|step| step.path == path) {
        return Some(step.clone());
    }
    // Questions depend on earlier ones only; the bound is for definitions that were never checked.
    if depth > 8 {
        return None;
    }
    let derive = question(validation, path)?.derive.as_ref()?;
    let entry = match AnswerPlace::parse(path)? {
        AnswerPlace::Entry(group, index, _) => Some((group, index)),
        AnswerPlace::Field(_) => None,
    };
    let mut sources = Vec::new();
    derive.clone().walk(&mut |named| {
        if let Named::Field(field) = named {
            sources.push(validation.facts.path(field, entry));
        }
    });
    sources
        .iter()
        .find_map(|one| source(validation, steps, one, depth + 1))
}

/// The question whose answer stands at a path.
pub(crate) fn question<'a>(validation: &Validation<'a>, path: &str) -> Option<&'a Question> {
    let service = validation.facts.setting.service;
    match AnswerPlace::parse(path)? {
        AnswerPlace::Field(id) => service.question(id),
        AnswerPlace::Entry(group, _, name) => service.question(&format!("{group}[].{name}")),
    }
}
