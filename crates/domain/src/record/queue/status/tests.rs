//! 已提交 only by a verified receipt.

use super::*;
use crate::value::base64url;

const RECEIVED: &str = include_str!("../../../../../../tests/fixtures/stored/v2/received.json");

fn received() -> QueueRecord {
    QueueRecord::from_json(RECEIVED.as_bytes()).unwrap()
}

/// The record with another receipt in its place.
fn with(receipt: &str) -> QueueRecord {
    let mut record = received();
    let ItemState::Received { receipt: own, .. } = &mut record.state else {
        panic!("it was received");
    };
    receipt.clone_into(own);
    record
}

fn compact(content: &str) -> String {
    let head = r#"{"alg":"ES256","kid":"k","typ":"receipt+jwt"}"#;
    let encode = |text: &str| base64url::encode(text.as_bytes());
    let signature = base64url::encode(&[7; 64]);
    format!("{}.{}.{signature}", encode(head), encode(content))
}

#[test]
fn the_sealed_record_of_a_verified_receipt_is_received() {
    let record = received();
    let status = record.status(None);
    assert!(status.is_received());
    let receipt = status.receipt().unwrap();
    assert_eq!(receipt.content().submission_id, record.id);
    assert_eq!(record.receipt().as_ref(), Some(receipt));
}

#[test]
fn what_is_no_receipt_or_another_ones_is_never_shown_as_received() {
    let own = received().receipt().unwrap().content().clone();
    let text = serde_json::to_string(&own).unwrap();
    assert!(with(&compact(&text)).status(None).is_received());
    let other_bytes = text.replace(&own.sha256.to_string(), &"0".repeat(64));
    let other_service = text.replace("temporary-assistance", "senior-card");
    for forged in [
        String::new(),
        "made.up.".to_owned(),
        text.clone(),
        compact("{}"),
        compact(&other_bytes),
        compact(&other_service),
    ] {
        let record = with(&forged);
        assert_eq!(record.status(None), SubmissionStatus::Waiting, "{forged}");
        assert_eq!(record.receipt(), None);
    }
}

#[test]
fn what_waits_or_was_refused_has_no_receipt() {
    let mut record = received();
    record.state = ItemState::Waiting;
    assert_eq!(record.status(None), SubmissionStatus::Waiting);
}
