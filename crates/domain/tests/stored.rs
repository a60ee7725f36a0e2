//! What earlier versions of the app have stored is read by this one.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use civil_affairs_domain::{
    form::answers::{Answers, Raw},
    protocol::wire::ProblemCode,
    record::draft::Draft,
    record::queue::QueueRecord,
    sync::ItemState,
    value::decode,
};
use std::{collections::BTreeMap, fs, path::Path};

fn stored(name: &str) -> Vec<u8> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/stored");
    fs::read(folder.join(name)).unwrap()
}

#[test]
fn a_draft_of_the_first_form_is_read_whole() {
    let bytes = stored("v1/draft.json");
    let draft = Draft::from_json(&bytes).unwrap();
    assert_eq!(draft.name.as_deref(), Some("妈妈的"));
    assert_eq!(draft.answers.count("members"), 1);
    assert_eq!(draft.conflicts.len(), 1);
    assert_eq!(
        draft.answers.get("applicant.name_zh"),
        Some(&Raw::Text("测试甲".to_owned()))
    );
    // Nothing of it is lost when it is written again.
    let tree = |bytes: &[u8]| serde_json::from_slice::<serde_json::Value>(bytes).unwrap();
    assert_eq!(tree(&draft.to_json().unwrap()), tree(&bytes));
}

#[test]
fn a_queue_record_of_the_first_form_is_read_whole() {
    let bytes = stored("v1/queued.json");
    let queued = QueueRecord::from_json(&bytes).unwrap();
    assert_eq!(queued.reference.to_string(), "2345-6789-ABC4");
    assert!(queued.submission().is_ok());
    let tree = |bytes: &[u8]| serde_json::from_slice::<serde_json::Value>(bytes).unwrap();
    assert_eq!(tree(&queued.to_json().unwrap()), tree(&bytes));
}

#[test]
fn a_queue_record_of_the_second_form_is_read_whole() {
    let received = stored("v2/received.json");
    let queued = QueueRecord::from_json(&received).unwrap();
    assert!(queued.state.is_received());
    assert!(queued.bytes().is_empty());
    let refused = stored("v2/refused.json");
    let ItemState::Refused(refusal) = QueueRecord::from_json(&refused).unwrap().state else {
        panic!("it was refused");
    };
    assert_eq!(refusal.code, ProblemCode::Lapsed);
    assert_eq!(refusal.alternatives.len(), 1);
    for bytes in [received, refused] {
        let queued = QueueRecord::from_json(&bytes).unwrap();
        let tree = |bytes: &[u8]| serde_json::from_slice::<serde_json::Value>(bytes).unwrap();
        assert_eq!(tree(&queued.to_json().unwrap()), tree(&bytes));
    }
}

#[test]
fn the_pre_check_answers_of_the_first_form_are_read_whole() {
    let tree: serde_json::Value = serde_json::from_slice(&stored("v1/prechecks.json")).unwrap();
    let services: BTreeMap<String, Answers> = decode::field(&tree, "services").unwrap();
    assert!(services["senior-card"].get("birth_date").is_some());
}
