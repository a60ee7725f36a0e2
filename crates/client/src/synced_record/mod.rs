//! One sealed record as a page keeps it: read, written, joined with what another page wrote in between.

mod problem;

pub use problem::RecordError;

use crate::{
    platform::{
        store::{IndexedDb, RecordKey, StorageError},
        vault::{Seen, Vault, VaultError},
    },
    tab_message::TabMessage,
};
use std::{cell::RefCell, rc::Rc};

/// The vault of this device.
pub type DeviceVault = Rc<Vault<IndexedDb>>;

/// What a record holds, as the page has it now.
pub trait RecordContent {
    /// As it is written.
    fn bytes(&self) -> Result<Vec<u8>, RecordError>;

    /// Takes over what another page wrote. `base` is what this page last read or wrote; none: nothing yet.
    /// `theirs` is what is stored now; none: the record is gone.
    fn join(&self, base: Option<&[u8]>, theirs: Option<&[u8]>) -> Result<(), RecordError>;
}

/// The record, with what this page knows of it.
pub struct SyncedRecord {
    vault: DeviceVault,
    key: RecordKey,
    /// Form of the content. A newer form is read by a newer app only.
    schema: u32,
    base: RefCell<Option<Vec<u8>>>,
    seen: RefCell<Option<Seen>>,
}

impl SyncedRecord {
    /// In a vault, not yet read.
    pub fn new(vault: DeviceVault, key: RecordKey, schema: u32) -> SyncedRecord {
        SyncedRecord {
            vault,
            key,
            schema,
            base: RefCell::default(),
            seen: RefCell::new(None),
        }
    }

    /// Its name in the store.
    pub fn key(&self) -> &RecordKey {
        &self.key
    }

    /// What its last reader or writer saw, to replace the record by another.
    pub fn seen(&self) -> Option<Seen> {
        self.seen.borrow().clone()
    }

    /// Joins what is stored with the content.
    pub async fn read(&self, content: &dyn RecordContent) -> Result<(), RecordError> {
        let (theirs, seen) = match self.vault.read(&self.key).await? {
            None => (None, None),
            Some(opened) if opened.schema > self.schema => return Err(RecordError::NewerApp),
            Some(opened) => (Some(opened.content), Some(opened.seen)),
        };
        let base = self.base.borrow().clone();
        content.join(base.as_deref(), theirs.as_deref())?;
        *self.base.borrow_mut() = theirs;
        *self.seen.borrow_mut() = seen;
        Ok(())
    }

    /// Writes the content as it is at the moment of sealing. When another page wrote in between, its changes are
    /// joined first. Returns after the commit.
    pub async fn write(&self, content: &dyn RecordContent) -> Result<(), RecordError> {
        // A third tab that wins every time does not exist; the bound keeps a mistake from looping for ever.
        for _ in 0..5 {
            let bytes = content.bytes()?;
            let seen = self.seen.borrow().clone();
            match self
                .vault
                .write(&self.key, self.schema, &bytes, seen.as_ref())
                .await
            {
                Ok(seen) => {
                    *self.seen.borrow_mut() = Some(seen);
                    *self.base.borrow_mut() = Some(bytes);
                    TabMessage::record_changed(&self.key).send();
                    return Ok(());
                }
                Err(VaultError::Storage(StorageError::Conflict)) => self.read(content).await?,
                Err(error) => return Err(error.into()),
            }
        }
        Err(RecordError::Storage)
    }

    /// Removes the record, whether or not it can be opened. The next write makes a new one.
    pub async fn forget(&self) -> Result<(), RecordError> {
        self.vault.remove(&self.key).await?;
        self.forgotten();
        Ok(())
    }

    /// The record is gone. The next write makes a new one.
    pub fn forgotten(&self) {
        *self.base.borrow_mut() = None;
        *self.seen.borrow_mut() = None;
    }
}

#[cfg(test)]
mod tests;
