//! Keys of this installation that never change.

use super::{Store, StoreError};

/// What a key is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyName {
    /// Hashes secrets of eight characters.
    Secrets,
    /// Hashes pairs of identity numbers.
    Pairs,
}

impl KeyName {
    fn code(self) -> &'static str {
        match self {
            KeyName::Secrets => "secrets",
            KeyName::Pairs => "pairs",
        }
    }
}

impl Store {
    /// The key; where there is none yet, the one offered. Of several who offer at the same time all get the same.
    pub async fn key(&self, name: KeyName, offered: [u8; 32]) -> Result<[u8; 32], StoreError> {
        let mut tx = self.write().await?;
        tx.later("insert into keys (name, bytes) values (?, ?) on conflict (name) do nothing")
            .bind(name.code())
            .bind(offered.as_slice());
        let bytes: Vec<u8> = sqlx::query_scalar("select bytes from keys where name = ?")
            .bind(name.code())
            .fetch_one(tx.now().await?)
            .await?;
        tx.commit().await?;
        bytes.try_into().map_err(|_| StoreError::Damaged("keys"))
    }
}
