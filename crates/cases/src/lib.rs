//! What is done with what citizens send and officers decide: no HTTP and no SQL in here.
//!
//! The simulation calls the same functions with a clock and a seed of its own. Each commits exactly once, at its
//! end: a server that dies between commit and reply has either done all of it or nothing.

mod actions;
mod advance;
mod booking;
mod changes;
mod deadlines;
mod definitions;
mod erase;
mod files;
mod judge;
mod keys;
mod moment;
mod offer;
mod own_copy;
mod partner;
mod problem;
pub mod receipt;
mod receive;
mod retention;
mod shape;
mod slots;
mod transition;
mod upkeep;

pub use actions::{CitizenRequest, perform};
pub use advance::{Moved, NotMoved, OfficerMove, advance};
pub use changes::{changes, status};
pub use civil_affairs_domain::protocol::wire::Action;
pub use deadlines::{due_work, lapse};
pub use definitions::{
    Current, DefinitionRegistry, DefinitionRegistryError, RuleSet, UnknownDefinition,
};
pub use erase::erase;
pub use files::{FileName, FilePart, MOST_PART, Progress, progress, put};
pub use keys::{Keys, KeysError};
pub use moment::Moment;
pub use offer::offer;
pub use own_copy::own_copy;
pub use partner::{partner, partner_code};
pub use problem::IntakeProblem;
pub use receive::{Answer, Incoming, receive};
pub use upkeep::{Upkeep, upkeep};

use civil_affairs_definitions::Compiled;
use civil_affairs_store::{CaseRow, Store};

/// Everything the intake works with.
#[derive(Debug)]
pub struct Intake {
    /// The database.
    pub store: Store,
    /// Its keys.
    pub keys: Keys,
    /// What is judged by.
    pub definitions: DefinitionRegistry,
}

/// Why the intake cannot begin.
#[derive(Debug, thiserror::Error)]
pub enum IntakeError {
    /// Keys.
    #[error(transparent)]
    Keys(#[from] KeysError),
    /// DefinitionRegistry.
    #[error(transparent)]
    DefinitionRegistry(#[from] DefinitionRegistryError),
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
            keys: Keys::take(&store, at.now, seed).await?,
            definitions: DefinitionRegistry::open(&store, compiled, at.now).await?,
            store,
        })
    }

    /// Begins with what the database holds: for commands beside the server, which put nothing in force.
    pub async fn kept(store: Store, at: &Moment, seed: [u8; 32]) -> Result<Intake, IntakeError> {
        Ok(Intake {
            keys: Keys::take(&store, at.now, seed).await?,
            definitions: DefinitionRegistry::kept(&store).await?,
            store,
        })
    }

    /// What a submission is judged by.
    ///
    /// # Errors
    ///
    /// Its definition is gone, which no server does.
    pub fn rule_set(&self, case: &CaseRow) -> Result<RuleSet, IntakeProblem> {
        let found = self
            .definitions
            .find(&case.service, &case.definition_version);
        found
            .map_err(|_| IntakeProblem::Internal("a definition that was served is gone".to_owned()))
    }
}
