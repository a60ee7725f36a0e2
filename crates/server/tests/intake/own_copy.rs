//! People get a copy of what is held of theirs, and learn until when.

use crate::support::{Bureau, Sent, after_a_fire, couple, moment};
use civil_affairs_cases::{CitizenRequest, IntakeProblem, own_copy, perform};
use civil_affairs_domain::{protocol::wire::OwnCopy, value::code::Capability, value::decode};

async fn copy(bureau: &Bureau, sent: &Sent) -> OwnCopy {
    own_copy(
        &bureau.intake,
        &moment(bureau.now),
        sent.id,
        &sent.capability,
    )
    .await
    .unwrap()
}

async fn act(bureau: &Bureau, sent: &Sent, number: u32, body: &str) {
    let request = CitizenRequest {
        id: sent.id,
        capability: sent.capability.clone(),
        action: format!("00000000-0000-4000-8000-{number:012}"),
        body: body.as_bytes().to_vec(),
    };
    perform(&bureau.intake, &moment(bureau.now), request)
        .await
        .unwrap();
}

#[tokio::test]
async fn the_copy_is_what_was_sent_with_what_came_later() {
    let bureau = Bureau::new(&[]).await;
    let sent = after_a_fire(&bureau.compiled.catalogue, 0);
    bureau.receive(&sent).await.unwrap();
    act(
        &bureau,
        &sent,
        1,
        r#"{"do":"supplement","answers":{"note":"三口人"}}"#,
    )
    .await;
    let copy = copy(&bureau, &sent).await;
    let body: serde_json::Value = serde_json::from_slice(&sent.body).unwrap();
    assert_eq!(copy.submission.unwrap().0, body);
    assert_eq!(copy.supplements.len(), 1);
    assert_eq!(copy.supplements[0].content.0["answers"]["note"], "三口人");
    assert_eq!(copy.state, "submitted");
    assert!(!copy.may_be_erased && !copy.is_case_file);
    // As the app reads it.
    let again = self::copy(&bureau, &sent).await;
    let bytes = serde_json::to_vec(&again).unwrap();
    assert_eq!(decode::read(&bytes), Ok(again));
}

#[tokio::test]
async fn an_appointment_is_kept_until_a_day_that_is_told() {
    let bureau = Bureau::new(&[
        ("slot_capacity", "1"),
        ("opening_hours", "[\"09:00-10:00\"]"),
        ("appointment_retention_days", "90"),
    ])
    .await;
    let sent = couple(&bureau.compiled.catalogue, 0, &["yiwu/2026-12-03/0900"]);
    bureau.receive(&sent).await.unwrap();
    let kept = copy(&bureau, &sent).await;
    assert_eq!(kept.kept_until.unwrap().to_string(), "2027-03-03");
    act(&bureau, &sent, 1, r#"{"do":"cancel"}"#).await;
    assert!(copy(&bureau, &sent).await.may_be_erased);
    act(&bureau, &sent, 2, r#"{"do":"erase"}"#).await;
    let erased = copy(&bureau, &sent).await;
    assert!(erased.submission.is_none() && erased.erased_at.is_some());
    assert!(!erased.may_be_erased && erased.kept_until.is_none());
}

#[tokio::test]
async fn nobody_else_gets_a_copy() {
    let bureau = Bureau::new(&[]).await;
    let sent = after_a_fire(&bureau.compiled.catalogue, 0);
    bureau.receive(&sent).await.unwrap();
    let other = Capability::new([9; 16]);
    let refused = own_copy(&bureau.intake, &moment(bureau.now), sent.id, &other).await;
    assert!(matches!(refused, Err(IntakeProblem::NotFound)));
}
