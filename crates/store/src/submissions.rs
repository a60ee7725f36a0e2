//! Submissions: held once, with what was answered first.

use super::{Store, StoreError, Transaction};
use civil_affairs_domain::{
    lifecycle::due::Due, value::code::Reference, value::date::Date, value::id::SubmissionId,
    value::instant::Instant,
};
use sqlx::{Row, SqliteExecutor, sqlite::SqliteRow};

/// A submission without its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseRow {
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
    /// The answer that was promised with the receipt.
    pub answer_due: Option<Due>,
    /// The last moment at which nobody is late.
    pub due_at: Option<Instant>,
    /// The last day it is about.
    pub day: Option<Date>,
    /// When everything personal was erased.
    pub erased_at: Option<Instant>,
}

/// Which submissions are looked for.
#[derive(Clone, Copy, Debug)]
pub struct Filter<'a> {
    /// Of this service.
    pub service: Option<&'a str>,
    /// In this state.
    pub state: Option<&'a str>,
    /// Late at this moment.
    pub overdue: Option<Instant>,
    /// At most so many.
    pub most: u32,
}

/// A statement about submissions as they are read into [`CaseRow`].
macro_rules! select {
    ($rest:literal) => {
        concat!(
            "select id, reference, service, definition_version, state, received_at, sha256, capability_hash, secret_hash, \
             answer, answer_due, due_at, day, erased_at, changed_at, rowid from submissions ",
            $rest
        )
    };
}

impl Filter<'_> {
    /// One statement for each way through the indexes.
    pub(super) fn sql(&self) -> &'static str {
        match self {
            Filter {
                overdue: Some(_), ..
            } => select!(
                "where due_at is not null and due_at < ?3 and (?1 is null or service = ?1) and (?2 is null or state = ?2)
                 order by due_at limit ?4"
            ),
            Filter { state: Some(_), .. } => select!(
                "where state = ?2 and (?1 is null or service = ?1) and ?3 is null order by received_at, id limit ?4"
            ),
            // Rows stand in the order in which they came.
            _ => select!(
                "where (?1 is null or service = ?1) and ?2 is null and ?3 is null order by rowid limit ?4"
            ),
        }
    }
}

/// A page of what changed between two moments, after a place.
pub(super) const CHANGED: &str = select!(
    "where changed_at >= ?1 and changed_at <= ?2 and (changed_at > ?1 or rowid > ?3)
     order by changed_at, rowid limit ?4"
);

/// Where a page of an export ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bookmark {
    at: Instant,
    row: i64,
}

impl Store {
    /// The submission with this id.
    pub async fn submission(&self, id: SubmissionId) -> Result<Option<CaseRow>, StoreError> {
        by_id(&self.readers, id).await
    }

    /// The submission with this reference.
    pub async fn referred(&self, reference: &Reference) -> Result<Option<CaseRow>, StoreError> {
        let row = sqlx::query(select!("where reference = ?"))
            .bind(reference.to_string())
            .fetch_optional(&self.readers)
            .await?;
        row.as_ref().map(case).transpose()
    }

    /// The bytes as they were sent; none once erased.
    pub async fn body(&self, id: SubmissionId) -> Result<Option<Vec<u8>>, StoreError> {
        body(&self.readers, id).await
    }

    /// Those that are looked for: the oldest first, or those that are late the longest.
    pub async fn list(&self, filter: &Filter<'_>) -> Result<Vec<CaseRow>, StoreError> {
        let rows = sqlx::query(filter.sql())
            .bind(filter.service)
            .bind(filter.state)
            .bind(filter.overdue.map(|now| now.to_string()))
            .bind(filter.most)
            .fetch_all(&self.readers)
            .await?;
        rows.iter().map(case).collect()
    }

    /// A page of those with a step between two moments, both included, by their last step; and where it ended.
    pub async fn changed(
        &self,
        since: Instant,
        until: Instant,
        after: Option<Bookmark>,
        most: u32,
    ) -> Result<(Vec<CaseRow>, Option<Bookmark>), StoreError> {
        let (at, row) = after.map_or((since, 0), |mark| (mark.at, mark.row));
        let rows = sqlx::query(CHANGED)
            .bind(at.to_string())
            .bind(until.to_string())
            .bind(row)
            .bind(most)
            .fetch_all(&self.readers)
            .await?;
        let mark = rows.last().map(|last| {
            let damaged = |_| StoreError::Damaged("submissions");
            Ok::<_, StoreError>(Bookmark {
                at: Instant::parse(last.try_get("changed_at")?).map_err(damaged)?,
                row: last.try_get("rowid")?,
            })
        });
        let case: Result<Vec<CaseRow>, StoreError> = rows.iter().map(case).collect();
        Ok((case?, mark.transpose()?))
    }
}

impl Transaction {
    /// The submission with this id, as it stands now.
    pub async fn submission(&mut self, id: SubmissionId) -> Result<Option<CaseRow>, StoreError> {
        by_id(self.now().await?, id).await
    }

    /// As [`Store::body`].
    pub async fn body(&mut self, id: SubmissionId) -> Result<Option<Vec<u8>>, StoreError> {
        body(self.now().await?, id).await
    }

    /// The submission with this id; and whether another one has the reference.
    pub async fn met(
        &mut self,
        id: SubmissionId,
        reference: &Reference,
    ) -> Result<(Option<CaseRow>, bool), StoreError> {
        let rows = self
            .later(select!("where id = ? or reference = ?"))
            .bind(id.to_string())
            .bind(reference.to_string())
            .rows()
            .await?;
        let met: Result<Vec<CaseRow>, StoreError> = rows.iter().map(case).collect();
        let (own, others): (Vec<CaseRow>, Vec<CaseRow>) =
            met?.into_iter().partition(|case| case.id == id);
        Ok((own.into_iter().next(), !others.is_empty()))
    }

    /// Whether a reference is taken.
    pub async fn is_taken(&mut self, reference: &Reference) -> Result<bool, StoreError> {
        let found: Option<i64> =
            sqlx::query_scalar("select 1 from submissions where reference = ?")
                .bind(reference.to_string())
                .fetch_optional(self.now().await?)
                .await?;
        Ok(found.is_some())
    }

    /// Holds a submission. `catalogue` names the policy it was judged by. Its dates come with its first step.
    pub fn hold(&mut self, case: &CaseRow, catalogue: &str, body: &[u8]) {
        self.later(
            "insert into submissions (id, reference, service, definition_version, catalogue, state, received_at, body, \
             sha256, capability_hash, secret_hash, answer, answer_due) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        )
        .bind(case.id.to_string())
        .bind(case.reference.to_string())
        .bind(&case.service)
        .bind(&case.definition_version)
        .bind(catalogue)
        .bind(&case.state)
        .bind(case.received_at.to_string())
        .bind(body)
        .bind(case.sha256.as_slice())
        .bind(case.capability_hash.as_slice())
        .bind(case.secret_hash.as_slice())
        .bind(&case.answer)
        .bind(case.answer_due.map(|due| due.to_string()));
    }
}

async fn by_id(
    executor: impl SqliteExecutor<'_>,
    id: SubmissionId,
) -> Result<Option<CaseRow>, StoreError> {
    let row = sqlx::query(select!("where id = ?"))
        .bind(id.to_string())
        .fetch_optional(executor)
        .await?;
    row.as_ref().map(case).transpose()
}

async fn body(
    executor: impl SqliteExecutor<'_>,
    id: SubmissionId,
) -> Result<Option<Vec<u8>>, StoreError> {
    let body: Option<Vec<u8>> = sqlx::query_scalar("select body from submissions where id = ?")
        .bind(id.to_string())
        .fetch_optional(executor)
        .await?;
    Ok(body.filter(|body| !body.is_empty()))
}

fn case(row: &SqliteRow) -> Result<CaseRow, StoreError> {
    let damaged = || StoreError::Damaged("submissions");
    let text = |column: &str| row.try_get::<&str, _>(column);
    let hash = |column: &str| -> Result<[u8; 32], StoreError> {
        let bytes: &[u8] = row.try_get(column)?;
        bytes.try_into().map_err(|_| damaged())
    };
    let moment = |column: &str| -> Result<Option<Instant>, StoreError> {
        let text: Option<&str> = row.try_get(column)?;
        let moment = text.map(Instant::parse).transpose();
        moment.map_err(|_| damaged())
    };
    let (answer_due, day): (Option<&str>, Option<&str>) =
        (row.try_get("answer_due")?, row.try_get("day")?);
    Ok(CaseRow {
        id: SubmissionId::parse(text("id")?).map_err(|_| damaged())?,
        reference: Reference::parse(text("reference")?).map_err(|_| damaged())?,
        service: row.try_get("service")?,
        definition_version: row.try_get("definition_version")?,
        state: row.try_get("state")?,
        received_at: Instant::parse(text("received_at")?).map_err(|_| damaged())?,
        sha256: hash("sha256")?,
        capability_hash: hash("capability_hash")?,
        secret_hash: hash("secret_hash")?,
        answer: row.try_get("answer")?,
        answer_due: answer_due
            .map(Due::parse)
            .transpose()
            .map_err(|_| damaged())?,
        due_at: moment("due_at")?,
        day: day.map(Date::parse).transpose().map_err(|_| damaged())?,
        erased_at: moment("erased_at")?,
    })
}
