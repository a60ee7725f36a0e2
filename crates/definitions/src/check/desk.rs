//! Where the complaints about one file go.

use crate::LoadError;

/// The complaints about one file.
pub(super) struct Desk<'a> {
    pub(super) file: &'a str,
    pub(super) errors: &'a mut Vec<LoadError>,
}

impl Desk<'_> {
    pub(super) fn tell(&mut self, place: impl Into<String>, reason: impl Into<String>) {
        self.errors.push(LoadError {
            file: self.file.to_owned(),
            place: place.into(),
            reason: reason.into(),
        });
    }
}
