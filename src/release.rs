//! Which release this is.

/// Version of all crates.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// So many digits of a digest or commit are shown.
const SHORT: usize = 8;

/// The commit that was built, where the build knows it.
pub fn commit() -> Option<&'static str> {
    option_env!("CIVIL_AFFAIRS_COMMIT").filter(|commit| *commit != "unknown")
}

/// The beginning of a digest, enough to tell two apart.
pub fn short(digest: &str) -> String {
    digest.chars().take(SHORT).collect()
}
