//! Checks of the project itself.

mod dependencies;
mod domain;
mod licence;
mod policy;
mod telephone;
mod tidy;

use crate::test::Count;
use std::{
    fs,
    path::{Path, PathBuf},
};

pub(crate) use dependencies::dependencies;
pub(crate) use domain::domain;
pub(crate) use telephone::telephone;
pub(crate) use tidy::tidy;

/// Prints what was found; one check passes when nothing was.
fn verdict(findings: &[String]) -> Count {
    for finding in findings {
        println!("{finding}");
    }
    Count::of(findings.is_empty())
}

/// Every file below a folder of the project that git knows or would know, with its text.
fn texts(root: &Path, folders: &[&str], endings: &[&str]) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for folder in folders {
        collect(&root.join(folder), &mut found);
    }
    found.sort();
    found
        .into_iter()
        .filter(|path| {
            endings
                .iter()
                .any(|ending| path.to_string_lossy().ends_with(ending))
        })
        .filter_map(|path| {
            let text = fs::read_to_string(&path).ok()?;
            let name = path.strip_prefix(root).ok()?.to_string_lossy().into_owned();
            Some((name, text))
        })
        .collect()
}

fn collect(path: &Path, found: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(path) else {
        if path.is_file() {
            found.push(path.to_owned());
        }
        return;
    };
    for entry in entries.flatten() {
        let name = entry.file_name();
        if name != "target"
            && name != "dist"
            && name != "node_modules"
            && !name.to_string_lossy().starts_with('.')
        {
            collect(&entry.path(), found);
        }
    }
}
