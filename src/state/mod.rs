//! What the app knows, owned by the app and not by a page: a page may go, what it began goes on.

pub mod autosave;
pub mod courier;
pub mod drafts;
pub mod files;
pub mod ground;
pub mod installing;
pub mod keeper;
pub mod kept;
pub mod library;
pub mod line;
pub mod lock;
pub mod merge;
pub mod parts;
pub mod prechecks;
pub mod queue;
pub mod settings;
pub mod shredder;
pub mod transfer;
pub mod update;
