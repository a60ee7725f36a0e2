//! Stores of the database and the steps that lead from each version to the next.

use indexed_db_futures::{Build, database::Database};

/// Version of the database that this app writes.
pub(super) const VERSION: u32 = 1;
/// Sealed records, by kind and id.
pub(super) const RECORDS: &str = "records";
/// The device key, as a `CryptoKey` that cannot be exported.
pub(super) const KEYS: &str = "keys";
/// The newest verified catalogue. Public data, in clear.
pub(super) const CATALOGUE: &str = "catalogue";

/// Brings a database from an older version to this one. Each step stays as it was released.
pub(super) fn upgrade(database: &Database, from: u32) -> indexed_db_futures::Result<()> {
    if from < 1 {
        for store in [RECORDS, KEYS, CATALOGUE] {
            database.create_object_store(store).build()?;
        }
    }
    Ok(())
}
