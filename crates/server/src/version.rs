//! Which program this is.

/// Version and commit, as `--version`, the log and the app's about page show them.
pub const VERSION: &str = concat!(
    env!("CARGO_PKG_VERSION"),
    " (",
    env!("CIVIL_AFFAIRS_COMMIT"),
    ")"
);
