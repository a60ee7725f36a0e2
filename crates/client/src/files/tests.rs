//! What the files of a draft do, as sentences: on records in memory and on IndexedDB, sealed by a real browser.
#![cfg(target_arch = "wasm32")]

use super::*;
use crate::platform::{
    photo::{
        self, JPEG, PhotoLimits,
        samples::{CANARY, chosen, from_a_camera, jpeg},
    },
    store::{Connection, IndexedDb, Memory, RecordChange, SealedRecord, StorageError},
};
use civil_affairs_domain::value::sha256::Sha256;
use wasm_bindgen_test::wasm_bindgen_test;

/// Records on which a test can lay its hands.
struct Shared<R>(Rc<R>);

impl<R: Records> Records for Shared<R> {
    async fn get(&self, key: &RecordKey) -> Result<Option<SealedRecord>, StorageError> {
        self.0.get(key).await
    }

    async fn ids(&self, kind: &'static str) -> Result<Vec<String>, StorageError> {
        self.0.ids(kind).await
    }

    async fn count(&self) -> Result<usize, StorageError> {
        self.0.count().await
    }

    async fn clear(&self) -> Result<(), StorageError> {
        self.0.clear().await
    }

    async fn commit(&self, changes: Vec<RecordChange>) -> Result<(), StorageError> {
        self.0.commit(changes).await
    }
}

fn content(text: &str) -> FileContent {
    FileContent {
        sha256: Sha256::new([u8::try_from(text.len()).unwrap_or(u8::MAX); 32]),
        bytes: text.as_bytes().to_vec(),
        thumbnail: Some(format!("small {text}").into_bytes()),
    }
}

fn over<R: Records>(records: &Rc<R>, keys: &str) -> Files<Shared<R>> {
    let vault = Vault::new(Shared(records.clone()), Connection::new(keys));
    Files::new(Rc::new(vault))
}

async fn stored(records: &impl Records) -> Vec<SealedRecord> {
    let mut all = Vec::new();
    for kind in [FILE, PREVIEW] {
        for id in records.ids(kind).await.unwrap() {
            all.extend(records.get(&RecordKey { kind, id }).await.unwrap());
        }
    }
    all
}

fn holds(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

async fn a_file_comes_back_as_it_was_put(files: &Files<impl Records>) {
    let file = content("whole");
    files.put("same", &file).await.unwrap();
    assert_eq!(files.get("same", file.sha256).await, Ok(Some(file)));
}

async fn a_file_of_some_megabytes_comes_back_whole(files: &Files<impl Records>) {
    let file = FileContent {
        sha256: Sha256::new([0xff; 32]),
        bytes: (0..5_000_000_u32).map(|at| at.to_be_bytes()[3]).collect(),
        thumbnail: None,
    };
    files.put("large", &file).await.unwrap();
    assert!(files.get("large", file.sha256).await == Ok(Some(file)));
}

async fn the_slips_of_a_draft_are_its_own(files: &Files<impl Records>) {
    files.put("mine", &content("1")).await.unwrap();
    files.put("mine", &content("22")).await.unwrap();
    files.put("mine2", &content("333")).await.unwrap();
    let mut digests: Vec<Sha256> = files
        .list("mine")
        .await
        .unwrap()
        .into_iter()
        .map(|preview| preview.sha256)
        .collect();
    digests.sort();
    assert_eq!(digests, [content("1").sha256, content("22").sha256]);
    assert_eq!(files.get("mine", content("333").sha256).await, Ok(None));
}

async fn a_slip_has_the_thumbnail(files: &Files<impl Records>) {
    files.put("preview", &content("photo")).await.unwrap();
    let document = FileContent {
        thumbnail: None,
        ..content("a document")
    };
    files.put("preview", &document).await.unwrap();
    let previews = files.list("preview").await.unwrap();
    let thumbnail = |file: &FileContent| {
        let preview = previews
            .iter()
            .find(|preview| preview.sha256 == file.sha256);
        preview.unwrap().thumbnail.clone()
    };
    assert_eq!(thumbnail(&content("photo")), content("photo").thumbnail);
    assert_eq!(thumbnail(&document), None);
}

async fn what_is_taken_is_gone_and_can_be_put_again(files: &Files<impl Records>) {
    let file = content("taken");
    files.put("taken", &file).await.unwrap();
    let taken = files.take("taken", file.sha256).await;
    assert_eq!(taken, Ok(Some(file.clone())));
    assert_eq!(files.get("taken", file.sha256).await, Ok(None));
    assert_eq!(files.take("taken", file.sha256).await, Ok(None));
    files.put("taken", &file).await.unwrap();
    assert_eq!(
        files.get("taken", file.sha256).await,
        Ok(Some(file.clone()))
    );
}

async fn all_are_taken_together(files: &Files<impl Records>) {
    files.put("all", &content("1")).await.unwrap();
    files.put("all", &content("22")).await.unwrap();
    let mut taken = files.take_all("all").await.unwrap();
    taken.sort_by_key(|file| file.bytes.len());
    assert_eq!(taken, [content("1"), content("22")]);
    assert_eq!(files.list("all").await, Ok(Vec::new()));
}

async fn what_no_answer_names_goes_and_the_rest_stays(files: &Files<impl Records>) {
    files.put("swept", &content("1")).await.unwrap();
    files.put("swept", &content("22")).await.unwrap();
    files.put("other", &content("1")).await.unwrap();
    let named = [content("22").sha256];
    files.retain("swept", &named).await.unwrap();
    assert_eq!(files.get("swept", content("1").sha256).await, Ok(None));
    assert_eq!(files.list("swept").await.unwrap().len(), 1);
    assert_eq!(files.list("other").await.unwrap().len(), 1);
}

async fn files_of_drafts_that_are_gone_go(files: &Files<impl Records>) {
    let draft = RecordKey {
        kind: "draft",
        id: "alive".to_owned(),
    };
    files.vault.write(&draft, 1, b"{}", None).await.unwrap();
    files.put("alive", &content("1")).await.unwrap();
    files.put("dead", &content("1")).await.unwrap();
    let swept = files.sweep(&["draft"]).await.unwrap();
    assert!(swept > 0);
    assert_eq!(files.list("alive").await.unwrap().len(), 1);
    assert_eq!(files.list("dead").await, Ok(Vec::new()));
    files.vault.remove(&draft).await.unwrap();
}

async fn every_sentence<R: Records>(records: Rc<R>, keys: &str) {
    let files = over(&records, keys);
    a_file_comes_back_as_it_was_put(&files).await;
    a_file_of_some_megabytes_comes_back_whole(&files).await;
    the_slips_of_a_draft_are_its_own(&files).await;
    a_slip_has_the_thumbnail(&files).await;
    what_is_taken_is_gone_and_can_be_put_again(&files).await;
    all_are_taken_together(&files).await;
    what_no_answer_names_goes_and_the_rest_stays(&files).await;
    files_of_drafts_that_are_gone_go(&files).await;
    assert_eq!(stored(&*records).await.len(), 2, "bytes and preview of one");
    files.remove_all("alive").await.unwrap();
    assert_eq!(records.count().await, Ok(0), "and nothing else is left");
}

#[wasm_bindgen_test]
async fn photos_in_memory_keep_every_sentence() {
    every_sentence(Rc::new(Memory::default()), "files-memory").await;
}

#[wasm_bindgen_test]
async fn photos_in_indexed_db_keep_every_sentence() {
    let records = IndexedDb::new(Connection::new("files-indexed-db"));
    every_sentence(Rc::new(records), "files-indexed-db").await;
}

#[wasm_bindgen_test]
async fn nothing_of_a_photo_is_readable_in_the_store() {
    let limits = PhotoLimits {
        accept: vec![JPEG.to_owned()],
        bytes: 1_000_000,
        long_side: 1000,
        at_least: Default::default(),
    };
    let source = from_a_camera(&jpeg(300, 200, 1));
    let prepared = photo::prepare(&chosen("a.jpg", &source), &limits).await;
    let prepared = prepared.unwrap();
    let records = Rc::new(IndexedDb::new(Connection::new("files-sealed")));
    let files = over(&records, "files-sealed");
    let kept = FileContent {
        sha256: prepared.sha256,
        bytes: prepared.bytes.clone(),
        thumbnail: prepared.thumbnail.clone(),
    };
    files.put("draft", &kept).await.unwrap();
    let stored = stored(&*records).await;
    assert_eq!(stored.len(), 2);
    let piece = |bytes: &[u8]| bytes[bytes.len() / 2..][..16].to_vec();
    for record in &stored {
        for word in [
            CANARY.to_vec(),
            b"JFIF".to_vec(),
            piece(&prepared.bytes),
            piece(&prepared.thumbnail.clone().unwrap()),
            prepared.sha256.to_string().into_bytes(),
        ] {
            assert!(!holds(&record.envelope.ciphertext, &word));
        }
        let digest = prepared.sha256.to_string();
        let beginning = digest.get(..16).unwrap();
        assert!(!record.key.id.contains(beginning));
    }
    let opened = files.get("draft", prepared.sha256).await.unwrap().unwrap();
    assert!(!holds(&opened.bytes, CANARY));
    assert_eq!(opened, kept);
}

#[wasm_bindgen_test]
async fn two_photos_of_the_same_content_have_nothing_in_common_in_the_store() {
    let records = Rc::new(Memory::default());
    let files = over(&records, "files-twice");
    files.put("one", &content("same")).await.unwrap();
    files.put("two", &content("same")).await.unwrap();
    let stored = stored(&*records).await;
    assert_ne!(stored[0].envelope.ciphertext, stored[1].envelope.ciphertext);
    assert_ne!(
        stored[0].envelope.wrapped_key,
        stored[1].envelope.wrapped_key
    );
    let random = |record: &SealedRecord| record.key.id.rsplit_once(MARK).unwrap().1.to_owned();
    assert_ne!(random(&stored[0]), random(&stored[1]));
}

#[wasm_bindgen_test]
async fn a_damaged_photo_hides_none_of_the_others_and_goes_with_its_draft() {
    let records = Rc::new(Memory::default());
    let files = over(&records, "files-damaged");
    files.put("draft", &content("1")).await.unwrap();
    let mut damaged = stored(&*records).await.remove(1);
    assert_eq!(damaged.key.kind, PREVIEW);
    files.put("draft", &content("22")).await.unwrap();
    damaged.envelope.ciphertext[0] ^= 1;
    let over = Some(damaged.version);
    let change = RecordChange::Put {
        record: damaged,
        over,
    };
    records.commit(vec![change]).await.unwrap();
    let previews = files.list("draft").await.unwrap();
    assert_eq!(previews.len(), 1);
    assert_eq!(previews[0].sha256, content("22").sha256);
    files.remove_all("draft").await.unwrap();
    assert_eq!(records.count().await, Ok(0));
}

#[wasm_bindgen_test]
async fn photos_of_a_lost_device_key_can_still_be_removed() {
    let records = Rc::new(Memory::default());
    let old = over(&records, "files-key-old");
    old.put("draft", &content("1")).await.unwrap();
    let new = over(&records, "files-key-new");
    assert_eq!(new.list("draft").await, Ok(Vec::new()));
    assert_eq!(new.get("draft", content("1").sha256).await, Ok(None));
    new.remove_all("draft").await.unwrap();
    assert_eq!(records.count().await, Ok(0));
}
