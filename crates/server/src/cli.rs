//! The command line.

use crate::{
    commands::{
        backup, case, catalogue, check, configuration, keys, new_service, notices, reload, restore,
        schema, serve, verify,
    },
    config::{self, ConfigError},
    http,
    version::VERSION,
};
use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};
use std::{path::PathBuf, process::ExitCode};

#[derive(Parser)]
#[command(name = "civil-affairs", version = VERSION, about = "义乌民政自助：服务端与规则检查 · Intake server and rule checks")]
struct Cli {
    /// File with settings, named like the flags; flags and environment outweigh it.
    #[arg(long, env = "CIVIL_AFFAIRS_CONFIG", value_name = "FILE", global = true)]
    config: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serves the app and its API.
    Serve(http::ServeArgs),
    /// Prints the settings in force for `serve`, and where each comes from.
    Config(http::ServeArgs),
    /// Writes the compiled definitions as one JSON file, as the app carries them.
    Catalogue(catalogue::CatalogueArgs),
    /// Checks the answers of one case, or every definition and worked case.
    Check(check::CheckArgs),
    /// Writes the folder of a new service, with a skeleton that passes the check.
    NewService(new_service::NewServiceArgs),
    /// Writes JSON Schemas of the data files, for an editor that completes and checks.
    Schema(schema::SchemaArgs),
    /// Checks changed data files, tells what changes and whom it touches, and asks the running server to take them over.
    Reload(reload::ReloadArgs),
    /// Looks at applications and moves them on.
    Case(case::CaseArgs),
    /// Writes what citizens have to be told, or delivers it to a channel.
    Notices(notices::NoticesArgs),
    /// Checks a receipt's signature and prints what it says.
    Verify(verify::VerifyArgs),
    /// Copies everything the server holds into one file, while it runs.
    Backup(backup::BackupArgs),
    /// Makes a data folder out of a backup.
    Restore(restore::RestoreArgs),
    /// Lists the keys that sign receipts, or puts a new one in force.
    Keys(keys::KeysArgs),
}

/// Every command with its arguments.
pub fn command() -> clap::Command {
    Cli::command()
}

/// Runs the command that the arguments name. Wrong arguments and a wrong file with settings end with 2.
#[expect(clippy::print_stderr, reason = "a command line tool answers there")]
pub fn run() -> ExitCode {
    let read = config::settle(command(), std::env::args_os());
    let read = read.and_then(|settled| {
        let cli = Cli::from_arg_matches(&settled.matches);
        Ok((cli.map_err(ConfigError::from)?, settled))
    });
    let (cli, settled) = match read {
        Ok(read) => read,
        Err(ConfigError::Arguments(error)) => error.exit(),
        Err(error) => {
            eprintln!("{error}");
            return ExitCode::from(2);
        }
    };
    match cli.command {
        Command::Serve(options) => serve::run(options),
        Command::Config(_) => configuration::run(&command(), &settled),
        Command::Catalogue(options) => catalogue::run(&options),
        Command::Check(options) => check::run(&options),
        Command::NewService(options) => new_service::run(&options),
        Command::Schema(options) => schema::run(&options),
        Command::Reload(options) => reload::run(&options),
        Command::Case(options) => case::run(&options),
        Command::Notices(options) => notices::run(&options),
        Command::Verify(options) => verify::run(&options),
        Command::Backup(options) => backup::run(&options),
        Command::Restore(options) => restore::run(&options),
        Command::Keys(options) => keys::run(&options),
    }
}
