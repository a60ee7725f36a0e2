//! Builds server and apps, each app into its `dist/`, unless nothing has changed since it was built.

use crate::{
    process::{self, cargo, root},
    tools::Tools,
    web_app::WebApp,
};
use anyhow::{Context, Result};
use clap::Args;
use sha2::{Digest, Sha256};
use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

/// How to build.
#[derive(Clone, Copy, Debug, Default, Args)]
pub(crate) struct Options {
    /// Quick and large instead of slow and small.
    #[arg(long)]
    pub(crate) dev: bool,
}

/// Builds the server and every app. The release apps are built with the release server, which compiles the
/// definitions.
pub(crate) fn run(options: &Options) -> Result<()> {
    let server = build_server(!options.dev)?;
    for app in WebApp::ALL {
        build(app, options, &server)?;
    }
    Ok(())
}

/// Builds the server's binary.
pub(crate) fn build_server(release: bool) -> Result<PathBuf> {
    let mut arguments = vec!["build", "--locked", "--package", "civil-affairs-server"];
    if release {
        arguments.push("--release");
    }
    process::run(&mut cargo(&arguments))?;
    let profile = if release { "release" } else { "debug" };
    Ok(target_folder()?.join(profile).join("civil-affairs"))
}

/// The server as the tests are built with it.
pub(crate) fn tested_server() -> Result<PathBuf> {
    tested("serve", "civil-affairs")
}

/// A program as the tests are built with it, by one of its tests: cargo joins the features of all packages it is asked
/// for, so asking for one alone would compile much of what it stands on once more.
pub(crate) fn tested(test: &str, program: &str) -> Result<PathBuf> {
    let arguments = [
        "test",
        "--locked",
        "--workspace",
        "--no-run",
        "--test",
        test,
    ];
    process::run(&mut cargo(&arguments))?;
    Ok(target_folder()?.join("debug").join(program))
}

/// Builds an app. `server` compiles the definitions.
pub(crate) fn build(app: WebApp, options: &Options, server: &Path) -> Result<PathBuf> {
    let dist = app.dist();
    let mark = target_folder()?
        .join("xtask")
        .join(format!("{}.sha256", app.package()));
    let wanted = format!(
        "{} {}",
        if options.dev { "dev" } else { "release" },
        fingerprint(app)?
    );
    let kept = fs::read_to_string(&mark).ok();
    if kept
        .is_some_and(|kept| worker(&dist).is_some_and(|worker| kept == format!("{wanted}{worker}")))
    {
        return Ok(dist);
    }
    let tools = Tools::for_build()?;
    println!(
        "building {} ({})",
        app.package(),
        if options.dev {
            "dev"
        } else {
            "release: a few minutes the first time"
        }
    );
    let _ = fs::remove_file(&mark);
    let mut trunk = Command::new(&tools.trunk);
    trunk
        .arg("build")
        .current_dir(app.folder())
        .env("PATH", process::path_with(&tools.folders)?)
        .env("CIVIL_AFFAIRS_BIN", server)
        .env("CIVIL_AFFAIRS_COMMIT", commit())
        .env_remove("NO_COLOR");
    if !options.dev {
        trunk.arg("--release");
        if app.is_for_citizens() {
            // Only here the program is split in two, which needs what is in xtask.
            trunk.args(["--features", "split"]);
        }
    }
    if tools.complete {
        // Offline for cargo too: what the lockfile names is fetched first.
        run_fetch()?;
        trunk.arg("--offline");
    }
    process::run(&mut trunk)?;
    fs::create_dir_all(mark.parent().unwrap_or(&mark))?;
    let worker = worker(&dist).context("sw.js is missing after the build")?;
    fs::write(&mark, wanted + &worker)?;
    Ok(dist)
}

/// A digest of the built worker, which lists every file of its build: so a build by anybody else is noticed.
fn worker(dist: &Path) -> Option<String> {
    let source = fs::read(dist.join("sw.js")).ok()?;
    Some(format!(" {}", hex(&Sha256::digest(source))))
}

fn run_fetch() -> Result<()> {
    process::run(&mut cargo(&["fetch", "--quiet", "--locked"]))
}

/// The commit that is built, as the about page shows it.
fn commit() -> String {
    process::output(Path::new("git"), &["rev-parse", "--short=12", "HEAD"])
        .map_or_else(|| "unknown".to_owned(), |commit| commit.trim().to_owned())
}

/// Where cargo builds.
pub(crate) fn target_folder() -> Result<PathBuf> {
    if let Some(folder) = env::var_os("CARGO_TARGET_DIR") {
        return Ok(root().join(folder));
    }
    let metadata = cargo_metadata::MetadataCommand::new()
        .current_dir(root())
        .no_deps()
        .exec()
        .context("cargo metadata")?;
    Ok(metadata.target_directory.into_std_path_buf())
}

/// A digest over every source file's path and content, and over the commit where the app shows it.
fn fingerprint(app: WebApp) -> Result<String> {
    let mut digest = Sha256::new();
    if app.is_for_citizens() {
        digest.update(commit().as_bytes());
    }
    for source in app.sources()? {
        add(&root().join(source), &mut digest)?;
    }
    Ok(hex(&digest.finalize()))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn add(path: &Path, digest: &mut Sha256) -> Result<()> {
    if path.is_dir() {
        let mut entries: Vec<PathBuf> = fs::read_dir(path)?
            .map(|entry| entry.map(|entry| entry.path()))
            .collect::<std::io::Result<_>>()?;
        entries.sort();
        return entries.iter().try_for_each(|entry| add(entry, digest));
    }
    let content = fs::read(path).with_context(|| path.display().to_string())?;
    digest.update(path.to_string_lossy().as_bytes());
    digest.update((content.len() as u64).to_le_bytes());
    digest.update(&content);
    Ok(())
}
