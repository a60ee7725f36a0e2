//! `civil-affairs catalogue`: the compiled definitions as a file.

use crate::config::Folders;
use civil_affairs_definitions as definitions;
use clap::Args;
use std::{fs, path::PathBuf, process::ExitCode};

/// Where to write.
#[derive(Clone, Debug, Args)]
pub struct CatalogueArgs {
    /// The file.
    out: PathBuf,
    #[command(flatten)]
    folders: Folders,
}

/// Compiles and writes; prints the digest.
#[expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a command line tool answers there"
)]
pub fn run(options: &CatalogueArgs) -> ExitCode {
    let written = definitions::load(&options.folders.services, &options.folders.policy)
        .map_err(|error| error.to_string())
        .and_then(|compiled| {
            fs::write(&options.out, &compiled.json)
                .map(|()| compiled.digest)
                .map_err(|error| format!("{}: {error}", options.out.display()))
        });
    match written {
        Ok(digest) => {
            println!("{digest}");
            ExitCode::SUCCESS
        }
        Err(reason) => {
            eprintln!("{reason}");
            ExitCode::from(2)
        }
    }
}
