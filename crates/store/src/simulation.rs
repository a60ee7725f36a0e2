//! What only the simulation asks of a database: copies of it, and writes that fail.

use super::{Store, StoreError};
use sqlx::{AssertSqlSafe, sqlite::SqliteOwnedBuf};

/// A kind of write that can be made to fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cut {
    /// `insert`, `update` or `delete`.
    pub what: &'static str,
    /// The table.
    pub table: &'static str,
}

impl Cut {
    /// Every kind of write by which a request changes something.
    pub const ALL: [Cut; 12] = [
        cut("insert", "submissions"),
        cut("update", "submissions"),
        cut("insert", "events"),
        cut("insert", "told"),
        cut("insert", "bookings"),
        cut("delete", "bookings"),
        cut("insert", "outbox"),
        cut("insert", "files"),
        cut("insert", "file_parts"),
        cut("update", "files"),
        cut("insert", "actions"),
        cut("insert", "supplements"),
    ];
}

const fn cut(what: &'static str, table: &'static str) -> Cut {
    Cut { what, table }
}

impl Store {
    /// The whole database, as it would lie in a file.
    pub async fn image(&self) -> Result<Vec<u8>, StoreError> {
        let mut connection = self.writer.acquire().await?;
        Ok(connection.serialize(None).await?.to_vec())
    }

    /// As [`Store::memory`], with the content of an image.
    pub async fn of_image(image: &[u8]) -> Result<Store, StoreError> {
        let store = Store::blank().await?;
        let mut connection = store.writer.acquire().await?;
        let image = SqliteOwnedBuf::try_from(image)?;
        connection.deserialize(None, image, false).await?;
        drop(connection);
        Ok(store)
    }

    /// From now on every write of this kind fails, like on a broken disk.
    pub async fn fail_at(&self, cut: Cut) -> Result<(), StoreError> {
        let Cut { what, table } = cut;
        let sql = format!(
            "create temp trigger cut before {what} on main.{table} begin select raise(abort, 'the disk fails'); end"
        );
        sqlx::query(AssertSqlSafe(sql))
            .execute(&self.writer)
            .await?;
        Ok(())
    }

    /// Writes go well again.
    pub async fn mend(&self) -> Result<(), StoreError> {
        sqlx::query("drop trigger if exists temp.cut")
            .execute(&self.writer)
            .await?;
        Ok(())
    }
}
