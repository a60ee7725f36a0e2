//! Worked cases: answers and what they must come to. An officer tries a change of rules against them.

use crate::LoadError;
use civil_affairs_domain::{
    form::answers::Answers,
    form::definition::ServiceDefinition,
    form::policy::Policy,
    form::rule_context::RuleContext,
    rules::report::{Report, report},
    rules::validate::validate,
    value::date::Date,
};
use serde::Deserialize;
use serde_json::Value as Json;
use std::collections::{BTreeMap, BTreeSet};

/// The worked cases of one service.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CaseFile {
    /// The service.
    pub service: String,
    /// Reference day where a case names no other.
    pub on: Date,
    /// In the order of the domain file.
    pub case: Vec<WorkedCase>,
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
        let mut parameters = policy.on(on);
        let own = self
            .set
            .iter()
            .map(|(key, value)| (key.clone(), value.clone()));
        for (key, value) in own.chain(set.iter().cloned()) {
            parameters
                .set(&key, &value)
                .map_err(|error| error.to_string())?;
        }
        let setting = RuleContext::with_parameters(service, policy, parameters, on);
        let json = self
            .answers
            .clone()
            .unwrap_or_else(|| Json::Object(serde_json::Map::new()));
        let answers = Answers::from_json(service, &json).map_err(|error| error.to_string())?;
        let report = report(&validate(&setting, &answers));
        Ok(self.expect.compare(&report))
    }
}

impl Expect {
    fn compare(&self, report: &Report) -> Vec<Mismatch> {
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
                differs(what, format!("{wanted:?}"), format!("{came:?}"));
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

/// Cases must belong to a service and have their own numbers.
pub(crate) fn check(
    services: &[(String, ServiceDefinition)],
    cases: &[(String, CaseFile)],
    errors: &mut Vec<LoadError>,
) {
    for (file, cases) in cases {
        let mut told = |place: String, reason: String| {
            errors.push(LoadError {
                file: file.clone(),
                place,
                reason,
            });
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
