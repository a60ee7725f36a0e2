//! Where the things under test are, told by the environment.

use anyhow::{Result, bail};
use std::path::PathBuf;

/// The server's binary.
pub const BIN: &str = "CIVIL_AFFAIRS_BIN";
/// The built app.
pub const DIST: &str = "CIVIL_AFFAIRS_DIST";
/// The built staff app.
pub const STAFF_DIST: &str = "CIVIL_AFFAIRS_STAFF_DIST";
/// The file `axe.min.js` of axe-core.
pub const AXE: &str = "CIVIL_AFFAIRS_AXE";

/// WebKitGTK's driver, where there is one.
pub const WEBKIT_DRIVER: &str = "CIVIL_AFFAIRS_WEBKIT_DRIVER";
/// The browser it drives.
pub const MINI_BROWSER: &str = "CIVIL_AFFAIRS_MINI_BROWSER";
/// Firefox's driver, where there is one.
pub const GECKODRIVER: &str = "CIVIL_AFFAIRS_GECKODRIVER";

/// The path that a variable names.
pub fn path(variable: &str) -> Result<PathBuf> {
    let Some(value) = std::env::var_os(variable) else {
        bail!(
            "{variable} is not set. The journeys need the built app and server: run `cargo xtask test`"
        );
    };
    let path = PathBuf::from(value);
    if !path.exists() {
        bail!(
            "{variable} names {}, which is not there: run `cargo xtask test`",
            path.display()
        );
    }
    Ok(path)
}

/// A folder beside the workspace's members.
pub fn in_workspace(folder: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("..")
        .join(folder)
}
