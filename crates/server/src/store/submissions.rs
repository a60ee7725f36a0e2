//! Submissions: held once, with what was answered first.

use super::{Store, StoreError, Writing};
use civil_affairs_domain::{code::Reference, id::SubmissionId, instant::Instant};
use sqlx::{Row, SqliteExecutor, sqlite::SqliteRow};

/// A submission without its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// Its id.
    pub id: SubmissionId,
    /// As the receipt names it.
    pub reference: Reference,
    /// The service.
    pub service: String,
    /// The definition it was filled in with.
    pub definition_version: String,
    /// Where it stands.
    pub state: String,
    /// When it came.
    pub received_at: Instant,
    /// Hash of its bytes.
    pub sha256: [u8; 32],
    /// Hash of its capability.
    pub capability_hash: [u8; 32],
    /// Keyed hash of its secret.
    pub secret_hash: [u8; 32],
    /// The first answer, in JSON.
    pub answer: String,
}

impl Store {
    /// The submission with this id.
    pub async fn submission(&self, id: SubmissionId) -> Result<Option<Held>, StoreError> {
        by_id(&self.readers, id).await
    }

    /// The submission with this reference.
    pub async fn referred(&self, reference: &Reference) -> Result<Option<Held>, StoreError> {
        let row = sqlx::query("select id, reference, service, definition_version, state, received_at, sha256, capability_hash, secret_hash, answer from submissions where reference = ?")
            .bind(reference.shown())
            .fetch_optional(&self.readers)
            .await?;
        row.as_ref().map(held).transpose()
    }

    /// The bytes as they were sent; none once erased.
    pub async fn body(&self, id: SubmissionId) -> Result<Option<Vec<u8>>, StoreError> {
        body(&self.readers, id).await
    }

    /// Whether everything personal of a submission was erased.
    pub async fn is_erased(&self, id: SubmissionId) -> Result<bool, StoreError> {
        is_erased(&self.readers, id).await
    }

    /// Those in a state, or all, the oldest first.
    pub async fn list(&self, state: Option<&str>, most: u32) -> Result<Vec<Held>, StoreError> {
        let rows = sqlx::query(
            "select id, reference, service, definition_version, state, received_at, sha256, capability_hash, secret_hash, answer from submissions where ?1 is null or state = ?1 order by received_at, id limit ?2",
        )
        .bind(state)
        .bind(most)
        .fetch_all(&self.readers)
        .await?;
        rows.iter().map(held).collect()
    }
}

impl Writing {
    /// The submission with this id, as it stands now.
    pub async fn submission(&mut self, id: SubmissionId) -> Result<Option<Held>, StoreError> {
        by_id(&mut *self.0, id).await
    }

    /// As [`Store::body`].
    pub async fn body(&mut self, id: SubmissionId) -> Result<Option<Vec<u8>>, StoreError> {
        body(&mut *self.0, id).await
    }

    /// Whether everything personal of a submission was erased.
    pub async fn is_erased(&mut self, id: SubmissionId) -> Result<bool, StoreError> {
        is_erased(&mut *self.0, id).await
    }

    /// Whether a reference is taken.
    pub async fn is_taken(&mut self, reference: &Reference) -> Result<bool, StoreError> {
        let found: Option<i64> =
            sqlx::query_scalar("select 1 from submissions where reference = ?")
                .bind(reference.shown())
                .fetch_optional(&mut *self.0)
                .await?;
        Ok(found.is_some())
    }

    /// Holds a submission. `catalogue` names the policy it was judged by.
    pub async fn hold(
        &mut self,
        held: &Held,
        catalogue: &str,
        body: &[u8],
    ) -> Result<(), StoreError> {
        sqlx::query(
            "insert into submissions (id, reference, service, definition_version, catalogue, state, received_at, body, \
             sha256, capability_hash, secret_hash, answer) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        )
        .bind(held.id.shown())
        .bind(held.reference.shown())
        .bind(&held.service)
        .bind(&held.definition_version)
        .bind(catalogue)
        .bind(&held.state)
        .bind(held.received_at.shown())
        .bind(body)
        .bind(held.sha256.as_slice())
        .bind(held.capability_hash.as_slice())
        .bind(held.secret_hash.as_slice())
        .bind(&held.answer)
        .execute(&mut *self.0)
        .await?;
        Ok(())
    }

    /// What another system has to be told.
    pub async fn post(
        &mut self,
        id: SubmissionId,
        kind: &str,
        now: Instant,
    ) -> Result<(), StoreError> {
        sqlx::query("insert into outbox (at, kind, submission, payload) values (?, ?, ?, '{}')")
            .bind(now.shown())
            .bind(kind)
            .bind(id.shown())
            .execute(&mut *self.0)
            .await?;
        Ok(())
    }
}

async fn by_id(
    executor: impl SqliteExecutor<'_>,
    id: SubmissionId,
) -> Result<Option<Held>, StoreError> {
    let row = sqlx::query("select id, reference, service, definition_version, state, received_at, sha256, capability_hash, secret_hash, answer from submissions where id = ?")
        .bind(id.shown())
        .fetch_optional(executor)
        .await?;
    row.as_ref().map(held).transpose()
}

async fn body(
    executor: impl SqliteExecutor<'_>,
    id: SubmissionId,
) -> Result<Option<Vec<u8>>, StoreError> {
    let body: Option<Vec<u8>> = sqlx::query_scalar("select body from submissions where id = ?")
        .bind(id.shown())
        .fetch_optional(executor)
        .await?;
    Ok(body.filter(|body| !body.is_empty()))
}

async fn is_erased(
    executor: impl SqliteExecutor<'_>,
    id: SubmissionId,
) -> Result<bool, StoreError> {
    let erased: Option<bool> =
        sqlx::query_scalar("select length(body) = 0 from submissions where id = ?")
            .bind(id.shown())
            .fetch_optional(executor)
            .await?;
    Ok(erased == Some(true))
}

fn held(row: &SqliteRow) -> Result<Held, StoreError> {
    let damaged = |_| StoreError::Damaged("submissions");
    let text = |column: &str| row.try_get::<&str, _>(column);
    let hash = |column: &str| -> Result<[u8; 32], StoreError> {
        let bytes: &[u8] = row.try_get(column)?;
        bytes
            .try_into()
            .map_err(|_| StoreError::Damaged("submissions"))
    };
    Ok(Held {
        id: SubmissionId::parse(text("id")?).map_err(|_| StoreError::Damaged("submissions"))?,
        reference: Reference::parse(text("reference")?)
            .map_err(|_| StoreError::Damaged("submissions"))?,
        service: row.try_get("service")?,
        definition_version: row.try_get("definition_version")?,
        state: row.try_get("state")?,
        received_at: Instant::parse(text("received_at")?).map_err(damaged)?,
        sha256: hash("sha256")?,
        capability_hash: hash("capability_hash")?,
        secret_hash: hash("secret_hash")?,
        answer: row.try_get("answer")?,
    })
}
