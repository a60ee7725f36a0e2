//! Where the complaints about one file go.

use crate::{LoadError, service_part::ServiceFiles};

/// The complaints about one file, or about one service with its files.
pub(super) struct FileReport<'a> {
    pub(super) file: FileOf<'a>,
    pub(super) errors: &'a mut Vec<LoadError>,
}

/// In which file a place stands.
#[derive(Clone, Copy)]
pub(super) enum FileOf<'a> {
    /// All in one.
    One(&'a str),
    /// A service's parts.
    Service(&'a ServiceFiles),
}

impl<'a> FileOf<'a> {
    pub(super) fn of(self, place: &str) -> &'a str {
        match self {
            FileOf::One(file) => file,
            FileOf::Service(files) => files.of(place),
        }
    }
}

impl FileReport<'_> {
    pub(super) fn error(&mut self, place: impl Into<String>, reason: impl Into<String>) {
        let place = place.into();
        let file = self.file.of(&place);
        self.errors.push(LoadError::new(file, place, reason));
    }

    /// Says something that is no mistake for certain.
    pub(super) fn warn(&mut self, place: impl Into<String>, reason: impl Into<String>) {
        let place = place.into();
        let file = self.file.of(&place);
        self.errors
            .push(LoadError::new(file, place, reason).as_warning());
    }
}
