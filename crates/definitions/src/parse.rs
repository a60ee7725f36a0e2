//! Sorts the data files by their place and reads each with its own shape.

use crate::{
    LoadError, SourceFile,
    nearest::did_you_mean,
    schema::{self, Schema, line_and_column},
    service_part::{Assembly, ServiceFiles, ServicePart},
    worked_case::CaseFile,
};
use civil_affairs_domain::{
    form::definition::ServiceDefinition,
    form::policy::{CodeList, HelpLine, ParameterRow, Policy, Source},
    value::calendar::HolidayYear,
};
use serde::{Deserialize, de::DeserializeOwned};
use std::collections::BTreeMap;

/// No data file of a service comes near this; a larger one is a mistake.
const LARGEST_FILE: usize = 2_000_000;
/// The worked cases in a service's folder.
const CASES: &str = "cases.toml";

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
pub(crate) struct ParsedFiles {
    pub(crate) services: Vec<(ServiceFiles, ServiceDefinition)>,
    pub(crate) cases: Vec<(String, CaseFile)>,
    pub(crate) policy: Policy,
    /// Where each parameter, list, source and help line stands.
    pub(crate) policy_files: BTreeMap<String, String>,
}

/// Reads every file; mistakes are collected.
pub(crate) fn parse(files: &[SourceFile], errors: &mut Vec<LoadError>) -> ParsedFiles {
    let mut read = ParsedFiles::default();
    let mut services: BTreeMap<String, Assembly> = BTreeMap::new();
    // The order in which a folder is listed changes nothing.
    let mut files: Vec<&SourceFile> = files.iter().collect();
    files.sort_by(|one, other| one.path.cmp(&other.path));
    for file in files {
        if file.text.len() > LARGEST_FILE {
            let reason = format!("is larger than {LARGEST_FILE} bytes");
            errors.push(LoadError::new(&file.path, "file", reason));
            continue;
        }
        match file.path.split('/').collect::<Vec<_>>().as_slice() {
            ["services", "cases", _] | ["services", _, CASES] => {
                if let Some(cases) = parse_toml(file, Schema::Cases, errors) {
                    read.cases.push((file.path.clone(), cases));
                }
            }
            // One folder a service; a service may also be one file, as in 0.1.0.
            ["services", name] | ["services", name, _] => {
                let part: Option<ServicePart> = parse_toml(file, Schema::Service, errors);
                let assembly = services.entry((*name).to_owned()).or_default();
                match part {
                    Some(part) => assembly.add(&file.path, part, errors),
                    None => assembly.is_broken(),
                }
            }
            ["policy", "lists", _] => {
                if let Some(list) = parse_toml::<CodeList>(file, Schema::List, errors) {
                    remember(&mut read.policy_files, "list", &list.id, file, errors);
                    read.policy.lists.push(list);
                }
            }
            ["policy", _] => read_policy(&mut read, file, errors),
            _ => errors.push(LoadError::new(
                &file.path,
                "file",
                "stands in no known folder: services/ID/, policy/, policy/lists/",
            )),
        }
    }
    for (name, assembly) in services {
        if let Some((files, service)) = assembly.finish(errors) {
            if !name.ends_with(".toml") && service.id != name {
                let reason = format!("the folder is called `{name}`: both are the same");
                errors.push(LoadError::new(files.of("id"), "id", reason));
            }
            read.services.push((files, service));
        }
    }
    read
}

fn read_policy(read: &mut ParsedFiles, file: &SourceFile, errors: &mut Vec<LoadError>) {
    let Some(policy) = parse_toml::<PolicyFile>(file, Schema::Policy, errors) else {
        return;
    };
    for row in &policy.parameter {
        // Several dated versions of one key may stand in one file, not in two.
        let key = format!("parameter {}", row.key);
        match read.policy_files.get(&key) {
            Some(other) if *other != file.path => {
                let reason = format!("stands in {other} too");
                errors.push(LoadError::new(&file.path, key, reason));
            }
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
        let reason = format!("stands in {other} already");
        errors.push(LoadError::new(&file.path, key, reason));
    }
}

/// Reads a file by its schema first, which tells all that is missing or unknown, then by its type.
fn parse_toml<T: DeserializeOwned>(
    file: &SourceFile,
    schema: Schema,
    errors: &mut Vec<LoadError>,
) -> Option<T> {
    let told = schema::check(schema, &file.path, &file.text);
    if !told.is_empty() {
        errors.extend(told);
        return None;
    }
    match toml::from_str(&file.text) {
        Ok(value) => Some(value),
        Err(error) => {
            let place = match error.span() {
                Some(span) => line_and_column(&file.text, span.start),
                None => "file".to_owned(),
            };
            let message = error.message().replace('\n', "; ");
            let near = meant(&message);
            errors.push(LoadError::new(
                &file.path,
                place,
                format!("{message}{near}"),
            ));
            None
        }
    }
}

/// What was probably meant, from a message that names what there is: ``unknown variant `x`, expected one of `y`, `z` ``.
fn meant(message: &str) -> String {
    let mut words = message.split('`').skip(1).step_by(2);
    let word = words.next().filter(|_| message.starts_with("unknown"));
    word.map_or_else(String::new, |word| did_you_mean(word, words))
}
