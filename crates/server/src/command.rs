//! What commands that answer with a text have in common.

use std::{fmt::Display, process::ExitCode};

/// Carries it out and prints what it says. 1: not possible; the reason is printed.
#[expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a command line tool answers there"
)]
pub fn carry_out<E: Display>(work: impl Future<Output = Result<String, E>>) -> ExitCode {
    let said = match tokio::runtime::Runtime::new() {
        Ok(runtime) => runtime.block_on(work).map_err(|error| error.to_string()),
        Err(error) => Err(error.to_string()),
    };
    match said {
        Ok(said) => {
            println!("{said}");
            ExitCode::SUCCESS
        }
        Err(reason) => {
            eprintln!("{reason}");
            ExitCode::FAILURE
        }
    }
}
