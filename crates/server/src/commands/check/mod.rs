//! `civil-affairs check`: one case from a file, or every definition and worked case.

mod all;
mod one;

use crate::config::Folders;
use civil_affairs_definitions as definitions;
use civil_affairs_domain::value::date::Date;
use clap::Args;
use std::{
    path::PathBuf,
    process::ExitCode,
    time::{SystemTime, UNIX_EPOCH},
};

/// What to check.
#[derive(Clone, Debug, Args)]
pub struct CheckArgs {
    /// Service, for example `marriage-appointment`.
    #[arg(required_unless_present = "all", requires = "answers")]
    service: Option<String>,
    /// File with the answers as nested JSON by field id; `-` reads standard input.
    answers: Option<PathBuf>,
    /// Validates every definition and runs every worked case.
    #[arg(long, conflicts_with_all = ["service", "answers"])]
    all: bool,
    /// Reference day; today in Asia/Shanghai when left out.
    #[arg(long, value_parser = read_date)]
    on: Option<Date>,
    /// Tries another value of a parameter, in the parameter's own unit; `unset` un-sets it.
    #[arg(long, value_name = "KEY=VALUE", num_args = 1.., value_parser = read_setting)]
    set: Vec<(String, String)>,
    #[command(flatten)]
    folders: Folders,
}

/// Runs all worked cases as `check --all` does: whether none comes out wrong.
pub(crate) fn cases(compiled: &civil_affairs_definitions::Compiled) -> Result<bool, String> {
    Ok(all::run(compiled, None, &[])? == ExitCode::SUCCESS)
}

/// A reference day later than this is a slip: no rule looks so far ahead (services-overview §9, O15).
const LAST_YEAR: i16 = 2199;

fn read_date(text: &str) -> Result<Date, String> {
    let day = Date::parse(text).map_err(|error| format!("`{text}` is {error}"))?;
    if day.year() > LAST_YEAR {
        return Err(format!(
            "`{text}` is beyond {LAST_YEAR}: a reference day lies between 1900 and {LAST_YEAR}"
        ));
    }
    Ok(day)
}

fn read_setting(text: &str) -> Result<(String, String), String> {
    text.split_once('=')
        .map(|(key, value)| (key.to_owned(), value.to_owned()))
        .ok_or_else(|| "write KEY=VALUE".to_owned())
}

/// Unreadable input, an unknown field or a wrong type: one line, exit code 2.
#[expect(
    clippy::print_stderr,
    reason = "a command line tool answers on standard error"
)]
pub fn run(options: &CheckArgs) -> ExitCode {
    let result = definitions::load(&options.folders.services, &options.folders.policy)
        .map_err(|error| error.to_string())
        .and_then(|compiled| match (&options.service, &options.answers) {
            (Some(service), Some(answers)) => {
                let on = options.on.map_or_else(today, Ok)?;
                one::run(&compiled, service, answers, on, &options.set)
            }
            _ => all::run(&compiled, options.on, &options.set),
        });
    match result {
        Ok(code) => code,
        Err(line) => {
            eprintln!("{line}");
            ExitCode::from(2)
        }
    }
}

/// Today at UTC + 8 h.
fn today() -> Result<Date, String> {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .ok()
        .and_then(|since| Date::from_unix_millis(i64::try_from(since.as_millis()).ok()?))
        .ok_or_else(|| "the clock of this machine shows no usable date: give --on".to_owned())
}
