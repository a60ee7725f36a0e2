//! Sealing and opening in a real browser, and each kind of loss by its own name.
#![cfg(target_arch = "wasm32")]

use super::*;
use crate::platform::store::{IndexedDb, Memory};
use wasm_bindgen_test::wasm_bindgen_test;

fn key(id: &str) -> RecordKey {
    RecordKey {
        kind: "test",
        id: id.to_owned(),
    }
}

/// Databases are per test; the profile of a test run is new.
fn vault(database: &str) -> Vault<IndexedDb> {
    let connection = Connection::new(database);
    Vault::new(IndexedDb::new(connection.clone()), connection)
}

async fn stored(vault: &Vault<impl Records>, id: &str) -> SealedRecord {
    vault.records.get(&key(id)).await.unwrap().unwrap()
}

async fn overwrite(vault: &Vault<impl Records>, record: SealedRecord) {
    let over = vault
        .records
        .get(&record.key)
        .await
        .unwrap()
        .map(|stored| stored.version);
    vault
        .records
        .commit(vec![RecordChange::Put { record, over }])
        .await
        .unwrap();
}

async fn error(vault: &Vault<impl Records>, id: &str) -> Option<VaultError> {
    vault.read(&key(id)).await.err()
}

#[wasm_bindgen_test]
async fn what_was_written_is_read_by_the_next_start() {
    let content = "李测试，1998-03-12".as_bytes();
    vault("next-start")
        .write(&key("a"), 7, content, None)
        .await
        .unwrap();
    let opened = vault("next-start").read(&key("a")).await.unwrap().unwrap();
    assert_eq!(opened.content, content);
    assert_eq!(opened.schema, 7);
}

#[wasm_bindgen_test]
async fn each_write_goes_on_from_the_last_one() {
    let vault = vault("each-write");
    let mut seen = None;
    for text in ["one", "two", "three"] {
        seen = Some(
            vault
                .write(&key("a"), 1, text.as_bytes(), seen.as_ref())
                .await
                .unwrap(),
        );
    }
    let opened = vault.read(&key("a")).await.unwrap().unwrap();
    assert_eq!(opened.content, b"three");
    assert_eq!(opened.seen.version, 3);
    let again = vault.write(&key("a"), 1, b"four", Some(&opened.seen)).await;
    assert!(again.is_ok());
}

#[wasm_bindgen_test]
async fn a_tab_that_did_not_see_the_last_write_does_not_overwrite_it() {
    let (one, other) = (vault("tabs"), vault("tabs"));
    let seen = one.write(&key("a"), 1, b"one", None).await.unwrap();
    let seen_by_other = other.read(&key("a")).await.unwrap().unwrap().seen;
    one.write(&key("a"), 1, b"newer", Some(&seen))
        .await
        .unwrap();
    let late = other
        .write(&key("a"), 1, b"late", Some(&seen_by_other))
        .await;
    assert_eq!(
        late.err(),
        Some(VaultError::Storage(StorageError::Conflict))
    );
    assert_eq!(
        other.read(&key("a")).await.unwrap().unwrap().content,
        b"newer"
    );
}

#[wasm_bindgen_test]
async fn nothing_readable_lies_in_the_store() {
    let vault = vault("nothing-readable");
    let content = b"canary canary canary";
    vault.write(&key("a"), 1, content, None).await.unwrap();
    let record = stored(&vault, "a").await;
    assert!(
        !record
            .envelope
            .ciphertext
            .windows(6)
            .any(|part| part == b"canary")
    );
    assert_eq!(record.envelope.iv.len(), 12);
    assert_eq!(record.envelope.wrapped_key.len(), 48);
}

#[wasm_bindgen_test]
async fn every_write_has_a_fresh_initialisation_vector() {
    let vault = vault("fresh-iv");
    let seen = vault.write(&key("a"), 1, b"same", None).await.unwrap();
    let first = stored(&vault, "a").await.envelope;
    vault
        .write(&key("a"), 1, b"same", Some(&seen))
        .await
        .unwrap();
    let second = stored(&vault, "a").await.envelope;
    assert_ne!(first.iv, second.iv);
    assert_ne!(first.ciphertext, second.ciphertext);
    assert_eq!(first.wrapped_key, second.wrapped_key);
}

#[wasm_bindgen_test]
async fn two_records_have_different_data_keys() {
    let vault = vault("two-keys");
    vault.write(&key("a"), 1, b"same", None).await.unwrap();
    vault.write(&key("b"), 1, b"same", None).await.unwrap();
    let (a, b) = (
        stored(&vault, "a").await.envelope,
        stored(&vault, "b").await.envelope,
    );
    assert_ne!(a.wrapped_key, b.wrapped_key);
}

#[wasm_bindgen_test]
async fn a_changed_byte_or_label_is_a_tag_mismatch() {
    let vault = vault("changed");
    let seen = vault.write(&key("a"), 1, b"content", None).await.unwrap();
    vault
        .write(&key("a"), 1, b"content", Some(&seen))
        .await
        .unwrap();
    let whole = stored(&vault, "a").await;
    let mismatch = Some(VaultError::Crypto(CryptoError::TagMismatch));

    let mut flipped = whole.clone();
    flipped.envelope.ciphertext[0] ^= 1;
    overwrite(&vault, flipped).await;
    assert_eq!(error(&vault, "a").await, mismatch);

    let mut flipped = whole.clone();
    flipped.envelope.wrapped_key[0] ^= 1;
    overwrite(&vault, flipped).await;
    assert_eq!(error(&vault, "a").await, mismatch);

    for (schema, version) in [(2, 2), (1, 1), (1, 3)] {
        overwrite(
            &vault,
            SealedRecord {
                schema,
                version,
                ..whole.clone()
            },
        )
        .await;
        assert_eq!(error(&vault, "a").await, mismatch);
    }

    overwrite(
        &vault,
        SealedRecord {
            key: key("b"),
            ..whole.clone()
        },
    )
    .await;
    assert_eq!(error(&vault, "b").await, mismatch);

    overwrite(&vault, whole).await;
    assert_eq!(error(&vault, "a").await, None);
}

#[wasm_bindgen_test]
async fn a_record_of_a_lost_device_key_says_that_the_key_is_missing() {
    let records = Memory::default();
    let old = Vault::new(records, Connection::new("key-old"));
    old.write(&key("a"), 1, b"content", None).await.unwrap();

    // No key at all.
    let missing = Some(VaultError::Crypto(CryptoError::KeyMissing));
    let moved = Vault::new(old.records, Connection::new("key-new"));
    assert_eq!(error(&moved, "a").await, missing);

    // Another key, made since.
    moved.write(&key("b"), 1, b"new", None).await.unwrap();
    assert_eq!(error(&moved, "a").await, missing);
    assert_eq!(error(&moved, "b").await, None);
}

#[wasm_bindgen_test]
async fn two_tabs_that_start_together_share_one_device_key() {
    let (one, other) = (vault("race"), vault("race"));
    let (a, b) = (key("a"), key("b"));
    let (first, second) =
        futures_join(one.write(&a, 1, b"1", None), other.write(&b, 1, b"2", None)).await;
    assert!(first.is_ok() && second.is_ok());
    let third = vault("race");
    assert_eq!(third.read(&key("a")).await.unwrap().unwrap().content, b"1");
    assert_eq!(third.read(&key("b")).await.unwrap().unwrap().content, b"2");
}

/// Runs both at the same time.
async fn futures_join<A, B>(
    one: impl Future<Output = A>,
    other: impl Future<Output = B>,
) -> (A, B) {
    use std::{future::poll_fn, pin::pin, task::Poll};
    let (mut one, mut other) = (pin!(one), pin!(other));
    let (mut first, mut second) = (None, None);
    poll_fn(|context| {
        if first.is_none()
            && let Poll::Ready(value) = one.as_mut().poll(context)
        {
            first = Some(value);
        }
        if second.is_none()
            && let Poll::Ready(value) = other.as_mut().poll(context)
        {
            second = Some(value);
        }
        if first.is_some() && second.is_some() {
            Poll::Ready(())
        } else {
            Poll::Pending
        }
    })
    .await;
    (first.unwrap(), second.unwrap())
}

#[wasm_bindgen_test]
async fn a_removed_record_is_gone_even_when_it_cannot_be_opened() {
    let old = Vault::new(Memory::default(), Connection::new("remove-old"));
    old.write(&key("a"), 1, b"content", None).await.unwrap();
    let moved = Vault::new(old.records, Connection::new("remove-new"));
    assert_eq!(moved.remove(&key("a")).await, Ok(()));
    assert!(moved.read(&key("a")).await.unwrap().is_none());
}

#[wasm_bindgen_test]
async fn the_stored_device_key_cannot_be_exported() {
    use crate::platform::js;
    let connection = Connection::new("not-exportable");
    DeviceKey::load_or_make(&connection).await.unwrap();
    let stored = connection.key("device").await.unwrap().unwrap();
    let key = js::property(&stored, "key").unwrap();
    assert_eq!(
        js::property(&key, "extractable").unwrap().as_bool(),
        Some(false)
    );
}

const KINDS: [&str; 1] = ["test"];

#[wasm_bindgen_test]
async fn what_stands_behind_a_pin_is_read_with_it_only() {
    let first = vault("pin");
    let seen = first.write(&key("a"), 1, b"before", None).await.unwrap();
    first.set_pin("135790", &KINDS).await.unwrap();
    first.write(&key("b"), 1, b"after", None).await.unwrap();
    // A writer that saw the record before the PIN was set has to look again.
    let late = first.write(&key("a"), 1, b"late", Some(&seen)).await;
    assert_eq!(
        late.err(),
        Some(VaultError::Storage(StorageError::Conflict))
    );

    let next = vault("pin");
    assert_eq!(next.has_pin().await, Ok(true));
    assert_eq!(next.unlock("135791", &KINDS).await, Ok(Unlock::Wrong));
    assert_eq!(next.unlock("135790", &KINDS).await, Ok(Unlock::Open));
    assert_eq!(
        next.read(&key("a")).await.unwrap().unwrap().content,
        b"before"
    );
    assert_eq!(
        next.read(&key("b")).await.unwrap().unwrap().content,
        b"after"
    );
}

#[wasm_bindgen_test]
async fn whoever_needs_the_keys_waits_for_the_pin() {
    let first = vault("pin-waits");
    first.set_pin("135790", &KINDS).await.unwrap();
    first.write(&key("a"), 1, b"content", None).await.unwrap();
    let next = vault("pin-waits");
    let (name, order) = (key("a"), RefCell::new(Vec::new()));
    let read = async {
        let opened = next.read(&name).await.unwrap().unwrap();
        order.borrow_mut().push("read");
        opened.content
    };
    let unlock = async {
        assert_eq!(next.unlock("000000", &KINDS).await, Ok(Unlock::Wrong));
        order.borrow_mut().push("unlock");
        next.unlock("135790", &KINDS).await
    };
    let (content, unlocked) = futures_join(read, unlock).await;
    assert_eq!(
        (content.as_slice(), unlocked),
        (b"content".as_slice(), Ok(Unlock::Open))
    );
    assert_eq!(order.into_inner(), ["unlock", "read"]);
}

#[wasm_bindgen_test]
async fn a_pin_is_taken_away_with_everything_readable() {
    let first = vault("pin-removed");
    first.write(&key("a"), 1, b"before", None).await.unwrap();
    first.set_pin("135790", &KINDS).await.unwrap();
    first.write(&key("b"), 1, b"behind", None).await.unwrap();
    first.remove_pin(&KINDS).await.unwrap();
    first.write(&key("c"), 1, b"after", None).await.unwrap();
    let next = vault("pin-removed");
    assert_eq!(next.has_pin().await, Ok(false));
    for (id, content) in [("a", "before"), ("b", "behind"), ("c", "after")] {
        let opened = next.read(&key(id)).await.unwrap().unwrap();
        assert_eq!(opened.content, content.as_bytes());
    }
}

#[wasm_bindgen_test]
async fn a_pin_set_while_the_device_went_off_is_finished_when_it_is_given() {
    let first = vault("pin-halfway");
    first.write(&key("a"), 1, b"content", None).await.unwrap();
    // The lock is kept, and then the device goes off.
    first.set_pin("135790", &[]).await.unwrap();
    let before = stored(&first, "a").await.envelope.device_key;
    let next = vault("pin-halfway");
    assert_eq!(next.unlock("135790", &KINDS).await, Ok(Unlock::Open));
    assert_ne!(stored(&next, "a").await.envelope.device_key, before);
    assert_eq!(
        next.read(&key("a")).await.unwrap().unwrap().content,
        b"content"
    );
}

#[wasm_bindgen_test]
async fn a_forgotten_pin_is_given_up_with_what_stands_behind_it() {
    let first = vault("pin-forgotten");
    first.set_pin("135790", &KINDS).await.unwrap();
    first.write(&key("a"), 1, b"content", None).await.unwrap();
    let next = vault("pin-forgotten");
    assert_eq!(next.give_up().await, Ok(true));
    let after = vault("pin-forgotten");
    assert_eq!(after.has_pin().await, Ok(false));
    assert!(after.read(&key("a")).await.unwrap().is_none());
    assert!(after.write(&key("a"), 1, b"new", None).await.is_ok());
}
