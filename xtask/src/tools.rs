//! Finds the tools of the build, or installs them into a folder of the user that the next run finds again.

use crate::process::{cargo, command, find, output, root, run};
use anyhow::{Context, Result, bail};
use std::{
    env, fs,
    path::{Path, PathBuf},
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
        let bindgen_version = locked_version("wasm-bindgen")?;
        let mut folders = Vec::new();
        let trunk = cargo_tool(
            "trunk",
            "trunk",
            TRUNK,
            true,
            "builds the app for browsers",
            &mut folders,
        )?;
        cargo_tool(
            "wasm-bindgen",
            "wasm-bindgen-cli",
            &bindgen_version,
            false,
            "writes the glue between WebAssembly and JavaScript; its version must be that of Cargo.lock",
            &mut folders,
        )?;
        let complete = match wasm_opt()? {
            Some(folder) => {
                folders.insert(0, folder);
                true
            }
            None => false,
        };
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

fn wasm_target() -> Result<()> {
    let Some(rustup) = find("rustup") else {
        // A distribution's own Rust brings the target as a package, or not at all: the build will tell.
        return Ok(());
    };
    let installed = command(&rustup, &["target", "list", "--installed"]).output()?;
    if String::from_utf8_lossy(&installed.stdout)
        .lines()
        .any(|line| line.trim() == WASM)
    {
        return Ok(());
    }
    say(WASM, "the standard library for browsers");
    run(&mut command(rustup, &["target", "add", WASM]))
}

/// A tool from the crate registry, in its exact version.
fn cargo_tool(
    program: &str,
    package: &str,
    version: &str,
    locked: bool,
    why: &str,
    folders: &mut Vec<PathBuf>,
) -> Result<PathBuf> {
    let fits = |file: &Path| {
        output(file, &["--version"])
            .is_some_and(|printed| printed.split_whitespace().any(|word| word == version))
    };
    if let Some(found) = find(program).filter(|file| fits(file)) {
        return Ok(found);
    }
    let home = cache()?.join(format!("{package}-{version}"));
    let file = home.join("bin").join(program);
    if !fits(&file) {
        say(&format!("{package} {version}"), why);
        let target = cache()?.join("build");
        let mut install = cargo(&["install", package, "--version", version]);
        install
            .arg("--root")
            .arg(&home)
            .arg("--target-dir")
            .arg(&target);
        if locked {
            install.arg("--locked");
        }
        run(&mut install)?;
        // Only the program is wanted; what it was built from is large.
        let _ = fs::remove_dir_all(target);
    }
    folders.push(home.join("bin"));
    Ok(file)
}

/// Binaryen's optimiser. Debian's is too old for what Rust writes, so it comes from the npm registry; without npm,
/// Trunk fetches its own.
fn wasm_opt() -> Result<Option<PathBuf>> {
    let new_enough = |file: &Path| {
        output(file, &["--version"])
            .and_then(|printed| {
                printed
                    .split_whitespace()
                    .find_map(|word| word.parse::<u32>().ok())
            })
            .is_some_and(|version| version >= 123)
    };
    if let Some(found) = find("wasm-opt").filter(|file| new_enough(file)) {
        return Ok(found.parent().map(Path::to_owned));
    }
    let Some(folder) = npm("binaryen", BINARYEN, "makes the WebAssembly small")? else {
        println!("set-up: npm is missing; Trunk fetches wasm-opt itself");
        return Ok(None);
    };
    let bin = folder.join("node_modules/.bin");
    if !new_enough(&bin.join("wasm-opt")) {
        bail!("{}: the installed wasm-opt does not run", bin.display());
    }
    Ok(Some(bin))
}

/// The accessibility checker that journeys put into the page.
pub(crate) fn axe() -> Result<PathBuf> {
    let folder = npm("axe-core", AXE, "checks pages for accessibility")?
        .context("npm is missing; install Node.js with npm: journeys need axe-core")?;
    Ok(folder.join("node_modules/axe-core/axe.min.js"))
}

/// A package from the npm registry, in a folder of its own.
fn npm(package: &str, version: &str, why: &str) -> Result<Option<PathBuf>> {
    let folder = cache()?.join(format!("{package}-{version}"));
    if folder.join("node_modules").join(package).is_dir() {
        return Ok(Some(folder));
    }
    let Some(npm) = find("npm") else {
        return Ok(None);
    };
    say(&format!("{package} {version}"), why);
    fs::create_dir_all(&folder)?;
    let wanted = format!("{package}@{version}");
    let mut install = command(
        npm,
        &[
            "install",
            "--no-audit",
            "--no-fund",
            "--loglevel",
            "error",
            "--prefix",
        ],
    );
    run(install.arg(&folder).arg(&wanted))?;
    Ok(Some(folder))
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
