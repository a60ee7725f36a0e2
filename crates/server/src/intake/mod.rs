//! What the server does with what citizens send: no HTTP in here.
//!
//! The simulation calls the same functions with a clock and a seed of its own. Each commits exactly once, at its
//! end: a server that dies between commit and reply has either done all of it or nothing.

mod keys;
mod moment;

pub use keys::{Keys, KeysError};
pub use moment::Moment;
