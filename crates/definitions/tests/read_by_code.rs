//! The table of the parameters that code reads, compared with the code: a key that is read and not declared could be
//! misspelt by an officer without a word.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on stops")]

use civil_affairs_definitions::{load, read_by_code};
use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

/// What reads a parameter by its key.
const READERS: [&str; 5] = [".count(", ".flag(", ".code(", ".codes(", ".number("];

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if path.is_dir() && name != "tests" {
            sources(&path, found);
        } else if name.ends_with(".rs") && name != "tests.rs" {
            found.push(path);
        }
    }
}

#[test]
fn every_parameter_that_code_reads_is_declared() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let compiled = load(&root.join("services"), &root.join("policy")).unwrap();
    let rows = compiled.catalogue.policy.parameters;
    let keys: BTreeSet<&str> = rows.iter().map(|row| row.key.as_str()).collect();
    let mut files = Vec::new();
    for entry in fs::read_dir(root.join("crates")).unwrap() {
        let folder = entry.unwrap().path();
        if !folder.ends_with("definitions") {
            sources(&folder.join("src"), &mut files);
        }
    }
    sources(&root.join("src"), &mut files);
    let declared: BTreeSet<&str> = read_by_code().collect();
    let mut read = 0;
    for file in files {
        let text = fs::read_to_string(&file).unwrap();
        let code = text.split("#[cfg(test)]").next().unwrap();
        for reader in READERS {
            for rest in code.split(reader).skip(1) {
                let Some(key) = rest.trim_start().strip_prefix('"') else {
                    continue;
                };
                let key = key.split('"').next().unwrap();
                if keys.contains(key) {
                    read += 1;
                    assert!(declared.contains(key), "{}: `{key}`", file.display());
                }
            }
        }
    }
    assert!(read >= 10, "the search finds no reader any more: {read}");
}
