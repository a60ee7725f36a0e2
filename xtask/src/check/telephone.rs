//! No telephone number is invented: only those known for certain stand in data and code.

use super::{texts, verdict};
use crate::count::Count;
use civil_affairs_definitions::telephone::numbers;
use std::path::Path;

/// Police, fire, ambulance, the government's line, the women's line.
const KNOWN: [&str; 5] = ["110", "119", "120", "12345", "12338"];

/// Looks through everything people read. Worked cases are left out: their mobile numbers are answers.
pub(super) fn telephone(root: &Path) -> Count {
    let folders = [
        "services",
        "policy",
        "src",
        "apps",
        "crates/ui",
        "public",
        "index.html",
    ];
    let endings = [".toml", ".rs", ".html", ".md", ".js", ".webmanifest"];
    let mut findings = Vec::new();
    for (name, text) in texts(root, &folders, &endings) {
        if name.ends_with("/cases.toml") || name.contains("/tests") {
            continue;
        }
        for (at, line) in text.lines().enumerate() {
            for number in numbers(line, &KNOWN) {
                findings.push(format!(
                    "{name}:{}: `{number}` looks like a telephone number",
                    at + 1
                ));
            }
        }
    }
    verdict(&findings)
}
