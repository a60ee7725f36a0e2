//! ResolvedSettings by flags, environment and one file, in this order of weight; then defaults.
//!
//! A setting is an argument that has an environment variable too. The file names settings as the flags do, without
//! the dashes: what is written there reads as if it stood behind the command. So each setting is described once, and
//! no command needs to know where its value came from.

mod file;
mod folders;
mod shown;

pub use file::{File, FileError};
pub use folders::Folders;
pub use shown::shown;

use clap::{Arg, ArgMatches, Command, parser::ValueSource};
use std::{collections::BTreeSet, ffi::OsString, path::PathBuf};

/// The argument that names the file.
pub const CONFIG: &str = "config";

/// Why the settings cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// Wrong arguments, or a question for help, which is answered in the same way.
    #[error(transparent)]
    Arguments(#[from] clap::Error),
    /// A mistake in the file.
    #[error(transparent)]
    File(#[from] FileError),
}

/// What the command line came to.
#[derive(Clone, Debug)]
pub struct ResolvedSettings {
    /// With the values of the file, for clap to read.
    pub matches: ArgMatches,
    /// Without them: tells flags from variables.
    given: ArgMatches,
    file: Option<File>,
}

/// Reads arguments, environment and the file that they name.
///
/// # Errors
///
/// See [`ConfigError`]. A key of the file that no command knows is refused with its place.
pub fn settle(
    mut command: Command,
    arguments: impl IntoIterator<Item = OsString>,
) -> Result<ResolvedSettings, ConfigError> {
    command.build();
    let mut arguments: Vec<OsString> = arguments.into_iter().collect();
    let given = command.clone().try_get_matches_from(&arguments)?;
    let (own, deepest) = called(&command, &given);
    let Some(path) = deepest.get_one::<PathBuf>(CONFIG) else {
        let matches = given.clone();
        return Ok(ResolvedSettings {
            matches,
            given,
            file: None,
        });
    };
    let file = File::read(path)?;
    let mut known = BTreeSet::new();
    collect(&command, &mut known);
    file.refuse_unknown(&known)?;
    for setting in settings(own).filter(|setting| !is_given(deepest, setting)) {
        arguments.extend(file.as_arguments(name(setting)));
    }
    let matches = command.try_get_matches_from(&arguments);
    Ok(ResolvedSettings {
        matches: matches.map_err(|error| file.explain(&error))?,
        given,
        file: Some(file),
    })
}

/// The settings of a command.
fn settings(command: &Command) -> impl Iterator<Item = &Arg> {
    command.get_arguments().filter(|argument| {
        let is_setting = argument.get_env().is_some() && argument.get_long().is_some();
        is_setting && argument.get_id() != CONFIG
    })
}

/// As the flag and the file name it.
fn name(setting: &Arg) -> &str {
    setting.get_long().unwrap_or_default()
}

/// Every setting of a command and of those below it.
fn collect<'a>(command: &'a Command, known: &mut BTreeSet<&'a str>) {
    known.extend(settings(command).map(name));
    for below in command.get_subcommands() {
        collect(below, known);
    }
}

/// The command that is called, and what belongs to it.
fn called<'a>(command: &'a Command, matches: &'a ArgMatches) -> (&'a Command, &'a ArgMatches) {
    let below = matches
        .subcommand()
        .and_then(|(name, own)| Some((command.find_subcommand(name)?, own)));
    match below {
        Some((command, matches)) => called(command, matches),
        None => (command, matches),
    }
}

/// Whether a flag or a variable says it.
fn is_given(matches: &ArgMatches, setting: &Arg) -> bool {
    let source = matches.value_source(setting.get_id().as_str());
    matches!(
        source,
        Some(ValueSource::CommandLine | ValueSource::EnvVariable)
    )
}

#[cfg(test)]
mod tests;
