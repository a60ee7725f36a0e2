//! What citizens have to be told, in order.

use super::{Store, StoreError, Transaction};
use civil_affairs_domain::{
    lifecycle::due::Due, value::code::Reference, value::id::SubmissionId, value::instant::Instant,
};
use serde::{Deserialize, Serialize};

/// A notice as it waits to be taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutboxEntry {
    /// Its number. They go up, and may leave some out.
    pub seq: i64,
    /// When it was written.
    pub at: Instant,
    /// The submission.
    pub id: SubmissionId,
    /// 受理编号.
    pub reference: Reference,
    /// The service.
    pub service: String,
    /// The definition it was filled in with.
    pub definition_version: String,
    /// What is told.
    pub notice: CaseNotice,
}

/// What is told: codes and a date.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseNotice {
    /// The state that was reached.
    pub state: String,
    /// Until when something is wanted or promised.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Due>,
}

/// Every notice is about a state. Others may come.
const KIND: &str = "state";

impl Store {
    /// Those after a number, in order.
    pub async fn notices(&self, since: i64, most: u32) -> Result<Vec<OutboxEntry>, StoreError> {
        let rows = sqlx::query_as(
            "select seq, at, submission, reference, service, definition_version, payload
             from outbox join submissions on submissions.id = outbox.submission
             where kind = 'state' and seq > ? order by seq limit ?",
        )
        .bind(since)
        .bind(most)
        .fetch_all(&self.readers)
        .await?;
        rows.into_iter().map(posted).collect()
    }

    /// Those that nobody has taken yet, in order.
    pub async fn unsent(&self, most: u32) -> Result<Vec<OutboxEntry>, StoreError> {
        let rows = sqlx::query_as(
            "select seq, at, submission, reference, service, definition_version, payload
             from outbox join submissions on submissions.id = outbox.submission
             where kind = 'state' and sent_at is null order by seq limit ?",
        )
        .bind(most)
        .fetch_all(&self.readers)
        .await?;
        rows.into_iter().map(posted).collect()
    }
}

impl Transaction {
    /// Posts a notice.
    pub fn post(
        &mut self,
        id: SubmissionId,
        notice: &CaseNotice,
        now: Instant,
    ) -> Result<(), StoreError> {
        let payload = serde_json::to_string(notice).map_err(|_| StoreError::Damaged("outbox"))?;
        self.later("insert into outbox (at, kind, submission, payload) values (?, ?, ?, ?)")
            .bind(now.to_string())
            .bind(KIND)
            .bind(id.to_string())
            .bind(payload);
        Ok(())
    }

    /// The channel has taken it.
    pub fn sent(&mut self, seq: i64, now: Instant) {
        self.later("update outbox set sent_at = ? where seq = ? and sent_at is null")
            .bind(now.to_string())
            .bind(seq);
    }
}

type Row = (i64, String, String, String, String, String, String);

fn posted(
    (seq, at, id, reference, service, definition_version, payload): Row,
) -> Result<OutboxEntry, StoreError> {
    let damaged = || StoreError::Damaged("outbox");
    Ok(OutboxEntry {
        seq,
        at: Instant::parse(&at).map_err(|_| damaged())?,
        id: SubmissionId::parse(&id).map_err(|_| damaged())?,
        reference: Reference::parse(&reference).map_err(|_| damaged())?,
        service,
        definition_version,
        notice: serde_json::from_str(&payload).map_err(|_| damaged())?,
    })
}
