//! Notices on their way out: as lines, or to a receiver's webhook.

mod delivery;
mod line;
mod webhook;

pub use delivery::{Pace, drain};
pub use line::Line;
pub use webhook::{Hook, HookError, NotDelivered};
