//! Two pages of one app on the same device.
#![cfg(target_arch = "wasm32")]

use super::*;
use crate::platform::store::Connection;
use civil_affairs_domain::answers::{Answers, Raw};
use std::collections::BTreeMap;
use wasm_bindgen_test::wasm_bindgen_test;

fn page(database: &str) -> Kept {
    let connection = Connection::new(database);
    Kept::new(Vault::new(IndexedDb::new(connection.clone()), connection))
}

fn answers(fields: &[(&str, &str)]) -> ByService {
    let mut answers = Answers::default();
    for (id, text) in fields {
        answers.set(id, Raw::Text((*text).to_owned()));
    }
    BTreeMap::from([("service".to_owned(), answers)])
}

async fn write(page: &Kept, fields: &[(&str, &str)]) -> Option<ByService> {
    let told = RefCell::new(None);
    let mine = RefCell::new(answers(fields));
    page.write(&|| mine.borrow().clone(), &|joined| {
        *mine.borrow_mut() = joined.clone();
        *told.borrow_mut() = Some(joined);
    })
    .await
    .unwrap();
    told.into_inner()
}

#[wasm_bindgen_test]
async fn answers_are_there_at_the_next_start() {
    write(&page("kept-start"), &[("a", "1")]).await;
    let read = page("kept-start").read(&ByService::new).await;
    assert_eq!(read, Ok(answers(&[("a", "1")])));
}

#[wasm_bindgen_test]
async fn a_second_tab_joins_its_answers_instead_of_overwriting() {
    let (one, other) = (page("kept-tabs"), page("kept-tabs"));
    assert_eq!(write(&one, &[("a", "1")]).await, None);
    let both = answers(&[("a", "1"), ("b", "2")]);
    assert_eq!(write(&other, &[("b", "2")]).await, Some(both.clone()));
    assert_eq!(page("kept-tabs").read(&ByService::new).await, Ok(both));
}

#[wasm_bindgen_test]
async fn a_cleared_pre_check_stays_cleared() {
    let one = page("kept-cleared");
    write(&one, &[("a", "1")]).await;
    one.write(&ByService::new, &|_| ()).await.unwrap();
    assert_eq!(
        page("kept-cleared").read(&ByService::new).await,
        Ok(ByService::new())
    );
}

#[wasm_bindgen_test]
async fn a_record_of_a_newer_app_is_left_alone() {
    let one = page("kept-newer");
    one.vault
        .write(&key(), SCHEMA + 1, b"{}", None)
        .await
        .unwrap();
    assert_eq!(one.read(&ByService::new).await, Err(Problem::NewerApp));
    let written = one.write(&|| answers(&[("a", "1")]), &|_| ()).await;
    assert_eq!(written, Err(Problem::NewerApp));
}

#[wasm_bindgen_test]
async fn after_a_damaged_record_was_given_up_the_answers_of_the_page_are_written() {
    let one = page("kept-damaged");
    one.vault
        .write(&key(), SCHEMA, b"no JSON", None)
        .await
        .unwrap();
    assert_eq!(one.read(&ByService::new).await, Err(Problem::Damaged));
    one.forget().await.unwrap();
    write(&one, &[("a", "1")]).await;
    let read = page("kept-damaged").read(&ByService::new).await;
    assert_eq!(read, Ok(answers(&[("a", "1")])));
}
