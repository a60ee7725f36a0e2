//! `cargo xtask pictures`: takes the pictures of the README anew.

use crate::{
    journeys::Journeys,
    process::{self, cargo, root},
};
use anyhow::Result;
use std::process::ExitCode;

/// Where they stand.
const FOLDER: &str = "docs/pictures";

/// Drives the app and takes the pictures.
pub(crate) fn run() -> Result<ExitCode> {
    let journeys = Journeys::ready()?;
    let mut pictures = cargo(&["run", "--quiet", "--locked"]);
    pictures
        .args(["--package", "civil-affairs-journeys", "--example", "readme"])
        .arg("--")
        .arg(root().join(FOLDER));
    journeys.tell(&mut pictures);
    process::run(&mut pictures)?;
    println!("pictures are in {FOLDER}");
    Ok(ExitCode::SUCCESS)
}
