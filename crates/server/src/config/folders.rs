//! Where the data files lie.

use clap::Args;
use std::path::PathBuf;

/// Folders of the data files, shared by several commands.
#[derive(Clone, Debug, Args)]
pub struct Folders {
    /// Folder with one folder per service.
    #[arg(long, env = "CIVIL_AFFAIRS_SERVICES", default_value = "services")]
    pub services: PathBuf,
    /// Folder with parameters, lists, calendars and sources.
    #[arg(long, env = "CIVIL_AFFAIRS_POLICY", default_value = "policy")]
    pub policy: PathBuf,
}
