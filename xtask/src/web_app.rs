//! The programs for browsers: what each is called, where it lies, and what it is made of.

use crate::process::root;
use anyhow::{Context, Result};
use cargo_metadata::{Metadata, MetadataCommand};
use clap::ValueEnum;
use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
};

/// A program that Trunk builds into a folder of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum WebApp {
    /// What citizens use, at home and at a kiosk.
    Citizen,
    /// What staff use at a service window.
    Window,
}

/// What a build depends on besides the crates.
const SHARED: [&str; 6] = [
    "Cargo.lock",
    "Cargo.toml",
    "public",
    "rust-toolchain.toml",
    "style",
    "xtask",
];

impl WebApp {
    /// All of them.
    pub(crate) const ALL: [WebApp; 2] = [WebApp::Citizen, WebApp::Window];

    /// Name of its package and of its program.
    pub(crate) fn package(self) -> &'static str {
        match self {
            WebApp::Citizen => "civil-affairs-app",
            WebApp::Window => "civil-affairs-window",
        }
    }

    /// The folder with its `Trunk.toml`.
    pub(crate) fn folder(self) -> PathBuf {
        match self {
            WebApp::Citizen => root(),
            WebApp::Window => root().join("apps/window"),
        }
    }

    /// Where it is built.
    pub(crate) fn dist(self) -> PathBuf {
        self.folder().join("dist")
    }

    /// Whether its release is split in two parts (feature `split`), and carries the catalogue for its first start and
    /// the commit for its about page.
    pub(crate) fn is_for_citizens(self) -> bool {
        self == WebApp::Citizen
    }

    /// Every file and folder that it is made of, from the project's root: its own, and those of the workspace's crates
    /// below it.
    pub(crate) fn sources(self) -> Result<Vec<String>> {
        let metadata = MetadataCommand::new()
            .current_dir(root())
            .no_deps()
            .exec()
            .context("cargo metadata")?;
        let own: &[&str] = match self {
            WebApp::Citizen => &[
                "build.rs",
                "index.html",
                "policy",
                "services",
                "src",
                "Trunk.toml",
            ],
            WebApp::Window => &[
                "apps/window/Cargo.toml",
                "apps/window/index.html",
                "apps/window/public",
                "apps/window/src",
                "apps/window/Trunk.toml",
            ],
        };
        let own = own.iter().chain(&SHARED).map(|name| (*name).to_owned());
        Ok(own.chain(crates_below(&metadata, self.package())).collect())
    }
}

/// Folders of the workspace's crates that a package stands on, what its tests need included.
fn crates_below(metadata: &Metadata, package: &str) -> BTreeSet<String> {
    let mut folders = BTreeSet::new();
    let mut waiting = vec![package.to_owned()];
    while let Some(name) = waiting.pop() {
        let package = metadata.packages.iter().find(|own| *own.name == name);
        for dependency in package.iter().flat_map(|package| &package.dependencies) {
            let Some(path) = &dependency.path else {
                continue;
            };
            let folder = path.strip_prefix(&metadata.workspace_root).unwrap_or(path);
            if folders.insert(folder.to_string()) {
                waiting.push(dependency.name.clone());
            }
        }
    }
    folders
}

/// The built program of a release, before Trunk's glue is made.
pub(crate) fn raw(target: &Path, app: WebApp) -> PathBuf {
    target
        .join("wasm32-unknown-unknown/wasm-release")
        .join(format!("{}.wasm", app.package()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_of_any_crate_below_an_app_is_a_change_of_the_app() {
        let sources = WebApp::Citizen.sources().unwrap();
        for source in ["src", "crates/domain", "services", "style"] {
            assert!(sources.iter().any(|own| own == source), "{source}");
        }
        let window = WebApp::Window.sources().unwrap();
        assert!(!window.iter().any(|own| own == "src" || own == "services"));
        for source in sources.iter().chain(&window) {
            assert!(root().join(source).exists(), "{source}");
        }
    }
}
