//! `cargo xtask simulate`: thousands of worlds in which the real client and the real intake meet every fault.

use crate::app;
use anyhow::{Context, Result};
use clap::Args;
use std::process::{Command, ExitCode, Stdio};

/// Which worlds.
#[derive(Clone, Debug, Args)]
pub(crate) struct Options {
    /// How many.
    #[arg(long, default_value_t = 2_000)]
    seeds: u64,
    /// The first seed. With `--seeds 1` a world plays once more.
    #[arg(long, default_value_t = 0)]
    seed: u64,
    /// Makes a mistake on purpose, which then has to be found.
    #[arg(long = "break", value_name = "NAME")]
    mistake: Option<String>,
    /// Tells everything that happens.
    #[arg(long)]
    trace: bool,
}

impl Default for Options {
    fn default() -> Options {
        Options {
            seeds: 2_000,
            seed: 0,
            mistake: None,
            trace: false,
        }
    }
}

/// Runs them. Fails when one of them goes wrong, or too little has happened to prove anything.
pub(crate) fn run(options: &Options) -> Result<ExitCode> {
    let status = command(options)?.status().context("cannot simulate")?;
    Ok(if status.success() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// The program with these options.
pub(crate) fn command(options: &Options) -> Result<Command> {
    let program = app::tested("worlds", "simulate")?;
    let mut command = crate::process::command(program, &[]);
    command
        .args(["--seeds", &options.seeds.to_string()])
        .args(["--seed", &options.seed.to_string()]);
    if let Some(mistake) = &options.mistake {
        command.args(["--break", mistake]);
    }
    if options.trace {
        command.arg("--trace");
    }
    // The log of servers whose disks fail on purpose; what is found goes to the standard output.
    command.stderr(Stdio::null());
    Ok(command)
}
