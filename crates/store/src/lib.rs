//! The database: one writer, any number of readers.
//!
//! SQLite with a write-ahead log. What is committed is on the disk before anybody hears of it
//! (`synchronous=FULL`). All SQL stands in this crate; it knows no HTTP and nothing of what is decided about a case.

mod access_log;
mod actions;
mod backup;
mod bookings;
mod catalogues;
mod deadlines;
mod events;
mod files;
mod group_commit;
mod keys;
mod load;
mod migrations;
mod outbox;
mod partners;
mod signing_keys;
#[cfg(feature = "simulation")]
mod simulation;
mod submissions;
mod transaction;

pub use access_log::AccessEntry;
pub use actions::Supplement;
pub use backup::{BackupContents, BackupError, backup, restore};
pub use bookings::{Booked, PlacesTaken};
pub use events::{Dates, NewStep, PublicDetail, Step};
pub use files::StoredFile;
pub use keys::KeyName;
pub use load::Load;
pub use outbox::{CaseNotice, OutboxEntry};
pub use partners::Partner;
pub use signing_keys::SigningKey;
#[cfg(feature = "simulation")]
pub use simulation::Cut;
pub use submissions::{Bookmark, CaseRow, Filter};
pub use transaction::Transaction;

use group_commit::GroupCommit;
use sqlx::{
    SqlitePool,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};
use std::{
    fs, io,
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

/// Name of the database in the data folder.
const FILE: &str = "civil-affairs.sqlite3";
/// Readers at a time. More would only wait for the processor.
const READERS: u32 = 4;
/// How long a reader waits for a checkpoint, or a writer for another process such as `civil-affairs case`.
const BUSY: Duration = Duration::from_secs(10);
/// How long a request waits for its turn before it is told to come again.
const WRITE_WAIT: Duration = Duration::from_secs(20);

/// Why the database did not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The folder cannot be made or written.
    #[error("{}: {source}", path.display())]
    Folder {
        /// Which.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The database itself.
    #[error("database: {0}")]
    Database(#[from] sqlx::Error),
    /// What was done could not be made lasting, for everybody who shared a transaction: nothing of it has happened.
    #[error("database: not committed: {0}")]
    NotCommitted(Arc<sqlx::Error>),
    /// Its tables are not those of this version.
    #[error("database: {0}")]
    Migration(#[from] sqlx::migrate::MigrateError),
    /// A row that this version cannot have written.
    #[error("database: `{0}` is damaged")]
    Damaged(&'static str),
}

impl StoreError {
    /// Whether something with this name is there already.
    pub fn is_clash(&self) -> bool {
        match self {
            StoreError::Database(sqlx::Error::Database(error)) => error.is_unique_violation(),
            _ => false,
        }
    }

    /// Whether it may go well a little later: the writer was busy for too long.
    pub fn is_passing(&self) -> bool {
        let error = match self {
            StoreError::Database(error) => error,
            StoreError::NotCommitted(error) => error,
            _ => return false,
        };
        match error {
            sqlx::Error::PoolTimedOut => true,
            // SQLITE_BUSY and SQLITE_LOCKED in all their kinds.
            sqlx::Error::Database(error) => error
                .code()
                .and_then(|code| code.parse::<u32>().ok())
                .is_some_and(|code| matches!(code & 0xFF, 5 | 6)),
            _ => false,
        }
    }
}

/// The database.
#[derive(Clone, Debug)]
pub struct Store {
    writer: SqlitePool,
    group_commit: GroupCommit,
    readers: SqlitePool,
    /// None in memory.
    folder: Option<PathBuf>,
}

impl Store {
    /// Opens the database in a folder; makes both where they are missing.
    pub async fn open(folder: &Path) -> Result<Store, StoreError> {
        make(folder).map_err(|source| StoreError::Folder {
            path: folder.to_owned(),
            source,
        })?;
        let options = SqliteConnectOptions::new()
            .filename(folder.join(FILE))
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            // What is erased, and keys that were replaced, are gone from the disk too.
            .pragma("secure_delete", "on")
            .busy_timeout(BUSY);
        let writer = pool(1).connect_with(options.clone()).await?;
        migrations::run(&writer).await?;
        let readers = pool(READERS).connect_with(options.read_only(true)).await?;
        Ok(Store {
            writer,
            group_commit: GroupCommit::default(),
            readers,
            folder: Some(folder.to_owned()),
        })
    }

    /// A database that lives as long as this value, for tests and the simulation. Reader and writer are one.
    pub async fn memory() -> Result<Store, StoreError> {
        let store = Store::blank().await?;
        migrations::run(&store.writer).await?;
        Ok(store)
    }

    /// As [`Store::memory`], without tables.
    async fn blank() -> Result<Store, StoreError> {
        let options = SqliteConnectOptions::new()
            .in_memory(true)
            .foreign_keys(true);
        let only = pool(1)
            .idle_timeout(None)
            .max_lifetime(None)
            .connect_with(options)
            .await?;
        Ok(Store {
            writer: only.clone(),
            group_commit: GroupCommit::default(),
            readers: only,
            folder: None,
        })
    }

    /// Waits for a turn to write. What others have written shortly before may be seen and not be lasting yet: whoever
    /// answers by it commits first, if only to wait for them.
    pub async fn write(&self) -> Result<Transaction, StoreError> {
        Ok(Transaction::new(
            self.group_commit.take(&self.writer).await?,
        ))
    }

    /// Whether the database answers.
    pub async fn is_ready(&self) -> bool {
        let one: Result<i64, _> = sqlx::query_scalar("select 1")
            .fetch_one(&self.readers)
            .await;
        one.is_ok()
    }

    /// Ends all work and closes the files.
    pub async fn close(&self) {
        self.readers.close().await;
        self.writer.close().await;
    }
}

fn pool(connections: u32) -> SqlitePoolOptions {
    SqlitePoolOptions::new()
        .max_connections(connections)
        // There is no network on which a connection could have been lost.
        .test_before_acquire(false)
        .acquire_timeout(WRITE_WAIT)
}

/// Nobody else on the machine may read what citizens sent.
fn make(folder: &Path) -> io::Result<()> {
    use std::os::unix::fs::DirBuilderExt;
    fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(folder)
}

#[cfg(test)]
mod tests;
