//! What citizens did with their submissions.

use super::{Store, StoreError, Transaction};
use civil_affairs_domain::{value::id::SubmissionId, value::instant::Instant};

/// What a citizen added later.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Supplement {
    /// When.
    pub at: Instant,
    /// The action as it was sent.
    pub body: Vec<u8>,
}

impl Store {
    /// What was added, in order.
    pub async fn supplements(&self, id: SubmissionId) -> Result<Vec<Supplement>, StoreError> {
        let rows: Vec<(String, Vec<u8>)> =
            sqlx::query_as("select at, body from supplements where submission = ? order by number")
                .bind(id.to_string())
                .fetch_all(&self.readers)
                .await?;
        rows.into_iter()
            .map(|(at, body)| {
                let at = Instant::parse(&at).map_err(|_| StoreError::Damaged("supplements"))?;
                Ok(Supplement { at, body })
            })
            .collect()
    }
}

impl Transaction {
    /// On which submission an action was carried out, and the hash of its words.
    pub async fn action(&mut self, id: &str) -> Result<Option<(String, [u8; 32])>, StoreError> {
        let row: Option<(String, Vec<u8>)> =
            sqlx::query_as("select submission, sha256 from actions where id = ?")
                .bind(id)
                .fetch_optional(self.now().await?)
                .await?;
        row.map(|(submission, hash)| {
            let hash = hash
                .try_into()
                .map_err(|_| StoreError::Damaged("actions"))?;
            Ok((submission, hash))
        })
        .transpose()
    }

    /// Keeps in mind that an action was carried out.
    pub fn keep_action(
        &mut self,
        id: &str,
        submission: SubmissionId,
        now: Instant,
        sha256: &[u8; 32],
    ) {
        self.later("insert into actions (id, submission, at, sha256) values (?, ?, ?, ?)")
            .bind(id)
            .bind(submission.to_string())
            .bind(now.to_string())
            .bind(sha256.as_slice());
    }

    /// Keeps what was added later.
    pub fn keep_supplement(&mut self, submission: SubmissionId, now: Instant, body: &[u8]) {
        self.later("insert into supplements (submission, at, body) values (?, ?, ?)")
            .bind(submission.to_string())
            .bind(now.to_string())
            .bind(body);
    }

    /// How many steps a submission has taken.
    pub async fn steps_taken(&mut self, id: SubmissionId) -> Result<u32, StoreError> {
        let taken =
            sqlx::query_scalar("select coalesce(max(seq), 0) from events where submission = ?");
        Ok(taken
            .bind(id.to_string())
            .fetch_one(self.now().await?)
            .await?)
    }

    /// How often a state was reached.
    pub async fn count_steps(&mut self, id: SubmissionId, state: &str) -> Result<u32, StoreError> {
        let count =
            sqlx::query_scalar("select count(*) from events where submission = ? and state = ?");
        let count = count.bind(id.to_string()).bind(state);
        Ok(count.fetch_one(self.now().await?).await?)
    }

    /// The states it went through, each once.
    pub async fn states(&mut self, id: SubmissionId) -> Result<Vec<String>, StoreError> {
        let states = sqlx::query_scalar("select distinct state from events where submission = ?");
        Ok(states
            .bind(id.to_string())
            .fetch_all(self.now().await?)
            .await?)
    }

    /// Deletes everything personal. The log stays: it holds codes and dates alone.
    pub fn erase(&mut self, id: SubmissionId, now: Instant) {
        self.later("update submissions set erased_at = ? where id = ? and erased_at is null")
            .bind(now.to_string())
            .bind(id.to_string());
        for sql in [
            "update submissions set body = x'' where id = ?",
            "delete from told where submission = ?",
            "delete from supplements where submission = ?",
            "delete from files where submission = ?",
            "delete from bookings where submission = ?",
            "delete from partners where submission = ?",
        ] {
            self.later(sql).bind(id.to_string());
        }
    }
}
