//! Reads and writes sealed records: the device key, a data key for each record, and the store together.

mod key_gate;
mod pin;

pub use pin::Unlock;

use super::{
    crypto::{CryptoError, DataKey, DeviceKey, DeviceKeyError, Label, PinLock, WrappedKey},
    store::{Connection, Envelope, RecordChange, RecordKey, Records, SealedRecord, StorageError},
};
use key_gate::KeyGate;
use std::cell::RefCell;

/// Sealed records of this device.
pub struct Vault<R> {
    records: R,
    connection: Connection,
    ring: RefCell<Option<Ring>>,
    gate: KeyGate,
}

/// The keys at hand.
#[derive(Clone)]
struct Ring {
    /// The key of the device.
    device: DeviceKey,
    /// The key behind the PIN, where there is one: it wraps whatever is written from now on.
    pinned: Option<DeviceKey>,
}

impl Ring {
    fn writing(&self) -> &DeviceKey {
        self.pinned.as_ref().unwrap_or(&self.device)
    }

    /// The key that wrapped a record. While a PIN is being set or taken away, both kinds stand side by side.
    fn of(&self, id: &str) -> &DeviceKey {
        self.pinned
            .as_ref()
            .filter(|pinned| pinned.id() == id)
            .unwrap_or(&self.device)
    }
}

/// What a writer has to have seen to write again.
#[derive(Clone)]
pub struct Seen {
    version: u64,
    wrapped: WrappedKey,
    key: DataKey,
}

/// A record that was opened.
pub struct Opened {
    /// Form of the content.
    pub schema: u32,
    /// The content.
    pub content: Vec<u8>,
    /// To write over it.
    pub seen: Seen,
}

/// A record that does not exist yet.
pub struct Fresh<'a> {
    /// Its name.
    pub key: RecordKey,
    /// Form of the content.
    pub schema: u32,
    /// The content.
    pub content: &'a [u8],
}

/// Why a record cannot be read or written.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum VaultError {
    /// The store failed.
    #[error(transparent)]
    Storage(#[from] StorageError),
    /// Sealing or opening failed.
    #[error(transparent)]
    Crypto(#[from] CryptoError),
}

impl From<DeviceKeyError> for VaultError {
    fn from(error: DeviceKeyError) -> VaultError {
        match error {
            DeviceKeyError::Storage(error) => error.into(),
            DeviceKeyError::Crypto(error) => error.into(),
        }
    }
}

impl VaultError {
    /// Whether trying again later can help.
    pub fn is_permanent(&self) -> bool {
        match self {
            VaultError::Storage(error) => error.is_permanent(),
            VaultError::Crypto(_) => true,
        }
    }
}

impl<R: Records> Vault<R> {
    /// Over a store, with the keys of a connection.
    pub fn new(records: R, connection: Connection) -> Vault<R> {
        Vault {
            records,
            connection,
            ring: RefCell::default(),
            gate: KeyGate::default(),
        }
    }

    /// Opens a record; nothing when there is none.
    pub async fn read(&self, key: &RecordKey) -> Result<Option<Opened>, VaultError> {
        let Some(record) = self.records.get(key).await? else {
            return Ok(None);
        };
        let ring = self.known_keys().await?.ok_or(CryptoError::KeyMissing)?;
        Ok(Some(open(&ring, record).await?))
    }

    /// Seals and commits. When it returns `Ok`, the content survives a killed browser.
    ///
    /// `seen` is what the last read or write of this record gave; none for a new record, which gets a data key
    /// of its own.
    pub async fn write(
        &self,
        key: &RecordKey,
        schema: u32,
        content: &[u8],
        seen: Option<&Seen>,
    ) -> Result<Seen, VaultError> {
        self.write_in_place_of(key, schema, content, seen, Vec::new())
            .await
    }

    /// As [`Vault::write`], and the records `gone` are removed in the same transaction: all of it, or nothing.
    pub async fn write_in_place_of(
        &self,
        key: &RecordKey,
        schema: u32,
        content: &[u8],
        seen: Option<&Seen>,
        gone: Vec<RecordKey>,
    ) -> Result<Seen, VaultError> {
        let (put, seen) = self.seal(key, schema, content, seen).await?;
        let changes = std::iter::once(put).chain(gone.into_iter().map(RecordChange::Delete));
        self.records.commit(changes.collect()).await?;
        Ok(seen)
    }

    /// Seals new records, each with a data key of its own, and commits them together: all of them, or none.
    pub async fn add(&self, records: &[Fresh<'_>]) -> Result<(), VaultError> {
        let mut changes = Vec::new();
        for fresh in records {
            let (put, _) = self
                .seal(&fresh.key, fresh.schema, fresh.content, None)
                .await?;
            changes.push(put);
        }
        Ok(self.records.commit(changes).await?)
    }

    /// Everything is sealed before the transaction opens: it would end during any other wait.
    async fn seal(
        &self,
        key: &RecordKey,
        schema: u32,
        content: &[u8],
        seen: Option<&Seen>,
    ) -> Result<(RecordChange, Seen), VaultError> {
        let version = seen.map_or(0, |seen| seen.version) + 1;
        let data_key = match seen {
            Some(seen) => (seen.key.clone(), seen.wrapped.clone()),
            None => {
                let ring = self.keys().await?;
                DataKey::make(ring.writing(), &label(key, schema, version)).await?
            }
        };
        let (record, now) = sealed(key.clone(), schema, version, content, data_key).await?;
        let over = seen.map(|seen| seen.version);
        Ok((RecordChange::Put { record, over }, now))
    }

    /// Ids of the records of a kind, whether or not they can be opened.
    pub async fn ids(&self, kind: &'static str) -> Result<Vec<String>, VaultError> {
        Ok(self.records.ids(kind).await?)
    }

    /// Removes a record with its data key, whether or not it can be opened.
    pub async fn remove(&self, key: &RecordKey) -> Result<(), VaultError> {
        self.remove_all(vec![key.clone()]).await
    }

    /// Removes records together: all of them, or none.
    pub async fn remove_all(&self, keys: Vec<RecordKey>) -> Result<(), VaultError> {
        let changes = keys.into_iter().map(RecordChange::Delete).collect();
        Ok(self.records.commit(changes).await?)
    }

    /// Removes every record, and makes sure that none is left. Gives whether that is so.
    pub async fn clear(&self) -> Result<bool, VaultError> {
        self.records.clear().await?;
        Ok(self.records.count().await? == 0)
    }

    /// The keys, if this device has any. Behind a PIN it takes until the right one is given.
    async fn known_keys(&self) -> Result<Option<Ring>, VaultError> {
        if let Some(ring) = self.ring.borrow().clone() {
            return Ok(Some(ring));
        }
        if PinLock::load(&self.connection).await?.is_some() {
            self.gate.opened().await;
            return Ok(self.ring.borrow().clone());
        }
        let Some(device) = DeviceKey::load(&self.connection).await? else {
            return Ok(None);
        };
        Ok(Some(self.take(device, None)))
    }

    async fn keys(&self) -> Result<Ring, VaultError> {
        if let Some(ring) = self.known_keys().await? {
            return Ok(ring);
        }
        let device = DeviceKey::load_or_make(&self.connection).await?;
        Ok(self.take(device, None))
    }

    fn take(&self, device: DeviceKey, pinned: Option<DeviceKey>) -> Ring {
        let ring = Ring { device, pinned };
        *self.ring.borrow_mut() = Some(ring.clone());
        ring
    }
}

async fn open(ring: &Ring, record: SealedRecord) -> Result<Opened, CryptoError> {
    let SealedRecord {
        key,
        schema,
        version,
        envelope,
    } = record;
    let label = label(&key, schema, version);
    let wrapped = WrappedKey {
        device_key: envelope.device_key,
        iv: envelope.wrap_iv,
        bytes: envelope.wrapped_key,
    };
    let data_key = DataKey::unwrap(ring.of(&wrapped.device_key), &wrapped, &label).await?;
    let content = data_key
        .open(&label, &envelope.iv, &envelope.ciphertext)
        .await?;
    Ok(Opened {
        schema,
        content,
        seen: Seen {
            version,
            wrapped,
            key: data_key,
        },
    })
}

async fn sealed(
    key: RecordKey,
    schema: u32,
    version: u64,
    content: &[u8],
    (data_key, wrapped): (DataKey, WrappedKey),
) -> Result<(SealedRecord, Seen), CryptoError> {
    let (iv, ciphertext) = data_key
        .seal(&label(&key, schema, version), content)
        .await?;
    let record = SealedRecord {
        key,
        schema,
        version,
        envelope: Envelope {
            device_key: wrapped.device_key.clone(),
            wrap_iv: wrapped.iv.clone(),
            wrapped_key: wrapped.bytes.clone(),
            iv,
            ciphertext,
        },
    };
    let seen = Seen {
        version,
        wrapped,
        key: data_key,
    };
    Ok((record, seen))
}

fn label(key: &RecordKey, schema: u32, version: u64) -> Label<'_> {
    Label {
        kind: key.kind,
        id: &key.id,
        schema,
        version,
    }
}

#[cfg(test)]
mod tests;
