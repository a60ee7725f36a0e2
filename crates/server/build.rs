//! Writes the commit into the binary, for `--version` and the log.

use std::{path::Path, process::Command};

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    // What moves when another commit is checked out. Only what is there: cargo would build anew every time for a
    // missing file, as in a source archive.
    for name in ["HEAD", "refs/heads", "packed-refs"] {
        if let Some(path) = git(&["rev-parse", "--git-path", name])
            && Path::new(&path).exists()
        {
            println!("cargo::rerun-if-changed={path}");
        }
    }
    let commit = git(&["rev-parse", "--short=12", "HEAD"]);
    let commit = commit.as_deref().unwrap_or("unknown");
    println!("cargo::rustc-env=CIVIL_AFFAIRS_COMMIT={commit}");
}

/// What git answers; nothing without git or outside a repository.
fn git(arguments: &[&str]) -> Option<String> {
    let output = Command::new("git").args(arguments).output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    output.status.success().then(|| text.trim().to_owned())
}
