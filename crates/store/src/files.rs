//! Files in their parts, by content.

use super::{Store, StoreError, Transaction};
use civil_affairs_domain::{
    value::id::SubmissionId, value::instant::Instant, value::sha256::Sha256,
};
use sqlx::SqliteExecutor;
use std::collections::BTreeSet;

/// A file as far as it is here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredFile {
    /// Hash of the capability of whoever sends it.
    pub capability_hash: [u8; 32],
    /// Bytes that are here.
    pub length: u64,
    /// Whether that is all, and the hash is right.
    pub complete: bool,
}

type Row = (Vec<u8>, i64, bool);
const FIND: &str =
    "select capability_hash, length, complete from files where submission = ? and sha256 = ?";

impl Store {
    /// Hashes of the files that are here whole, sent by the holder of a capability.
    pub async fn complete_files(
        &self,
        id: SubmissionId,
        capability_hash: &[u8; 32],
    ) -> Result<BTreeSet<Sha256>, StoreError> {
        let rows: Vec<String> = sqlx::query_scalar(
            "select sha256 from files where submission = ? and capability_hash = ? and complete = 1",
        )
        .bind(id.to_string())
        .bind(capability_hash.as_slice())
        .fetch_all(&self.readers)
        .await?;
        let damaged = |_| StoreError::Damaged("files");
        let hashes = rows.iter().map(|hash| Sha256::parse(hash));
        hashes.collect::<Result<_, _>>().map_err(damaged)
    }

    /// A file as far as it is here.
    pub async fn file(
        &self,
        id: SubmissionId,
        sha256: Sha256,
    ) -> Result<Option<StoredFile>, StoreError> {
        let row: Option<Row> = sqlx::query_as(FIND)
            .bind(id.to_string())
            .bind(sha256.to_string())
            .fetch_optional(&self.readers)
            .await?;
        row.map(stored).transpose()
    }
}

impl Store {
    /// All bytes of a file that are here.
    pub async fn file_bytes(
        &self,
        id: SubmissionId,
        sha256: Sha256,
    ) -> Result<Vec<u8>, StoreError> {
        bytes(&self.readers, id, sha256).await
    }
}

async fn bytes(
    executor: impl SqliteExecutor<'_>,
    id: SubmissionId,
    sha256: Sha256,
) -> Result<Vec<u8>, StoreError> {
    let parts: Vec<Vec<u8>> = sqlx::query_scalar(
        "select bytes from file_parts where submission = ? and sha256 = ? order by at_offset",
    )
    .bind(id.to_string())
    .bind(sha256.to_string())
    .fetch_all(executor)
    .await?;
    Ok(parts.concat())
}

impl Transaction {
    /// A file as far as it is here now.
    pub async fn file(
        &mut self,
        id: SubmissionId,
        sha256: Sha256,
    ) -> Result<Option<StoredFile>, StoreError> {
        let row: Option<Row> = sqlx::query_as(FIND)
            .bind(id.to_string())
            .bind(sha256.to_string())
            .fetch_optional(self.now().await?)
            .await?;
        row.map(stored).transpose()
    }

    /// How many files a submission has, whole or not.
    pub async fn count_files(&mut self, id: SubmissionId) -> Result<u32, StoreError> {
        let count = sqlx::query_scalar("select count(*) from files where submission = ?");
        Ok(count
            .bind(id.to_string())
            .fetch_one(self.now().await?)
            .await?)
    }

    /// Begins a file.
    pub fn begin_file(
        &mut self,
        id: SubmissionId,
        sha256: Sha256,
        capability_hash: &[u8; 32],
        now: Instant,
    ) {
        self.later(
            "insert into files (submission, sha256, capability_hash, begun_at, length, complete)
             values (?, ?, ?, ?, 0, 0)",
        )
        .bind(id.to_string())
        .bind(sha256.to_string())
        .bind(capability_hash.as_slice())
        .bind(now.to_string());
    }

    /// Adds a part at the end.
    pub fn add_part(
        &mut self,
        id: SubmissionId,
        sha256: Sha256,
        offset: u64,
        bytes: &[u8],
    ) -> Result<(), StoreError> {
        let number = |value: u64| i64::try_from(value).map_err(|_| StoreError::Damaged("files"));
        let length = number(offset + bytes.len() as u64)?;
        if !bytes.is_empty() {
            self.later(
                "insert into file_parts (submission, sha256, at_offset, bytes) values (?, ?, ?, ?)",
            )
            .bind(id.to_string())
            .bind(sha256.to_string())
            .bind(number(offset)?)
            .bind(bytes);
        }
        self.later("update files set length = ? where submission = ? and sha256 = ?")
            .bind(length)
            .bind(id.to_string())
            .bind(sha256.to_string());
        Ok(())
    }

    /// As [`Store::file_bytes`], as it stands now.
    pub async fn file_bytes(
        &mut self,
        id: SubmissionId,
        sha256: Sha256,
    ) -> Result<Vec<u8>, StoreError> {
        bytes(self.now().await?, id, sha256).await
    }

    /// The file is whole.
    pub fn complete_file(&mut self, id: SubmissionId, sha256: Sha256) {
        self.later("update files set complete = 1 where submission = ? and sha256 = ?")
            .bind(id.to_string())
            .bind(sha256.to_string());
    }

    /// Forgets a file and its parts.
    pub fn drop_file(&mut self, id: SubmissionId, sha256: Sha256) {
        self.later("delete from files where submission = ? and sha256 = ?")
            .bind(id.to_string())
            .bind(sha256.to_string());
    }

    /// Forgets files that were begun before a moment and whose form never came.
    pub async fn sweep_files(&mut self, before: Instant) -> Result<u64, StoreError> {
        let swept = sqlx::query(
            "delete from files where begun_at < ?
             and not exists (select 1 from submissions where submissions.id = files.submission)",
        )
        .bind(before.to_string())
        .execute(self.now().await?)
        .await?;
        Ok(swept.rows_affected())
    }
}

fn stored((capability_hash, length, complete): Row) -> Result<StoredFile, StoreError> {
    let damaged = || StoreError::Damaged("files");
    Ok(StoredFile {
        capability_hash: capability_hash.try_into().map_err(|_| damaged())?,
        length: u64::try_from(length).map_err(|_| damaged())?,
        complete,
    })
}
