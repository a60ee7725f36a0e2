//! The browser of the journeys: Chromium, its driver and a Chinese font.

use crate::process::{command, find, output, run};
use anyhow::{Result, bail};
use std::path::{Path, PathBuf};

/// Where they are.
pub(crate) struct Browser {
    /// Chromium itself.
    pub(crate) chromium: PathBuf,
    /// Its driver, of the same version.
    pub(crate) driver: PathBuf,
}

const PACKAGES: [&str; 3] = ["chromium", "chromium-driver", "fonts-noto-cjk"];

/// Finds them, or installs them through apt where that is allowed.
pub(crate) fn ready() -> Result<Browser> {
    if let Some(browser) = found() {
        return Ok(browser);
    }
    println!(
        "set-up: installing {} (journeys run in a real browser)",
        PACKAGES.join(", ")
    );
    if !install() {
        bail!(
            "Chromium, its driver and a Chinese font are missing and apt may not be used here. Install them, \
             on Debian with: sudo apt-get install {}",
            PACKAGES.join(" ")
        );
    }
    match found() {
        Some(browser) => Ok(browser),
        None => bail!("apt has run, and Chromium, its driver or a Chinese font is still missing"),
    }
}

fn found() -> Option<Browser> {
    let chromium = find("chromium")
        .or_else(|| find("chromium-browser"))
        .or_else(|| find("google-chrome"))?;
    let driver = find("chromedriver")?;
    let fonts = output(Path::new("fc-list"), &[":lang=zh-cn", "family"])?;
    (!fonts.trim().is_empty()).then_some(Browser { chromium, driver })
}

fn install() -> bool {
    let Some(apt) = find("apt-get") else {
        return false;
    };
    let root = output(Path::new("id"), &["-u"]).is_some_and(|id| id.trim() == "0");
    let sudo = find("sudo").filter(|sudo| output(sudo, &["-n", "true"]).is_some());
    let apt_get = |arguments: &[&str]| {
        let mut call = match (&sudo, root) {
            (_, true) => command(apt.clone(), arguments),
            (Some(sudo), false) => {
                let mut call = command(sudo.clone(), &["-n"]);
                call.arg(&apt).args(arguments);
                call
            }
            (None, false) => return false,
        };
        run(call.env("DEBIAN_FRONTEND", "noninteractive")).is_ok()
    };
    let mut install = vec!["install", "--yes", "--no-install-recommends", "fontconfig"];
    install.extend(PACKAGES);
    apt_get(&["update"]) && apt_get(&install)
}
