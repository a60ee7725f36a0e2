//! Checks a set of definitions against itself: every name means something, every text is there in both languages.

mod compare;
mod desk;
mod named_parameters;
mod policy;
mod roles;
mod service;
mod states;
mod units;
mod values;

use crate::{LoadError, expand, nearest::did_you_mean, reach, service_part::Files, texts};
use civil_affairs_domain::{
    form::condition::{Codes, Condition, Literal, Named, Test},
    form::definition::{
        AskStage, Autofill, Basis, ChoiceOption, Kind, Question, ServiceDefinition,
    },
    form::policy::{CodeList, Parameters, Policy},
    value::date::Date,
};
use desk::{Desk, FileOf};
use std::{
    collections::{BTreeMap, BTreeSet},
    mem::discriminant,
};

/// Checks everything; mistakes are collected.
pub(super) fn check(
    services: &[(Files, ServiceDefinition)],
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
            let file = self.desk.file.of(&place);
            texts::check_translation(file, &place, &text.zh, &text.en, self.desk.errors);
            texts::check_places(
                file,
                &place,
                text,
                self.service,
                self.policy,
                &self.in_force,
                self.desk.errors,
            );
            texts::check_marks(file, &place, text, self.desk.errors);
            texts::check_telephones(file, &place, text, self.policy, self.desk.errors);
        }
        self.check_whole();
        self.check_questions();
        self.check_rules();
        self.check_documents();
        self.check_states();
        for id in &self.service.precheck.questions {
            if self.service.question(id).is_none() && self.service.repeated(id).is_none() {
                self.desk.tell("precheck.questions", self.no_question(id));
            }
        }
        if let Some(booking) = &self.service.booking
            && self.service.question(&booking.date).is_none()
        {
            self.desk
                .tell("booking.date", self.no_question(&booking.date));
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
        self.check_units(&place, question);
        let is_asked = question.asked != AskStage::Never && question.kind != Kind::Derived;
        if is_asked && question.ask.is_none() {
            self.desk
                .tell(&place, "`ask` is missing: how it is put to a person");
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
                let lists = self.policy.lists.iter().map(|list| list.id.as_str());
                let near = did_you_mean(list, lists);
                self.desk.tell(place, format!("no list `{list}`{near}"));
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
                self.desk.file.of(place),
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
                let outcomes = service.outcomes.iter().map(|one| one.id.as_str());
                let near = did_you_mean(outcome, outcomes);
                self.desk
                    .tell(&place, format!("no outcome `{outcome}`{near}"));
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
                self.desk.tell(place, self.no_source(&basis.source));
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
            Name::Field(id) if self.service.question(id).is_none() => self.no_question(id),
            Name::Group(id) if self.service.repeated(id).is_none() => {
                let groups = self.service.groups.iter().map(|group| group.id.as_str());
                format!("no repeated group `{id}`{}", did_you_mean(id, groups))
            }
            Name::Param(key) if self.in_force.unit(key).is_none() => {
                let keys = self.policy.parameters.iter().map(|row| row.key.as_str());
                format!("no parameter `{key}`{}", did_you_mean(key, keys))
            }
            Name::Track(_) if at == Where::Rule => {
                "the decision table makes the tracks and cannot ask for them".to_owned()
            }
            Name::Track(id) if !self.service.tracks.iter().any(|track| track.id == *id) => {
                let tracks = self.service.tracks.iter().map(|track| track.id.as_str());
                format!("no track `{id}`{}", did_you_mean(id, tracks))
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
            Test::LessThan(operand)
            | Test::AtMost(operand)
            | Test::AtLeast(operand)
            | Test::MoreThan(operand) => {
                let ordered = matches!(
                    question.kind,
                    Kind::Date { .. } | Kind::Integer { .. } | Kind::Money { .. } | Kind::Derived
                );
                if !ordered {
                    return Some("is neither a number nor a date".to_owned());
                }
                return self.cannot_compare(question, operand);
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
                .map(|code| {
                    let near = did_you_mean(code, self.options(question));
                    format!("has no option `{code}`{near}")
                }),
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

    /// The codes that a question offers.
    fn options<'q>(&'q self, question: &'q Question) -> Vec<&'q str> {
        match &question.kind {
            Kind::Choice { options, list } | Kind::Choices { options, list, .. } => {
                let own = options.iter().map(|option| option.code.as_str());
                let list = list.as_deref().and_then(|list| self.policy.list(list));
                let listed = list.into_iter().flat_map(|list| list.offered());
                own.chain(listed.map(|item| item.code.as_str())).collect()
            }
            Kind::IdType { allowed } => allowed.iter().map(|one| one.code()).collect(),
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
            | Kind::Derived => Vec::new(),
        }
    }

    fn no_question(&self, id: &str) -> String {
        let ids = self.service.questions().map(|(_, one)| one.id.as_str());
        format!("no question `{id}`{}", did_you_mean(id, ids))
    }

    fn no_source(&self, code: &str) -> String {
        let codes = self.policy.sources.iter().map(|one| one.code.as_str());
        format!("`{code}` is no source{}", did_you_mean(code, codes))
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
