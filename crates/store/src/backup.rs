//! One file with everything: made while others work, checked, and put back elsewhere.

use super::{FILE, Store, StoreError, make, migrations};
use sqlx::{Connection, SqliteConnection, sqlite::SqliteConnectOptions};
use std::{
    fs::{self, File, OpenOptions},
    io,
    os::unix::fs::OpenOptionsExt,
    path::{Path, PathBuf},
    process,
};

/// What a backup holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BackupContents {
    /// Its size.
    pub bytes: u64,
    /// Submissions in it, erased ones included.
    pub submissions: u64,
    /// Files that citizens sent, whole or not.
    pub files: u64,
    /// The newest step of the tables.
    pub schema: i64,
}

/// Why there is no backup, or none of it is put back.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// Nothing is written over.
    #[error("{}: is there already; name another file", .0.display())]
    Exists(PathBuf),
    /// Only an empty folder is filled.
    #[error("{}: is not empty; restore into a new folder", .0.display())]
    NotEmpty(PathBuf),
    /// The folder has no database.
    #[error("{}: there is no database here", .0.display())]
    NoDatabase(PathBuf),
    /// A file or folder cannot be read or written.
    #[error("{}: {source}", path.display())]
    Disk {
        /// Which.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// It is not what it should be.
    #[error("{}: {reason}", path.display())]
    Unsound {
        /// Which.
        path: PathBuf,
        /// What is wrong.
        reason: String,
    },
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<sqlx::Error> for BackupError {
    fn from(error: sqlx::Error) -> BackupError {
        BackupError::Store(error.into())
    }
}

/// Copies the database of a folder, as it stands at one moment, into a file that must not be there yet. Whoever
/// writes meanwhile is not kept waiting.
///
/// # Errors
///
/// See [`BackupError`]; then the file is not there.
pub async fn backup(folder: &Path, to: &Path) -> Result<BackupContents, BackupError> {
    let from = folder.join(FILE);
    if !from.is_file() {
        return Err(BackupError::NoDatabase(folder.to_owned()));
    }
    if fs::symlink_metadata(to).is_ok() {
        return Err(BackupError::Exists(to.to_owned()));
    }
    let partial = Partial::new(to)?;
    let options = SqliteConnectOptions::new()
        .filename(&from)
        .read_only(true)
        .busy_timeout(super::BUSY);
    let mut connection = SqliteConnection::connect_with(&options).await?;
    sqlx::query("vacuum into ?")
        .bind(partial.path.to_string_lossy().into_owned())
        .execute(&mut connection)
        .await?;
    connection.close().await?;
    let kept = inspect(&partial.path).await?;
    partial.settle(to)?;
    Ok(kept)
}

/// Makes a data folder out of a backup.
///
/// # Errors
///
/// See [`BackupError`]. A backup of a newer version of this program is refused.
pub async fn restore(from: &Path, folder: &Path) -> Result<BackupContents, BackupError> {
    let kept = inspect(from).await?;
    let unreadable = |source| BackupError::Disk {
        path: folder.to_owned(),
        source,
    };
    make(folder).map_err(unreadable)?;
    if fs::read_dir(folder).map_err(unreadable)?.next().is_some() {
        return Err(BackupError::NotEmpty(folder.to_owned()));
    }
    let to = folder.join(FILE);
    let partial = Partial::new(&to)?;
    let copied = fs::copy(from, &partial.path);
    copied.map_err(|source| BackupError::Disk {
        path: partial.path.clone(),
        source,
    })?;
    partial.settle(&to)?;
    // Brings an older one up to date.
    Store::open(folder).await?.close().await;
    Ok(kept)
}

/// Looks whether a file is a whole backup that this version understands.
async fn inspect(file: &Path) -> Result<BackupContents, BackupError> {
    let unsound = |reason: String| BackupError::Unsound {
        path: file.to_owned(),
        reason,
    };
    let bytes = fs::metadata(file).map_err(|source| BackupError::Disk {
        path: file.to_owned(),
        source,
    })?;
    let options = SqliteConnectOptions::new()
        .filename(file)
        .read_only(true)
        .immutable(true);
    let mut connection = SqliteConnection::connect_with(&options).await?;
    let found: Result<Vec<String>, _> = sqlx::query_scalar("pragma integrity_check(1)")
        .fetch_all(&mut connection)
        .await;
    match found {
        Ok(found) if found == ["ok"] => {}
        Ok(found) => return Err(unsound(format!("is damaged: {}", found.join("; ")))),
        Err(error) => return Err(unsound(format!("is damaged, or no backup: {error}"))),
    }
    let applied: Result<Vec<(i64, Vec<u8>)>, _> =
        sqlx::query_as("select version, checksum from _sqlx_migrations order by version")
            .fetch_all(&mut connection)
            .await;
    let applied = applied.map_err(|_| unsound("is no database of civil-affairs".to_owned()))?;
    if let Some(unknown) = migrations::unknown(&applied) {
        return Err(unsound(format!(
            "was written by another version of civil-affairs, which has step {unknown} of the tables; use that version"
        )));
    }
    let count = async |sql: &'static str, connection: &mut SqliteConnection| {
        let count: i64 = sqlx::query_scalar(sql).fetch_one(connection).await?;
        Ok::<u64, sqlx::Error>(u64::try_from(count).unwrap_or(0))
    };
    let kept = BackupContents {
        bytes: bytes.len(),
        submissions: count("select count(*) from submissions", &mut connection).await?,
        files: count("select count(*) from files", &mut connection).await?,
        schema: applied.last().map_or(0, |(version, _)| *version),
    };
    connection.close().await?;
    Ok(kept)
}

/// A file that is not complete yet; gone with this value, unless it is put in its place.
struct Partial {
    path: PathBuf,
}

impl Partial {
    /// Beside its place, for nobody else to read.
    fn new(place: &Path) -> Result<Partial, BackupError> {
        let mut name = place.file_name().unwrap_or_default().to_owned();
        name.push(format!(".{}.partial", process::id()));
        let path = place.with_file_name(name);
        let made = OpenOptions::new()
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(&path);
        made.map_err(|source| BackupError::Disk {
            path: path.clone(),
            source,
        })?;
        Ok(Partial { path })
    }

    /// Puts it in its place, on the disk and for good; never over another file.
    fn settle(self, place: &Path) -> Result<(), BackupError> {
        let disk = |source| BackupError::Disk {
            path: place.to_owned(),
            source,
        };
        let written = File::open(&self.path).and_then(|file| file.sync_all());
        written.map_err(disk)?;
        match fs::hard_link(&self.path, place) {
            Ok(()) => {}
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                return Err(BackupError::Exists(place.to_owned()));
            }
            // A file system without links, as on a memory stick.
            Err(_) => fs::rename(&self.path, place).map_err(disk)?,
        }
        let folder = place
            .parent()
            .filter(|folder| !folder.as_os_str().is_empty());
        let folder = File::open(folder.unwrap_or(Path::new(".")));
        folder.and_then(|folder| folder.sync_all()).map_err(disk)
    }
}

impl Drop for Partial {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.path);
    }
}

#[cfg(test)]
mod tests;
