//! `civil-affairs config`: the settings in force for `serve`, and where each comes from.

use crate::config::{self, ResolvedSettings};
use std::process::ExitCode;

/// Prints them in the form of the file itself.
#[expect(clippy::print_stdout, reason = "a command line tool answers there")]
pub fn run(command: &clap::Command, settled: &ResolvedSettings) -> ExitCode {
    println!("{}", config::shown(command, settled));
    ExitCode::SUCCESS
}
