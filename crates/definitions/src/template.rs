//! A new service: a folder with a sound skeleton, to be changed text by text.

use crate::{DefinitionsError, read_folder};
use std::{
    fs, io,
    path::{Path, PathBuf},
};

/// What stands in the template for the id.
const ID: &str = "template-id";
/// What stands there for the place on the home page.
const ORDER: &str = "order = 990";

/// The files of `services/_template/`.
const FILES: [(&str, &str); 7] = [
    (
        "service.toml",
        include_str!("../../../services/_template/service.toml"),
    ),
    (
        "start.toml",
        include_str!("../../../services/_template/start.toml"),
    ),
    (
        "questions.toml",
        include_str!("../../../services/_template/questions.toml"),
    ),
    (
        "rules.toml",
        include_str!("../../../services/_template/rules.toml"),
    ),
    (
        "documents.toml",
        include_str!("../../../services/_template/documents.toml"),
    ),
    (
        "states.toml",
        include_str!("../../../services/_template/states.toml"),
    ),
    (
        "cases.toml",
        include_str!("../../../services/_template/cases.toml"),
    ),
];

/// Why no new service was written.
#[derive(Debug, thiserror::Error)]
pub enum TemplateError {
    /// Not the form of an id.
    #[error("`{0}` is no id: small letters, digits and `-` only, for example `meal-allowance`")]
    Id(String),
    /// There is one already.
    #[error("{} is there already", .0.display())]
    Exists(PathBuf),
    /// The folder cannot be written.
    #[error("{}: {source}", path.display())]
    Unwritable {
        /// Which.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The services that are there cannot be read.
    #[error(transparent)]
    Unreadable(#[from] DefinitionsError),
}

/// Writes the folder of a new service and returns its files. It takes the next free place on the home page.
///
/// # Errors
///
/// See [`TemplateError`]. A folder that is there already is never touched.
pub fn new_service(services: &Path, id: &str) -> Result<Vec<PathBuf>, TemplateError> {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if id.is_empty() || !id.starts_with(|c: char| c.is_ascii_lowercase()) || !id.chars().all(plain)
    {
        return Err(TemplateError::Id(id.to_owned()));
    }
    let order = read_folder(services, "services")?
        .iter()
        .flat_map(|file| file.text.lines())
        .filter_map(|line| line.strip_prefix("order = ")?.trim().parse::<u16>().ok())
        .max()
        .unwrap_or(0)
        .saturating_add(10);
    let folder = services.join(id);
    if folder.exists() {
        return Err(TemplateError::Exists(folder));
    }
    let unwritable = |path: &Path| {
        let path = path.to_owned();
        move |source| TemplateError::Unwritable { path, source }
    };
    fs::create_dir(&folder).map_err(unwritable(&folder))?;
    let mut written = Vec::new();
    for (name, text) in FILES {
        let path = folder.join(name);
        let text = text
            .replace(ID, id)
            .replace(ORDER, &format!("order = {order}"));
        fs::write(&path, text).map_err(unwritable(&path))?;
        written.push(path);
    }
    Ok(written)
}
