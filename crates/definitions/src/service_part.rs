//! A file of a service holds some of its parts; all files of its folder make the service.

use crate::LoadError;
use civil_affairs_domain::form::{
    condition::Condition,
    definition::{
        Booking, Document, Group, Outcome, Precheck, Rule, ServiceDefinition, StartPage,
        StateDefinition, Track,
    },
};
use civil_affairs_domain::value::{text::Text, word::ServiceId};
use serde::Deserialize;
use std::collections::BTreeMap;

/// Any of the parts of a service.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct ServicePart {
    id: Option<ServiceId>,
    icon: Option<String>,
    order: Option<u16>,
    title: Option<Text>,
    summary: Option<Text>,
    never_blocks: Option<bool>,
    apply_if: Option<Condition>,
    booking: Option<Booking>,
    start: Option<StartPage>,
    precheck: Option<Precheck>,
    groups: Option<Vec<Group>>,
    outcomes: Option<Vec<Outcome>>,
    tracks: Option<Vec<Track>>,
    rules: Option<Vec<Rule>>,
    documents: Option<Vec<Document>>,
    states: Option<Vec<StateDefinition>>,
    retention: Option<String>,
}

/// The parts of one service, as they are read, and in which file each stands.
#[derive(Debug, Default)]
pub(crate) struct Assembly {
    whole: ServicePart,
    files: ServiceFiles,
    /// One of its files cannot be read: what is missing may stand there.
    broken: bool,
}

/// Which file holds which part of a service.
#[derive(Clone, Debug, Default)]
pub(crate) struct ServiceFiles {
    by_part: BTreeMap<&'static str, String>,
    first: String,
}

impl ServiceFiles {
    /// The file in which a place stands, such as `rule R4` or `start.law`.
    pub(crate) fn of(&self, place: &str) -> &str {
        let word = place.split([' ', '.', ',']).next().unwrap_or_default();
        let part = match word {
            "question" | "group" => "groups",
            "outcome" => "outcomes",
            "track" => "tracks",
            "rule" => "rules",
            "document" => "documents",
            "state" => "states",
            other => other,
        };
        self.by_part.get(part).unwrap_or(&self.first)
    }
}

/// Takes over each part that a file has; one that stands elsewhere already is a mistake.
macro_rules! take {
    ($own:ident, $part:ident, $file:ident, $errors:ident; $($name:ident),*) => {
        $(if let Some(value) = $part.$name {
            if let Some(other) = $own.files.by_part.get(stringify!($name)) {
                let reason = format!("stands in {other} too");
                $errors.push(LoadError::new($file, stringify!($name), reason));
            } else {
                $own.files.by_part.insert(stringify!($name), $file.to_owned());
                $own.whole.$name = Some(value);
            }
        })*
    };
}

impl Assembly {
    pub(crate) fn add(&mut self, file: &str, part: ServicePart, errors: &mut Vec<LoadError>) {
        let own = self;
        if own.files.first.is_empty() || part.id.is_some() {
            file.clone_into(&mut own.files.first);
        }
        take!(
            own, part, file, errors;
            id, icon, order, title, summary, never_blocks, apply_if, booking, start, precheck, groups, outcomes, tracks,
            rules, documents, states, retention
        );
    }

    pub(crate) fn is_broken(&mut self) {
        self.broken = true;
    }

    /// The service, once nothing is missing; all that is missing is told at once.
    pub(crate) fn finish(
        self,
        errors: &mut Vec<LoadError>,
    ) -> Option<(ServiceFiles, ServiceDefinition)> {
        let Assembly {
            whole,
            files,
            broken,
        } = self;
        if broken {
            return None;
        }
        let missing: Vec<&str> = [
            ("id", whole.id.is_none()),
            ("icon", whole.icon.is_none()),
            ("order", whole.order.is_none()),
            ("title", whole.title.is_none()),
            ("summary", whole.summary.is_none()),
            ("start", whole.start.is_none()),
            ("precheck", whole.precheck.is_none()),
            ("groups", whole.groups.is_none()),
            ("outcomes", whole.outcomes.is_none()),
            ("rules", whole.rules.is_none()),
            ("states", whole.states.is_none()),
        ]
        .into_iter()
        .filter_map(|(name, missing)| missing.then_some(name))
        .collect();
        if !missing.is_empty() {
            let missing: Vec<String> = missing.iter().map(|name| format!("`{name}`")).collect();
            let reason = format!("missing: {}", missing.join(", "));
            errors.push(LoadError::new(&files.first, "service", reason));
            return None;
        }
        let definition = ServiceDefinition {
            id: whole.id?,
            icon: whole.icon?,
            order: whole.order?,
            title: whole.title?,
            summary: whole.summary?,
            never_blocks: whole.never_blocks.unwrap_or_default(),
            apply_if: whole.apply_if.unwrap_or_else(|| Condition::All(Vec::new())),
            booking: whole.booking,
            start: whole.start?,
            precheck: whole.precheck?,
            groups: whole.groups?,
            outcomes: whole.outcomes?,
            tracks: whole.tracks.unwrap_or_default(),
            rules: whole.rules?,
            documents: whole.documents.unwrap_or_default(),
            states: whole.states?,
            retention: whole.retention,
        };
        Some((files, definition))
    }
}
