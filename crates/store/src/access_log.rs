//! Who looked at what a citizen sent.

use super::{Store, StoreError, Transaction};
use civil_affairs_domain::{value::id::SubmissionId, value::instant::Instant};

/// One look.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccessEntry {
    /// When.
    pub at: Instant,
    /// Who.
    pub actor: String,
}

impl Store {
    /// All looks at a submission, the first one first.
    pub async fn looks(&self, id: SubmissionId) -> Result<Vec<AccessEntry>, StoreError> {
        let rows: Vec<(String, String)> =
            sqlx::query_as("select at, actor from looks where submission = ? order by number")
                .bind(id.to_string())
                .fetch_all(&self.readers)
                .await?;
        rows.into_iter()
            .map(|(at, actor)| {
                let at = Instant::parse(&at).map_err(|_| StoreError::Damaged("looks"))?;
                Ok(AccessEntry { at, actor })
            })
            .collect()
    }
}

impl Transaction {
    /// Writes a look down. To be committed before anything is shown.
    pub fn log_access(&mut self, id: SubmissionId, now: Instant, actor: &str) {
        self.later("insert into looks (submission, at, actor) values (?, ?, ?)")
            .bind(id.to_string())
            .bind(now.to_string())
            .bind(actor);
    }
}
