//! The key of this device: made once, kept in IndexedDB as the browser's own object, never exported.

use super::{
    CryptoError,
    subtle::{self, Use},
};
use crate::platform::{
    js,
    store::{Connection, StorageError},
};
use js_sys::Object;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::CryptoKey;

/// Where it stands in the store of keys.
const NAME: &str = "device";

/// The device key with its id, by which a record tells which key it needs.
#[derive(Clone)]
pub struct DeviceKey {
    id: String,
    key: CryptoKey,
}

impl DeviceKey {
    /// The key of this device, if it has one.
    pub async fn load(connection: &Connection) -> Result<Option<DeviceKey>, StorageError> {
        match connection.key(NAME).await? {
            Some(stored) => DeviceKey::read(&stored)
                .map(Some)
                .ok_or(StorageError::Malformed),
            None => Ok(None),
        }
    }

    /// The key of this device, made now if it has none. When two tabs make one at the same time, the first
    /// that is stored is the key of both.
    pub async fn load_or_make(connection: &Connection) -> Result<DeviceKey, DeviceKeyError> {
        if let Some(key) = DeviceKey::load(connection).await? {
            return Ok(key);
        }
        let id = new_id()?;
        let key = subtle::generate(Use::Wrap, false).await?;
        let object = Object::new();
        js::set(&object, "id", &JsValue::from_str(&id));
        js::set(&object, "key", &key);
        let stored = connection.add_key(NAME, object.into()).await?;
        DeviceKey::read(&stored).ok_or(DeviceKeyError::Storage(StorageError::Malformed))
    }

    fn read(stored: &JsValue) -> Option<DeviceKey> {
        Some(DeviceKey {
            id: js::text(stored, "id")?,
            key: js::property(stored, "key")?.dyn_into().ok()?,
        })
    }

    /// A key with its id.
    pub(super) fn of(id: String, key: CryptoKey) -> DeviceKey {
        DeviceKey { id, key }
    }

    /// By which a record names it.
    pub fn id(&self) -> &str {
        &self.id
    }

    pub(super) fn key(&self) -> &CryptoKey {
        &self.key
    }
}

/// A new id of a key.
pub(super) fn new_id() -> Result<String, CryptoError> {
    let random = subtle::random::<8>()?;
    Ok(random.iter().map(|byte| format!("{byte:02x}")).collect())
}

/// Why there is no device key.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DeviceKeyError {
    /// It could not be read or kept.
    #[error(transparent)]
    Storage(#[from] StorageError),
    /// It could not be made.
    #[error(transparent)]
    Crypto(#[from] CryptoError),
}
