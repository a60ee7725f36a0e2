//! Every catalogue that was ever served.

use super::{Store, StoreError};
use civil_affairs_domain::value::instant::Instant;

/// A catalogue as it was served.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CatalogueRow {
    /// SHA-256 of its JSON, 64 hexadecimal digits.
    pub digest: String,
    /// The JSON.
    pub json: String,
}

impl Store {
    /// Keeps a catalogue for ever, as the one in force. One that was served before keeps its first time.
    pub async fn keep_catalogue(
        &self,
        digest: &str,
        json: &str,
        now: Instant,
    ) -> Result<(), StoreError> {
        let mut tx = self.write().await?;
        let put = tx.later(
            "insert into catalogues (digest, served_at, json, put)
             values (?, ?, ?, (select coalesce(max(put), 0) + 1 from catalogues))
             on conflict (digest) do update set put = excluded.put",
        );
        put.bind(digest).bind(now.to_string()).bind(json.as_bytes());
        tx.commit().await
    }

    /// Digest of the one that was put in force last.
    pub async fn catalogue_in_force(&self) -> Result<Option<String>, StoreError> {
        let found = sqlx::query_scalar(
            "select digest from catalogues order by put desc, served_at desc limit 1",
        );
        Ok(found.fetch_optional(&self.readers).await?)
    }

    /// The JSON of one of them.
    pub async fn catalogue(&self, digest: &str) -> Result<Option<String>, StoreError> {
        let row: Option<Vec<u8>> =
            sqlx::query_scalar("select json from catalogues where digest = ?")
                .bind(digest)
                .fetch_optional(&self.readers)
                .await?;
        row.map(|json| String::from_utf8(json).map_err(|_| StoreError::Damaged("catalogues")))
            .transpose()
    }

    /// All of them, the first one first.
    pub async fn catalogues(&self) -> Result<Vec<CatalogueRow>, StoreError> {
        let rows: Vec<(String, Vec<u8>)> =
            sqlx::query_as("select digest, json from catalogues order by served_at, digest")
                .fetch_all(&self.readers)
                .await?;
        rows.into_iter()
            .map(|(digest, json)| {
                let json =
                    String::from_utf8(json).map_err(|_| StoreError::Damaged("catalogues"))?;
                Ok(CatalogueRow { digest, json })
            })
            .collect()
    }
}
