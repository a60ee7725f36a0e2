//! What is over and waits for the server to go on by itself.

use super::{Store, StoreError, Transaction};
use civil_affairs_domain::{value::date::Date, value::id::SubmissionId, value::instant::Instant};

/// Those whose time is over.
pub(super) const LAPSING: &str = "select id from submissions where lapses_at is not null and lapses_at < ? order by lapses_at limit ?";

/// Those of a service that lie before a day, by their ids. The plus signs keep the ids' own index out of it, through
/// which every submission would be looked at.
pub(super) const OUTLIVED: &str =
    "select id from submissions where day is not null and erased_at is null and day < ? and service = ?
     and +id > ? order by +id limit ?";

impl Store {
    /// Those whose time is over, the first one first.
    pub async fn lapsing(&self, now: Instant, most: u32) -> Result<Vec<SubmissionId>, StoreError> {
        let rows: Vec<String> = sqlx::query_scalar(LAPSING)
            .bind(now.to_string())
            .bind(most)
            .fetch_all(&self.readers)
            .await?;
        ids(rows)
    }

    /// Those of a service whose last day lies before another one and that are not erased. `after`: only those whose id
    /// comes later.
    pub async fn outlived(
        &self,
        service: &str,
        before: Date,
        after: Option<SubmissionId>,
        most: u32,
    ) -> Result<Vec<SubmissionId>, StoreError> {
        let rows: Vec<String> = sqlx::query_scalar(OUTLIVED)
            .bind(before.to_string())
            .bind(service)
            .bind(after.map_or_else(String::new, |id| id.to_string()))
            .bind(most)
            .fetch_all(&self.readers)
            .await?;
        ids(rows)
    }
}

impl Transaction {
    /// Whether its time is over, as it stands now.
    pub async fn has_lapsed(&mut self, id: SubmissionId, now: Instant) -> Result<bool, StoreError> {
        let found: Option<i64> = sqlx::query_scalar(
            "select 1 from submissions where id = ? and lapses_at is not null and lapses_at < ?",
        )
        .bind(id.to_string())
        .bind(now.to_string())
        .fetch_optional(self.now().await?)
        .await?;
        Ok(found.is_some())
    }

    /// The server has nothing to do with it by itself.
    pub fn forget_lapse(&mut self, id: SubmissionId) {
        self.later("update submissions set lapses_at = null where id = ?")
            .bind(id.to_string());
    }
}

fn ids(rows: Vec<String>) -> Result<Vec<SubmissionId>, StoreError> {
    let parse =
        |id: String| SubmissionId::parse(&id).map_err(|_| StoreError::Damaged("submissions"));
    rows.into_iter().map(parse).collect()
}
