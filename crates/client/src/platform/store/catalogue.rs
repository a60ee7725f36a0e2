//! The store of the newest verified catalogue. Public data, in clear.

use super::{Connection, StorageError, schema};
use crate::platform::js;
use indexed_db_futures::{
    Build, database::Database, query_source::QuerySource, transaction::TransactionMode,
};
use js_sys::Object;
use wasm_bindgen::JsValue;

/// Its only key.
const NEWEST: &str = "newest";

/// A catalogue as it was served.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CatalogueRecord {
    /// SHA-256 of the JSON, 64 hexadecimal digits.
    pub digest: String,
    /// The JSON.
    pub json: String,
}

impl Connection {
    /// The newest catalogue that was kept.
    pub async fn catalogue(&self) -> Result<Option<CatalogueRecord>, StorageError> {
        self.run(async |database: &Database| {
            let transaction = database.transaction(schema::CATALOGUE).build()?;
            let store = transaction.object_store(schema::CATALOGUE)?;
            let stored: Option<JsValue> = store.get(NEWEST).await?;
            Ok(stored.and_then(|stored| {
                Some(CatalogueRecord {
                    digest: js::text(&stored, "digest")?,
                    json: js::text(&stored, "json")?,
                })
            }))
        })
        .await
    }

    /// Keeps a catalogue in place of the earlier one.
    pub async fn keep_catalogue(&self, catalogue: &CatalogueRecord) -> Result<(), StorageError> {
        let object = Object::new();
        js::set(&object, "digest", &JsValue::from_str(&catalogue.digest));
        js::set(&object, "json", &JsValue::from_str(&catalogue.json));
        let value = JsValue::from(object);
        self.run(async |database: &Database| {
            let transaction = database
                .transaction(schema::CATALOGUE)
                .with_mode(TransactionMode::Readwrite)
                .build()?;
            let store = transaction.object_store(schema::CATALOGUE)?;
            store
                .put(value.clone())
                .with_key(NEWEST)
                .without_key_type()
                .await?;
            drop(store);
            transaction.commit().await?;
            Ok(())
        })
        .await
    }
}
