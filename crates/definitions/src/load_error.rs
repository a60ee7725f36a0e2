//! A mistake in a data file, told with file, place and reason; or something worth a look.

use std::fmt;

/// How bad a finding is. An error refuses the set; a warning is only said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The set is refused.
    #[default]
    Error,
    /// The set counts; somebody should look.
    Warning,
}

/// A mistake in a data file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct LoadError {
    /// The file.
    pub file: String,
    /// Line and column, or the part of the definition.
    pub place: String,
    /// What is wrong and, where it helps, what is wanted.
    pub reason: String,
    /// Whether it refuses the set.
    pub severity: Severity,
}

impl LoadError {
    /// A mistake that refuses the set.
    pub fn new(
        file: impl Into<String>,
        place: impl Into<String>,
        reason: impl Into<String>,
    ) -> LoadError {
        LoadError {
            file: file.into(),
            place: place.into(),
            reason: reason.into(),
            severity: Severity::Error,
        }
    }

    /// The same, only said.
    #[must_use]
    pub fn as_warning(self) -> LoadError {
        LoadError {
            severity: Severity::Warning,
            ..self
        }
    }
}

impl fmt::Display for LoadError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.severity == Severity::Warning {
            out.write_str("warning: ")?;
        }
        write!(out, "{}: {}: {}", self.file, self.place, self.reason)
    }
}

impl std::error::Error for LoadError {}
