//! A mistake in a data file, told with file, place and reason.

use std::fmt;

/// A mistake in a data file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct LoadError {
    /// The file.
    pub file: String,
    /// Line and column, or the part of the definition.
    pub place: String,
    /// What is wrong and, where it helps, what is wanted.
    pub reason: String,
}

impl fmt::Display for LoadError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}: {}: {}", self.file, self.place, self.reason)
    }
}

impl std::error::Error for LoadError {}
