//! The file with settings: TOML, flat, keys named like the flags.

use std::{
    collections::{BTreeMap, BTreeSet},
    ffi::OsString,
    fs, io,
    path::{Path, PathBuf},
};
use toml::{Spanned, Value};

/// A file larger than this is a wrong file.
const LARGEST: u64 = 100_000;

/// What is wrong with it; names file and place.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    /// It cannot be read.
    #[error("{}: {source}", path.display())]
    Unreadable {
        /// Which.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// Something in it.
    #[error("{place}: {reason}")]
    Mistake {
        /// File, line and column.
        place: String,
        /// What is wrong there.
        reason: String,
    },
}

/// ResolvedSettings as they are written.
#[derive(Clone, Debug)]
pub struct File {
    path: PathBuf,
    entries: BTreeMap<String, Entry>,
}

#[derive(Clone, Debug)]
struct Entry {
    line: usize,
    column: usize,
    /// One, or those of a list.
    values: Vec<String>,
}

impl File {
    /// Reads it.
    pub fn read(path: &Path) -> Result<File, FileError> {
        let unreadable = |source| FileError::Unreadable {
            path: path.to_owned(),
            source,
        };
        if fs::metadata(path).map_err(unreadable)?.len() > LARGEST {
            return Err(unreadable(io::Error::other("too large for settings")));
        }
        File::parse(path, &fs::read_to_string(path).map_err(unreadable)?)
    }

    /// Reads its text.
    pub(super) fn parse(path: &Path, text: &str) -> Result<File, FileError> {
        let mut file = File {
            path: path.to_owned(),
            entries: BTreeMap::new(),
        };
        let table: BTreeMap<Spanned<String>, Value> = toml::from_str(text).map_err(|error| {
            let (line, column) = place(text, error.span().map_or(0, |span| span.start));
            file.mistake(line, column, error.message())
        })?;
        for (key, value) in table {
            let (line, column) = place(text, key.span().start);
            let values = plain(&value).ok_or_else(|| {
                let reason = "wants a text, a number, true or false, or a list of these";
                file.mistake(line, column, &format!("`{}` {reason}", key.as_ref()))
            })?;
            let entry = Entry {
                line,
                column,
                values,
            };
            file.entries.insert(key.into_inner(), entry);
        }
        Ok(file)
    }

    /// Refuses keys that are no setting of any command.
    pub(super) fn refuse_unknown(&self, known: &BTreeSet<&str>) -> Result<(), FileError> {
        let unknown = self
            .entries
            .iter()
            .find(|(key, _)| !known.contains(key.as_str()));
        unknown.map_or(Ok(()), |(key, entry)| {
            let reason =
                format!("`{key}` is no setting; `civil-affairs config` lists those there are");
            Err(self.mistake(entry.line, entry.column, &reason))
        })
    }

    /// What the file says of a setting, as flags.
    pub(super) fn as_arguments(&self, key: &str) -> impl Iterator<Item = OsString> + use<> {
        let values = self.entries.get(key).map(|entry| entry.values.clone());
        let key = key.to_owned();
        let values = values.unwrap_or_default().into_iter();
        values.map(move |value| format!("--{key}={value}").into())
    }

    /// Where a setting stands, if it does.
    pub(super) fn place(&self, key: &str) -> Option<String> {
        let entry = self.entries.get(key)?;
        Some(format!("{}:{}", self.path.display(), entry.line))
    }

    /// A value that was refused, with its place in the file.
    pub(super) fn explain(&self, error: &clap::Error) -> FileError {
        let said = error.to_string();
        let reason = said.lines().next().unwrap_or_default();
        let reason = reason.trim_start_matches("error: ");
        let entry = self.entries.iter().find(|(key, _)| {
            reason.contains(&format!("'--{key} ")) || reason.contains(&format!("'--{key}'"))
        });
        match entry {
            Some((_, entry)) => self.mistake(entry.line, entry.column, reason),
            None => self.mistake(1, 1, reason),
        }
    }

    fn mistake(&self, line: usize, column: usize, reason: &str) -> FileError {
        FileError::Mistake {
            place: format!("{}:{line}:{column}", self.path.display()),
            reason: reason.to_owned(),
        }
    }
}

/// Values as a flag takes them; nothing for a table.
fn plain(value: &Value) -> Option<Vec<String>> {
    let one = |value: &Value| match value {
        Value::String(text) => Some(text.clone()),
        Value::Integer(number) => Some(number.to_string()),
        Value::Boolean(flag) => Some(flag.to_string()),
        _ => None,
    };
    match value {
        Value::Array(values) => values.iter().map(one).collect(),
        value => Some(vec![one(value)?]),
    }
}

/// Line and column of a byte, both from 1.
fn place(text: &str, at: usize) -> (usize, usize) {
    let before = text.get(..at).unwrap_or(text);
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or_default();
    (line, column.chars().count() + 1)
}
