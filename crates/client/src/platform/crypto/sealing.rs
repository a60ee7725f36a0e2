//! A record's own data key, and what it seals.

use super::{
    CryptoError, DeviceKey,
    subtle::{self, Gcm, IV_BYTES, Use},
};
use web_sys::CryptoKey;

/// Where sealed bytes belong. The tag covers it, so that a record cannot pass for another one or for an older
/// or newer version of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label<'a> {
    /// Kind of the record.
    pub kind: &'a str,
    /// Its id.
    pub id: &'a str,
    /// Form of the content.
    pub schema: u32,
    /// Version being written.
    pub version: u64,
}

impl Label<'_> {
    /// Additional data of the content.
    fn content(&self) -> Vec<u8> {
        let mut bytes = self.name(b"content");
        bytes.extend(self.schema.to_be_bytes());
        bytes.extend(self.version.to_be_bytes());
        bytes
    }

    /// Additional data of the wrapped data key, which stays the same from version to version.
    fn key(&self) -> Vec<u8> {
        self.name(b"key")
    }

    /// Each part with its length in front, so that no two names give the same bytes.
    fn name(&self, what: &[u8]) -> Vec<u8> {
        let mut bytes = Vec::new();
        for part in [what, self.kind.as_bytes(), self.id.as_bytes()] {
            bytes.extend((part.len() as u64).to_be_bytes());
            bytes.extend(part);
        }
        bytes
    }
}

/// A data key as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrappedKey {
    /// Id of the device key that wrapped it.
    pub device_key: String,
    /// Initialisation vector of the wrapping.
    pub iv: Vec<u8>,
    /// The key under the device key.
    pub bytes: Vec<u8>,
}

/// A record's own key, ready for use.
#[derive(Clone)]
pub struct DataKey(CryptoKey);

impl DataKey {
    /// Makes a key for a new record and wraps it. Only for the moment of wrapping it can be exported.
    pub async fn make(
        device: &DeviceKey,
        label: &Label<'_>,
    ) -> Result<(DataKey, WrappedKey), CryptoError> {
        let fresh = subtle::generate(Use::Seal, true).await?;
        let iv = subtle::random::<IV_BYTES>()?;
        let additional = label.key();
        let gcm = Gcm {
            iv: &iv,
            additional: &additional,
        };
        let wrapped = WrappedKey {
            device_key: device.id().to_owned(),
            iv: iv.to_vec(),
            bytes: subtle::wrap(&fresh, device.key(), &gcm).await?,
        };
        Ok((DataKey::unwrap(device, &wrapped, label).await?, wrapped))
    }

    /// Unwraps the key of a stored record.
    pub async fn unwrap(
        device: &DeviceKey,
        wrapped: &WrappedKey,
        label: &Label<'_>,
    ) -> Result<DataKey, CryptoError> {
        if wrapped.device_key != device.id() {
            return Err(CryptoError::KeyMissing);
        }
        let additional = label.key();
        let gcm = Gcm {
            iv: &wrapped.iv,
            additional: &additional,
        };
        subtle::unwrap(&wrapped.bytes, device.key(), &gcm, Use::Seal)
            .await
            .map(DataKey)
    }

    /// Seals content under a fresh initialisation vector; gives both.
    pub async fn seal(
        &self,
        label: &Label<'_>,
        content: &[u8],
    ) -> Result<(Vec<u8>, Vec<u8>), CryptoError> {
        let iv = subtle::random::<IV_BYTES>()?;
        let additional = label.content();
        let gcm = Gcm {
            iv: &iv,
            additional: &additional,
        };
        Ok((iv.to_vec(), subtle::encrypt(content, &self.0, &gcm).await?))
    }

    /// Opens what was sealed under the same label.
    pub async fn open(
        &self,
        label: &Label<'_>,
        iv: &[u8],
        ciphertext: &[u8],
    ) -> Result<Vec<u8>, CryptoError> {
        let additional = label.content();
        let gcm = Gcm {
            iv,
            additional: &additional,
        };
        subtle::decrypt(ciphertext, &self.0, &gcm).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_that_differ_in_one_part_give_different_bytes() {
        let label = |kind, id, schema, version| {
            Label {
                kind,
                id,
                schema,
                version,
            }
            .content()
        };
        let all = [
            label("a", "b", 1, 1),
            label("ab", "", 1, 1),
            label("", "ab", 1, 1),
            label("a", "b", 2, 1),
            label("a", "b", 1, 2),
        ];
        let different: std::collections::BTreeSet<_> = all.iter().collect();
        assert_eq!(different.len(), all.len());
    }
}
