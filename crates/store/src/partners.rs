//! The other party of an appointment.

use super::{Store, StoreError, Transaction};
use civil_affairs_domain::{
    protocol::wire::PartnerReply, value::id::SubmissionId, value::instant::Instant,
};
use sqlx::SqliteExecutor;

/// Who may say something to an appointment, and what was said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Partner {
    /// Hash of the code.
    pub code_hash: [u8; 32],
    /// Once and for all.
    pub said: Option<PartnerReply>,
}

impl Store {
    /// The other party.
    pub async fn partner(&self, id: SubmissionId) -> Result<Option<Partner>, StoreError> {
        partner(&self.readers, id).await
    }
}

impl Transaction {
    /// As [`Store::partner`], as it stands now.
    pub async fn partner(&mut self, id: SubmissionId) -> Result<Option<Partner>, StoreError> {
        partner(self.now().await?, id).await
    }

    /// Lets somebody say something. Whoever may already still may.
    pub fn ask_partner(&mut self, id: SubmissionId, code_hash: &[u8; 32]) {
        self.later(
            "insert into partners (submission, code_hash) values (?, ?) on conflict (submission) do nothing",
        )
        .bind(id.to_string())
        .bind(code_hash.as_slice());
    }

    /// Writes down what was said.
    pub fn partner_said(&mut self, id: SubmissionId, said: PartnerReply, now: Instant) {
        let said = match said {
            PartnerReply::Confirmed => "confirmed",
            PartnerReply::Declined => "declined",
        };
        self.later(
            "update partners set said = ?, said_at = ? where submission = ? and said is null",
        )
        .bind(said)
        .bind(now.to_string())
        .bind(id.to_string());
    }
}

async fn partner(
    executor: impl SqliteExecutor<'_>,
    id: SubmissionId,
) -> Result<Option<Partner>, StoreError> {
    let row: Option<(Vec<u8>, Option<String>)> =
        sqlx::query_as("select code_hash, said from partners where submission = ?")
            .bind(id.to_string())
            .fetch_optional(executor)
            .await?;
    let damaged = || StoreError::Damaged("partners");
    row.map(|(hash, said)| {
        let said = match said.as_deref() {
            None => None,
            Some("confirmed") => Some(PartnerReply::Confirmed),
            Some("declined") => Some(PartnerReply::Declined),
            Some(_) => return Err(damaged()),
        };
        let code_hash = hash.try_into().map_err(|_| damaged())?;
        Ok(Partner { code_hash, said })
    })
    .transpose()
}
