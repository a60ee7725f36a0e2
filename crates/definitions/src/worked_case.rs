//! Worked cases: answers and what they must come to. An officer tries a change of rules against them.

use crate::{LoadError, nearest::did_you_mean, service_part::ServiceFiles};
use civil_affairs_domain::{
    form::answers::Answers,
    form::definition::ServiceDefinition,
    form::policy::{Parameters, Policy},
    form::rule_context::RuleContext,
    rules::report::{Report, report},
    rules::validate::validate,
    value::channel::Channel,
    value::date::Date,
};
use serde::Deserialize;
use serde_json::Value as Json;
use std::collections::{BTreeMap, BTreeSet};

/// The list with the words of field errors.
const FIELD_ERRORS: &str = "field-errors";

/// The worked cases of one service.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CaseFile {
    /// The service.
    pub service: String,
    /// Reference day where a case names no other.
    pub on: Date,
    /// Values of parameters that the office may change any day, as these cases take them: closed days, places, notice.
    /// A case that holds with them, and not with those in force, is changed by the office's own parameters.
    #[serde(default)]
    pub pins: BTreeMap<String, String>,
    /// In the order of the domain file.
    pub case: Vec<WorkedCase>,
}

/// How a case came out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CaseVerdict {
    /// As it should.
    Holds,
    /// As it should with the pinned values: the office has set these parameters otherwise.
    ChangedByParameters(Vec<String>),
    /// Otherwise.
    Wrong(Vec<Mismatch>),
}

impl CaseFile {
    /// Runs a case of this file. `on` and `set` of the caller come on top of the case's own.
    ///
    /// # Errors
    ///
    /// A parameter that does not exist or takes no such value, or answers that are none of the service's.
    pub fn judge(
        &self,
        case: &WorkedCase,
        service: &ServiceDefinition,
        policy: &Policy,
        on: Date,
        set: &[(String, String)],
    ) -> Result<CaseVerdict, String> {
        let found = case.run(service, policy, on, set)?;
        if found.is_empty() {
            return Ok(CaseVerdict::Holds);
        }
        let own: Vec<(String, String)> = self
            .pins
            .iter()
            .filter(|(key, _)| !case.set.contains_key(*key))
            .map(|(key, value)| (key.clone(), value.clone()))
            .collect();
        let pinned: Vec<(String, String)> = set.iter().chain(&own).cloned().collect();
        if !case.run(service, policy, on, &pinned)?.is_empty() {
            return Ok(CaseVerdict::Wrong(found));
        }
        let in_force = with(policy, on, set)?;
        let mut changed = Vec::new();
        for (key, value) in own {
            let pinned = with(policy, on, &[(key.clone(), value)])?;
            if pinned.get(&key) != in_force.get(&key) {
                changed.push(key);
            }
        }
        Ok(CaseVerdict::ChangedByParameters(changed))
    }
}

/// The parameters of a day, with some set otherwise.
fn with(policy: &Policy, on: Date, set: &[(String, String)]) -> Result<Parameters, String> {
    let mut parameters = policy.on(on);
    for (key, value) in set {
        parameters
            .set(key, value)
            .map_err(|error| error.to_string())?;
    }
    Ok(parameters)
}

/// One worked case.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WorkedCase {
    /// Number in the domain file, for example `M5`, with a letter where one needs several runs.
    pub id: String,
    /// What it is about.
    pub about: String,
    /// Why it cannot be told by answers alone; then it is tested on the screen.
    #[serde(default)]
    pub screen_only: Option<String>,
    /// Reference day.
    #[serde(default)]
    pub on: Option<Date>,
    /// Where the form is filled in; left out: on the person's own device.
    #[serde(default)]
    pub channel: Channel,
    /// Parameters to try, in their own units.
    #[serde(default)]
    pub set: BTreeMap<String, String>,
    /// Answers by field id.
    #[serde(default)]
    pub answers: Option<Json>,
    /// What must come out.
    #[serde(default)]
    pub expect: Expect,
}

/// What must come out. What is left out is not compared.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Expect {
    /// The outcome; `none` for no outcome.
    pub outcome: Option<String>,
    /// Exactly these rules fired, in this order.
    pub rules: Option<Vec<String>>,
    /// These rules are among those that fired.
    pub rules_with: Vec<String>,
    /// These rules did not fire.
    pub rules_without: Vec<String>,
    /// These rules wait for an answer.
    pub undecided_with: Vec<String>,
    /// Exactly these tracks.
    pub tracks: Option<Vec<String>>,
    /// Exactly these errors, as `field code`.
    pub errors: Option<Vec<String>>,
    /// Exactly these warnings, as `field code`.
    pub warnings: Option<Vec<String>>,
    /// Derived values by field id.
    pub derived: BTreeMap<String, Json>,
    /// These are missing.
    pub missing_with: Vec<String>,
    /// These are not missing.
    pub missing_without: Vec<String>,
    /// Nothing at all is missing.
    pub complete: Option<bool>,
    /// These documents are wanted.
    pub documents_with: Vec<String>,
    /// These documents are not wanted.
    pub documents_without: Vec<String>,
    /// The first day the law allows.
    pub earliest_date: Option<Date>,
    /// The first open day.
    pub next_open_date: Option<Date>,
}

/// What came out differently.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mismatch {
    /// What was compared.
    pub what: String,
    /// What the case wants.
    pub wanted: String,
    /// What came out.
    pub found: String,
}

impl WorkedCase {
    /// Runs the case. `on` and `set` of the caller come on top of the case's own.
    pub fn run(
        &self,
        service: &ServiceDefinition,
        policy: &Policy,
        on: Date,
        set: &[(String, String)],
    ) -> Result<Vec<Mismatch>, String> {
        let own = self
            .set
            .iter()
            .map(|(key, value)| (key.clone(), value.clone()));
        let all: Vec<(String, String)> = own.chain(set.iter().cloned()).collect();
        let parameters = with(policy, on, &all)?;
        let setting =
            RuleContext::with_parameters(service, policy, parameters, on).on_channel(self.channel);
        let json = self
            .answers
            .clone()
            .unwrap_or_else(|| Json::Object(serde_json::Map::new()));
        let answers = Answers::from_json(service, &json).map_err(|error| error.to_string())?;
        let report = report(&validate(&setting, &answers));
        Ok(self.expect.compare(&report, policy))
    }
}

impl Expect {
    fn compare(&self, report: &Report, policy: &Policy) -> Vec<Mismatch> {
        let mut found = Vec::new();
        let mut differs = |what: &str, wanted: String, came: String| {
            found.push(Mismatch {
                what: what.to_owned(),
                wanted,
                found: came,
            });
        };
        if let Some(wanted) = &self.outcome {
            let came = report.outcome.as_deref().unwrap_or("none");
            if wanted != came {
                differs("outcome", wanted.clone(), came.to_owned());
            }
        }
        let findings =
            |list: &[civil_affairs_domain::rules::validate::Finding]| -> BTreeSet<String> {
                list.iter()
                    .map(|one| format!("{} {}", one.field, one.code))
                    .collect()
            };
        let sets = [
            ("errors", &self.errors, findings(&report.errors)),
            ("warnings", &self.warnings, findings(&report.warnings)),
        ];
        for (what, wanted, came) in sets {
            if let Some(wanted) = wanted
                && wanted.iter().cloned().collect::<BTreeSet<_>>() != came
            {
                let words: Vec<String> = came.iter().map(|one| in_words(one, policy)).collect();
                differs(what, format!("{wanted:?}"), format!("{words:?}"));
            }
        }
        for (what, wanted, came) in [
            ("rules", &self.rules, &report.rules),
            ("tracks", &self.tracks, &report.tracks),
        ] {
            if let Some(wanted) = wanted
                && wanted != came
            {
                differs(what, format!("{wanted:?}"), format!("{came:?}"));
            }
        }
        let documents: Vec<String> = report.documents.iter().map(|one| one.id.clone()).collect();
        for (what, wanted, came, present) in [
            ("rules_with", &self.rules_with, &report.rules, true),
            ("rules_without", &self.rules_without, &report.rules, false),
            (
                "undecided_with",
                &self.undecided_with,
                &report.undecided,
                true,
            ),
            ("missing_with", &self.missing_with, &report.missing, true),
            (
                "missing_without",
                &self.missing_without,
                &report.missing,
                false,
            ),
            ("documents_with", &self.documents_with, &documents, true),
            (
                "documents_without",
                &self.documents_without,
                &documents,
                false,
            ),
        ] {
            for one in wanted.iter().filter(|one| came.contains(one) != present) {
                differs(what, one.clone(), format!("{came:?}"));
            }
        }
        if let Some(complete) = self.complete
            && complete != report.missing.is_empty()
        {
            differs(
                "complete",
                complete.to_string(),
                format!("missing {:?}", report.missing),
            );
        }
        for (field, wanted) in &self.derived {
            let came = report.derived.get(field).cloned().unwrap_or(Json::Null);
            if *wanted != came {
                differs(
                    &format!("derived {field}"),
                    wanted.to_string(),
                    came.to_string(),
                );
            }
        }
        for (what, wanted, came) in [
            ("earliest_date", self.earliest_date, report.earliest_date),
            ("next_open_date", self.next_open_date, report.next_open_date),
        ] {
            if wanted.is_some() && wanted != came {
                let shown =
                    |date: Option<Date>| date.map_or("none".to_owned(), |date| date.to_string());
                differs(what, shown(wanted), shown(came));
            }
        }
        found
    }
}

/// An error with what it says: a code alone helps no officer.
fn in_words(found: &str, policy: &Policy) -> String {
    let code = found.split(' ').next_back().unwrap_or_default();
    let item = policy.list(FIELD_ERRORS).and_then(|list| list.item(code));
    item.map_or_else(
        || found.to_owned(),
        |item| format!("{found}: {} {}", item.zh, item.en),
    )
}

/// Cases must belong to a service and have their own numbers.
pub(crate) fn check(
    services: &[(ServiceFiles, ServiceDefinition)],
    cases: &[(String, CaseFile)],
    policy: &Policy,
    errors: &mut Vec<LoadError>,
) {
    for (files, service) in services {
        if cases.iter().all(|(_, cases)| service.id != cases.service) {
            let reason = "has no worked cases: a change of its rules is tried against nothing";
            errors.push(LoadError::new(files.of("id"), "service", reason).as_warning());
        }
    }
    for (file, cases) in cases {
        let mut told = |place: String, reason: String| {
            errors.push(LoadError::new(file, place, reason));
        };
        if !services
            .iter()
            .any(|(_, service)| service.id == cases.service)
        {
            told(
                "service".to_owned(),
                format!("no service `{}`", cases.service),
            );
        }
        for (key, value) in &cases.pins {
            let mut rows = policy.parameters.iter();
            match rows.find(|row| row.key == *key) {
                None => {
                    let keys = policy.parameters.iter().map(|row| row.key.as_str());
                    let near = did_you_mean(key, keys);
                    told("pins".to_owned(), format!("no parameter `{key}`{near}"));
                }
                Some(row) if value != "unset" && row.unit.read(value).is_none() => {
                    let wants = row.unit.wants();
                    told(
                        "pins".to_owned(),
                        format!("`{key}` wants {wants}, not `{value}`"),
                    );
                }
                Some(_) => {}
            }
        }
        let mut ids = BTreeSet::new();
        for case in &cases.case {
            if !ids.insert(&case.id) {
                told(format!("case {}", case.id), "stands twice".to_owned());
            }
            if case.screen_only.is_none() && case.answers.is_none() {
                told(
                    format!("case {}", case.id),
                    "has neither answers nor `screen_only`".to_owned(),
                );
            }
        }
    }
}
