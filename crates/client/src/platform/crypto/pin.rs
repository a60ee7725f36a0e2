//! A PIN before what this device keeps (design §6): a second key, sealed by the PIN around the device key.
//!
//! Both are needed to open it: the PIN alone opens nothing on another device, and the disk without the PIN nothing at
//! all. The device key cannot be exported, so a copy of the files does not help in trying PINs elsewhere.

use super::{
    CryptoError, DeviceKey, DeviceKeyError,
    device_key::new_id,
    subtle::{self, Derivation, Gcm, IV_BYTES, Use},
};
use crate::platform::{
    js,
    store::{Connection, StorageError},
};
use js_sys::{Object, Uint8Array};
use wasm_bindgen::JsValue;

/// Where it stands in the store of keys.
const NAME: &str = "pin";
/// Bytes of the salt.
const SALT: usize = 16;
/// So often a PIN is hashed (design §6): about half a second on a phone.
const ROUNDS: u32 = 600_000;

/// The second key as it is stored, and what opens it besides the PIN.
pub struct PinLock {
    id: String,
    salt: Vec<u8>,
    rounds: u32,
    wrap_iv: Vec<u8>,
    iv: Vec<u8>,
    sealed: Vec<u8>,
}

impl PinLock {
    /// The lock of this device, if there is one.
    pub async fn load(connection: &Connection) -> Result<Option<PinLock>, StorageError> {
        match connection.key(NAME).await? {
            Some(stored) => PinLock::read(&stored)
                .map(Some)
                .ok_or(StorageError::Malformed),
            None => Ok(None),
        }
    }

    /// Makes a second key, keeps it behind a PIN, and gives it.
    pub async fn make(
        connection: &Connection,
        device: &DeviceKey,
        pin: &str,
    ) -> Result<DeviceKey, DeviceKeyError> {
        let id = new_id()?;
        let fresh = subtle::generate(Use::Wrap, true).await?;
        let (wrap_iv, iv) = (subtle::random::<IV_BYTES>()?, subtle::random::<IV_BYTES>()?);
        let salt = subtle::random::<SALT>()?;
        let inside = subtle::wrap(&fresh, device.key(), &gcm(&id, &wrap_iv)).await?;
        let by = subtle::derive(pin.as_bytes(), &salt, Derivation::Pbkdf2 { rounds: ROUNDS });
        let lock = PinLock {
            sealed: subtle::encrypt(&inside, &by.await?, &gcm(&id, &iv)).await?,
            id,
            salt: salt.to_vec(),
            rounds: ROUNDS,
            wrap_iv: wrap_iv.to_vec(),
            iv: iv.to_vec(),
        };
        let stored = connection.add_key(NAME, lock.written()).await?;
        // Another tab may have been first, with another PIN: what is stored counts.
        let kept = PinLock::read(&stored).ok_or(StorageError::Malformed)?;
        Ok(kept.open(device, pin).await?)
    }

    /// The second key; [`CryptoError::TagMismatch`] for another PIN.
    pub async fn open(&self, device: &DeviceKey, pin: &str) -> Result<DeviceKey, CryptoError> {
        let rounds = self.rounds;
        let by = subtle::derive(pin.as_bytes(), &self.salt, Derivation::Pbkdf2 { rounds }).await?;
        let inside = subtle::decrypt(&self.sealed, &by, &gcm(&self.id, &self.iv)).await?;
        let around = gcm(&self.id, &self.wrap_iv);
        let key = subtle::unwrap(&inside, device.key(), &around, Use::Wrap).await?;
        Ok(DeviceKey::of(self.id.clone(), key))
    }

    /// Takes the lock away, and with it the second key.
    pub async fn remove(connection: &Connection) -> Result<(), StorageError> {
        connection.remove_key(NAME).await
    }

    fn written(&self) -> JsValue {
        let object = Object::new();
        js::set(&object, "id", &JsValue::from_str(&self.id));
        js::set(&object, "rounds", &JsValue::from_f64(self.rounds.into()));
        for (name, bytes) in [
            ("salt", &self.salt),
            ("wrapIv", &self.wrap_iv),
            ("iv", &self.iv),
            ("sealed", &self.sealed),
        ] {
            js::set(&object, name, &Uint8Array::from(bytes.as_slice()));
        }
        object.into()
    }

    fn read(stored: &JsValue) -> Option<PinLock> {
        Some(PinLock {
            id: js::text(stored, "id")?,
            rounds: js::number(stored, "rounds")?.try_into().ok()?,
            salt: js::bytes(stored, "salt")?,
            wrap_iv: js::bytes(stored, "wrapIv")?,
            iv: js::bytes(stored, "iv")?,
            sealed: js::bytes(stored, "sealed")?,
        })
    }
}

fn gcm<'a>(id: &'a str, iv: &'a [u8]) -> Gcm<'a> {
    Gcm {
        iv,
        additional: id.as_bytes(),
    }
}
