//! How a command that does one thing ends: with a sentence and an exit code.

use std::{fmt::Display, process::ExitCode};

/// Carries it out and prints what it says. 1: not possible; the reason is printed.
#[expect(clippy::print_stdout, reason = "a command line tool answers there")]
pub(super) fn carry_out<E: Display>(work: impl Future<Output = Result<String, E>>) -> ExitCode {
    carry_out_quietly(async { work.await.map(|said| println!("{said}")) })
}

/// The same for what has written its answer by itself.
#[expect(
    clippy::print_stderr,
    reason = "a command line tool tells there why it did nothing"
)]
pub(super) fn carry_out_quietly<E: Display>(work: impl Future<Output = Result<(), E>>) -> ExitCode {
    let done = match tokio::runtime::Runtime::new() {
        Ok(runtime) => runtime.block_on(work).map_err(|error| error.to_string()),
        Err(error) => Err(error.to_string()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(reason) => {
            eprintln!("{reason}");
            ExitCode::FAILURE
        }
    }
}

/// An error in words.
pub(super) fn said(error: impl Display) -> String {
    error.to_string()
}
