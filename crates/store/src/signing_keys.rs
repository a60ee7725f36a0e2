//! Keys that sign receipts, and those that did.

use super::{Store, StoreError, Transaction};
use civil_affairs_domain::value::instant::Instant;
use sqlx::SqliteExecutor;

/// One of them, without its private half.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SigningKey {
    /// Its name.
    pub kid: String,
    /// The public half, a JSON Web Key.
    pub public: String,
    /// Since when it signs.
    pub begun_at: Instant,
    /// Until when it did; none for the one that signs.
    pub ended_at: Option<Instant>,
}

impl Store {
    /// All of them, the one that signs first.
    pub async fn signing_keys(&self) -> Result<Vec<SigningKey>, StoreError> {
        let rows: Vec<(String, String, String, Option<String>)> = sqlx::query_as(
            "select kid, public, begun_at, ended_at from signing_keys
             order by ended_at is not null, ended_at desc, kid",
        )
        .fetch_all(&self.readers)
        .await?;
        let damaged = |_| StoreError::Damaged("signing_keys");
        rows.into_iter()
            .map(|(kid, public, begun_at, ended_at)| {
                Ok(SigningKey {
                    kid,
                    public,
                    begun_at: Instant::parse(&begun_at).map_err(damaged)?,
                    ended_at: ended_at
                        .map(|ended| Instant::parse(&ended))
                        .transpose()
                        .map_err(damaged)?,
                })
            })
            .collect()
    }

    /// The private half of the one that signs.
    pub async fn signing(&self) -> Result<Option<[u8; 32]>, StoreError> {
        signing(&self.readers).await
    }
}

impl Transaction {
    /// As [`Store::signing`], as it stands now.
    pub async fn signing(&mut self) -> Result<Option<[u8; 32]>, StoreError> {
        signing(self.now().await?).await
    }

    /// A key signs from now on. The private half of the one before is forgotten.
    pub fn begin_signing(&mut self, kid: &str, public: &str, private: &[u8; 32], now: Instant) {
        self.later("update signing_keys set private = null, ended_at = ? where ended_at is null")
            .bind(now.to_string());
        self.later("insert into signing_keys (kid, public, private, begun_at) values (?, ?, ?, ?)")
            .bind(kid)
            .bind(public)
            .bind(private.as_slice())
            .bind(now.to_string());
    }

    /// Takes out the key of installations that are older than the table of them.
    pub async fn take_first_key(&mut self) -> Result<Option<[u8; 32]>, StoreError> {
        let private: Option<Vec<u8>> =
            sqlx::query_scalar("delete from keys where name = 'receipts' returning bytes")
                .fetch_optional(self.now().await?)
                .await?;
        private.map(key).transpose()
    }
}

async fn signing(executor: impl SqliteExecutor<'_>) -> Result<Option<[u8; 32]>, StoreError> {
    let private: Option<Vec<u8>> =
        sqlx::query_scalar("select private from signing_keys where ended_at is null")
            .fetch_optional(executor)
            .await?;
    private.map(key).transpose()
}

fn key(bytes: Vec<u8>) -> Result<[u8; 32], StoreError> {
    bytes.try_into().map_err(|_| StoreError::Damaged("keys"))
}

#[cfg(feature = "testing")]
impl Store {
    /// As the first form of the tables had it.
    pub async fn plant_first_key(&self, private: &[u8; 32]) -> Result<(), StoreError> {
        let mut tx = self.write().await?;
        let put = tx.later("insert into keys (name, bytes) values ('receipts', ?)");
        put.bind(private.as_slice());
        tx.commit().await
    }
}
