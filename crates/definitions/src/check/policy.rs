//! Checks parameters, lists, sources and help lines.

use super::{
    file_report::{FileOf, FileReport},
    service::named_attributes as attributes,
    values::{check_codes, check_days, check_versions, out_of_sense},
};
use crate::{LoadError, nearest::nearest, service_part::ServiceFiles, texts};
use civil_affairs_domain::{
    form::condition::Literal,
    form::definition::ServiceDefinition,
    form::policy::{ParamValue, Policy},
    value::date::Date,
    value::slot::time::Span,
};
use std::collections::{BTreeMap, BTreeSet};

/// Opening hours, as a parameter and as an office's own.
const HOURS: &str = "opening_hours";

/// How the words of a list are written that the slots are made of.
struct Form {
    name: &'static str,
    fits: fn(&str) -> bool,
}

fn form_of(key: &str) -> Option<Form> {
    match key {
        HOURS => Some(Form {
            name: "stretch of hours; write it as 09:00-11:30",
            fits: is_span,
        }),
        "open_dates" | "closed_dates" => Some(Form {
            name: "day; write it as 2027-05-20",
            fits: |code| Date::parse(code).is_ok(),
        }),
        _ => None,
    }
}

fn is_span(text: &str) -> bool {
    Span::parse(text).is_some()
}

/// Every row says what it means, in both languages, and where it comes from.
pub(super) fn check(
    services: &[(ServiceFiles, ServiceDefinition)],
    policy: &Policy,
    files: &BTreeMap<String, String>,
    errors: &mut Vec<LoadError>,
) {
    let file_of = |kind: &str, name: &str| {
        files
            .get(&format!("{kind} {name}"))
            .cloned()
            .unwrap_or_else(|| "policy".to_owned())
    };
    for row in &policy.parameters {
        let file = file_of("parameter", &row.key);
        let place = format!("parameter {}", row.key);
        texts::check_translation(&file, &place, &row.title.zh, &row.title.en, errors);
        let mut report = FileReport {
            file: FileOf::One(&file),
            errors,
        };
        if let Some(value) = &row.value
            && !row.unit.accepts(value)
        {
            report.error(&place, format!("the unit wants {}", row.unit.wants()));
        }
        if let Some(reason) = out_of_sense(row) {
            report.error(&place, reason);
        }
        match (&row.source, row.unconfirmed) {
            (None, false) => report.error(&place, "wants a `source` or `unconfirmed = true`"),
            (Some(code), _) if policy.source(code).is_none() => {
                report.error(&place, format!("`{code}` is no source"));
            }
            _ => {}
        }
        if let (Some(from), Some(to)) = (row.valid_from, row.valid_to)
            && to < from
        {
            report.error(&place, "ends before it begins");
        }
        if let (Some(form), Some(ParamValue::Codes(codes))) = (form_of(&row.key), &row.value) {
            for code in codes.iter().filter(|code| !(form.fits)(code)) {
                report.error(&place, format!("`{code}` is no {}", form.name));
            }
            check_codes(&mut report, &place, &row.key, codes);
        }
        if row.key == "feb29_rule" && !matches!(&row.value, None | Some(ParamValue::Text(_))) {
            report.error(&place, "is `mar01` or `feb28`");
        }
    }
    check_versions(policy, &file_of, errors);
    check_days(policy, &file_of, errors);
    let attributes = attributes(services);
    for list in &policy.lists {
        let file = file_of("list", &list.id);
        let place = format!("list {}", list.id);
        texts::check_translation(&file, &place, &list.title.zh, &list.title.en, errors);
        let mut codes = BTreeSet::new();
        for item in &list.items {
            let place = format!("{place}, item {}", item.code);
            texts::check_translation(&file, &place, &item.zh, &item.en, errors);
            let mut report = FileReport {
                file: FileOf::One(&file),
                errors,
            };
            if !codes.insert(&item.code) {
                report.error(&place, "stands twice");
            }
            let places = if list.is_leaflet() {
                item.text().places()
            } else {
                Vec::new()
            };
            for unknown in places
                .iter()
                .filter(|at| policy.parameters.iter().all(|row| row.key != at.key))
            {
                report.error(&place, format!("`{}` is no parameter", unknown.key));
            }
            for name in item.attributes.keys() {
                if attributes.contains(name) {
                    continue;
                }
                match nearest(name, attributes.iter().map(String::as_str)) {
                    Some(near) => {
                        report.error(&place, format!("unknown `{name}`; did you mean `{near}`?"));
                    }
                    None => report.warn(&place, format!("nothing reads `{name}`")),
                }
            }
            if let Some(hours) = item.attributes.get(HOURS) {
                let codes: Vec<String> = match hours {
                    Literal::Text(text) => text.split(',').map(str::to_owned).collect(),
                    _ => Vec::new(),
                };
                let fits = !codes.is_empty() && codes.iter().all(|code| is_span(code));
                check_codes(&mut report, &place, HOURS, &codes);
                if !fits {
                    report.error(&place, format!("`{HOURS}` is no row of hours, 09:00-11:30"));
                }
            }
        }
        let mut report = FileReport {
            file: FileOf::One(&file),
            errors,
        };
        for item in list
            .items
            .iter()
            .filter(|item| item.attributes.contains_key("now"))
        {
            let of_today = |now: &str| list.offered().any(|one| one.code == now);
            if !item.now().is_some_and(of_today) {
                let place = format!("{place}, item {}", item.code);
                report.error(&place, "`now` names no item of this list that is in force");
            }
        }
        if list.source.is_none() && !list.unconfirmed {
            report.error(&place, "wants a `source` or `unconfirmed = true`");
        }
        if let Some(code) = list
            .source
            .as_ref()
            .filter(|code| policy.source(code).is_none())
        {
            report.error(&place, format!("`{code}` is no source"));
        }
    }
    for line in &policy.help_lines {
        let file = file_of("help_line", &line.number);
        let place = format!("help_line {}", line.number);
        texts::check_translation(&file, &place, &line.title.zh, &line.title.en, errors);
        texts::check_translation(&file, &place, &line.when.zh, &line.when.en, errors);
        if policy.source(&line.source).is_none() {
            FileReport {
                file: FileOf::One(&file),
                errors,
            }
            .error(&place, format!("`{}` is no source", line.source));
        }
    }
    for source in &policy.sources {
        let file = file_of("source", &source.code);
        let place = format!("source {}", source.code);
        texts::check_translation(&file, &place, &source.title.zh, &source.title.en, errors);
    }
}
