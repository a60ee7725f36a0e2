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
    compile(&read(services, policy)?).map_err(DefinitionsError::Mistakes)
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
    let unreadable = |source| DefinitionsError::Unreadable {
        path: folder.to_owned(),
        source,
    };
    let mut entries: Vec<PathBuf> = fs::read_dir(folder)
        .map_err(unreadable)?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<io::Result<_>>()
        .map_err(unreadable)?;
    entries.sort();
    for path in entries {
        let Some(own) = path.file_name().and_then(|own| own.to_str()) else {
            continue;
        };
        let logical = format!("{name}/{own}");
        if path.is_dir() {
            collect(&path, &logical, files)?;
        } else if path
            .extension()
            .is_some_and(|extension| extension == "toml")
        {
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
