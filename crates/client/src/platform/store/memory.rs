//! The twin of the IndexedDB store in memory: the same contract, for tests.

use super::{RecordChange, RecordKey, Records, SealedRecord, StorageError};
use std::{cell::RefCell, collections::BTreeMap};

/// Records of one page, gone with it.
#[derive(Default)]
pub struct Memory {
    records: RefCell<BTreeMap<RecordKey, SealedRecord>>,
}

impl Records for Memory {
    async fn get(&self, key: &RecordKey) -> Result<Option<SealedRecord>, StorageError> {
        Ok(self.records.borrow().get(key).cloned())
    }

    async fn ids(&self, kind: &'static str) -> Result<Vec<String>, StorageError> {
        let records = self.records.borrow();
        let of_kind = records.keys().filter(|key| key.kind == kind);
        Ok(of_kind.map(|key| key.id.clone()).collect())
    }

    async fn count(&self) -> Result<usize, StorageError> {
        Ok(self.records.borrow().len())
    }

    async fn clear(&self) -> Result<(), StorageError> {
        self.records.borrow_mut().clear();
        Ok(())
    }

    async fn commit(&self, changes: Vec<RecordChange>) -> Result<(), StorageError> {
        let mut records = self.records.borrow().clone();
        for change in changes {
            match change {
                RecordChange::Put { record, over } => {
                    if records.get(&record.key).map(|stored| stored.version) != over {
                        return Err(StorageError::Conflict);
                    }
                    records.insert(record.key.clone(), record);
                }
                RecordChange::Delete(key) => {
                    records.remove(&key);
                }
            }
        }
        *self.records.borrow_mut() = records;
        Ok(())
    }
}
