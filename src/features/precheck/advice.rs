//! What a pre-check says: outcome, dates, what to do, ways, reasons, documents. Pure; worked out anew each time,
//! never stored.

use crate::features::asking::{self, fill, precheck_steps};
use civil_affairs_client::context::AppContext;
use civil_affairs_domain::{
    form::answers::Answers,
    form::definition::{Rule, ServiceDefinition, Tone},
    form::policy::HelpLine,
    rules::flow,
    rules::validate::{Validation, validate},
    value::date::Date,
    value::text::Text,
};
use civil_affairs_ui::i18n;

/// Everything the result page shows.
#[derive(Clone, Debug, PartialEq)]
pub struct Advice {
    /// The outcome, or the first track; nothing while no rule fired.
    pub outcome: Option<Headline>,
    /// Danger: the emergency numbers come first.
    pub urgent: bool,
    /// The first day the law allows.
    pub earliest: Option<KeyDate>,
    /// The first open day from then on.
    pub next_open: Option<KeyDate>,
    /// What the person can do.
    pub todo: Vec<String>,
    /// Whom to call.
    pub call: Vec<HelpLine>,
    /// Other ways the case can take, in order.
    pub tracks: Vec<Headline>,
    /// Answers that have to be mended or are worth a look.
    pub remarks: Vec<Remark>,
    /// Why: one for each rule that fired.
    pub reasons: Vec<Reason>,
    /// What to bring.
    pub documents: Vec<DocumentAdvice>,
    /// Place of the first question whose answer would make the result more precise.
    pub open: Option<usize>,
    /// What a pre-check is and is not.
    pub advice_only: String,
}

/// An outcome or a track.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Headline {
    /// Its code, for tests and for nothing on the screen.
    pub id: String,
    /// How it is shown.
    pub tone: Tone,
    /// Heading.
    pub title: String,
    /// What it means.
    pub text: String,
    /// Further lines.
    pub points: Vec<String>,
}

/// A date that matters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyDate {
    /// As people read it.
    pub text: String,
    /// Its day of the week.
    pub weekday: &'static str,
    /// The holidays of its year are not yet published, so it may move.
    pub may_move: bool,
}

/// Something about one answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// Short name of the question.
    pub label: String,
    /// What is wrong, and how to mend it.
    pub text: String,
    /// Place of the question, where it is asked.
    pub place: Option<usize>,
    /// It has to be mended; otherwise it is only worth a look.
    pub is_error: bool,
}

/// One rule's message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// What the person is told.
    pub message: String,
    /// What it rests on.
    pub basis: Vec<String>,
}

/// One document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentAdvice {
    /// Who brings it, where several persons apply.
    pub who: Option<String>,
    /// Its name.
    pub title: String,
    /// What exactly is wanted.
    pub detail: Option<String>,
    /// When it is not needed.
    pub waived: Option<String>,
    /// What it rests on.
    pub basis: Vec<String>,
}

/// Works the advice out.
pub fn advice(context: &AppContext, service: &ServiceDefinition, answers: &Answers) -> Advice {
    let setting = context.setting(service);
    let validation = validate(&setting, answers);
    let verdict = &validation.precheck;
    let fired: Vec<&Rule> = service
        .rules
        .iter()
        .filter(|rule| verdict.rules.contains(&rule.id))
        .collect();
    let say = |text: &Text| text.render(context.lang, &|key| fill(context, &validation, key));
    let headlines = Headlines { service, say: &say };
    let day = |date: Date| KeyDate {
        text: i18n::day(date, context.lang),
        weekday: i18n::weekday(date, context.lang),
        may_move: !setting.calendar.knows(date.year()),
    };
    let outcome = verdict
        .outcome
        .as_ref()
        .and_then(|id| headlines.outcome(id));
    let is_outcome = |id: &String| verdict.outcome.as_ref() == Some(id);
    let others = verdict.tracks.iter().filter(|id| !is_outcome(id));
    let tracks = others.filter_map(|id| headlines.track(id)).collect();
    let urgent = outcome
        .as_ref()
        .is_some_and(|outcome| outcome.tone == Tone::Urgent);
    Advice {
        outcome,
        urgent,
        earliest: verdict.earliest_date.map(day),
        next_open: verdict.next_open_date.map(day),
        todo: without_repeats(fired.iter().flat_map(|rule| &rule.todo).map(&say)),
        // The emergency numbers stand at the top of an urgent page already.
        call: context.lines(|line| {
            fired.iter().any(|rule| rule.call.contains(&line.number)) && !(urgent && line.emergency)
        }),
        tracks,
        remarks: remarks(context, &validation),
        reasons: fired
            .iter()
            .map(|rule| Reason {
                message: say(&rule.message),
                basis: context.cite(&rule.basis),
            })
            .collect(),
        documents: document_advice(context, service, &verdict.documents, &say),
        open: open(&validation),
        advice_only: say(&service.precheck.advice_only),
    }
}

/// Documents by their ids, in the service's order.
pub fn document_advice(
    context: &AppContext,
    service: &ServiceDefinition,
    wanted: &[String],
    say: &dyn Fn(&Text) -> String,
) -> Vec<DocumentAdvice> {
    service
        .documents
        .iter()
        .filter(|document| wanted.contains(&document.id))
        .map(|document| DocumentAdvice {
            who: document.who.as_ref().map(say),
            title: say(&document.title),
            detail: document.detail.as_ref().map(say),
            waived: document.waived.as_ref().map(say),
            basis: context.cite(&document.basis),
        })
        .collect()
}

struct Headlines<'a> {
    service: &'a ServiceDefinition,
    say: &'a dyn Fn(&Text) -> String,
}

impl Headlines<'_> {
    fn outcome(&self, id: &str) -> Option<Headline> {
        let Some(outcome) = self.service.outcome(id) else {
            return self.track(id);
        };
        Some(self.headline(
            &outcome.id,
            outcome.tone,
            &outcome.title,
            &outcome.text,
            &outcome.points,
        ))
    }

    fn track(&self, id: &str) -> Option<Headline> {
        let track = self.service.tracks.iter().find(|track| track.id == id)?;
        Some(self.headline(
            &track.id,
            track.tone,
            &track.title,
            &track.text,
            &track.points,
        ))
    }

    fn headline(
        &self,
        id: &str,
        tone: Tone,
        title: &Text,
        text: &Text,
        points: &[Text],
    ) -> Headline {
        Headline {
            id: id.to_owned(),
            tone,
            title: (self.say)(title),
            text: (self.say)(text),
            points: points.iter().map(self.say).collect(),
        }
    }
}

/// Findings about what is asked here, each with the way to its question.
fn remarks(context: &AppContext, validation: &Validation<'_>) -> Vec<Remark> {
    let steps = precheck_steps(validation);
    let service = validation.facts.setting.service;
    let errors = validation.errors.iter().map(|finding| (finding, true));
    let warnings = validation.warnings.iter().map(|finding| (finding, false));
    errors
        .chain(warnings)
        .map(|(finding, is_error)| Remark {
            label: service
                .question_at(&finding.field)
                .map_or_else(String::new, |question| {
                    question.label.in_lang(context.lang).to_owned()
                }),
            text: asking::words(context, validation, finding),
            place: steps
                .iter()
                .position(|step| step.path == finding.field)
                .map(|at| at + 1),
            is_error,
        })
        .collect()
}

/// A question without an answer matters only while a rule waits for one.
fn open(validation: &Validation<'_>) -> Option<usize> {
    let waits = !validation.precheck.undecided.is_empty() || validation.precheck.outcome.is_none();
    let unanswered = |status| matches!(status, flow::StepStatus::Open | flow::StepStatus::Optional);
    precheck_steps(validation)
        .iter()
        .position(|step| unanswered(flow::standing(validation, step)))
        .filter(|_| waits)
        .map(|at| at + 1)
}

fn without_repeats(texts: impl Iterator<Item = String>) -> Vec<String> {
    let mut kept: Vec<String> = Vec::new();
    for text in texts {
        if !kept.contains(&text) {
            kept.push(text);
        }
    }
    kept
}
