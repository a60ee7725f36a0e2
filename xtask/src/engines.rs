//! Browsers of other engines than Chromium, where they are installed already: nothing is fetched for them.

use crate::process::find;
use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

/// One of them.
pub(crate) struct Engine {
    /// What it is called.
    pub(crate) name: &'static str,
    /// The word by which its journeys are picked.
    pub(crate) journeys: &'static str,
    /// What stands for what is missing, to be installed.
    pub(crate) packages: &'static str,
    /// Where its programs are, by the variables of `tests/src/settings.rs`; nothing when one is missing.
    programs: Option<Vec<(&'static str, PathBuf)>>,
}

impl Engine {
    /// Whether it can be driven here.
    pub(crate) fn is_here(&self) -> bool {
        self.programs.is_some()
    }

    /// Tells a program where it is.
    pub(crate) fn tell(&self, program: &mut Command) {
        program.envs(
            self.programs
                .iter()
                .flatten()
                .map(|(name, path)| (name, path)),
        );
    }
}

/// Every engine that the journeys know.
pub(crate) fn all() -> [Engine; 2] {
    [
        Engine {
            name: "WebKit",
            journeys: "engines::webkit",
            packages: "webkit2gtk-driver and xvfb",
            programs: webkit(),
        },
        Engine {
            name: "Firefox",
            journeys: "engines::firefox",
            packages: "firefox and geckodriver",
            programs: firefox(),
        },
    ]
}

fn webkit() -> Option<Vec<(&'static str, PathBuf)>> {
    find("Xvfb")?;
    let driver = find("WebKitWebDriver")?;
    Some(vec![
        ("CIVIL_AFFAIRS_WEBKIT_DRIVER", driver),
        (
            "CIVIL_AFFAIRS_MINI_BROWSER",
            mini_browser(Path::new("/usr/lib"))?,
        ),
    ])
}

/// Debian keeps it off the path: `/usr/lib/ARCHITECTURE/webkit2gtk-4.1/MiniBrowser`.
fn mini_browser(folder: &Path) -> Option<PathBuf> {
    let inside = |folder: &Path| -> Vec<PathBuf> {
        let entries = fs::read_dir(folder).into_iter().flatten().flatten();
        entries.map(|entry| entry.path()).collect()
    };
    inside(folder)
        .iter()
        .flat_map(|folder| inside(folder))
        .map(|folder| folder.join("MiniBrowser"))
        .find(|file| file.is_file())
}

fn firefox() -> Option<Vec<(&'static str, PathBuf)>> {
    find("firefox").or_else(|| find("firefox-esr"))?;
    Some(vec![("CIVIL_AFFAIRS_GECKODRIVER", find("geckodriver")?)])
}
