//! The database: one writer, any number of readers.
//!
//! SQLite with a write-ahead log. What is committed is on the disk before anybody hears of it
//! (`synchronous=FULL`). All SQL stands below this module.

mod actions;
mod bookings;
mod catalogues;
mod events;
mod files;
mod keys;
mod looks;
mod migrations;
#[cfg(feature = "simulation")]
mod simulation;
mod submissions;

pub use bookings::Taken;
pub use events::{NewStep, Step, Told};
pub use files::StoredFile;
pub use keys::KeyName;
pub use looks::Look;
#[cfg(feature = "simulation")]
pub use simulation::Cut;
pub use submissions::Held;

use sqlx::{
    Sqlite, SqlitePool, Transaction,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};
use std::{
    fs, io,
    path::{Path, PathBuf},
    time::Duration,
};

/// Name of the database in the data folder.
const FILE: &str = "civil-affairs.sqlite3";
/// Readers at a time. More would only wait for the processor.
const READERS: u32 = 4;
/// How long a reader waits for a checkpoint, or a writer for another process such as `civil-affairs case`.
const BUSY: Duration = Duration::from_secs(10);
/// Takes the lock of the writer at once.
const BEGIN: &str = "BEGIN IMMEDIATE";
/// How long a request waits for its turn before it is told to come again.
const TURN: Duration = Duration::from_secs(20);

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
    /// Its tables are not those of this version.
    #[error("database: {0}")]
    Migration(#[from] sqlx::migrate::MigrateError),
    /// A row that this version cannot have written.
    #[error("database: `{0}` is damaged")]
    Damaged(&'static str),
}

impl StoreError {
    /// Whether it may go well a little later: the writer was busy for too long.
    pub fn is_passing(&self) -> bool {
        match self {
            StoreError::Database(sqlx::Error::PoolTimedOut) => true,
            // SQLITE_BUSY and SQLITE_LOCKED in all their kinds.
            StoreError::Database(sqlx::Error::Database(error)) => error
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
    readers: SqlitePool,
}

/// A transaction of the one writer. Dropped without [`Writing::commit`], nothing of it has happened.
pub struct Writing(Transaction<'static, Sqlite>);

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
            .busy_timeout(BUSY);
        let writer = pool(1).connect_with(options.clone()).await?;
        migrations::run(&writer).await?;
        let readers = pool(READERS).connect_with(options.read_only(true)).await?;
        Ok(Store { writer, readers })
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
            readers: only,
        })
    }

    /// Takes the writer. The lock is taken at once: a transaction that reads first and writes later could fail
    /// between the two.
    pub async fn write(&self) -> Result<Writing, StoreError> {
        let begun = match self.writer.begin_with(BEGIN).await {
            // A full disk can make SQLite end a transaction by itself. sqlx does not notice, and takes this connection to
            // be inside one for ever: only a new connection helps.
            Err(sqlx::Error::InvalidSavePointStatement) => {
                self.writer.acquire().await?.close().await?;
                self.writer.begin_with(BEGIN).await
            }
            begun => begun,
        };
        Ok(Writing(begun?))
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

impl Writing {
    /// Makes everything of this transaction true at once, and lasting.
    pub async fn commit(self) -> Result<(), StoreError> {
        Ok(self.0.commit().await?)
    }
}

fn pool(connections: u32) -> SqlitePoolOptions {
    SqlitePoolOptions::new()
        .max_connections(connections)
        .acquire_timeout(TURN)
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
