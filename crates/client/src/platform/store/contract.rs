//! What every store of records does. One list of sentences, run on memory natively and on both in a browser.

use super::{Envelope, Memory, RecordChange, RecordKey, Records, SealedRecord, StorageError};

fn key(id: &str) -> RecordKey {
    RecordKey {
        kind: "test",
        id: id.to_owned(),
    }
}

fn record(id: &str, version: u64, content: &[u8]) -> SealedRecord {
    SealedRecord {
        key: key(id),
        schema: 3,
        version,
        envelope: Envelope {
            device_key: "device".to_owned(),
            wrap_iv: vec![1; 12],
            wrapped_key: vec![2; 48],
            iv: vec![3; 12],
            ciphertext: content.to_vec(),
        },
    }
}

fn put(record: SealedRecord, over: Option<u64>) -> RecordChange {
    RecordChange::Put { record, over }
}

async fn what_was_never_written_is_not_there(store: &impl Records) {
    assert_eq!(store.get(&key("absent")).await, Ok(None));
}

async fn a_record_comes_back_as_it_was_written(store: &impl Records) {
    let every_byte: Vec<u8> = (0..=255).collect();
    let written = record("same", 1, &every_byte);
    assert_eq!(store.commit(vec![put(written.clone(), None)]).await, Ok(()));
    assert_eq!(store.get(&key("same")).await, Ok(Some(written)));
}

async fn a_writer_who_saw_the_stored_version_replaces_it(store: &impl Records) {
    let second = record("replaced", 2, b"second");
    store
        .commit(vec![put(record("replaced", 1, b"first"), None)])
        .await
        .unwrap();
    assert_eq!(
        store.commit(vec![put(second.clone(), Some(1))]).await,
        Ok(())
    );
    assert_eq!(store.get(&key("replaced")).await, Ok(Some(second)));
}

async fn a_writer_who_saw_another_version_is_told_and_nothing_changes(store: &impl Records) {
    let first = record("raced", 1, b"first");
    store.commit(vec![put(first.clone(), None)]).await.unwrap();
    for seen in [None, Some(2)] {
        let late = put(record("raced", 2, b"late"), seen);
        assert_eq!(store.commit(vec![late]).await, Err(StorageError::Conflict));
    }
    assert_eq!(store.get(&key("raced")).await, Ok(Some(first)));
}

async fn a_writer_who_saw_a_record_that_is_gone_is_told(store: &impl Records) {
    let late = put(record("gone", 5, b"late"), Some(4));
    assert_eq!(store.commit(vec![late]).await, Err(StorageError::Conflict));
    assert_eq!(store.get(&key("gone")).await, Ok(None));
}

async fn a_deleted_record_is_gone_and_deleting_it_again_does_nothing(store: &impl Records) {
    store
        .commit(vec![put(record("deleted", 1, b"x"), None)])
        .await
        .unwrap();
    for _ in 0..2 {
        assert_eq!(
            store
                .commit(vec![RecordChange::Delete(key("deleted"))])
                .await,
            Ok(())
        );
        assert_eq!(store.get(&key("deleted")).await, Ok(None));
    }
}

async fn changes_of_one_transaction_happen_together(store: &impl Records) {
    store
        .commit(vec![put(record("left", 1, b"x"), None)])
        .await
        .unwrap();
    let moved = vec![
        RecordChange::Delete(key("left")),
        put(record("right", 1, b"x"), None),
    ];
    assert_eq!(store.commit(moved).await, Ok(()));
    assert_eq!(store.get(&key("left")).await, Ok(None));
    assert!(store.get(&key("right")).await.unwrap().is_some());
}

async fn when_one_change_fails_the_earlier_ones_are_taken_back(store: &impl Records) {
    let kept = record("kept", 1, b"kept");
    store.commit(vec![put(kept.clone(), None)]).await.unwrap();
    let changes = vec![
        put(record("half", 1, b"half"), None),
        RecordChange::Delete(key("kept")),
        put(record("half", 3, b"wrong"), Some(2)),
    ];
    assert_eq!(store.commit(changes).await, Err(StorageError::Conflict));
    assert_eq!(store.get(&key("half")).await, Ok(None));
    assert_eq!(store.get(&key("kept")).await, Ok(Some(kept)));
}

async fn records_of_one_id_and_different_kinds_are_different(store: &impl Records) {
    let mut other = record("twin", 1, b"other");
    other.key.kind = "other";
    store
        .commit(vec![
            put(record("twin", 1, b"one"), None),
            put(other.clone(), None),
        ])
        .await
        .unwrap();
    assert_eq!(store.get(&other.key).await, Ok(Some(other)));
}

async fn the_ids_of_a_kind_are_listed_in_order_and_no_others(store: &impl Records) {
    let named = |kind: &'static str, id: &str| {
        let mut record = record(id, 1, b"x");
        record.key.kind = kind;
        put(record, None)
    };
    let all = [("listed", "b"), ("listed", "a/c"), ("listed-too", "d")];
    let changes = all.map(|(kind, id)| named(kind, id)).to_vec();
    store.commit(changes).await.unwrap();
    assert_eq!(
        store.ids("listed").await,
        Ok(vec!["a/c".to_owned(), "b".to_owned()])
    );
    assert_eq!(store.ids("unheard-of").await, Ok(Vec::new()));
}

async fn cleared_means_that_nothing_is_left(store: &impl Records) {
    store
        .commit(vec![put(record("cleared", 1, b"x"), None)])
        .await
        .unwrap();
    assert_ne!(store.count().await, Ok(0));
    assert_eq!(store.clear().await, Ok(()));
    assert_eq!(store.count().await, Ok(0));
    assert_eq!(store.get(&key("cleared")).await, Ok(None));
}

async fn every_sentence(store: &impl Records) {
    what_was_never_written_is_not_there(store).await;
    a_record_comes_back_as_it_was_written(store).await;
    a_writer_who_saw_the_stored_version_replaces_it(store).await;
    a_writer_who_saw_another_version_is_told_and_nothing_changes(store).await;
    a_writer_who_saw_a_record_that_is_gone_is_told(store).await;
    a_deleted_record_is_gone_and_deleting_it_again_does_nothing(store).await;
    changes_of_one_transaction_happen_together(store).await;
    when_one_change_fails_the_earlier_ones_are_taken_back(store).await;
    records_of_one_id_and_different_kinds_are_different(store).await;
    the_ids_of_a_kind_are_listed_in_order_and_no_others(store).await;
    cleared_means_that_nothing_is_left(store).await;
}

/// The memory twin never waits, so one poll finishes it.
#[cfg(not(target_arch = "wasm32"))]
#[test]
fn the_memory_twin_keeps_the_contract() {
    use std::{
        pin::pin,
        task::{Context, Poll, Waker},
    };
    let store = Memory::default();
    let done = pin!(every_sentence(&store)).poll(&mut Context::from_waker(Waker::noop()));
    assert_eq!(done, Poll::Ready(()));
}

#[cfg(target_arch = "wasm32")]
mod browser {
    use super::*;
    use crate::platform::store::{Connection, IndexedDb};
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    async fn the_memory_twin_keeps_the_contract() {
        every_sentence(&Memory::default()).await;
    }

    #[wasm_bindgen_test]
    async fn indexed_db_keeps_the_contract() {
        let connection = Connection::new("contract");
        every_sentence(&IndexedDb::new(connection)).await;
    }

    #[wasm_bindgen_test]
    async fn records_are_there_after_the_connection_was_closed() {
        let connection = Connection::new("closed");
        let store = IndexedDb::new(connection.clone());
        let kept = record("kept", 1, b"kept");
        store.commit(vec![put(kept.clone(), None)]).await.unwrap();
        connection.close();
        assert_eq!(store.get(&key("kept")).await, Ok(Some(kept)));
    }

    #[wasm_bindgen_test]
    async fn a_newer_app_in_another_tab_gets_the_database_and_this_one_is_told() {
        let old = IndexedDb::new(Connection::with_version("upgraded", 1));
        assert_eq!(old.get(&key("any")).await, Ok(None));
        let newer = IndexedDb::new(Connection::with_version("upgraded", 2));
        assert_eq!(newer.get(&key("any")).await, Ok(None));
        assert_eq!(old.get(&key("any")).await, Err(StorageError::Newer));
    }
}
