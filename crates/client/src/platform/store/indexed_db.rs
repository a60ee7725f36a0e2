//! Sealed records in IndexedDB.

use super::{
    Connection, Envelope, RecordChange, RecordKey, Records, SealedRecord, StorageError,
    connection::Fault, schema,
};
use crate::platform::js;
use indexed_db_futures::{
    Build, database::Database, object_store::ObjectStore, query_source::QuerySource,
    transaction::TransactionMode,
};
use js_sys::{Object, Uint8Array};
use wasm_bindgen::JsValue;

/// Sealed records in the store `records`.
pub struct IndexedDb {
    connection: Connection,
}

impl IndexedDb {
    /// On a connection.
    pub fn new(connection: Connection) -> IndexedDb {
        IndexedDb { connection }
    }
}

impl IndexedDb {
    /// Keys of all records. A device holds some dozens: one list is cheaper than a range.
    async fn keys(&self) -> Result<Vec<String>, StorageError> {
        self.connection
            .run(async |database: &Database| {
                let transaction = database.transaction(schema::RECORDS).build()?;
                let store = transaction.object_store(schema::RECORDS)?;
                let keys = store.get_all_keys::<String>().await?;
                Ok(keys.collect::<Result<Vec<String>, _>>()?)
            })
            .await
    }
}

impl Records for IndexedDb {
    async fn get(&self, key: &RecordKey) -> Result<Option<SealedRecord>, StorageError> {
        self.connection
            .run(async |database: &Database| {
                let transaction = database.transaction(schema::RECORDS).build()?;
                let store = transaction.object_store(schema::RECORDS)?;
                let found: Option<JsValue> = store.get(key.path()).await?;
                Ok(match found {
                    Some(found) => Some(read(key, &found)?),
                    None => None,
                })
            })
            .await
    }

    async fn ids(&self, kind: &'static str) -> Result<Vec<String>, StorageError> {
        let prefix = format!("{kind}/");
        let keys = self.keys().await?;
        Ok(keys
            .iter()
            .filter_map(|key| key.strip_prefix(&prefix))
            .map(str::to_owned)
            .collect())
    }

    async fn count(&self) -> Result<usize, StorageError> {
        Ok(self.keys().await?.len())
    }

    async fn clear(&self) -> Result<(), StorageError> {
        self.connection
            .run(async |database: &Database| {
                let transaction = database
                    .transaction(schema::RECORDS)
                    .with_mode(TransactionMode::Readwrite)
                    .build()?;
                transaction.object_store(schema::RECORDS)?.clear()?;
                transaction.commit().await?;
                Ok(())
            })
            .await
    }

    async fn commit(&self, changes: Vec<RecordChange>) -> Result<(), StorageError> {
        self.connection
            .run(async |database: &Database| {
                let transaction = database
                    .transaction(schema::RECORDS)
                    .with_mode(TransactionMode::Readwrite)
                    .build()?;
                let store = transaction.object_store(schema::RECORDS)?;
                for change in &changes {
                    // An early return drops the transaction, which takes the earlier changes back.
                    apply(&store, change).await?;
                }
                drop(store);
                transaction.commit().await?;
                Ok(())
            })
            .await
    }
}

async fn apply(store: &ObjectStore<'_>, change: &RecordChange) -> Result<(), Fault> {
    match change {
        RecordChange::Put { record, over } => {
            let path = record.key.path();
            let stored: Option<JsValue> = store.get(path.as_str()).await?;
            let stored = stored.map(|stored| js::number(&stored, "version"));
            let as_seen = match (&stored, over) {
                (None, None) => true,
                (Some(Some(version)), Some(seen)) => version == seen,
                _ => false,
            };
            if !as_seen {
                return Err(StorageError::Conflict.into());
            }
            store
                .put(write(record))
                .with_key(path)
                .without_key_type()
                .await?;
        }
        RecordChange::Delete(key) => store.delete(key.path()).await?,
    }
    Ok(())
}

fn write(record: &SealedRecord) -> JsValue {
    let bytes = |bytes: &[u8]| JsValue::from(Uint8Array::from(bytes));
    let object = Object::new();
    js::set(&object, "schema", &record.schema.into());
    #[expect(
        clippy::cast_precision_loss,
        reason = "a count of writes, far below 2^53"
    )]
    js::set(&object, "version", &(record.version as f64).into());
    js::set(
        &object,
        "device_key",
        &JsValue::from_str(&record.envelope.device_key),
    );
    js::set(&object, "wrap_iv", &bytes(&record.envelope.wrap_iv));
    js::set(&object, "wrapped_key", &bytes(&record.envelope.wrapped_key));
    js::set(&object, "iv", &bytes(&record.envelope.iv));
    js::set(&object, "ciphertext", &bytes(&record.envelope.ciphertext));
    object.into()
}

fn read(key: &RecordKey, stored: &JsValue) -> Result<SealedRecord, StorageError> {
    let record = || {
        Some(SealedRecord {
            key: key.clone(),
            schema: js::number(stored, "schema")?.try_into().ok()?,
            version: js::number(stored, "version")?,
            envelope: Envelope {
                device_key: js::text(stored, "device_key")?,
                wrap_iv: js::bytes(stored, "wrap_iv")?,
                wrapped_key: js::bytes(stored, "wrapped_key")?,
                iv: js::bytes(stored, "iv")?,
                ciphertext: js::bytes(stored, "ciphertext")?,
            },
        })
    };
    record().ok_or(StorageError::Malformed)
}
