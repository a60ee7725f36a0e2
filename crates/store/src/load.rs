//! How much there is, for the operator.

use super::{FILE, Store, StoreError};
use std::fs;

/// Sizes and what waits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Load {
    /// Notices that nobody has fetched.
    pub outbox: u64,
    /// Bytes of the database.
    pub database: u64,
    /// Bytes of its write-ahead log.
    pub log: u64,
}

impl Store {
    /// As it stands now.
    pub async fn load(&self) -> Result<Load, StoreError> {
        let outbox: i64 = sqlx::query_scalar("select count(*) from outbox where sent_at is null")
            .fetch_one(&self.readers)
            .await?;
        let size = |ending: &str| {
            let folder = self.folder.as_ref()?;
            let file = fs::metadata(folder.join(format!("{FILE}{ending}")));
            file.ok().map(|file| file.len())
        };
        Ok(Load {
            outbox: u64::try_from(outbox).unwrap_or(0),
            database: size("").unwrap_or(0),
            log: size("-wal").unwrap_or(0),
        })
    }
}
