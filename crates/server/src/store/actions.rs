//! What citizens did with their submissions.

use super::{StoreError, Writing};
use civil_affairs_domain::{date::Date, id::SubmissionId, instant::Instant};

impl Writing {
    /// On which submission an action was carried out, and the hash of its words.
    pub async fn action(&mut self, id: &str) -> Result<Option<(String, [u8; 32])>, StoreError> {
        let row: Option<(String, Vec<u8>)> =
            sqlx::query_as("select submission, sha256 from actions where id = ?")
                .bind(id)
                .fetch_optional(&mut *self.0)
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
    pub async fn keep_action(
        &mut self,
        id: &str,
        submission: SubmissionId,
        now: Instant,
        sha256: &[u8; 32],
    ) -> Result<(), StoreError> {
        sqlx::query("insert into actions (id, submission, at, sha256) values (?, ?, ?, ?)")
            .bind(id)
            .bind(submission.shown())
            .bind(now.shown())
            .bind(sha256.as_slice())
            .execute(&mut *self.0)
            .await?;
        Ok(())
    }

    /// Keeps what was added later.
    pub async fn keep_supplement(
        &mut self,
        submission: SubmissionId,
        now: Instant,
        body: &[u8],
    ) -> Result<(), StoreError> {
        sqlx::query("insert into supplements (submission, at, body) values (?, ?, ?)")
            .bind(submission.shown())
            .bind(now.shown())
            .bind(body)
            .execute(&mut *self.0)
            .await?;
        Ok(())
    }

    /// How many steps a submission has taken.
    pub async fn steps_taken(&mut self, id: SubmissionId) -> Result<u32, StoreError> {
        let taken =
            sqlx::query_scalar("select coalesce(max(seq), 0) from events where submission = ?");
        Ok(taken.bind(id.shown()).fetch_one(&mut *self.0).await?)
    }

    /// How often a state was reached.
    pub async fn count_steps(&mut self, id: SubmissionId, state: &str) -> Result<u32, StoreError> {
        let count =
            sqlx::query_scalar("select count(*) from events where submission = ? and state = ?");
        let count = count.bind(id.shown()).bind(state);
        Ok(count.fetch_one(&mut *self.0).await?)
    }

    /// The day of its booking.
    pub async fn booked_day(&mut self, id: SubmissionId) -> Result<Option<Date>, StoreError> {
        let day: Option<String> =
            sqlx::query_scalar("select date from bookings where submission = ?")
                .bind(id.shown())
                .fetch_optional(&mut *self.0)
                .await?;
        day.map(|day| Date::parse(&day).map_err(|_| StoreError::Damaged("bookings")))
            .transpose()
    }

    /// Deletes everything personal. The log stays: it holds codes alone.
    pub async fn erase(&mut self, id: SubmissionId) -> Result<(), StoreError> {
        for sql in [
            "update submissions set body = x'' where id = ?",
            "delete from told where submission = ?",
            "delete from supplements where submission = ?",
            "delete from files where submission = ?",
            "delete from bookings where submission = ?",
        ] {
            sqlx::query(sql)
                .bind(id.shown())
                .execute(&mut *self.0)
                .await?;
        }
        Ok(())
    }
}
