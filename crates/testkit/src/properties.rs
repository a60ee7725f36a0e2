//! How many cases a property is tried with.

use proptest::test_runner::Config;
use std::env;

/// Cases of each property in every run.
const EVERY_RUN: u32 = 2_000;

/// What every property test is configured with: 2,000 cases, or as many as `PROPTEST_CASES` says. A long proof
/// (`cargo xtask properties`) asks for ten thousand.
pub fn config() -> Config {
    let config = Config::default();
    match env::var_os("PROPTEST_CASES") {
        // Read by proptest itself.
        Some(_) => config,
        None => Config {
            cases: EVERY_RUN,
            ..config
        },
    }
}
