//! Codes that people read aloud, write down and type again: references, secrets, recovery codes. And the
//! capability, which no person ever sees.
//!
//! Nothing here is random by itself: every code is drawn from bytes that the caller brings.

mod alphabet;
mod capability;
mod check;
mod partner;
mod read;
mod recovery;
mod reference;
mod secret;

pub use alphabet::ALPHABET;
pub use capability::{Capability, CapabilityError};
pub use partner::PartnerCode;
pub use read::{CodeError, normalise};
pub use recovery::RecoveryCode;
pub use reference::Reference;
pub use secret::Secret;
