//! Checks a set of definitions against itself: every name means something, every text is there in both languages.

mod compare;
mod conditions;
mod file_report;
mod named_parameters;
mod policy;
mod roles;
mod service;
mod states;
mod units;
mod values;

use crate::{LoadError, expand, nearest::did_you_mean, reach, service_part::ServiceFiles, texts};
use civil_affairs_domain::{
    form::definition::{
        AskStage, Autofill, Basis, ChoiceOption, Kind, Question, ServiceDefinition,
    },
    form::policy::{CodeList, Parameters, Policy},
    value::date::Date,
};
use conditions::{Name, owned};
use file_report::{FileOf, FileReport};
use std::{
    collections::{BTreeMap, BTreeSet},
    mem::discriminant,
};

/// Checks everything; mistakes are collected.
pub(super) fn check(
    services: &[(ServiceFiles, ServiceDefinition)],
    policy: &Policy,
    policy_files: &BTreeMap<String, String>,
    errors: &mut Vec<LoadError>,
) {
    policy::check(services, policy, policy_files, errors);
    named_parameters::check(services, policy, policy_files, errors);
    service::check_together(services, errors);
    let mut ids: BTreeMap<&str, &str> = BTreeMap::new();
    for (files, service) in services {
        let file = FileOf::Service(files);
        if let Some(other) = ids.insert(&service.id, files.of("id")) {
            FileReport { file, errors }.error(
                "id",
                format!("`{}` is the service of {other} already", service.id),
            );
        }
        ServiceCheck {
            service,
            policy,
            in_force: latest(policy),
            report: FileReport { file, errors },
        }
        .run();
    }
}

/// The newest version of each parameter, whatever the day: a check must not depend on the clock.
fn latest(policy: &Policy) -> Parameters {
    let mut rows = policy.parameters.clone();
    for row in &mut rows {
        row.valid_to = None;
    }
    Date::new(2199, 12, 31).map_or_else(Parameters::default, |end| Parameters::in_force(&rows, end))
}

/// What a name may refer to, depending on where it stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Where {
    /// Conditions of a question.
    Question,
    /// The decision table.
    Rule,
    /// Documents and outcomes, worked out after the table.
    Result,
}

struct ServiceCheck<'a> {
    service: &'a ServiceDefinition,
    policy: &'a Policy,
    in_force: Parameters,
    report: FileReport<'a>,
}

impl ServiceCheck<'_> {
    fn run(mut self) {
        self.check_ids();
        for (place, text) in texts::of_service(self.service) {
            let file = self.report.file.of(&place);
            texts::check_translation(file, &place, &text.zh, &text.en, self.report.errors);
            texts::check_places(
                file,
                &place,
                text,
                self.service,
                self.policy,
                &self.in_force,
                self.report.errors,
            );
            texts::check_marks(file, &place, text, self.report.errors);
            texts::check_telephones(file, &place, text, self.policy, self.report.errors);
        }
        self.check_whole();
        self.check_questions();
        self.check_rules();
        self.check_documents();
        self.check_states();
        for id in &self.service.precheck.questions {
            if self.service.question(id).is_none() && self.service.repeated(id).is_none() {
                self.report
                    .error("precheck.questions", self.no_question(id));
            }
        }
        if let Some(booking) = &self.service.booking
            && self.service.question(&booking.date).is_none()
        {
            self.report
                .error("booking.date", self.no_question(&booking.date));
        }
        for point in &self.service.start.law {
            self.check_basis("start.law", &point.basis);
        }
    }

    fn check_ids(&mut self) {
        let plain = |id: &str| {
            !id.is_empty()
                && id
                    .chars()
                    .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || "._-[]".contains(c))
        };
        let mut seen = BTreeSet::new();
        let ids = self
            .service
            .questions()
            .map(|(_, question)| format!("question {}", question.id))
            .chain(
                self.service
                    .groups
                    .iter()
                    .map(|group| format!("group {}", group.id)),
            )
            .chain(
                self.service
                    .outcomes
                    .iter()
                    .map(|outcome| format!("outcome {}", outcome.id)),
            )
            .chain(
                self.service
                    .tracks
                    .iter()
                    .map(|track| format!("track {}", track.id)),
            )
            .chain(
                self.service
                    .documents
                    .iter()
                    .map(|document| format!("document {}", document.id)),
            )
            .chain(
                self.service
                    .states
                    .iter()
                    .map(|state| format!("state {}", state.id)),
            );
        for place in ids {
            let id = place.split_once(' ').map_or("", |(_, id)| id);
            if !plain(id) {
                self.report.error(
                    place.clone(),
                    "an id has small letters, digits, `_` and `-` only",
                );
            }
            if !seen.insert(place.clone()) {
                self.report.error(place, "stands twice");
            }
        }
        let mut rules = BTreeSet::new();
        for rule in &self.service.rules {
            if !rules.insert(&rule.id) {
                self.report
                    .error(format!("rule {}", rule.id), "stands twice");
            }
        }
        if !plain(&self.service.id) {
            self.report
                .error("id", "an id has small letters, digits, `_` and `-` only");
        }
    }

    fn check_questions(&mut self) {
        let mut before: BTreeSet<String> = BTreeSet::new();
        let service = self.service;
        for group in &service.groups {
            let place = format!("group {}", group.id);
            self.check_condition(&place, &group.visible_if, Where::Question);
            self.check_earlier(&place, &before, |visit| {
                group.visible_if.clone().walk(visit)
            });
            if !reach::can_hold(service, &group.visible_if) {
                self.report.error(
                    &place,
                    "can never be reached: no answers make `visible_if` hold",
                );
            }
            if let Some(repeat) = &group.repeat {
                if let Some(condition) = &repeat.required_if {
                    self.check_condition(&place, condition, Where::Question);
                }
                let fields = repeat
                    .unique
                    .iter()
                    .chain(repeat.exactly_one.iter().map(|one| &one.field));
                for field in fields {
                    if service
                        .question(&format!("{}[].{field}", group.id))
                        .is_none()
                    {
                        self.report
                            .error(&place, format!("no question `{field}` in this group"));
                    }
                }
            }
            for question in &group.questions {
                self.check_question(question, &before);
                before.insert(question.id.clone());
            }
        }
    }

    fn check_question(&mut self, question: &Question, before: &BTreeSet<String>) {
        let place = format!("question {}", question.id);
        let mut own = question.clone();
        let mut named = Vec::new();
        expand::walk_question(&mut own, &mut |name| named.push(owned(name)));
        for name in named {
            self.check_name(&place, &name, Where::Question);
        }
        self.check_earlier(&place, before, |visit| {
            expand::walk_before(&mut question.clone(), visit)
        });
        let conditions = question
            .required_if
            .iter()
            .chain([&question.visible_if])
            .chain(question.checks.iter().map(|check| &check.condition));
        for condition in conditions {
            self.check_literals(&place, condition);
        }
        if !reach::can_hold(self.service, &question.visible_if) {
            self.report.error(
                &place,
                "can never be reached: no answers make `visible_if` hold",
            );
        }
        self.check_units(&place, question);
        let is_asked = question.asked != AskStage::Never && question.kind != Kind::Derived;
        if is_asked && question.ask.is_none() {
            self.report
                .error(&place, "`ask` is missing: how it is put to a person");
        }
        if question.kind == Kind::Derived && question.derive.is_none() {
            self.report.error(
                &place,
                "is `derived` and says not from what: `derive` is missing",
            );
        }
        match &question.kind {
            Kind::Choice { options, list } | Kind::Choices { options, list, .. } => {
                self.check_options(&place, question, options, list.as_deref());
            }
            Kind::IdNumber { id_type } => {
                let kind = self
                    .service
                    .question(id_type)
                    .map(|question| &question.kind);
                if !matches!(kind, Some(Kind::IdType { .. })) {
                    self.report.error(
                        &place,
                        format!("`{id_type}` is no question for a kind of document"),
                    );
                }
            }
            Kind::Text { .. }
            | Kind::NameZh
            | Kind::NameLatin
            | Kind::IdType { .. }
            | Kind::Mobile
            | Kind::Email
            | Kind::Date { .. }
            | Kind::YesNo { .. }
            | Kind::Declaration { .. }
            | Kind::Money { .. }
            | Kind::Integer { .. }
            | Kind::Address
            | Kind::BankAccount
            | Kind::Slot
            | Kind::Slots { .. }
            | Kind::Files { .. }
            | Kind::Derived => {}
        }
        let fits = match question.autofill {
            None => true,
            Some(Autofill::Name) => matches!(question.kind, Kind::NameZh | Kind::NameLatin),
            Some(Autofill::Tel) => question.kind == Kind::Mobile,
            Some(Autofill::Email) => question.kind == Kind::Email,
        };
        if !fits {
            self.report.error(
                &place,
                "`autofill` is for the person's own name, mobile and e-mail only",
            );
        }
        for id in &question.offer {
            let is_same =
                |other: &Question| discriminant(&other.kind) == discriminant(&question.kind);
            if id.contains("[]") || !self.service.question(id).is_some_and(is_same) {
                self.report.error(
                    &place,
                    format!("`offer` names no single question of the same kind: `{id}`"),
                );
            }
        }
        let leaflet = question.read.as_ref();
        if let Some(id) =
            leaflet.filter(|id| !self.policy.list(id).is_some_and(CodeList::is_leaflet))
        {
            self.report
                .error(&place, format!("`read` names no leaflet: `{id}`"));
        }
        if let Some(code) = &question.preselect
            && !self.offers(question, code)
        {
            self.report
                .error(&place, format!("`preselect` names no option: `{code}`"));
        }
    }

    fn check_options(
        &mut self,
        place: &str,
        question: &Question,
        options: &[ChoiceOption],
        list: Option<&str>,
    ) {
        match list {
            Some(list) if self.policy.list(list).is_none() => {
                let lists = self.policy.lists.iter().map(|list| list.id.as_str());
                let near = did_you_mean(list, lists);
                self.report.error(place, format!("no list `{list}`{near}"));
            }
            Some(_) if !options.is_empty() => self
                .report
                .error(place, "has options and a list: choose one"),
            None if options.is_empty() => self.report.error(place, "offers nothing to choose"),
            _ => {}
        }
        let mut codes = BTreeSet::new();
        for option in options {
            texts::check_translation(
                self.report.file.of(place),
                &format!("{place}, option {}", option.code),
                &option.zh,
                &option.en,
                self.report.errors,
            );
            if !codes.insert(&option.code) {
                self.report
                    .error(place, format!("option `{}` stands twice", option.code));
            }
        }
        if let Kind::Choices {
            exclusive: Some(code),
            ..
        } = &question.kind
            && !self.offers(question, code)
        {
            self.report
                .error(place, format!("`exclusive` names no option: `{code}`"));
        }
    }

    fn check_rules(&mut self) {
        let service = self.service;
        for rule in &service.rules {
            let place = format!("rule {}", rule.id);
            self.check_condition(&place, &rule.when, Where::Rule);
            if let Some(outcome) = &rule.outcome
                && service.outcome(outcome).is_none()
            {
                let outcomes = service.outcomes.iter().map(|one| one.id.as_str());
                let near = did_you_mean(outcome, outcomes);
                self.report
                    .error(&place, format!("no outcome `{outcome}`{near}"));
            }
            for track in &rule.tracks {
                self.check_name(&place, &Name::Track(track.clone()), Where::Result);
            }
            if let Some(derive) = &rule.earliest {
                let mut named = Vec::new();
                derive.clone().walk(&mut |name| named.push(owned(name)));
                for name in named {
                    self.check_name(&place, &name, Where::Rule);
                }
            }
            for number in &rule.call {
                if !self
                    .policy
                    .help_lines
                    .iter()
                    .any(|line| line.number == *number)
                {
                    self.report
                        .error(&place, format!("no help line `{number}`"));
                }
            }
            if rule.next_open && service.booking.is_none() {
                self.report.error(&place, "`next_open` wants `booking`");
            }
            self.check_basis(&place, &rule.basis);
        }
        for outcome in &service.outcomes {
            let place = format!("outcome {}", outcome.id);
            if outcome.no_booking && service.booking.is_none() {
                self.report.error(&place, "`no_booking` wants `booking`");
            }
            if outcome.no_booking && service.never_blocks {
                self.report.error(
                    &place,
                    "`no_booking` and `never_blocks` contradict each other",
                );
            }
            if let Some(condition) = &outcome.condition {
                self.check_condition(&place, condition, Where::Result);
            }
        }
        self.check_condition("apply_if", &service.apply_if, Where::Result);
    }

    fn check_documents(&mut self) {
        for document in &self.service.documents {
            let place = format!("document {}", document.id);
            self.check_condition(&place, &document.when, Where::Result);
            self.check_basis(&place, &document.basis);
        }
    }

    fn check_basis(&mut self, place: &str, basis: &[Basis]) {
        for basis in basis {
            if self.policy.source(&basis.source).is_none() {
                self.report.error(place, self.no_source(&basis.source));
            }
        }
    }
}
