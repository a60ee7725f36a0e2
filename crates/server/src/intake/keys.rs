//! The keys of this installation at work.

use crate::{
    receipt::{Signer, SignerError},
    store::{KeyName, Store, StoreError},
};
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};

/// Signs and hashes. Never printed by `Debug`.
pub struct Keys {
    /// Signs receipts.
    pub signer: Signer,
    secrets: [u8; 32],
    pairs: [u8; 32],
}

/// Why there are no keys.
#[derive(Debug, thiserror::Error)]
pub enum KeysError {
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A stored key is damaged.
    #[error(transparent)]
    Signer(#[from] SignerError),
}

impl Keys {
    /// Those of the database; made from the seed where there are none yet.
    pub async fn take(store: &Store, seed: [u8; 32]) -> Result<Keys, KeysError> {
        // Nearly every number is a private number of the curve; the first that is one is offered.
        let private = (0_u8..=u8::MAX)
            .map(|count| derive(&seed, b"receipts", count))
            .find(|private| Signer::new(private).is_ok())
            .ok_or(SignerError::Key)?;
        let private = store.key(KeyName::Receipts, private).await?;
        Ok(Keys {
            signer: Signer::new(&private)?,
            secrets: store
                .key(KeyName::Secrets, derive(&seed, b"secrets", 0))
                .await?,
            pairs: store
                .key(KeyName::Pairs, derive(&seed, b"pairs", 0))
                .await?,
        })
    }

    /// What is kept of a secret. Bound to its submission, so that equal secrets do not look equal.
    pub fn of_secret(&self, submission: &str, secret: &str) -> [u8; 32] {
        hash(&self.secrets, &[submission, secret])
    }

    /// What is kept of the two who want to marry, in whichever order they are named.
    pub fn of_pair(&self, one: &str, other: &str) -> [u8; 32] {
        let (first, second) = if one <= other {
            (one, other)
        } else {
            (other, one)
        };
        hash(&self.pairs, &[first, second])
    }
}

impl std::fmt::Debug for Keys {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "Keys({:?})", self.signer)
    }
}

fn derive(seed: &[u8; 32], purpose: &[u8], count: u8) -> [u8; 32] {
    let digest = Sha256::new().chain_update(seed).chain_update(purpose);
    digest.chain_update([count]).finalize().into()
}

fn hash(key: &[u8; 32], parts: &[&str]) -> [u8; 32] {
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(key) else {
        unreachable!("HMAC takes keys of any length");
    };
    for part in parts {
        mac.update(part.as_bytes());
        mac.update(&[0]);
    }
    mac.finalize().into_bytes().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn keys_are_those_of_the_database_whatever_seed_comes_later() {
        let store = Store::memory().await.unwrap();
        let first = Keys::take(&store, [1; 32]).await.unwrap();
        let again = Keys::take(&store, [2; 32]).await.unwrap();
        assert_eq!(first.signer.keys(), again.signer.keys());
        assert_eq!(first.of_secret("s", "x"), again.of_secret("s", "x"));
        assert_ne!(first.of_secret("s", "x"), first.of_secret("t", "x"));
        let other = Keys::take(&Store::memory().await.unwrap(), [2; 32]).await;
        assert_ne!(first.of_pair("a", "b"), other.unwrap().of_pair("a", "b"));
    }

    #[tokio::test]
    async fn a_pair_is_the_same_pair_in_either_order() {
        let keys = Keys::take(&Store::memory().await.unwrap(), [1; 32])
            .await
            .unwrap();
        assert_eq!(keys.of_pair("a", "b"), keys.of_pair("b", "a"));
        assert_ne!(keys.of_pair("a", "b"), keys.of_pair("a", "c"));
    }
}
