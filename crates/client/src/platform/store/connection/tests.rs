//! The connection under a browser that loses it and tabs that hold it.

#![cfg(target_arch = "wasm32")]

use super::*;
use crate::platform::{
    store::{IndexedDb, RecordKey, Records},
    timer,
};
use wasm_bindgen_test::wasm_bindgen_test;

fn any_key() -> RecordKey {
    RecordKey {
        kind: "test",
        id: "any".to_owned(),
    }
}

#[wasm_bindgen_test]
async fn a_connection_that_the_browser_lost_is_opened_anew() {
    let connection = Connection::new("lost");
    connection.handle().await.unwrap().close();
    let store = IndexedDb::new(connection);
    assert_eq!(store.get(&any_key()).await, Ok(None));
}

#[wasm_bindgen_test]
async fn an_older_page_that_does_not_let_go_is_told_instead_of_waited_for() {
    let first = Connection::new("blocked");
    first.handle().await.unwrap();
    let stubborn = Database::open("blocked").await.unwrap();
    let store = IndexedDb::new(Connection::with_version("blocked", 2));
    assert_eq!(store.get(&any_key()).await, Err(StorageError::Blocked));
    // And so is who comes next: the browser would let that request wait behind the first one.
    assert_eq!(store.get(&any_key()).await, Err(StorageError::Blocked));
    stubborn.close();
    let mut found = store.get(&any_key()).await;
    while found == Err(StorageError::Blocked) {
        timer::pause().await;
        found = store.get(&any_key()).await;
    }
    assert_eq!(found, Ok(None));
}
