//! `civil-affairs config`: what is in force, and where each value comes from.

use super::{ResolvedSettings, called, is_given, name, settings};
use clap::{Arg, ArgAction, ArgMatches, Command, parser::ValueSource};

/// What is in force, in the form of the file itself. Of a secret only whether it is set.
pub fn shown(command: &Command, settled: &ResolvedSettings) -> String {
    let (own, matches) = called(command, &settled.matches);
    let (_, given) = called(command, &settled.given);
    let lines = settings(own).map(|setting| {
        let name = name(setting);
        let help = setting.get_help().map(ToString::to_string);
        let help = help.unwrap_or_default();
        let line = match value(setting, matches) {
            None => format!("# {name} is not set"),
            Some(_) if setting.is_hide_env_values_set() => {
                format!(
                    "# {name} is set and not shown  # {}",
                    source(setting, given, settled)
                )
            }
            Some(value) => format!("{name} = {value}  # {}", source(setting, given, settled)),
        };
        format!("# {help}\n{line}\n")
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// As TOML.
fn value(setting: &Arg, matches: &ArgMatches) -> Option<String> {
    let raw = matches.get_raw(setting.get_id().as_str())?;
    let values: Vec<String> = raw.map(|value| literal(&value.to_string_lossy())).collect();
    if matches!(setting.get_action(), ArgAction::Append) {
        return Some(format!("[{}]", values.join(", ")));
    }
    values.into_iter().next()
}

fn literal(value: &str) -> String {
    let is_bare = value.parse::<i64>().is_ok() || value.parse::<bool>().is_ok();
    if is_bare {
        return value.to_owned();
    }
    // What JSON writes between quotes, TOML reads.
    serde_json::Value::from(value).to_string()
}

fn source(setting: &Arg, given: &ArgMatches, settled: &ResolvedSettings) -> String {
    if is_given(given, setting) {
        let source = given.value_source(setting.get_id().as_str());
        return match setting.get_env() {
            Some(variable) if source == Some(ValueSource::EnvVariable) => {
                variable.to_string_lossy().into_owned()
            }
            _ => format!("--{}", name(setting)),
        };
    }
    let place = settled.file.as_ref();
    let place = place.and_then(|file| file.place(name(setting)));
    place.unwrap_or_else(|| "default".to_owned())
}
