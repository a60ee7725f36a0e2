//! Checks a set of definitions against itself: every name means something, every text is there in both languages.

mod desk;
mod policy;
mod roles;
mod states;

use crate::{LoadError, expand, reach, texts};
use civil_affairs_domain::{
    form::condition::{Codes, Condition, Literal, Named, Test},
    form::definition::{Autofill, Basis, ChoiceOption, Kind, Question, ServiceDefinition},
    form::policy::{CodeList, Parameters, Policy},
    value::date::Date,
};
use desk::Desk;
use std::{
    collections::{BTreeMap, BTreeSet},
    mem::discriminant,
};

/// Checks everything; mistakes are collected.
pub(super) fn check(
    services: &[(String, ServiceDefinition)],
    policy: &Policy,
    policy_files: &BTreeMap<String, String>,
    errors: &mut Vec<LoadError>,
) {
    policy::check(policy, policy_files, errors);
    let mut ids: BTreeMap<&str, &str> = BTreeMap::new();
    for (file, service) in services {
        if let Some(other) = ids.insert(&service.id, file) {
            Desk { file, errors }.tell(
                "id",
                format!("`{}` is the service of {other} already", service.id),
            );
        }
        ServiceCheck {
            service,
            policy,
            in_force: latest(policy),
            desk: Desk { file, errors },
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
    desk: Desk<'a>,
}

impl ServiceCheck<'_> {
    fn run(mut self) {
        self.check_ids();
        for (place, text) in texts::of_service(self.service) {
            texts::check_translation(self.desk.file, &place, &text.zh, &text.en, self.desk.errors);
            texts::check_places(
                self.desk.file,
                &place,
                text,
                self.service,
                self.policy,
                &self.in_force,
                self.desk.errors,
            );
        }
        self.check_questions();
        self.check_rules();
        self.check_documents();
        self.check_states();
        for id in &self.service.precheck.questions {
            if self.service.question(id).is_none() && self.service.repeated(id).is_none() {
                self.desk
                    .tell("precheck.questions", format!("no question `{id}`"));
            }
        }
        if let Some(booking) = &self.service.booking
            && self.service.question(&booking.date).is_none()
        {
            self.desk
                .tell("booking.date", format!("no question `{}`", booking.date));
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
                self.desk.tell(
                    place.clone(),
                    "an id has small letters, digits, `_` and `-` only",
                );
            }
            if !seen.insert(place.clone()) {
                self.desk.tell(place, "stands twice");
            }
        }
        let mut rules = BTreeSet::new();
        for rule in &self.service.rules {
            if !rules.insert(&rule.id) {
                self.desk.tell(format!("rule {}", rule.id), "stands twice");
            }
        }
        if !plain(&self.service.id) {
            self.desk
                .tell("id", "an id has small letters, digits, `_` and `-` only");
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
                self.desk.tell(
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
                        self.desk
                            .tell(&place, format!("no question `{field}` in this group"));
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
            self.desk.tell(
                &place,
                "can never be reached: no answers make `visible_if` hold",
            );
        }
        if question.kind == Kind::Derived && question.derive.is_none() {
            self.desk.tell(
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
                    self.desk.tell(
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
            self.desk.tell(
                &place,
                "`autofill` is for the person's own name and mobile only",
            );
        }
        for id in &question.offer {
            let is_same =
                |other: &Question| discriminant(&other.kind) == discriminant(&question.kind);
            if id.contains("[]") || !self.service.question(id).is_some_and(is_same) {
                self.desk.tell(
                    &place,
                    format!("`offer` names no single question of the same kind: `{id}`"),
                );
            }
        }
        let leaflet = question.read.as_ref();
        if let Some(id) =
            leaflet.filter(|id| !self.policy.list(id).is_some_and(CodeList::is_leaflet))
        {
            self.desk
                .tell(&place, format!("`read` names no leaflet: `{id}`"));
        }
        if let Some(code) = &question.preselect
            && !self.offers(question, code)
        {
            self.desk
                .tell(&place, format!("`preselect` names no option: `{code}`"));
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
                self.desk.tell(place, format!("no list `{list}`"));
            }
            Some(_) if !options.is_empty() => {
                self.desk.tell(place, "has options and a list: choose one")
            }
            None if options.is_empty() => self.desk.tell(place, "offers nothing to choose"),
            _ => {}
        }
        let mut codes = BTreeSet::new();
        for option in options {
            texts::check_translation(
                self.desk.file,
                &format!("{place}, option {}", option.code),
                &option.zh,
                &option.en,
                self.desk.errors,
            );
            if !codes.insert(&option.code) {
                self.desk
                    .tell(place, format!("option `{}` stands twice", option.code));
            }
        }
        if let Kind::Choices {
            exclusive: Some(code),
            ..
        } = &question.kind
            && !self.offers(question, code)
        {
            self.desk
                .tell(place, format!("`exclusive` names no option: `{code}`"));
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
                self.desk.tell(&place, format!("no outcome `{outcome}`"));
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
                    self.desk.tell(&place, format!("no help line `{number}`"));
                }
            }
            if rule.next_open && service.booking.is_none() {
                self.desk.tell(&place, "`next_open` wants `booking`");
            }
            self.check_basis(&place, &rule.basis);
        }
        for outcome in &service.outcomes {
            let place = format!("outcome {}", outcome.id);
            if outcome.no_booking && service.booking.is_none() {
                self.desk.tell(&place, "`no_booking` wants `booking`");
            }
            if outcome.no_booking && service.never_blocks {
                self.desk.tell(
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
                self.desk
                    .tell(place, format!("`{}` is no source", basis.source));
            }
        }
    }

    fn check_condition(&mut self, place: &str, condition: &Condition, at: Where) {
        let mut named = Vec::new();
        condition.clone().walk(&mut |name| named.push(owned(name)));
        for name in named {
            self.check_name(place, &name, at);
        }
        self.check_literals(place, condition);
    }

    fn check_name(&mut self, place: &str, name: &Name, at: Where) {
        let reason = match name {
            Name::Field(id) if self.service.question(id).is_none() => format!("no question `{id}`"),
            Name::Group(id) if self.service.repeated(id).is_none() => {
                format!("no repeated group `{id}`")
            }
            Name::Param(key) if self.in_force.unit(key).is_none() => {
                format!("no parameter `{key}`")
            }
            Name::Track(_) if at == Where::Rule => {
                "the decision table makes the tracks and cannot ask for them".to_owned()
            }
            Name::Track(id) if !self.service.tracks.iter().any(|track| track.id == *id) => {
                format!("no track `{id}`")
            }
            Name::Otherwise if at != Where::Rule => {
                "`otherwise` has a meaning in rules only".to_owned()
            }
            _ => return,
        };
        self.desk.tell(place, reason);
    }

    /// A question is settled by those before it; that also rules out circles.
    fn check_earlier(
        &mut self,
        place: &str,
        before: &BTreeSet<String>,
        walk: impl FnOnce(&mut dyn FnMut(Named<'_>)),
    ) {
        let mut late = Vec::new();
        walk(&mut |name| {
            if let Named::Field(id) = name
                && !before.contains(id.as_str())
            {
                late.push(id.clone());
            }
        });
        for id in late {
            if self.service.question(&id).is_some() {
                self.desk.tell(
                    place,
                    format!("depends on `{id}`, which is not asked before it"),
                );
            }
        }
    }

    /// A code that no option has would make a condition silently false.
    fn check_literals(&mut self, place: &str, condition: &Condition) {
        match condition {
            Condition::All(all) | Condition::Any(all) => {
                all.iter().for_each(|one| self.check_literals(place, one));
            }
            Condition::Not(one) | Condition::AnyEntry(_, one) => self.check_literals(place, one),
            Condition::Field {
                field,
                attribute: None,
                test,
                ..
            } => {
                let Some(question) = self.service.question(field) else {
                    return;
                };
                if let Some(reason) = self.mismatch(question, test) {
                    self.desk.tell(place, format!("`{field}`: {reason}"));
                }
            }
            Condition::ParamIs(key, literal) => {
                let fits = match (self.in_force.unit(key), literal) {
                    (Some(civil_affairs_domain::form::policy::Unit::Bool), Literal::Bool(_))
                    | (None, _) => true,
                    (Some(civil_affairs_domain::form::policy::Unit::Bool), _) => false,
                    (Some(_), literal) => !matches!(literal, Literal::Bool(_)),
                };
                if !fits {
                    self.desk
                        .tell(place, format!("`{key}` has another type of value"));
                }
            }
            _ => {}
        }
    }

    fn mismatch(&self, question: &Question, test: &Test) -> Option<String> {
        let codes: Vec<&String> = match test {
            Test::Is(Literal::Text(code)) => vec![code],
            Test::In(Codes::Listed(codes)) => codes.iter().collect(),
            Test::In(Codes::Param(param)) => self.in_force.codes(&param.param)?.iter().collect(),
            Test::Is(Literal::Bool(_)) => {
                let fits = matches!(question.kind, Kind::YesNo { .. } | Kind::Declaration { .. });
                return (!fits).then(|| "is not answered by yes or no".to_owned());
            }
            Test::LessThan(_) | Test::AtMost(_) | Test::AtLeast(_) | Test::MoreThan(_) => {
                let ordered = matches!(
                    question.kind,
                    Kind::Date { .. } | Kind::Integer { .. } | Kind::Money { .. } | Kind::Derived
                );
                return (!ordered).then(|| "is neither a number nor a date".to_owned());
            }
            Test::Bookable(_) => {
                let fits = matches!(question.kind, Kind::Date { .. } | Kind::Derived);
                return (!fits).then(|| "is no date".to_owned());
            }
            _ => return None,
        };
        match &question.kind {
            Kind::Choice { .. } | Kind::Choices { .. } | Kind::IdType { .. } => codes
                .into_iter()
                .find(|code| !self.offers(question, code))
                .map(|code| format!("has no option `{code}`")),
            Kind::YesNo { .. } | Kind::Declaration { .. } => Some("wants true or false".to_owned()),
            Kind::Text { .. }
            | Kind::NameZh
            | Kind::NameLatin
            | Kind::IdNumber { .. }
            | Kind::Mobile
            | Kind::Email
            | Kind::Date { .. }
            | Kind::Money { .. }
            | Kind::Integer { .. }
            | Kind::Address
            | Kind::BankAccount
            | Kind::Slot
            | Kind::Slots { .. }
            | Kind::Files { .. }
            | Kind::Derived => None,
        }
    }

    fn offers(&self, question: &Question, code: &str) -> bool {
        match &question.kind {
            Kind::Choice { options, list } | Kind::Choices { options, list, .. } => {
                options.iter().any(|option| option.code == code)
                    || list
                        .as_deref()
                        .and_then(|list| self.policy.list(list))
                        .is_some_and(|list| list.offered().any(|item| item.code == code))
            }
            Kind::IdType { allowed } => allowed.iter().any(|id_type| id_type.code() == code),
            Kind::Text { .. }
            | Kind::NameZh
            | Kind::NameLatin
            | Kind::IdNumber { .. }
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
            | Kind::Derived => false,
        }
    }
}

/// [`Named`], kept.
enum Name {
    Field(String),
    Group(String),
    Param(String),
    Track(String),
    Otherwise,
}

fn owned(named: Named<'_>) -> Name {
    match named {
        Named::Field(id) | Named::Typed(id) => Name::Field(id.clone()),
        Named::Group(id) => Name::Group(id.clone()),
        Named::Param(key) => Name::Param(key.to_owned()),
        Named::Track(id) => Name::Track(id.to_owned()),
        Named::Otherwise => Name::Otherwise,
    }
}
