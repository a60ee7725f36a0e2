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
            "Chromium, the driver of the same version and a Chinese font are not all here, and apt may not be used \
             or does not have them. Install them, on Debian with: sudo apt-get install fontconfig {}",
            PACKAGES.join(" ")
        );
    }
    match found() {
        Some(browser) => Ok(browser),
        None => bail!(
            "apt has run, and Chromium, the driver of the same version or a Chinese font is still missing; CHROMIUM \
             and CHROMEDRIVER can name them"
        ),
    }
}

/// `CHROMIUM` and `CHROMEDRIVER` name others than those on the path.
fn found() -> Option<Browser> {
    let named = |variable: &str| std::env::var_os(variable).map(PathBuf::from);
    let chromium = named("CHROMIUM").or_else(|| {
        ["chromium", "chromium-browser", "google-chrome"]
            .into_iter()
            .find_map(find)
    })?;
    let driver = named("CHROMEDRIVER").or_else(|| find("chromedriver"))?;
    let fonts = output(Path::new("fc-list"), &[":lang=zh-cn", "family"])?;
    let found = !fonts.trim().is_empty() && major(&chromium)? == major(&driver)?;
    found.then_some(Browser { chromium, driver })
}

/// The first part of a version: a driver works with the browser of its own.
fn major(program: &Path) -> Option<u32> {
    output(program, &["--version"])?
        .split([' ', '.'])
        .find_map(|part| part.parse().ok())
}

fn install() -> bool {
    let Some(apt) = find("apt-get") else {
        return false;
    };
    let root = output(Path::new("id"), &["-u"]).is_some_and(|id| id.trim() == "0");
    let sudo = find("sudo").filter(|sudo| output(sudo, &["-n", "true"]).is_some());
    let apt_get = |arguments: &[&str]| {
        let mut call = match (&sudo, root) {
            (_, true) => command("env", &[]),
            (Some(sudo), false) => command(sudo, &["-n", "env"]),
            (None, false) => return false,
        };
        call.arg("DEBIAN_FRONTEND=noninteractive").arg(&apt);
        run(call.args(arguments)).is_ok()
    };
    let mut install = vec!["install", "--yes", "--no-install-recommends", "fontconfig"];
    install.extend(PACKAGES);
    apt_get(&["update"]) && apt_get(&install)
}
