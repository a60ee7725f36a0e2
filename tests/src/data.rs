//! The officers' data: read as the product reads them, changed as an officer changes them.

use crate::settings::in_workspace;
use anyhow::{Context, Result, ensure};
use civil_affairs_definitions::{SourceFile, load, read_folder};
use civil_affairs_domain::{
    form::catalogue::Catalogue, form::rule_context::RuleContext, value::date::Date,
};
use std::{
    fs,
    path::{Path, PathBuf},
    time::SystemTime,
};

/// Copies a policy folder and sets parameters in the copy. A value is written as in the file: `true`, `"1000"`.
pub fn with_parameters(from: &Path, to: &Path, set: &[(&str, &str)]) -> Result<PathBuf> {
    let mut missing: Vec<&str> = set.iter().map(|(key, _)| *key).collect();
    for SourceFile { path, mut text } in read_folder(from, "")? {
        for (key, value) in set {
            if let Some(changed) = set_parameter(&text, key, value) {
                text = changed;
                missing.retain(|other| other != key);
            }
        }
        write(to, &path, &text)?;
    }
    ensure!(missing.is_empty(), "no parameter {missing:?}");
    Ok(to.to_owned())
}

/// Copies the services, to be changed by a journey. Their worked cases stay behind.
pub fn services(from: &Path, to: &Path) -> Result<PathBuf> {
    for SourceFile { path, text } in read_folder(from, "")? {
        if !path.ends_with("/cases.toml") {
            write(to, &path, &text)?;
        }
    }
    Ok(to.to_owned())
}

/// Takes a question out of a service's file and puts another text in its place.
pub fn exchange_question(file: &Path, id: &str, with: &str) -> Result<()> {
    const HEAD: &str = "[[groups.questions]]\n";
    let text = fs::read_to_string(file)?;
    let start = text
        .find(&format!("{HEAD}id = \"{id}\"\n"))
        .with_context(|| format!("{id} is no question"))?;
    let (before, from) = text.split_at(start);
    let rest = from.get(HEAD.len()..).unwrap_or_default();
    let after = rest.find("\n[[").map_or("", |end| rest.split_at(end + 1).1);
    fs::write(file, format!("{before}{with}\n{after}"))?;
    Ok(())
}

fn write(to: &Path, path: &str, text: &str) -> Result<()> {
    let file = to.join(path.trim_start_matches('/'));
    fs::create_dir_all(file.parent().context("a file has a folder")?)?;
    fs::write(file, text)?;
    Ok(())
}

fn set_parameter(text: &str, key: &str, value: &str) -> Option<String> {
    let (before, after) = text.split_once(&format!("key = \"{key}\"\n"))?;
    let (row, rest) = after.split_once("\n\n").unwrap_or((after, ""));
    let kept: Vec<&str> = row
        .lines()
        .filter(|line| !line.starts_with("value"))
        .collect();
    let kept = kept.join("\n");
    Some(format!(
        "{before}key = \"{key}\"\nvalue = {value}\n{kept}\n\n{rest}"
    ))
}

/// The catalogue as the server compiles it.
pub fn catalogue() -> Result<Catalogue> {
    let compiled = load(&in_workspace("services"), &in_workspace("policy"))?;
    Ok(compiled.catalogue)
}

/// Today, as the product counts days.
pub fn today() -> Result<Date> {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH)?;
    Date::from_unix_millis(since.as_millis().try_into()?).context("today is in range")
}

/// A day that can be booked, some days ahead.
pub fn open_day(catalogue: &Catalogue, service: &str) -> Result<Date> {
    let service = catalogue.service(service).context("no such service")?;
    let from = today()?.add_days(5).context("in range")?;
    let setting = RuleContext::new(service, &catalogue.policy, today()?);
    setting.next_open(from).context("some day is open")
}
