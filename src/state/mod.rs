//! What the app knows, owned by the app and not by a page: a page may go, what it began goes on.

pub mod autosave;
pub mod ground;
pub mod kept;
pub mod library;
pub mod merge;
pub mod prechecks;
pub mod settings;
pub mod update;
