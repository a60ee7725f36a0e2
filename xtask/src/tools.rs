//! Finds the tools of the build, or installs them into a folder of the user that the next run finds again.

use crate::process::{cargo, command, find, output, root, run, rustc};
use anyhow::{Context, Result, bail};
use std::{
    env, fs,
    path::{Path, PathBuf},
    process,
};

const TRUNK: &str = "0.21.14";
const BINARYEN: &str = "132.0.0";
const AXE: &str = "4.14.1";
const WASM: &str = "wasm32-unknown-unknown";

/// What a build needs.
pub(crate) struct Tools {
    /// Folders to put in front of the path.
    pub(crate) folders: Vec<PathBuf>,
    /// Nothing has to be downloaded by Trunk itself.
    pub(crate) complete: bool,
    /// The Trunk to call.
    pub(crate) trunk: PathBuf,
}

impl Tools {
    /// Finds or installs everything for building the app.
    pub(crate) fn for_build() -> Result<Tools> {
        wasm_target()?;
        let mut folders = Vec::new();
        let trunk = cargo_tool(
            &CargoTool {
                package: "trunk",
                programs: &["trunk"],
                version: TRUNK,
                locked: true,
                why: "builds the app for browsers; several minutes, once",
            },
            &mut folders,
        )?;
        cargo_tool(
            &CargoTool {
                package: "wasm-bindgen-cli",
                programs: &["wasm-bindgen", "wasm-bindgen-test-runner"],
                version: &locked_version("wasm-bindgen")?,
                // Its own lockfile names a version that the registry does not serve.
                locked: false,
                why: "writes the glue between WebAssembly and JavaScript, in the version of Cargo.lock",
            },
            &mut folders,
        )?;
        let complete = wasm_opt(&mut folders)?;
        Ok(Tools {
            folders,
            complete,
            trunk,
        })
    }
}

/// Where tools are kept from one run to the next.
pub(crate) fn cache() -> Result<PathBuf> {
    let base = env::var_os("XDG_CACHE_HOME")
        .map(PathBuf::from)
        .filter(|folder| folder.is_absolute())
        .or_else(|| Some(Path::new(&env::var_os("HOME")?).join(".cache")))
        .context("neither XDG_CACHE_HOME nor HOME is set: there is no place to keep tools")?;
    let folder = base.join("civil-affairs-tools");
    fs::create_dir_all(&folder).with_context(|| folder.display().to_string())?;
    Ok(folder)
}

/// Set-up tells what it does and why.
fn say(what: &str, why: &str) {
    println!("set-up: installing {what} ({why})");
}

/// The standard library for browsers. Rustup adds it; a distribution's own Rust brings it as a package.
fn wasm_target() -> Result<()> {
    let libraries = output(&rustc(), &["--print", "target-libdir", "--target", WASM])
        .context("rustc does not run")?;
    let installed = fs::read_dir(libraries.trim()).is_ok_and(|entries| {
        entries
            .flatten()
            .any(|entry| entry.file_name().to_string_lossy().starts_with("libcore-"))
    });
    if installed {
        return Ok(());
    }
    let Some(rustup) = find("rustup") else {
        bail!(
            "this Rust has no standard library for {WASM}, and rustup is missing: install either"
        );
    };
    say(WASM, "the standard library for browsers");
    run(&mut command(rustup, &["target", "add", WASM]))
}

/// A tool from the crate registry, in its exact version.
struct CargoTool<'a> {
    package: &'a str,
    /// All of them must be there; the first is what callers call.
    programs: &'a [&'a str],
    version: &'a str,
    locked: bool,
    why: &'a str,
}

impl CargoTool<'_> {
    fn fits(&self, file: &Path) -> bool {
        output(file, &["--version"])
            .is_some_and(|printed| printed.split_whitespace().any(|word| word == self.version))
    }

    /// The first program, when all of them are there in the right version.
    fn found(&self, place: impl Fn(&str) -> Option<PathBuf>) -> Option<PathBuf> {
        let files: Vec<PathBuf> = self
            .programs
            .iter()
            .map_while(|program| place(program).filter(|file| self.fits(file)))
            .collect();
        (files.len() == self.programs.len())
            .then(|| files.into_iter().next())
            .flatten()
    }
}

fn cargo_tool(tool: &CargoTool<'_>, folders: &mut Vec<PathBuf>) -> Result<PathBuf> {
    if let Some(found) = tool.found(find) {
        return Ok(found);
    }
    let home = cache()?.join(format!("{}-{}", tool.package, tool.version));
    let bin = home.join("bin");
    let kept = |program: &str| Some(bin.join(program));
    if tool.found(kept).is_none() {
        say(&format!("{} {}", tool.package, tool.version), tool.why);
        install(tool, &home)?;
    }
    let file = tool
        .found(kept)
        .with_context(|| format!("{}: {} does not run", home.display(), tool.package))?;
    folders.push(bin);
    Ok(file)
}

fn install(tool: &CargoTool<'_>, home: &Path) -> Result<()> {
    let build = cache()?.join(format!("build-{}", tool.package));
    let mut install = cargo(&[
        "install",
        tool.package,
        "--version",
        tool.version,
        "--force",
    ]);
    install
        .arg("--root")
        .arg(home)
        .arg("--target-dir")
        .arg(&build)
        // A tool used for seconds is not worth minutes of optimising.
        .env("CARGO_PROFILE_RELEASE_LTO", "off")
        .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
        .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1");
    if tool.locked {
        install.arg("--locked");
    }
    run(&mut install)?;
    // Only the programs are wanted; what they were built from is large.
    let _ = fs::remove_dir_all(build);
    Ok(())
}

/// Binaryen's optimiser. Debian's is too old for what Rust writes, so it comes from the npm registry; without npm
/// Trunk fetches its own, and the answer is no.
fn wasm_opt(folders: &mut Vec<PathBuf>) -> Result<bool> {
    let new_enough = |file: &Path| {
        output(file, &["--version"])
            .and_then(|printed| {
                printed
                    .split_whitespace()
                    .find_map(|word| word.parse::<u32>().ok())
            })
            .is_some_and(|version| version >= 123)
    };
    if find("wasm-opt").is_some_and(|file| new_enough(&file)) {
        return Ok(true);
    }
    let program = "node_modules/.bin/wasm-opt";
    let why = "makes the WebAssembly small";
    let Some(file) = npm("binaryen", BINARYEN, program, why)? else {
        println!("set-up: npm is missing; Trunk fetches wasm-opt itself");
        return Ok(false);
    };
    if !new_enough(&file) {
        bail!("{}: the installed wasm-opt does not run", file.display());
    }
    folders.extend(file.parent().map(Path::to_owned));
    Ok(true)
}

/// The accessibility checker that journeys put into the page.
pub(crate) fn axe() -> Result<PathBuf> {
    let script = "node_modules/axe-core/axe.min.js";
    npm("axe-core", AXE, script, "checks pages for accessibility")?
        .context("npm is missing; install Node.js with npm: journeys need axe-core")
}

/// A file of a package from the npm registry. It is installed beside its place and moved there when complete, so
/// that an interrupted run leaves nothing half.
fn npm(package: &str, version: &str, file: &str, why: &str) -> Result<Option<PathBuf>> {
    let folder = cache()?.join(format!("{package}-{version}"));
    let wanted = folder.join(file);
    if wanted.is_file() {
        return Ok(Some(wanted));
    }
    let Some(npm) = find("npm") else {
        return Ok(None);
    };
    say(&format!("{package} {version}"), why);
    let partial = cache()?.join(format!("{package}-{version}.{}", process::id()));
    fs::create_dir_all(&partial)?;
    let mut install = command(npm, &["install", "--no-audit", "--no-fund"]);
    install
        .args(["--loglevel", "error", "--prefix"])
        .arg(&partial)
        .arg(format!("{package}@{version}"));
    run(&mut install)?;
    let _ = fs::remove_dir_all(&folder);
    fs::rename(&partial, &folder).with_context(|| folder.display().to_string())?;
    if !wanted.is_file() {
        bail!("{package} {version} has no {file}");
    }
    Ok(Some(wanted))
}

/// The version that Cargo.lock fixes.
fn locked_version(package: &str) -> Result<String> {
    let lock = fs::read_to_string(root().join("Cargo.lock")).context("Cargo.lock")?;
    let name = format!("name = \"{package}\"");
    lock.lines()
        .skip_while(|line| *line != name)
        .nth(1)
        .and_then(|line| line.strip_prefix("version = \""))
        .map(|rest| rest.trim_end_matches('"').to_owned())
        .with_context(|| format!("{package} is not in Cargo.lock"))
}
