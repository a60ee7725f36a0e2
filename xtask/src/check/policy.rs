//! `deny.toml`: what the project may depend on, in the form that cargo-deny reads.

use anyhow::{Context, Result};
use serde::Deserialize;
use std::{fs, path::Path};

/// The parts that are checked here.
#[derive(Debug, Deserialize)]
pub(super) struct DenyPolicy {
    pub(super) licenses: Licences,
    pub(super) bans: Bans,
}

/// Which licences a dependency may have.
#[derive(Debug, Deserialize)]
pub(super) struct Licences {
    pub(super) allow: Vec<String>,
}

/// Crates that may not be there, and second versions that may.
#[derive(Debug, Deserialize)]
pub(super) struct Bans {
    pub(super) deny: Vec<DenyEntry>,
    pub(super) skip: Vec<DenyEntry>,
}

/// A crate, and why it is listed.
#[derive(Debug, Deserialize)]
pub(super) struct DenyEntry {
    /// `name`, or `name@0.6` for the versions that begin so.
    #[serde(rename = "crate")]
    pub(super) spec: String,
    pub(super) reason: String,
    /// Of a ban: these crates may have it all the same.
    #[serde(default)]
    pub(super) wrappers: Vec<String>,
}

impl DenyEntry {
    /// Whether a package is meant.
    pub(super) fn is(&self, name: &str, version: &str) -> bool {
        match self.spec.split_once('@') {
            None => self.spec == name,
            Some((own, begin)) => {
                own == name
                    && version
                        .strip_prefix(begin)
                        .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
            }
        }
    }
}

/// Reads the file.
pub(super) fn read(root: &Path) -> Result<DenyPolicy> {
    let text = fs::read_to_string(root.join("deny.toml")).context("deny.toml")?;
    toml::from_str(&text).context("deny.toml")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_means_a_crate_or_the_versions_that_begin_as_written() {
        let entry = |spec: &str| DenyEntry {
            spec: spec.to_owned(),
            reason: String::new(),
            wrappers: Vec::new(),
        };
        assert!(entry("syn").is("syn", "2.0.1"));
        assert!(entry("syn@2").is("syn", "2.0.1"));
        assert!(entry("base64@0.22").is("base64", "0.22.1"));
        assert!(!entry("base64@0.2").is("base64", "0.22.1"));
        assert!(!entry("syn@2").is("syn", "1.0.109"));
        assert!(!entry("syn").is("synstructure", "0.13.0"));
    }
}
