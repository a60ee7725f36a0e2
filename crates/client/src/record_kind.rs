//! Kinds of sealed records that own files. They stand in the key of every record and in its additional data, so they
//! never change.

/// A form that is being filled in.
pub(crate) const DRAFT: &str = "draft";
/// A finished form, until the device forgets it.
pub(crate) const QUEUED: &str = "queued";
