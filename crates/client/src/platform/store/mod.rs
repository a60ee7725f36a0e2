//! Sealed records on the device, behind one trait: IndexedDB, and a twin in memory for tests.

mod catalogue;
mod connection;
#[cfg(test)]
mod contract;
mod error;
mod indexed_db;
mod keys;
#[cfg(test)]
mod memory;
mod record;
mod schema;

pub use catalogue::CatalogueRecord;
pub use connection::Connection;
pub use error::StorageError;
pub use indexed_db::IndexedDb;
#[cfg(test)]
pub use memory::Memory;
pub use record::{Envelope, RecordKey, SealedRecord};

/// Where sealed records are kept. A call that returns `Ok` is committed: it survives a killed browser.
///
/// What every implementation does is written down, and tested, in `contract.rs`.
pub trait Records {
    /// The record, if there is one.
    fn get(
        &self,
        key: &RecordKey,
    ) -> impl Future<Output = Result<Option<SealedRecord>, StorageError>>;

    /// Ids of the records of a kind, in the order of their ids.
    fn ids(&self, kind: &'static str) -> impl Future<Output = Result<Vec<String>, StorageError>>;

    /// How many records there are, of every kind.
    fn count(&self) -> impl Future<Output = Result<usize, StorageError>>;

    /// Removes every record.
    fn clear(&self) -> impl Future<Output = Result<(), StorageError>>;

    /// Performs the changes in one transaction: all of them, or none.
    fn commit(&self, changes: Vec<RecordChange>) -> impl Future<Output = Result<(), StorageError>>;
}

/// One change of a transaction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RecordChange {
    /// Writes a record, if what is stored is still what its writer saw.
    Put {
        /// The record, with the version being written.
        record: SealedRecord,
        /// Version that its writer saw; none when there was no record. Anything else is
        /// [`StorageError::Conflict`]: another tab wrote in between.
        over: Option<u64>,
    },
    /// Removes a record, whatever its version. Nothing happens when it is not there.
    Delete(RecordKey),
}
