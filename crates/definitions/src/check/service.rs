//! What a service as a whole must have, and what two services may not share.

use super::{
    ServiceCheck,
    file_report::{FileOf, FileReport},
};
use crate::{LoadError, nearest::did_you_mean, service_part::ServiceFiles};
use civil_affairs_domain::form::{
    condition::Condition,
    definition::{Kind, ServiceDefinition},
    policy::CodeList,
};
use std::collections::{BTreeMap, BTreeSet};

/// Symbols of the app's sprite (`public/icons.svg`) that stand for a service.
pub(crate) const ICONS: [&str; 14] = [
    "assistance",
    "calendar",
    "camera",
    "clock",
    "document",
    "help",
    "info",
    "law",
    "list",
    "money",
    "person",
    "phone",
    "rings",
    "senior",
];

/// Properties of list items that the program reads.
const READ_BY_CODE: [&str; 5] = ["erases", "level", "now", "opening_hours", "shared"];

impl ServiceCheck<'_> {
    pub(super) fn check_whole(&mut self) {
        let service = self.service;
        if !ICONS.contains(&service.icon.as_str()) {
            let near = did_you_mean(&service.icon, ICONS);
            let reason = format!(
                "`{}` is no symbol of the app{near}. There are {}",
                service.icon,
                ICONS.join(", ")
            );
            self.report.error("icon", reason);
        }
        let informs = service.questions().any(|(_, question)| {
            let list = question.read.as_deref().and_then(|id| self.policy.list(id));
            matches!(question.kind, Kind::Declaration { .. })
                && list.is_some_and(CodeList::is_leaflet)
        });
        if !informs {
            self.report.error(
                "groups",
                "no declaration has the privacy notice read: a question with `read = \"privacy-notice\"` is missing",
            );
        }
    }
}

/// Order and titles of all services.
pub(super) fn check_together(
    services: &[(ServiceFiles, ServiceDefinition)],
    errors: &mut Vec<LoadError>,
) {
    let mut orders: BTreeMap<u16, &str> = BTreeMap::new();
    let mut titles: BTreeMap<&str, &str> = BTreeMap::new();
    for (files, service) in services {
        let mut report = FileReport {
            file: FileOf::Service(files),
            errors,
        };
        if let Some(other) = orders.insert(service.order, &service.id) {
            let reason = format!("`{}` is the place of `{other}` already", service.order);
            report.error("order", reason);
        }
        if let Some(other) = titles.insert(&service.title.zh, &service.id) {
            report.warn("title", format!("is the title of `{other}` too"));
        }
    }
}

/// Properties of list items that code or a condition reads.
pub(super) fn named_attributes(services: &[(ServiceFiles, ServiceDefinition)]) -> BTreeSet<String> {
    let mut names: BTreeSet<String> = READ_BY_CODE.iter().map(|name| (*name).to_owned()).collect();
    for (_, service) in services {
        let rules = service.rules.iter().map(|rule| &rule.when);
        let documents = service.documents.iter().map(|one| &one.when);
        let questions = service.questions().flat_map(|(_, question)| {
            let checks = question.checks.iter().map(|check| &check.condition);
            checks
                .chain(question.required_if.iter())
                .chain([&question.visible_if])
        });
        for condition in rules.chain(documents).chain(questions) {
            collect(condition, &mut names);
        }
    }
    names
}

fn collect(condition: &Condition, names: &mut BTreeSet<String>) {
    match condition {
        Condition::All(all) | Condition::Any(all) => {
            all.iter().for_each(|one| collect(one, names));
        }
        Condition::Not(one) | Condition::AnyEntry(_, one) => collect(one, names),
        Condition::Field {
            attribute: Some(name),
            ..
        } => {
            names.insert(name.clone());
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::ICONS;

    #[test]
    fn every_symbol_is_one_of_the_apps_sprite() {
        let sprite = include_str!("../../../../public/icons.svg");
        for icon in ICONS {
            assert!(sprite.contains(&format!("id=\"i-{icon}\"")), "{icon}");
        }
    }
}
