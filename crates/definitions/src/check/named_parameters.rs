//! Parameters that nothing reads, or that are read as something else than they are.

use super::file_report::{FileOf, FileReport};
use crate::{
    LoadError, expand,
    known_parameters::{NOTED, READ_BY_CODE},
    nearest::nearest,
    service_part::ServiceFiles,
    texts,
};
use civil_affairs_domain::form::{
    condition::{Condition, Derive, Named},
    definition::{Kind, ServiceDefinition},
    policy::Policy,
};
use std::collections::{BTreeMap, BTreeSet};

/// A parameter that neither code nor a definition reads has no effect: most often its key is misspelt.
pub(super) fn check(
    services: &[(ServiceFiles, ServiceDefinition)],
    policy: &Policy,
    files: &BTreeMap<String, String>,
    errors: &mut Vec<LoadError>,
) {
    let named = named(services, policy);
    let mut told = BTreeSet::new();
    for row in &policy.parameters {
        let place = format!("parameter {}", row.key);
        let file = files.get(&place).map_or("policy", String::as_str);
        let mut report = FileReport {
            file: FileOf::One(file),
            errors,
        };
        let by_code = READ_BY_CODE.iter().find(|own| own.key == row.key);
        if let Some(own) = by_code {
            if own.unit != row.unit {
                let wants = serde_json::to_string(&own.unit).unwrap_or_default();
                report.error(&place, format!("the program reads it in the unit {wants}"));
            }
            continue;
        }
        let is_known = named.contains(row.key.as_str()) || NOTED.contains(&row.key.as_str());
        if is_known || !told.insert(&row.key) {
            continue;
        }
        let read = READ_BY_CODE.iter().map(|own| own.key);
        let missing = read.filter(|key| policy.parameters.iter().all(|row| row.key != *key));
        match nearest(&row.key, missing) {
            Some(near) => report.error(
                &place,
                format!("nothing reads it; did you mean `{near}`, which is missing?"),
            ),
            None => report.warn(
                &place,
                "neither the program nor a text or rule reads it: it has no effect",
            ),
        }
    }
}

/// Every key that a service or a leaflet names.
fn named(services: &[(ServiceFiles, ServiceDefinition)], policy: &Policy) -> BTreeSet<String> {
    let mut keys = BTreeSet::new();
    let mut leaflets = policy.lists.iter().filter(|list| list.is_leaflet());
    keys.extend(
        leaflets
            .by_ref()
            .flat_map(|list| &list.items)
            .flat_map(|item| item.text().places())
            .map(|place| place.key),
    );
    for (_, service) in services {
        let mut visit = |named: Named<'_>| {
            if let Named::Param(key) = named {
                keys.insert(key.to_owned());
            }
        };
        for (_, question) in service.questions() {
            expand::walk_question(&mut question.clone(), &mut visit);
            if let Kind::Choice { options, .. } | Kind::Choices { options, .. } = &question.kind {
                let conditions = options.iter().filter_map(|one| one.condition.clone());
                conditions
                    .into_iter()
                    .for_each(|mut own| own.walk(&mut visit));
            }
        }
        for mut condition in conditions(service) {
            condition.walk(&mut visit);
        }
        let derives = service
            .rules
            .iter()
            .filter_map(|rule| rule.earliest.clone());
        derives
            .into_iter()
            .for_each(|mut own: Derive| own.walk(&mut visit));
        let limits = service.states.iter().filter_map(|one| one.limit.as_ref());
        keys.extend(limits.filter_map(|limit| limit.param.clone()));
        keys.extend(service.tracks.iter().filter_map(|one| one.answer.clone()));
        keys.extend(service.retention.clone());
        let texts = texts::of_service(service);
        keys.extend(
            texts
                .iter()
                .flat_map(|(_, text)| text.places())
                .map(|place| place.key),
        );
    }
    keys
}

fn conditions(service: &ServiceDefinition) -> Vec<Condition> {
    let groups = service.groups.iter();
    let mut all: Vec<Condition> = groups.clone().map(|one| one.visible_if.clone()).collect();
    all.extend(groups.filter_map(|one| one.repeat.as_ref()?.required_if.clone()));
    all.extend(service.rules.iter().map(|one| one.when.clone()));
    all.extend(service.documents.iter().map(|one| one.when.clone()));
    all.extend(
        service
            .outcomes
            .iter()
            .filter_map(|one| one.condition.clone()),
    );
    all.push(service.apply_if.clone());
    all
}
