//! The keys of this installation at work.

use crate::receipt::{JwkSet, PublicJwk, Signer, SignerError, Signers};
use civil_affairs_domain::value::instant::Instant;
use civil_affairs_store::{KeyName, Store, StoreError, Transaction};
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};

/// Signs and hashes. Never printed by `Debug`.
pub struct Keys {
    /// Signs receipts.
    pub signer: Signers,
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
    pub async fn take(store: &Store, now: Instant, seed: [u8; 32]) -> Result<Keys, KeysError> {
        if store.signing().await?.is_none() {
            let mut tx = store.write().await?;
            // Somebody else may have come first.
            if tx.signing().await?.is_none() {
                let first = tx.take_first_key().await?;
                let private = first.map_or_else(|| private_number(&seed), Ok)?;
                begin(&mut tx, &private, now).await?;
                tx.commit().await?;
            }
        }
        let (private, before) = kept(store).await?;
        Ok(Keys {
            signer: Signers::new(&private, before)?,
            secrets: store
                .key(KeyName::Secrets, derive(&seed, b"secrets", 0))
                .await?,
            pairs: store
                .key(KeyName::Pairs, derive(&seed, b"pairs", 0))
                .await?,
        })
    }

    /// Puts a new signing key in force, and returns its name. The ones before stay published, so that receipts they
    /// signed can be checked. Servers that run sign with it once they [`Keys::reload`].
    pub async fn rotate(store: &Store, now: Instant, seed: [u8; 32]) -> Result<String, KeysError> {
        // The one before must be among the published, also where no server has run since it was kept elsewhere.
        Keys::take(store, now, derive(&seed, b"first", 0)).await?;
        let private = private_number(&seed)?;
        let mut tx = store.write().await?;
        let kid = begin(&mut tx, &private, now).await?;
        tx.commit().await?;
        Ok(kid)
    }

    /// Takes up what the database has now.
    pub async fn reload(&self, store: &Store) -> Result<(), KeysError> {
        let (private, before) = kept(store).await?;
        Ok(self.signer.replace(&private, before)?)
    }

    /// Public halves of all keys, the one that signs first, as the database has them now.
    pub async fn published(store: &Store) -> Result<JwkSet, KeysError> {
        let keys = store.signing_keys().await?;
        let keys = keys.iter().map(|key| public(&key.public));
        Ok(JwkSet {
            keys: keys.collect::<Result<_, _>>()?,
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

/// The private half of the key that signs, and the public halves of those before it.
async fn kept(store: &Store) -> Result<([u8; 32], Vec<PublicJwk>), KeysError> {
    let private = store.signing().await?;
    let private = private.ok_or(StoreError::Damaged("signing_keys"))?;
    let keys = store.signing_keys().await?;
    let ended = keys.iter().filter(|key| key.ended_at.is_some());
    let before: Result<_, KeysError> = ended.map(|key| public(&key.public)).collect();
    Ok((private, before?))
}

fn public(json: &str) -> Result<PublicJwk, KeysError> {
    let damaged = |_| StoreError::Damaged("signing_keys").into();
    serde_json::from_str(json).map_err(damaged)
}

async fn begin(
    tx: &mut Transaction,
    private: &[u8; 32],
    now: Instant,
) -> Result<String, KeysError> {
    let signer = Signer::new(private)?;
    let PublicJwk { kid, .. } = signer.public();
    let json = serde_json::to_string(signer.public()).map_err(SignerError::from)?;
    tx.begin_signing(kid, &json, private, now);
    Ok(kid.clone())
}

/// Nearly every number is a private number of the curve; the first that is one is taken.
fn private_number(seed: &[u8; 32]) -> Result<[u8; 32], SignerError> {
    (0_u8..=u8::MAX)
        .map(|count| derive(seed, b"receipts", count))
        .find(|private| Signer::new(private).is_ok())
        .ok_or(SignerError::Key)
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

    fn at(seconds: i64) -> Instant {
        Instant::from_unix_millis(1_796_100_000_000 + seconds * 1_000).unwrap()
    }

    async fn taken(store: &Store, seed: u8) -> Keys {
        Keys::take(store, at(0), [seed; 32]).await.unwrap()
    }

    #[tokio::test]
    async fn keys_are_those_of_the_database_whatever_seed_comes_later() {
        let store = Store::memory().await.unwrap();
        let first = taken(&store, 1).await;
        let again = taken(&store, 2).await;
        assert_eq!(first.signer.keys(), again.signer.keys());
        assert_eq!(first.of_secret("s", "x"), again.of_secret("s", "x"));
        assert_ne!(first.of_secret("s", "x"), first.of_secret("t", "x"));
        let other = taken(&Store::memory().await.unwrap(), 2).await;
        assert_ne!(first.of_pair("a", "b"), other.of_pair("a", "b"));
    }

    #[tokio::test]
    async fn a_pair_is_the_same_pair_in_either_order() {
        let keys = taken(&Store::memory().await.unwrap(), 1).await;
        assert_eq!(keys.of_pair("a", "b"), keys.of_pair("b", "a"));
        assert_ne!(keys.of_pair("a", "b"), keys.of_pair("a", "c"));
    }

    #[tokio::test]
    async fn a_new_key_signs_once_it_is_taken_up_and_the_ones_before_stay_published() {
        let store = Store::memory().await.unwrap();
        let keys = taken(&store, 1).await;
        let first = keys.signer.keys().keys[0].kid.clone();
        let second = Keys::rotate(&store, at(60), [2; 32]).await.unwrap();
        let third = Keys::rotate(&store, at(120), [3; 32]).await.unwrap();
        assert_eq!(keys.signer.keys().keys[0].kid, first);
        keys.reload(&store).await.unwrap();
        let named = |set: JwkSet| set.keys.into_iter().map(|key| key.kid).collect::<Vec<_>>();
        assert_eq!(named(keys.signer.keys()), [&*third, &*second, &*first]);
        let published = Keys::published(&store).await.unwrap();
        assert_eq!(named(published), [&*third, &*second, &*first]);
        assert_eq!(named(taken(&store, 4).await.signer.keys())[0], third);
    }

    #[tokio::test]
    async fn the_key_of_an_older_installation_goes_on_signing() {
        let store = Store::memory().await.unwrap();
        let private = private_number(&[7; 32]).unwrap();
        store.plant_first_key(&private).await.unwrap();
        let keys = taken(&store, 1).await;
        let own = Signer::new(&private).unwrap();
        assert_eq!(keys.signer.keys(), own.keys());
        let mut tx = store.write().await.unwrap();
        assert_eq!(tx.take_first_key().await.unwrap(), None);
    }

    #[tokio::test]
    async fn the_key_of_an_older_installation_stays_published_when_it_is_exchanged_at_once() {
        let store = Store::memory().await.unwrap();
        let private = private_number(&[7; 32]).unwrap();
        store.plant_first_key(&private).await.unwrap();
        let new = Keys::rotate(&store, at(60), [2; 32]).await.unwrap();
        let published = Keys::published(&store).await.unwrap().keys;
        let own = Signer::new(&private).unwrap();
        assert_eq!(published.len(), 2);
        assert_eq!((&published[0].kid, &published[1]), (&new, own.public()));
    }
}
