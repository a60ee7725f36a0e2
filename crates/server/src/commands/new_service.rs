//! `civil-affairs new-service`: the folder of a new service, with a skeleton that is sound.

use clap::Args;
use std::{path::PathBuf, process::ExitCode};

/// Which service, and where.
#[derive(Clone, Debug, Args)]
pub struct NewServiceArgs {
    /// Its id, also its path in the app: `meal-allowance`.
    id: String,
    /// Folder with one folder per service.
    #[arg(long, env = "CIVIL_AFFAIRS_SERVICES", default_value = "services")]
    services: PathBuf,
}

/// Writes the folder and says what to do next.
#[expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a command line tool answers there"
)]
pub fn run(options: &NewServiceArgs) -> ExitCode {
    match civil_affairs_definitions::new_service(&options.services, &options.id) {
        Ok(files) => {
            for file in files {
                println!("{}", file.display());
            }
            println!("Change every text, then: civil-affairs check --all");
            ExitCode::SUCCESS
        }
        Err(reason) => {
            eprintln!("{reason}");
            ExitCode::from(2)
        }
    }
}
