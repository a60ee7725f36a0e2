//! What is kept on a device: drafts, and the file that takes them to another one.

pub mod draft;
pub mod queue;
pub mod transfer;
