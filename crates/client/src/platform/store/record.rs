//! What is stored: sealed bytes and what is needed to open them, nothing else.

/// Names a record. Neither part says anything about a person or about what she applies for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RecordKey {
    /// What kind of record, for example `precheck`.
    pub kind: &'static str,
    /// Which one of its kind.
    pub id: String,
}

impl RecordKey {
    /// The key under which it stands in the store.
    pub fn path(&self) -> String {
        format!("{}/{}", self.kind, self.id)
    }
}

/// A record as it lies in the store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SealedRecord {
    /// Its name.
    pub key: RecordKey,
    /// Form of the content inside, counted up when it changes.
    pub schema: u32,
    /// How often it was written; 1 at first.
    pub version: u64,
    /// The content.
    pub envelope: Envelope,
}

/// Content sealed by its own data key, and that key wrapped by the device key (design §6).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Envelope {
    /// Which device key wrapped the data key.
    pub device_key: String,
    /// Initialisation vector of the wrapping, 12 bytes.
    pub wrap_iv: Vec<u8>,
    /// The data key under the device key, AES-256-GCM, 48 bytes.
    pub wrapped_key: Vec<u8>,
    /// Initialisation vector of the content, 12 bytes, fresh for each version.
    pub iv: Vec<u8>,
    /// The content under the data key, AES-256-GCM with tag.
    pub ciphertext: Vec<u8>,
}
