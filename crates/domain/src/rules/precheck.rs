//! Runs a decision table: advice with reasons, never a refusal.

use crate::{
    form::answers::Value,
    form::condition::Condition,
    form::definition::{Document, Rule},
    rules::evaluate::Facts,
    rules::validate::Finding,
    value::date::Date,
    value::truth::Truth,
};

/// What the table says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verdict {
    /// The strongest outcome of what fired, else the first track; nothing when nothing fired.
    pub outcome: Option<String>,
    /// Ids of the rules that fired, in table order.
    pub rules: Vec<String>,
    /// Ids of the rules that wait for an answer.
    pub undecided: Vec<String>,
    /// Tracks suggested, in order.
    pub tracks: Vec<String>,
    /// The first day the law allows.
    pub earliest_date: Option<Date>,
    /// The first open day from then on.
    pub next_open_date: Option<Date>,
    /// Ids of the documents wanted.
    pub documents: Vec<String>,
}

impl Verdict {
    /// The first of the tracks.
    pub fn track(&self) -> Option<&str> {
        self.tracks.first().map(String::as_str)
    }
}

/// The tracks that the rules suggest, in the service's order.
pub fn tracks(facts: &Facts<'_>) -> Vec<String> {
    if facts.setting.service.tracks.is_empty() {
        return Vec::new();
    }
    tracks_of(facts, &run(facts, false))
}

fn tracks_of(facts: &Facts<'_>, results: &[(&Rule, Truth)]) -> Vec<String> {
    facts
        .setting
        .service
        .tracks
        .iter()
        .filter(|track| {
            results
                .iter()
                .any(|(rule, truth)| truth.holds() && rule.tracks.contains(&track.id))
        })
        .map(|track| track.id.clone())
        .collect()
}

/// Every rule with what it comes to, in table order. A rule that waits for the others says that all is well: it never
/// stands beside an error (services-overview §9, O16).
fn run<'a>(facts: &Facts<'a>, has_errors: bool) -> Vec<(&'a Rule, Truth)> {
    let rules = &facts.setting.service.rules;
    let mut results: Vec<(&Rule, Truth)> = rules
        .iter()
        .map(|rule| match waits(&rule.when) {
            true => (rule, Truth::Unknown),
            false => (rule, facts.truth(&rule.when, None)),
        })
        .collect();
    if results.iter().any(|(rule, _)| waits(&rule.when)) {
        let mut last = facts.clone();
        last.other_fired = Some(has_errors || results.iter().any(|(_, truth)| truth.holds()));
        for (rule, truth) in results.iter_mut().filter(|(rule, _)| waits(&rule.when)) {
            *truth = last.truth(&rule.when, None);
        }
    }
    results
}

/// Whether a condition asks what the other rules do.
fn waits(condition: &Condition) -> bool {
    match condition {
        Condition::Otherwise => true,
        Condition::All(all) | Condition::Any(all) => all.iter().any(waits),
        Condition::Not(one) | Condition::AnyEntry(_, one) => waits(one),
        _ => false,
    }
}

/// Runs the table. `errors` are the findings of validation: any of them asks for `fix_field`.
pub fn verdict(facts: &Facts<'_>, errors: &[Finding]) -> Verdict {
    let service = facts.setting.service;
    let results = run(facts, !errors.is_empty());
    let fired: Vec<&Rule> = results
        .iter()
        .filter(|(_, truth)| truth.holds())
        .map(|(rule, _)| *rule)
        .collect();
    let tracks = tracks_of(facts, &results);
    let outcome = service
        .outcomes
        .iter()
        .filter(|outcome| match &outcome.condition {
            None => true,
            Some(condition) => facts.truth(condition, None).holds(),
        })
        .find(|outcome| {
            (outcome.id == "fix_field" && !errors.is_empty())
                || fired
                    .iter()
                    .any(|rule| rule.outcome.as_ref() == Some(&outcome.id))
        })
        .map(|outcome| outcome.id.clone())
        .or_else(|| tracks.first().cloned());
    let earliest_date = fired
        .iter()
        .filter_map(|rule| facts.derive(rule.earliest.as_ref()?, None)?.date())
        .max();
    let next_open_date = fired
        .iter()
        .any(|rule| rule.next_open)
        .then(|| next_open(facts, earliest_date))
        .flatten();
    Verdict {
        outcome,
        rules: fired.iter().map(|rule| rule.id.clone()).collect(),
        undecided: results
            .iter()
            .filter(|(_, truth)| *truth == Truth::Unknown)
            .map(|(rule, _)| rule.id.clone())
            .collect(),
        tracks,
        earliest_date,
        next_open_date,
        documents: service
            .documents
            .iter()
            .filter(|document| wanted(facts, document))
            .map(|document| document.id.clone())
            .collect(),
    }
}

/// The first open day from what the law allows, else from the day that was wished.
fn next_open(facts: &Facts<'_>, earliest: Option<Date>) -> Option<Date> {
    let wished = facts
        .setting
        .service
        .booking
        .as_ref()
        .and_then(|booking| facts.value(&booking.date, None))
        .and_then(Value::date);
    let setting = facts.setting;
    match earliest {
        Some(earliest) => setting.next_open(earliest),
        None => {
            let wished = wished?;
            let open = setting.next_open(wished)?;
            // Beyond the booking window the nearest open day is the last one inside it.
            match setting.last_bookable() {
                Some(last) if open > last => setting.last_open(last),
                _ => Some(open),
            }
        }
    }
}

fn wanted(facts: &Facts<'_>, document: &Document) -> bool {
    facts.truth(&document.when, None).holds()
}
