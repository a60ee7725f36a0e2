//! What is otherwise in one catalogue than in another, for the officer who is about to put it in force.

use civil_affairs_domain::{
    form::catalogue::Catalogue,
    form::definition::ServiceDefinition,
    form::policy::{ParameterRow, Policy},
    form::rule_context::RuleContext,
    value::date::Date,
};
use serde::Serialize;
use serde_json::Value as Json;
use std::collections::{BTreeMap, BTreeSet};

/// One line for each thing that is otherwise, in the order in which an officer looks for it.
pub fn changes(before: &Catalogue, after: &Catalogue) -> Vec<String> {
    let mut told = parameters(&before.policy, &after.policy);
    told.extend(days(&before.policy, &after.policy));
    let lists = |policy: &Policy| {
        let lists = policy.lists.iter();
        lists
            .flat_map(|list| {
                let items = list.items.iter();
                items.map(|item| (format!("list {}: {}", list.id, item.code), json(item)))
            })
            .collect()
    };
    told.extend(compare(&lists(&before.policy), &lists(&after.policy)));
    let others = |policy: &Policy| {
        let sources = policy.sources.iter();
        let sources = sources.map(|one| (format!("source {}", one.code), json(one)));
        let lines = policy.help_lines.iter();
        let lines = lines.map(|one| (format!("help line {}", one.number), json(one)));
        sources.chain(lines).collect()
    };
    told.extend(compare(&others(&before.policy), &others(&after.policy)));
    for service in &after.services {
        match before.service(&service.id) {
            None => told.push(format!("service {}: new", service.id)),
            Some(own) => told.extend(compare(&parts(own), &parts(service))),
        }
    }
    for service in &before.services {
        if after.service(&service.id).is_none() {
            told.push(format!(
                "service {}: gone; who has a draft of it cannot hand it in",
                service.id
            ));
        }
    }
    told
}

/// Of these days, those on which appointments could be made before and cannot be made any more.
pub fn no_longer_open(
    before: &Policy,
    after: &Policy,
    service: &ServiceDefinition,
    today: Date,
    days: &[Date],
) -> Vec<Date> {
    let then = RuleContext::new(service, before, today);
    let now = RuleContext::new(service, after, today);
    let closed = |day: &&Date| then.is_open(**day) && !now.is_open(**day);
    days.iter().filter(closed).copied().collect()
}

fn parameters(before: &Policy, after: &Policy) -> Vec<String> {
    let rows = |policy: &Policy| -> BTreeMap<String, Vec<ParameterRow>> {
        let mut rows: BTreeMap<String, Vec<ParameterRow>> = BTreeMap::new();
        for row in &policy.parameters {
            rows.entry(row.key.clone()).or_default().push(row.clone());
        }
        rows
    };
    let (then, now) = (rows(before), rows(after));
    let keys: BTreeSet<&String> = then.keys().chain(now.keys()).collect();
    let mut told = Vec::new();
    for key in keys {
        let shown = |rows: Option<&Vec<ParameterRow>>| match rows {
            None => "none".to_owned(),
            Some(rows) => rows.iter().map(row_shown).collect::<Vec<_>>().join("; "),
        };
        let (old, new) = (then.get(key), now.get(key));
        if old == new {
            continue;
        }
        let (old, new) = (shown(old), shown(new));
        told.push(if old == new {
            format!("parameter {key}: its words, source or date of checking")
        } else {
            format!("parameter {key}: {old} → {new}")
        });
    }
    told
}

fn row_shown(row: &ParameterRow) -> String {
    let value = row.value.as_ref().map_or("unset".to_owned(), |value| {
        serde_json::to_string(value).unwrap_or_default()
    });
    let from = row.valid_from.map(|from| format!(" from {from}"));
    let to = row.valid_to.map(|to| format!(" to {to}"));
    format!(
        "{value}{}{}",
        from.unwrap_or_default(),
        to.unwrap_or_default()
    )
}

fn days(before: &Policy, after: &Policy) -> Vec<String> {
    let years = |policy: &Policy| {
        let years = policy.holidays.years.iter();
        years
            .map(|year| (format!("holidays of {}", year.year), json(year)))
            .collect()
    };
    compare(&years(before), &years(after))
}

/// The parts of a service by name.
fn parts(service: &ServiceDefinition) -> BTreeMap<String, Json> {
    let id = &service.id;
    let mut parts = BTreeMap::new();
    let mut put = |name: String, value: Json| {
        parts.insert(format!("service {id}: {name}"), value);
    };
    put("start page".to_owned(), json(&service.start));
    put("check".to_owned(), json(&service.precheck));
    put(
        "home page".to_owned(),
        json(&(
            &service.title,
            &service.summary,
            &service.icon,
            service.order,
        )),
    );
    put(
        "when it is offered".to_owned(),
        json(&(&service.apply_if, service.never_blocks, &service.retention)),
    );
    for (_, one) in service.questions() {
        put(format!("question {}", one.id), json(one));
    }
    for one in &service.outcomes {
        put(format!("outcome {}", one.id), json(one));
    }
    for one in &service.tracks {
        put(format!("track {}", one.id), json(one));
    }
    for one in &service.rules {
        put(format!("rule {}", one.id), json(one));
    }
    for one in &service.documents {
        put(format!("document {}", one.id), json(one));
    }
    for one in &service.states {
        put(format!("state {}", one.id), json(one));
    }
    parts
}

fn compare(before: &BTreeMap<String, Json>, after: &BTreeMap<String, Json>) -> Vec<String> {
    let names: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    names
        .into_iter()
        .filter_map(|name| match (before.get(name), after.get(name)) {
            (None, Some(_)) => Some(format!("{name}: new")),
            (Some(_), None) => Some(format!("{name}: gone")),
            (Some(old), Some(new)) if old != new => Some(format!("{name}: changed")),
            _ => None,
        })
        .collect()
}

fn json(value: &impl Serialize) -> Json {
    serde_json::to_value(value).unwrap_or_default()
}
