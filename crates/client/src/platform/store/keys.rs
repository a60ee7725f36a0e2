//! The store of keys: browser objects that cannot leave the browser.

use super::{Connection, StorageError, schema};
use indexed_db_futures::{
    Build,
    database::Database,
    error::Error,
    query_source::QuerySource,
    transaction::{Transaction, TransactionDurability, TransactionMode, TransactionOptions},
};
use wasm_bindgen::JsValue;

impl Connection {
    /// The key object of this name, if there is one.
    pub(in crate::platform) async fn key(
        &self,
        name: &str,
    ) -> Result<Option<JsValue>, StorageError> {
        self.run(async |database: &Database| {
            let transaction = database.transaction(schema::KEYS).build()?;
            let store = transaction.object_store(schema::KEYS)?;
            Ok(store.get(name).await?)
        })
        .await
    }

    /// Keeps a key object unless there is one of this name; gives the one that is kept. On disk before it
    /// returns.
    pub(in crate::platform) async fn add_key(
        &self,
        name: &str,
        key: JsValue,
    ) -> Result<JsValue, StorageError> {
        self.run(async |database: &Database| {
            let transaction = writing(database)?;
            let store = transaction.object_store(schema::KEYS)?;
            let earlier: Option<JsValue> = store.get(name).await?;
            let kept = match earlier {
                Some(earlier) => earlier,
                None => {
                    store
                        .put(key.clone())
                        .with_key(name)
                        .without_key_type()
                        .await?;
                    key.clone()
                }
            };
            drop(store);
            transaction.commit().await?;
            Ok(kept)
        })
        .await
    }

    /// Removes a key object. On disk before it returns.
    pub(in crate::platform) async fn remove_key(&self, name: &str) -> Result<(), StorageError> {
        self.run(async |database: &Database| {
            let transaction = writing(database)?;
            let store = transaction.object_store(schema::KEYS)?;
            store.delete(name).await?;
            drop(store);
            transaction.commit().await?;
            Ok(())
        })
        .await
    }
}

/// A transaction that is on disk when it is over: without its key every later record is lost.
fn writing(database: &Database) -> Result<Transaction<'_>, Error> {
    let mut options = TransactionOptions::new();
    options.set_durability(TransactionDurability::Strict);
    database
        .transaction(schema::KEYS)
        .with_mode(TransactionMode::Readwrite)
        .with_options(options)
        .build()
}
