//! One data file of an officer, as it was read.

/// A data file: path from the project's root with `/`, and its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceFile {
    /// For example `services/senior-card.toml`.
    pub path: String,
    /// Its content.
    pub text: String,
}
