//! Two pages of one app on the same device.
#![cfg(target_arch = "wasm32")]

use super::*;
use crate::{
    merge::ByService,
    platform::store::Connection,
    prechecks::{SCHEMA, Stored, key},
};
use civil_affairs_domain::form::answers::{Answers, Raw};
use std::{cell::Cell, collections::BTreeMap};
use wasm_bindgen_test::wasm_bindgen_test;

struct Page {
    kept: SyncedRecord,
    stored: Stored,
    told: Rc<Cell<u32>>,
}

fn page(database: &str) -> Page {
    let connection = Connection::new(database);
    let vault = Rc::new(Vault::new(IndexedDb::new(connection.clone()), connection));
    let told = Rc::new(Cell::new(0));
    let telling = told.clone();
    Page {
        kept: SyncedRecord::new(vault, key(), SCHEMA),
        stored: Stored {
            services: RefCell::default(),
            changed: Box::new(move || telling.set(telling.get() + 1)),
        },
        told,
    }
}

impl Page {
    async fn read(&self) -> Result<ByService, RecordError> {
        self.kept.read(&self.stored).await?;
        Ok(self.stored.services.borrow().clone())
    }

    async fn write(&self, services: ByService) -> Result<(), RecordError> {
        *self.stored.services.borrow_mut() = services;
        self.kept.write(&self.stored).await
    }
}

fn answers(fields: &[(&str, &str)]) -> ByService {
    let mut answers = Answers::default();
    for (id, text) in fields {
        answers.set(id, Raw::Text((*text).to_owned()));
    }
    BTreeMap::from([("service".to_owned(), answers)])
}

#[wasm_bindgen_test]
async fn answers_are_there_at_the_next_start() {
    let one = page("kept-start");
    one.write(answers(&[("a", "1")])).await.unwrap();
    let read = page("kept-start").read().await;
    assert_eq!(read, Ok(answers(&[("a", "1")])));
}

#[wasm_bindgen_test]
async fn a_second_tab_joins_its_answers_instead_of_overwriting() {
    let (one, other) = (page("kept-tabs"), page("kept-tabs"));
    one.write(answers(&[("a", "1")])).await.unwrap();
    assert_eq!(one.told.get(), 0);
    let both = answers(&[("a", "1"), ("b", "2")]);
    other.write(answers(&[("b", "2")])).await.unwrap();
    assert_eq!(other.told.get(), 1);
    assert_eq!(*other.stored.services.borrow(), both);
    assert_eq!(page("kept-tabs").read().await, Ok(both));
}

#[wasm_bindgen_test]
async fn a_cleared_pre_check_stays_cleared() {
    let one = page("kept-cleared");
    one.write(answers(&[("a", "1")])).await.unwrap();
    one.write(ByService::new()).await.unwrap();
    assert_eq!(page("kept-cleared").read().await, Ok(ByService::new()));
}

#[wasm_bindgen_test]
async fn a_record_of_a_newer_app_is_left_alone() {
    let one = page("kept-newer");
    one.kept
        .vault
        .write(&key(), SCHEMA + 1, b"{}", None)
        .await
        .unwrap();
    assert_eq!(one.read().await, Err(RecordError::NewerApp));
    let written = one.write(answers(&[("a", "1")])).await;
    assert_eq!(written, Err(RecordError::NewerApp));
}

#[wasm_bindgen_test]
async fn after_a_damaged_record_was_given_up_the_answers_of_the_page_are_written() {
    let one = page("kept-damaged");
    one.kept
        .vault
        .write(&key(), SCHEMA, b"no JSON", None)
        .await
        .unwrap();
    assert_eq!(one.read().await, Err(RecordError::Damaged));
    one.kept.forget().await.unwrap();
    one.write(answers(&[("a", "1")])).await.unwrap();
    let read = page("kept-damaged").read().await;
    assert_eq!(read, Ok(answers(&[("a", "1")])));
}
