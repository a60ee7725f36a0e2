//! Order in the source files.

use super::{texts, verdict};
use crate::count::Count;
use std::path::Path;

/// A file longer than this says why in its first lines (`//! Long because`).
const LONGEST: usize = 600;

/// What is compiled for browsers.
const RUNS_IN_A_BROWSER: [&str; 4] = ["src/", "apps/", "crates/client/src/", "crates/ui/src/"];

/// Where the browser's own names may stand.
const PLATFORM: &str = "crates/client/src/platform/";
/// Checks every source file.
pub(super) fn tidy(root: &Path) -> Count {
    let mut findings = Vec::new();
    let rust = texts(root, &["src", "apps", "crates", "tests", "xtask"], &[".rs"]);
    for (name, text) in &rust {
        findings.extend(
            of_rust(name, text)
                .into_iter()
                .map(|finding| format!("{name}: {finding}")),
        );
    }
    let all = texts(
        root,
        &["."],
        &[".rs", ".toml", ".css", ".js", ".html", ".md", ".sh", ".yml"],
    );
    for (name, text) in &all {
        let name = name.trim_start_matches("./");
        for (at, line) in text.lines().enumerate() {
            if line.ends_with([' ', '\t']) {
                findings.push(format!("{name}:{}: blanks at the end of the line", at + 1));
            }
        }
        if name.ends_with(".html") {
            let forbidden = ["style=\"", "<style", "<script>", "onclick=", "onload="];
            for word in forbidden.iter().filter(|word| text.contains(**word)) {
                findings.push(format!("{name}: `{word}`: the policy forbids it"));
            }
        }
    }
    let packages = ["Cargo.toml", "apps", "crates", "tests", "xtask"];
    for (name, text) in texts(root, &packages, &["Cargo.toml"]) {
        if !text.contains("version.workspace = true") {
            findings.push(format!("{name}: has a version of its own"));
        }
        if !text.contains("[lints]\nworkspace = true") {
            findings.push(format!("{name}: does not take the workspace's lints"));
        }
    }
    verdict(&findings)
}

fn of_rust(name: &str, text: &str) -> Vec<String> {
    let mut findings = Vec::new();
    if !text.starts_with("//!") {
        findings.push("does not begin with a `//!` sentence".to_owned());
    }
    let lines = text.lines().count();
    if lines > LONGEST
        && !text
            .lines()
            .take(5)
            .any(|line| line.contains("Long because"))
    {
        findings.push(format!(
            "{lines} lines; at most {LONGEST} without a written reason"
        ));
    }
    if RUNS_IN_A_BROWSER
        .iter()
        .any(|folder| name.starts_with(folder))
    {
        let code = |line: &str| !line.trim_start().starts_with("//");
        for (at, line) in text.lines().enumerate().filter(|(_, line)| code(line)) {
            let at = at + 1;
            if line.contains(" style=") || line.contains("inner_html") {
                findings.push(format!(
                    "line {at}: the policy forbids `style=` and `inner_html`"
                ));
            }
            let browser = ["web_sys", "js_sys", "indexed_db_futures"]
                .iter()
                .any(|word| line.contains(word));
            let may = name.starts_with(PLATFORM);
            if browser && !may {
                findings.push(format!("line {at}: only {PLATFORM} names the browser"));
            }
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tidy_file_passes_and_each_kind_of_disorder_is_told() {
        assert!(of_rust("src/features/home.rs", "//! Home.\nfn home() {}\n").is_empty());
        let long = format!("//! Long.\n{}", "//\n".repeat(LONGEST));
        for (name, text) in [
            ("src/a.rs", "fn a() {}\n"),
            ("src/a.rs", long.as_str()),
            ("src/a.rs", "//! A.\nview! { <p style=\"x\"/> }\n"),
            ("src/a.rs", "//! A.\nuse web_sys::Window;\n"),
        ] {
            assert_eq!(of_rust(name, text).len(), 1, "{text}");
        }
        assert_eq!(
            of_rust("crates/ui/src/a.rs", "//! A.\nuse web_sys::Window;\n").len(),
            1
        );
        let platform = format!("{PLATFORM}a.rs");
        assert!(of_rust(&platform, "//! A.\nuse web_sys::Window;\n").is_empty());
    }
}
