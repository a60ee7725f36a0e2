//! Sorts the data files by their place and reads each with its own shape.

use crate::{LoadError, SourceFile, worked_case::CaseFile};
use civil_affairs_domain::{
    form::definition::ServiceDefinition,
    form::policy::{CodeList, HelpLine, ParameterRow, Policy, Source},
    value::calendar::HolidayYear,
};
use serde::{Deserialize, de::DeserializeOwned};
use std::collections::BTreeMap;

/// No data file of a service comes near this; a larger one is a mistake.
const LARGEST_FILE: usize = 2_000_000;

/// A file in `policy/`: any of these tables.
#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct PolicyFile {
    parameter: Vec<ParameterRow>,
    holiday_year: Vec<HolidayYear>,
    source: Vec<Source>,
    help_line: Vec<HelpLine>,
}

/// What was read, with the files it came from.
#[derive(Default)]
pub(crate) struct Read {
    pub(crate) services: Vec<(String, ServiceDefinition)>,
    pub(crate) cases: Vec<(String, CaseFile)>,
    pub(crate) policy: Policy,
    /// Where each parameter, list, source and help line stands.
    pub(crate) policy_files: BTreeMap<String, String>,
}

/// Reads every file; mistakes are collected.
pub(crate) fn parse(files: &[SourceFile], errors: &mut Vec<LoadError>) -> Read {
    let mut read = Read::default();
    for file in files {
        if file.text.len() > LARGEST_FILE {
            errors.push(LoadError {
                file: file.path.clone(),
                place: "file".to_owned(),
                reason: format!("is larger than {LARGEST_FILE} bytes"),
            });
            continue;
        }
        match file.path.split('/').collect::<Vec<_>>().as_slice() {
            ["services", "cases", _] => {
                if let Some(cases) = parse_toml(file, errors) {
                    read.cases.push((file.path.clone(), cases));
                }
            }
            ["services", _] => {
                if let Some(service) = parse_toml(file, errors) {
                    read.services.push((file.path.clone(), service));
                }
            }
            ["policy", "lists", _] => {
                if let Some(list) = parse_toml::<CodeList>(file, errors) {
                    remember(&mut read.policy_files, "list", &list.id, file, errors);
                    read.policy.lists.push(list);
                }
            }
            ["policy", _] => read_policy(&mut read, file, errors),
            _ => errors.push(LoadError {
                file: file.path.clone(),
                place: "file".to_owned(),
                reason:
                    "stands in no known folder: services/, services/cases/, policy/, policy/lists/"
                        .to_owned(),
            }),
        }
    }
    read
}

fn read_policy(read: &mut Read, file: &SourceFile, errors: &mut Vec<LoadError>) {
    let Some(policy) = parse_toml::<PolicyFile>(file, errors) else {
        return;
    };
    for row in &policy.parameter {
        // Several dated versions of one key may stand in one file, not in two.
        let key = format!("parameter {}", row.key);
        match read.policy_files.get(&key) {
            Some(other) if *other != file.path => errors.push(LoadError {
                file: file.path.clone(),
                place: key,
                reason: format!("stands in {other} too"),
            }),
            _ => {
                read.policy_files.insert(key, file.path.clone());
            }
        }
    }
    for year in &policy.holiday_year {
        remember(
            &mut read.policy_files,
            "holiday_year",
            &year.year.to_string(),
            file,
            errors,
        );
    }
    for source in &policy.source {
        remember(&mut read.policy_files, "source", &source.code, file, errors);
    }
    for line in &policy.help_line {
        remember(
            &mut read.policy_files,
            "help_line",
            &line.number,
            file,
            errors,
        );
    }
    read.policy.parameters.extend(policy.parameter);
    read.policy.holidays.years.extend(policy.holiday_year);
    read.policy.sources.extend(policy.source);
    read.policy.help_lines.extend(policy.help_line);
}

/// Notes where something stands; a second one of the same name is a mistake.
fn remember(
    seen: &mut BTreeMap<String, String>,
    kind: &str,
    name: &str,
    file: &SourceFile,
    errors: &mut Vec<LoadError>,
) {
    let key = format!("{kind} {name}");
    if let Some(other) = seen.insert(key.clone(), file.path.clone()) {
        errors.push(LoadError {
            file: file.path.clone(),
            place: key,
            reason: format!("stands in {other} already"),
        });
    }
}

fn parse_toml<T: DeserializeOwned>(file: &SourceFile, errors: &mut Vec<LoadError>) -> Option<T> {
    match toml::from_str(&file.text) {
        Ok(value) => Some(value),
        Err(error) => {
            let place = match error.span() {
                Some(span) => line_and_column(&file.text, span.start),
                None => "file".to_owned(),
            };
            errors.push(LoadError {
                file: file.path.clone(),
                place,
                reason: error.message().replace('\n', "; "),
            });
            None
        }
    }
}

fn line_and_column(text: &str, at: usize) -> String {
    let before = text.get(..at).unwrap_or(text);
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or("").chars().count() + 1;
    format!("line {line}, column {column}")
}
