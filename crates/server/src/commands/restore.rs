//! `civil-affairs restore`: a data folder out of a backup.

use super::{backup::summary, outcome::carry_out};
use civil_affairs_store::BackupError;
use clap::Args;
use std::{path::PathBuf, process::ExitCode};

/// Which backup, and where to.
#[derive(Clone, Debug, Args)]
pub struct RestoreArgs {
    /// The file that `civil-affairs backup` wrote.
    path: PathBuf,
    /// The folder to make. It must be empty, or not there yet.
    #[arg(long, env = "CIVIL_AFFAIRS_DATA", default_value = "data")]
    data: PathBuf,
}

/// Checks the file, fills the folder and tells what is in it.
pub fn run(options: &RestoreArgs) -> ExitCode {
    carry_out(async {
        let kept = civil_affairs_store::restore(&options.path, &options.data).await?;
        Ok::<_, BackupError>(format!("{}: {}", options.data.display(), summary(&kept)))
    })
}
