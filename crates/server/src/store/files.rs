//! Files in their parts, by content.

use super::{Store, StoreError};
use civil_affairs_domain::id::SubmissionId;
use std::collections::BTreeSet;

impl Store {
    /// Hashes of the files that are here whole, sent by the holder of a capability.
    pub async fn complete_files(
        &self,
        id: SubmissionId,
        capability_hash: &[u8; 32],
    ) -> Result<BTreeSet<String>, StoreError> {
        let rows: Vec<String> = sqlx::query_scalar(
            "select sha256 from files where submission = ? and capability_hash = ? and complete = 1",
        )
        .bind(id.shown())
        .bind(capability_hash.as_slice())
        .fetch_all(&self.readers)
        .await?;
        Ok(rows.into_iter().collect())
    }
}
