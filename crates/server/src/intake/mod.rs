//! What the server does with what citizens send: no HTTP in here.
//!
//! The simulation calls the same functions with a clock and a seed of its own. Each commits exactly once, at its
//! end: a server that dies between commit and reply has either done all of it or nothing.

mod actions;
mod attempts;
mod booking;
mod changes;
mod definitions;
mod files;
mod judge;
mod keys;
mod moment;
mod offer;
mod problem;
mod receive;
mod shape;
mod slots;
mod transitions;

pub use actions::{Deed, perform};
pub use attempts::{Attempts, Limit};
pub use changes::{changes, status};
pub use civil_affairs_domain::wire::Action;
pub use definitions::{Current, Definitions, DefinitionsError, Ground, Unknown, kept_service};
pub use files::{FileName, MOST_PART, Part, Progress, progress, put};
pub use keys::{Keys, KeysError};
pub use moment::Moment;
pub use offer::offer;
pub use problem::Problem;
pub use receive::{Answer, Incoming, receive};
pub use transitions::{is_end, may};

use crate::store::Store;
use civil_affairs_domain::source::Compiled;

/// Everything the intake works with.
#[derive(Debug)]
pub struct Intake {
    /// The database.
    pub store: Store,
    /// Its keys.
    pub keys: Keys,
    /// What is judged by.
    pub definitions: Definitions,
}

/// Why the intake cannot begin.
#[derive(Debug, thiserror::Error)]
pub enum IntakeError {
    /// Keys.
    #[error(transparent)]
    Keys(#[from] KeysError),
    /// Definitions.
    #[error(transparent)]
    Definitions(#[from] DefinitionsError),
}

impl Intake {
    /// Begins, with a catalogue to put in force. The seed is used for keys where there are none yet.
    pub async fn open(
        store: Store,
        compiled: &Compiled,
        at: &Moment,
        seed: [u8; 32],
    ) -> Result<Intake, IntakeError> {
        Ok(Intake {
            keys: Keys::take(&store, seed).await?,
            definitions: Definitions::open(&store, compiled, at.now).await?,
            store,
        })
    }
}
