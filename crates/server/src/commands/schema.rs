//! `civil-affairs schema`: JSON Schemas of the data files, by which an editor completes and checks them.

use civil_affairs_definitions::Schema;
use clap::Args;
use std::{fs, path::PathBuf, process::ExitCode};

/// Where to write.
#[derive(Clone, Debug, Args)]
pub struct SchemaArgs {
    /// Folder for `service.schema.json`, `policy.schema.json`, `list.schema.json` and `cases.schema.json`.
    #[arg(default_value = "schema")]
    out: PathBuf,
}

/// Writes one file a kind of data file.
#[expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a command line tool answers there"
)]
pub fn run(options: &SchemaArgs) -> ExitCode {
    let written = fs::create_dir_all(&options.out).and_then(|()| {
        Schema::ALL.into_iter().try_for_each(|schema| {
            let file = options.out.join(format!("{}.schema.json", schema.name()));
            println!("{}", file.display());
            fs::write(file, schema.json())
        })
    });
    match written {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{}: {error}", options.out.display());
            ExitCode::from(2)
        }
    }
}
