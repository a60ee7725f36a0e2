//! Checks of the project itself.

mod circles;
mod crate_table;
mod dependencies;
mod documents;
mod domain;
mod kinds;
mod licence;
mod policy;
mod source;
mod state_ids;
mod telephone;
mod tidy;
mod type_names;

use crate::{count::Count, process::root};
use std::{
    fs,
    path::{Path, PathBuf},
    process::ExitCode,
};

/// A check of the project's own files.
pub(crate) struct ProjectCheck {
    /// What it is called in the list of `cargo xtask test`.
    pub(crate) name: &'static str,
    /// Runs it on the project's root.
    pub(crate) run: fn(&Path) -> Count,
}

/// Those of every test run; none compiles anything of the product.
pub(crate) const ALL: [ProjectCheck; 10] = [
    ProjectCheck {
        name: "tidy",
        run: tidy::tidy,
    },
    ProjectCheck {
        name: "telephone numbers",
        run: telephone::telephone,
    },
    ProjectCheck {
        name: "dependencies",
        run: dependencies::dependencies,
    },
    ProjectCheck {
        name: "a pure domain",
        run: domain::domain,
    },
    ProjectCheck {
        name: "the table of crates",
        run: crate_table::crate_table,
    },
    ProjectCheck {
        name: "no rest arm over kinds of questions",
        run: kinds::kinds,
    },
    ProjectCheck {
        name: "documents that point into the code",
        run: documents::documents,
    },
    ProjectCheck {
        name: "one meaning a name",
        run: type_names::type_names,
    },
    ProjectCheck {
        name: "retired words",
        run: type_names::retired_words,
    },
    ProjectCheck {
        name: "no circle of modules",
        run: circles::circles,
    },
];

/// Those that the project does not pass yet: `cargo xtask check` runs them, the test run does not.
const PENDING: [ProjectCheck; 1] = [ProjectCheck {
    name: "no state in code",
    run: state_ids::state_ids,
}];

/// Runs every check and prints what each finds.
pub(crate) fn run() -> ExitCode {
    let root = root();
    let mut failed = 0;
    for check in ALL.iter().chain(&PENDING) {
        println!("== {}", check.name);
        failed += (check.run)(&root).failed;
    }
    println!("{failed} failed");
    match failed {
        0 => ExitCode::SUCCESS,
        _ => ExitCode::FAILURE,
    }
}

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
