//! The answers of pre-checks as the device keeps them: one sealed record, read at the start, written by autosave.

mod problem;

pub use problem::Problem;

use super::merge::{ByService, merge};
use crate::platform::{
    store::{IndexedDb, RecordKey, StorageError},
    vault::{Seen, Vault, VaultError},
};
use serde::{Deserialize, Serialize};
use std::cell::RefCell;

/// Form of the content. A newer form is read by a newer app only.
const SCHEMA: u32 = 1;

/// Content of the record.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Content {
    services: ByService,
}

/// One record for all services: what lies on the disk does not tell which service somebody looked at.
fn key() -> RecordKey {
    RecordKey {
        kind: "precheck",
        id: "all".to_owned(),
    }
}

/// The record, with what this page knows of it.
pub struct Kept {
    vault: Vault<IndexedDb>,
    base: RefCell<ByService>,
    seen: RefCell<Option<Seen>>,
}

impl Kept {
    /// In a vault.
    pub fn new(vault: Vault<IndexedDb>) -> Kept {
        Kept {
            vault,
            base: RefCell::default(),
            seen: RefCell::new(None),
        }
    }

    /// Joins what is stored with what `mine` gives once it is read.
    pub async fn read(&self, mine: &dyn Fn() -> ByService) -> Result<ByService, Problem> {
        let opened = self.vault.read(&key()).await?;
        let (theirs, seen) = match opened {
            None => (ByService::new(), None),
            Some(opened) if opened.schema > SCHEMA => return Err(Problem::NewerApp),
            Some(opened) => {
                let content: Content = civil_affairs_domain::json::read(&opened.content)
                    .map_err(|_| Problem::Damaged)?;
                (content.services, Some(opened.seen))
            }
        };
        let joined = merge(&self.base.borrow(), &mine(), &theirs);
        *self.base.borrow_mut() = theirs;
        *self.seen.borrow_mut() = seen;
        Ok(joined)
    }

    /// Writes what `mine` gives at the moment of sealing. When another tab wrote in between, its changes are
    /// joined first; `joined` gets the result. Returns after the commit.
    pub async fn write(
        &self,
        mine: &dyn Fn() -> ByService,
        joined: &dyn Fn(ByService),
    ) -> Result<(), Problem> {
        // A third tab that wins every time does not exist; the bound keeps a mistake from looping for ever.
        for _ in 0..5 {
            let services = mine();
            let seen = self.seen.borrow().clone();
            let content = serde_json::to_vec(&Content {
                services: services.clone(),
            })
            .map_err(|_| Problem::Storage)?;
            match self
                .vault
                .write(&key(), SCHEMA, &content, seen.as_ref())
                .await
            {
                Ok(seen) => {
                    *self.seen.borrow_mut() = Some(seen);
                    *self.base.borrow_mut() = services;
                    return Ok(());
                }
                Err(VaultError::Storage(StorageError::Conflict)) => {
                    joined(self.read(mine).await?);
                }
                Err(error) => return Err(error.into()),
            }
        }
        Err(Problem::Storage)
    }

    /// Gives up a record that cannot be opened. What this page has is written next.
    pub async fn forget(&self) -> Result<(), Problem> {
        self.vault.remove(&key()).await?;
        *self.base.borrow_mut() = ByService::new();
        *self.seen.borrow_mut() = None;
        Ok(())
    }
}

#[cfg(test)]
mod tests;
