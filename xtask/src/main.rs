//! `cargo xtask`: the two commands that do all set-up, `serve` and `test`, and what they are made of.
//!
//! Nothing here is part of the product. Start reading at [`serve`] and [`test`].

#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a build tool talks to its terminal"
)]

mod app;
mod background;
mod bench;
mod browser;
mod check;
mod count;
mod dist;
mod engines;
mod journeys;
mod phone;
mod pictures;
mod process;
mod proof;
mod properties;
mod serve;
mod simulate;
mod test;
mod tools;
mod web_app;

use anyhow::Result;
use clap::{Parser, Subcommand};
use std::process::ExitCode;

#[derive(Parser)]
#[command(name = "cargo xtask", about = "Builds, serves and tests the product")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Builds the app, starts the server with it and prints the URL. Installs what is missing.
    Serve(serve::Options),
    /// Runs every check, a real browser included. Installs what is missing.
    Test(test::Options),
    /// Runs the checks of the project's own files, which compile nothing of the product.
    Check,
    /// Measures the server, and the app in a real browser, and writes BENCHMARKS.md.
    Bench(bench::Options),
    /// Runs worlds in which the real client and the real intake meet every fault.
    Simulate(simulate::Options),
    /// Tries every property in ten thousand cases, seed by seed, and writes down what came of it.
    Properties(properties::Options),
    /// Takes the pictures of the README anew.
    Pictures,
    /// Builds the server, the citizens' app into dist/ and the staff app into apps/window/dist/.
    Build(app::Options),
    /// Installs the tools that builds and tests need, where they are missing.
    Tools,
    /// Completes a build; Trunk calls it after it has written its files.
    #[command(hide = true)]
    Dist {
        /// Which app was built.
        #[arg(value_enum, default_value = "citizen")]
        app: web_app::WebApp,
    },
}

fn main() -> ExitCode {
    match run() {
        Ok(code) => code,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<ExitCode> {
    match Cli::parse().command {
        Command::Serve(options) => serve::run(&options),
        Command::Test(options) => test::run(&options),
        Command::Check => Ok(check::run()),
        Command::Bench(options) => bench::run(&options),
        Command::Simulate(options) => simulate::run(&options),
        Command::Properties(options) => properties::run(&options),
        Command::Tools => background::run(),
        Command::Pictures => pictures::run(),
        Command::Build(options) => app::run(&options).map(|()| ExitCode::SUCCESS),
        Command::Dist { app } => dist::run(app).map(|()| ExitCode::SUCCESS),
    }
}
