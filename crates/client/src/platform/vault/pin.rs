//! Setting a PIN, giving it, taking it away.

use super::{
    DataKey, DeviceKey, Opened, PinLock, RecordChange, RecordKey, Records, Ring, SealedRecord,
    Vault, VaultError, label, open, sealed,
};
use crate::platform::{crypto::CryptoError, store::StorageError};

/// What came of a PIN.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unlock {
    /// What is kept can be read.
    Open,
    /// Another PIN is the right one.
    Wrong,
}

impl<R: Records> Vault<R> {
    /// Whether a PIN stands before what this device keeps.
    pub async fn has_pin(&self) -> Result<bool, VaultError> {
        Ok(PinLock::load(&self.connection).await?.is_some())
    }

    /// Opens with a PIN. Whoever waited for the keys goes on. Records of `kinds` that do not stand behind it yet, since
    /// the device went off while it was set, are put there now.
    pub async fn unlock(&self, pin: &str, kinds: &[&'static str]) -> Result<Unlock, VaultError> {
        let lock = PinLock::load(&self.connection).await?;
        let device = DeviceKey::load(&self.connection).await?;
        let (Some(lock), Some(device)) = (lock, device) else {
            return Err(CryptoError::KeyMissing.into());
        };
        match lock.open(&device, pin).await {
            Ok(pinned) => {
                self.take(device, Some(pinned));
                self.seal_anew(kinds).await?;
                self.gate.open();
                Ok(Unlock::Open)
            }
            Err(CryptoError::TagMismatch) => Ok(Unlock::Wrong),
            Err(error) => Err(error.into()),
        }
    }

    /// Puts a PIN before every record of `kinds`.
    pub async fn set_pin(&self, pin: &str, kinds: &[&'static str]) -> Result<(), VaultError> {
        let device = self.keys().await?.device;
        // The lock is kept first: nothing may be sealed by a key that is nowhere.
        let pinned = PinLock::make(&self.connection, &device, pin).await?;
        self.take(device, Some(pinned));
        self.gate.open();
        self.seal_anew(kinds).await
    }

    /// Takes the PIN away. What is kept can be read without it.
    pub async fn remove_pin(&self, kinds: &[&'static str]) -> Result<(), VaultError> {
        let both = self.keys().await?;
        self.take(both.device.clone(), None);
        let freed = self.seal_all(&both, &both.device, kinds).await;
        if let Err(error) = freed {
            self.take(both.device, both.pinned);
            return Err(error.into());
        }
        // Only now: nothing needs the key behind it any more.
        PinLock::remove(&self.connection).await?;
        // But for what another page has written in between.
        Ok(self.seal_all(&both, &both.device, kinds).await?)
    }

    /// Gives up whatever stands behind a forgotten PIN, and the PIN. Gives whether nothing is left.
    pub async fn give_up(&self) -> Result<bool, VaultError> {
        let empty = self.clear().await?;
        if empty {
            PinLock::remove(&self.connection).await?;
        }
        Ok(empty)
    }

    async fn seal_anew(&self, kinds: &[&'static str]) -> Result<(), VaultError> {
        let ring = self.keys().await?;
        match self.seal_all(&ring, ring.writing(), kinds).await {
            // Another page has written in between: that goes behind the PIN when it is next given.
            Ok(()) | Err(StorageError::Conflict) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }

    /// Seals every record anew that another key wraps, all in one transaction.
    async fn seal_all(
        &self,
        ring: &Ring,
        by: &DeviceKey,
        kinds: &[&'static str],
    ) -> Result<(), StorageError> {
        let mut changes = Vec::new();
        for kind in kinds {
            for id in self.records.ids(kind).await? {
                let found = self.records.get(&RecordKey { kind, id }).await?;
                let Some(record) = found.filter(|it| it.envelope.device_key != by.id()) else {
                    continue;
                };
                let (key, version) = (record.key.clone(), record.version);
                // What cannot be opened stays as it is: its own page tells why.
                if let Ok(opened) = open(ring, record).await
                    && let Ok(record) = seal_by(by, key, &opened, version + 1).await
                {
                    let over = Some(version);
                    changes.push(RecordChange::Put { record, over });
                }
            }
        }
        self.records.commit(changes).await
    }
}

/// A record with a fresh data key under another key.
async fn seal_by(
    by: &DeviceKey,
    key: RecordKey,
    opened: &Opened,
    version: u64,
) -> Result<SealedRecord, CryptoError> {
    let fresh = DataKey::make(by, &label(&key, opened.schema, version)).await?;
    let (record, _) = sealed(key, opened.schema, version, &opened.content, fresh).await?;
    Ok(record)
}
