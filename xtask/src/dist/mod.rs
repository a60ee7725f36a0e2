//! Completes what Trunk has built: no inline script, the catalogue, the worker's list, compressed twins, budgets.

mod budget;
mod compress;
mod inline;
mod precache;
mod split;
mod style;

use crate::{
    process::{self, cargo, root},
    web_app::WebApp,
};
use anyhow::{Context, Result, bail};
use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

/// Works on the folder that Trunk is about to put in place.
pub(crate) fn run(app: WebApp) -> Result<()> {
    let staging = env::var_os("TRUNK_STAGING_DIR")
        .map(PathBuf::from)
        .context("TRUNK_STAGING_DIR is not set: this command is called by Trunk")?;
    let release = env::var("TRUNK_PROFILE").is_ok_and(|profile| profile == "release");
    if app.is_for_citizens() {
        write_catalogue(&staging.join("catalogue.json"))?;
        if release {
            split::split(&staging)?;
        }
    }
    inline::move_out(&staging)?;
    style::join(&staging)?;
    precache::fill(&staging)?;
    compress::compress(&staging, release)?;
    if release {
        budgets(app, &staging)?;
    }
    Ok(())
}

/// Prints what a completed build weighs; above a budget is an error.
pub(crate) fn budgets(app: WebApp, dist: &Path) -> Result<()> {
    budget::check(budget::parts(app), &compress::weigh(dist)?)
}

/// What a completed build weighs, as a table of Markdown.
pub(crate) fn budget_table(app: WebApp, dist: &Path) -> Result<String> {
    Ok(budget::table(budget::parts(app), &compress::weigh(dist)?))
}

/// The catalogue for the very first start, by the same code that serves it later.
fn write_catalogue(file: &Path) -> Result<()> {
    let mut command = match env::var_os("CIVIL_AFFAIRS_BIN") {
        Some(server) => Command::new(server),
        None => cargo(&["run", "--quiet", "--package", "civil-affairs-server", "--"]),
    };
    command.current_dir(root()).arg("catalogue").arg(file);
    process::run(command.stdout(std::process::Stdio::null()))
}

/// Every file below a folder, with its path from there, sorted.
fn files(folder: &Path) -> Result<Vec<(String, PathBuf)>> {
    let mut found = Vec::new();
    collect(folder, "", &mut found)?;
    found.sort();
    if found.is_empty() {
        bail!("{}: nothing was built", folder.display());
    }
    Ok(found)
}

fn collect(folder: &Path, prefix: &str, found: &mut Vec<(String, PathBuf)>) -> Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path
            .file_name()
            .context("a file without a name")?
            .to_string_lossy()
            .into_owned();
        if name.starts_with('.') {
            // Where Trunk prepares its next build.
            continue;
        }
        let name = format!("{prefix}{name}");
        if path.is_dir() {
            collect(&path, &format!("{name}/"), found)?;
        } else {
            found.push((name, path));
        }
    }
    Ok(())
}
