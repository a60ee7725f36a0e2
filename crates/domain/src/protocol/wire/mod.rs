//! What goes over the wire between the app and the intake server, under `/api/v1` (design §5).
//!
//! What the server sends is read leniently, so that it may say more one day; what it receives it reads strictly.

mod action;
mod changes;
pub mod header;
mod own_copy;
mod partner;
mod problem;
mod received;

pub use action::Action;
pub use changes::{CaseEvent, Changes, Slots};
pub use own_copy::{OwnCopy, RawJson, SupplementCopy};
pub use partner::{PartnerAction, PartnerReply, PartnerView};
pub use problem::{ApiProblem, ProblemCode};
pub use received::Received;

/// No answer of the server that the app reads is larger.
pub const MOST_BYTES: usize = 1 << 20;
