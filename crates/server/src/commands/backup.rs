//! `civil-affairs backup`: everything the server holds as one file, while it runs.

use crate::commands::outcome::carry_out;
use civil_affairs_store::{BackupContents, BackupError};
use clap::Args;
use std::{path::PathBuf, process::ExitCode};

/// What to copy, and where to.
#[derive(Clone, Debug, Args)]
pub struct BackupArgs {
    /// The file to write. It must not be there yet, and holds the signing key: keep it as safe as the data folder.
    path: PathBuf,
    /// Folder of the database.
    #[arg(long, env = "CIVIL_AFFAIRS_DATA", default_value = "data")]
    data: PathBuf,
}

/// Writes the file, checks it and tells what it holds.
pub fn run(options: &BackupArgs) -> ExitCode {
    carry_out(async {
        let kept = civil_affairs_store::backup(&options.data, &options.path).await?;
        Ok::<_, BackupError>(format!("{}: {}", options.path.display(), summary(&kept)))
    })
}

/// What there is, in words.
pub(super) fn summary(kept: &BackupContents) -> String {
    let BackupContents {
        bytes,
        submissions,
        files,
        schema,
    } = kept;
    format!("{bytes} bytes, {submissions} submissions, {files} files, tables of step {schema}")
}
