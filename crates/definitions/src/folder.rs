//! Reads the data files from their folders.

use crate::{Compiled, LoadError, SourceFile, compile};
use std::{
    fs, io,
    path::{Path, PathBuf},
};

/// More files than this are a wrong folder.
const MOST_FILES: usize = 500;
/// A data file larger than this is a wrong file.
const LARGEST_FILE: u64 = 2_000_000;

/// Why the definitions cannot be used. Each line names file, place and reason.
#[derive(Debug, thiserror::Error)]
pub enum DefinitionsError {
    /// A folder or file cannot be read.
    #[error("{}: {source}", path.display())]
    Unreadable {
        /// Which.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// Mistakes in the files.
    #[error("{}", lines(.0))]
    Mistakes(Vec<LoadError>),
}

fn lines(errors: &[LoadError]) -> String {
    errors
        .iter()
        .map(LoadError::to_string)
        .collect::<Vec<_>>()
        .join("\n")
}

/// Reads and compiles both folders.
pub fn load(services: &Path, policy: &Path) -> Result<Compiled, DefinitionsError> {
    let mut compiled = compile(&read(services, policy)?).map_err(DefinitionsError::Mistakes)?;
    for (folder, name) in [(services, "services"), (policy, "policy")] {
        ignored(folder, name, &mut compiled.warnings)?;
    }
    Ok(compiled)
}

/// Says which files were passed over: somebody may have meant them to count.
fn ignored(
    folder: &Path,
    name: &str,
    warnings: &mut Vec<LoadError>,
) -> Result<(), DefinitionsError> {
    for path in entries(folder)? {
        let Some(own) = path.file_name().and_then(|own| own.to_str()) else {
            continue;
        };
        let logical = format!("{name}/{own}");
        let is_hidden = own.starts_with('.') || own.starts_with('_');
        if is_hidden || is_data(&path) || MEANT.iter().any(|end| own.ends_with(end)) {
            continue;
        }
        if path.is_dir() {
            ignored(&path, &logical, warnings)?;
        } else {
            let reason = "is passed over: a data file's name ends with .toml in small letters";
            warnings.push(LoadError::new(logical, "file", reason).as_warning());
        }
    }
    Ok(())
}

/// Endings of files that are no data and are meant to be there.
const MEANT: [&str; 2] = [".md", ".svg"];

fn is_data(path: &Path) -> bool {
    !path.is_dir()
        && path
            .extension()
            .is_some_and(|extension| extension == "toml")
}

fn entries(folder: &Path) -> Result<Vec<PathBuf>, DefinitionsError> {
    let unreadable = |source| DefinitionsError::Unreadable {
        path: folder.to_owned(),
        source,
    };
    let entries = fs::read_dir(folder).map_err(unreadable)?;
    let mut paths = entries
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<io::Result<Vec<PathBuf>>>()
        .map_err(unreadable)?;
    paths.sort();
    Ok(paths)
}

/// Reads the texts of both folders, for whoever changes something in them before they are compiled.
pub fn read(services: &Path, policy: &Path) -> Result<Vec<SourceFile>, DefinitionsError> {
    let mut files = read_folder(services, "services")?;
    files.extend(read_folder(policy, "policy")?);
    Ok(files)
}

/// Reads every `.toml` below a folder, in order; paths begin with `name` wherever the folder lies.
pub fn read_folder(folder: &Path, name: &str) -> Result<Vec<SourceFile>, DefinitionsError> {
    let mut files = Vec::new();
    collect(folder, name, &mut files)?;
    Ok(files)
}

fn collect(folder: &Path, name: &str, files: &mut Vec<SourceFile>) -> Result<(), DefinitionsError> {
    for path in entries(folder)? {
        let Some(own) = path.file_name().and_then(|own| own.to_str()) else {
            continue;
        };
        // A folder such as `_template` is an example.
        if own.starts_with('_') {
            continue;
        }
        let logical = format!("{name}/{own}");
        if path.is_dir() {
            collect(&path, &logical, files)?;
        } else if is_data(&path) {
            let unreadable = |source| DefinitionsError::Unreadable {
                path: path.clone(),
                source,
            };
            let size = fs::metadata(&path).map_err(unreadable)?.len();
            if size > LARGEST_FILE || files.len() >= MOST_FILES {
                return Err(unreadable(io::Error::other(
                    "too large, or one of too many files",
                )));
            }
            let text = fs::read_to_string(&path).map_err(unreadable)?;
            files.push(SourceFile {
                path: logical,
                text,
            });
        }
    }
    Ok(())
}
