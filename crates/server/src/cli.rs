//! The command line.

use crate::{case, catalogue, check, notices, serve, verify};
use clap::{Parser, Subcommand};
use std::{path::PathBuf, process::ExitCode};

/// Version and commit, as `--version` and the app's about page show it.
pub const VERSION: &str = concat!(
    env!("CARGO_PKG_VERSION"),
    " (",
    env!("CIVIL_AFFAIRS_COMMIT"),
    ")"
);

#[derive(Parser)]
#[command(name = "civil-affairs", version = VERSION, about = "义乌市民政自助：服务端与规则检查 · Intake server and rule checks")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serves the app and its API.
    Serve(serve::Options),
    /// Writes the compiled definitions as one JSON file, as the app carries them.
    Catalogue(catalogue::Options),
    /// Checks the answers of one case, or every definition and worked case.
    Check(check::Options),
    /// Looks at applications and moves them on.
    Case(case::Options),
    /// Writes what citizens have to be told, or delivers it to a channel.
    Notices(notices::Options),
    /// Checks a receipt's signature and prints what it says.
    Verify(verify::Options),
}

/// Folders of the data files, shared by both commands.
#[derive(Clone, Debug, clap::Args)]
pub struct Folders {
    /// Folder with one file per service.
    #[arg(long, env = "CIVIL_AFFAIRS_SERVICES", default_value = "services")]
    pub services: PathBuf,
    /// Folder with parameters, lists, calendars and sources.
    #[arg(long, env = "CIVIL_AFFAIRS_POLICY", default_value = "policy")]
    pub policy: PathBuf,
}

/// Runs the command that the arguments name. Wrong arguments end with 2.
pub fn run() -> ExitCode {
    match Cli::parse().command {
        Command::Serve(options) => serve::run(options),
        Command::Catalogue(options) => catalogue::run(&options),
        Command::Check(options) => check::run(&options),
        Command::Case(options) => case::run(&options),
        Command::Notices(options) => notices::run(&options),
        Command::Verify(options) => verify::run(&options),
    }
}
